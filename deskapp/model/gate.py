"""Gates: what stands open when an interaction is to end. A hard one wants a reason, a soft one only warns."""

from datetime import datetime
from typing import Literal

from deskapp.model.frozen import Kept, dataclass

GateKind = Literal["soft", "hard"]


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that stands open."""

    text: str
    kind: GateKind = "hard"


@dataclass(frozen=True, slots=True)
class GatePassed(Kept):
    """On record: an interaction was ended although this stood open, and why."""

    at: datetime
    kind: GateKind
    points: tuple[str, ...] = ()
    reason: str = ""
    by: str = ""
