"""The boundary: abuse is warned of once, then the interaction is ended, and somebody may rest (practice B6)."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from typing import Any, Literal

from deskapp.model.frozen import dataclass

BoundaryKind = Literal["warned", "ended", "rest"]
TAKE_FIVE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class BoundaryEvent:
    """What was done at an instant: warned, ended, or a staff member's rest begun. `fact` is what was said to us."""

    at: datetime
    kind: BoundaryKind
    by: str = ""
    words: str = ""
    fact: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parting:
    """The business parts ways with a customer: who decided it, who else agreed, and why, in facts."""

    at: datetime
    why: str
    by: str = ""
    second: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


def of_kind(events: Mapping[str, BoundaryEvent], kind: BoundaryKind) -> list[BoundaryEvent]:
    """The events of one kind, the first one first."""
    return sorted((one for one in events.values() if one.kind == kind), key=lambda one: one.at)
