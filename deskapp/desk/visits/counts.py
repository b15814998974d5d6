"""How many are here, wait, are on hold, and what is due: counted once, and told by every face in the same words."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from deskapp import clock
from deskapp.model.frozen import dataclass
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise


@dataclass(frozen=True, slots=True)
class Figure:
    """A count with its word, and how many of it are an alarm with the word for that: `2 on hold (1 long)`.

    `spoken` is its word where nothing else tells that a promise is meant.
    """

    key: str
    count: int
    word: str
    part: int = 0
    part_word: str = ""
    spoken: str = ""

    @property
    def text(self) -> str:
        """The figure as a person says it."""
        return f"{self.count} {self.spoken or self.word}{f' ({self.part} {self.part_word})' if self.part else ''}"


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of the desk. `due` are promises of today that are not overdue; the part of a count is within it."""

    here: int = 0
    waiting: int = 0
    too_long: int = 0
    held: int = 0
    held_too_long: int = 0
    due: int = 0
    soon: int = 0
    overdue: int = 0

    def figures(self) -> list[Figure]:
        """Who is here always, and of the others those that are not 0, in the order of the top line."""
        figures = [
            Figure("waiting", self.waiting, "waiting", self.too_long, "long"),
            Figure("held", self.held, "on hold", self.held_too_long, "long"),
            Figure("due", self.due, "due", self.soon, "soon", f"{_promises(self.due)} due"),
            Figure("overdue", self.overdue, "overdue", spoken=f"{_promises(self.overdue)} overdue"),
        ]
        return [Figure("here", self.here, "here"), *(figure for figure in figures if figure.count)]

    @property
    def text(self) -> str:
        """All of them in one line: `3 here, 2 waiting (1 long), 1 promise due`."""
        return ", ".join(figure.text for figure in self.figures())


def count(
    visits: Iterable[Interaction], promises: Iterable[Promise], now: datetime, hold_limit: timedelta = timedelta.max
) -> Counts:
    """Count open visits and open promises at an instant; a hold longer than `hold_limit` is long."""
    _, tonight = clock.day_bounds(clock.today(now))
    opened = list(visits)
    states = [visit.state for visit in opened]
    due = soon = overdue = 0
    for promise in promises:  # at each key: when one turns amber is worked out for those of today alone
        if promise.clock(now) >= promise.due:
            overdue += 1
        elif promise.due < tonight:
            due += 1
            soon += promise.state(now) == "due_soon"
    return Counts(
        here=len(states),
        waiting=states.count("waiting"),
        too_long=sum(visit.waits_too_long(now) for visit in opened),
        held=states.count("on_hold"),
        held_too_long=sum(visit.held(now) > hold_limit for visit in opened),
        due=due,
        soon=soon,
        overdue=overdue,
    )


def _promises(many: int) -> str:
    return "promise" if many == 1 else "promises"
