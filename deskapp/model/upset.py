"""Hard moments (practices B and C): the boundary to abuse, and what the seven steps of a resolution came to."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from deskapp.model.frozen import Kept, dataclass

BoundaryKind = Literal["warned", "ended", "rest"]
TAKE_FIVE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class BoundaryEvent(Kept):
    """What was done at an instant: warned, ended, or a staff member's rest begun. `fact` is what was said to us."""

    at: datetime
    kind: BoundaryKind
    by: str = ""
    words: str = ""
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Parting(Kept):
    """The business parts ways with a customer: who decided it, who else agreed, and why, in facts."""

    at: datetime
    why: str
    by: str = ""
    second: str = ""


def of_kind(events: Mapping[str, BoundaryEvent], kind: BoundaryKind) -> list[BoundaryEvent]:
    """The events of one kind, the first one first."""
    return sorted((event for event in events.values() if event.kind == kind), key=lambda event: event.at)


CHECKLIST = "resolution"
STEPS = ("listen", "thank", "apologise", "options", "agree", "act", "follow_up")
PROMISED = ("act", "follow_up")
ENOUGH_OPTIONS = 2


@dataclass(frozen=True, slots=True)
class Resolved(Kept):
    """One step filled in.

    `text` is their account, the words said, what they want, or the words of the agreement; `confirmed` is whether the
    customer said so (the account read back, the agreement), None where nobody asked yet; `promise` is an id.
    """

    at: datetime
    text: str = ""
    by: str = ""
    confirmed: bool | None = None
    options: tuple[str, ...] = ()
    promise: str = ""

    def is_filled(self, step: str) -> bool:
        """Whether it holds what its step asks for."""
        if step in PROMISED:
            return bool(self.promise)
        if step == "options":
            return bool(self.text.strip()) and len(self.offered) >= ENOUGH_OPTIONS
        if step in ("listen", "agree"):
            return bool(self.text.strip()) and self.confirmed is True
        return bool(self.text.strip())

    @property
    def offered(self) -> tuple[str, ...]:
        """The options that have words."""
        return tuple(option for option in self.options if option.strip())
