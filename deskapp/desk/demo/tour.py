"""The first days' hints: each goes away for good once the thing was done, or all of them when that is wanted."""

from collections.abc import Iterable

from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.visits.day import Day
from deskapp.model.interaction import Interaction
from deskapp.model.settings import Settings

HINTS = ("begin", "tick", "end")
FIRST_DAYS = 20
"""So many interactions in the book, and nobody is new here."""


def is_for(desk: Session) -> bool:
    """Whether somebody here may still need hints."""
    return not desk.book.read_only and desk.book.count("interactions") <= FIRST_DAYS


def hint(held: Settings, selected: Interaction | None) -> str:
    """The hint for what is in the light now; "" where none is left for that."""
    if selected is None:
        wanted = "begin"
    elif not selected.is_open:
        return ""
    else:
        wanted = "end" if selected.ticks else "tick"
    return "" if wanted in held.hints_gone else wanted


def learned(held: Settings, day: Day) -> list[str]:
    """The hints whose thing was done by now, and that are still there."""
    today = [*day.open.values(), *day.ended.values()]
    done = {"begin": bool(today), "tick": any(visit.ticks for visit in today), "end": bool(day.ended)}
    return [name for name in HINTS if done[name] and name not in held.hints_gone]


def put_away(desk: Session, names: Iterable[str] = HINTS) -> Settings:
    """Hints that never come back, which undo says of all of them; those of what was learned go unasked."""
    gone = dict.fromkeys((*settings.read(desk).hints_gone, *names))
    return settings.record(desk, "hide the hints", {"hints_gone": tuple(gone)}, stays=names is HINTS)
