"""Gates: what stands open when an interaction is to end. A hard one wants a reason, a soft one only warns."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any, Literal

from deskapp.model.frozen import dataclass

GateKind = Literal["soft", "hard"]


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that stands open."""

    text: str
    kind: GateKind = "hard"


@dataclass(frozen=True, slots=True)
class GatePassed:
    """On record: an interaction was ended although this stood open, and why."""

    at: datetime
    kind: GateKind
    points: tuple[str, ...] = ()
    reason: str = ""
    by: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
