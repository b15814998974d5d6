"""The live day: open interactions, today's ended ones and the open promises, kept in memory beside the book.

It is filled once and then follows each change, so that no key press passes over a table.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from deskapp import clock
from deskapp.desk.session import Session
from deskapp.desk.visits import follows
from deskapp.messages import counted, noted, said
from deskapp.model.document import Document, from_document, instant_text
from deskapp.model.frozen import dataclass as noun
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.store.engine.difference import META

ENDED = b'"state":"ended"'
MISSED = b'"missed_at":"'
"""In the line of a call that was missed; the month behind it is looked for, as each needle costs a pass."""
RUNG_BACK_WITHIN = timedelta(days=7)
OF_THE_STORE = META - {"id"}
"""What the store adds to a document, a quarter of a visit in memory: nobody reads it here, and a write keeps it."""

SPOKEN: dict[str, tuple[str, str]] = {
    "here": (noted("{count} here"), noted("{count} here")),
    "waiting": (noted("{count} waiting"), noted("{count} waiting")),
    "held": (noted("{count} on hold"), noted("{count} on hold")),
    "due": (noted("{count} promise due"), noted("{count} promises due")),
    "overdue": (noted("{count} promise overdue"), noted("{count} promises overdue")),
}
"""Each figure as it is said where nothing else tells what it counts."""
WITH_PART = {
    "waiting": noted("{figure} ({part} long)"),
    "held": noted("{figure} ({part} long)"),
    "due": noted("{figure} ({part} soon)"),
}


@noun(frozen=True, slots=True)
class Figure:
    """A count with its word, and how many of it are an alarm with the word for that: `2 on hold (1 long)`."""

    key: str
    count: int
    word: str
    part: int = 0
    part_word: str = ""

    @property
    def text(self) -> str:
        """The figure as a person says it."""
        told = counted(self.count, *SPOKEN[self.key])
        return said(WITH_PART[self.key], figure=told, part=self.part) if self.part else told


@noun(frozen=True, slots=True)
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
            Figure("due", self.due, "due", self.soon, "soon"),
            Figure("overdue", self.overdue, "overdue"),
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


@dataclass(repr=False)
class Day:
    """What the desk screen looks at. `open` and `ended` are by id, `promises` are those neither kept nor given up.

    `ended` are those of today, and the missed calls of the last week that nobody has rung back yet.
    A hold longer than `hold_limit` is an alarm.
    """

    date: date
    open: dict[str, Interaction] = field(default_factory=dict)
    ended: dict[str, Interaction] = field(default_factory=dict)
    promises: dict[str, Promise] = field(default_factory=dict)
    hold_limit: timedelta = timedelta(minutes=3)

    def open_first(self) -> list[Interaction]:
        """The open interactions, the one that came first at the top."""
        return sorted(self.open.values(), key=lambda visit: (visit.arrived_at, visit.id))

    def ended_newest(self) -> list[Interaction]:
        """The missed calls that are to be rung back, then the others that ended today; the newest first."""

        def place(visit: Interaction) -> tuple[bool, datetime, str]:
            return visit.is_to_ring_back, visit.ended_at or visit.arrived_at, visit.id

        return sorted(self.ended.values(), key=place, reverse=True)

    def in_order(self, looked_at: Interaction | None = None) -> list[Interaction]:
        """The one order in which lists draw visits and arrows pass them: who is here, then today's ended ones.

        A visit of another day that is looked at comes last.
        """
        is_of_today = looked_at is None or looked_at.id in self.open or looked_at.id in self.ended
        others = [] if is_of_today or looked_at is None else [looked_at]
        return [*self.open_first(), *self.ended_newest(), *others]

    def promises_by_due(self) -> list[Promise]:
        """The open promises, the one due first at the top."""
        return sorted(self.promises.values(), key=lambda promise: (promise.due, promise.id))

    def promises_to(self, *customer_ids: str) -> list[Promise]:
        """The open promises to one customer, whose card may have gone by several ids."""
        return [
            promise for promise in self.promises_by_due() if promise.customer and promise.customer.id in customer_ids
        ]

    def counts(self, now: datetime) -> Counts:
        """The figures of the top line at an instant."""
        return count(self.open.values(), self.promises.values(), now, self.hold_limit)


def look(desk: Session) -> Day:
    """Fill the day from the book: a pass over bytes, parsed only where they may belong to today's work."""
    day = Day(clock.today(desk.now()))
    day.promises = {promise.id: promise for promise in follows.open_promises(desk)}
    start, end = clock.day_bounds(day.date)
    moments = (start, start + timedelta(hours=12), end - timedelta(milliseconds=1))
    ended = {f'"ended_at":"{instant_text(moment)[:10]}'.encode() for moment in moments}
    oldest, newest = day.date - RUNG_BACK_WITHIN - timedelta(days=1), day.date + timedelta(days=1)
    missed = {MISSED + f"{month:%Y-%m}-".encode() for month in (oldest, newest)}
    for document in desk.book.table("interactions").scan(*ended, *missed, unless=ENDED):
        _take_visit(day, document)
    return day


def turn(day: Day, desk: Session) -> bool:
    """Past midnight another day begins, with nobody ended in it yet; whether it was so."""
    if clock.today(desk.now()) == day.date:
        return False
    fresh = look(desk)
    day.date, day.open, day.ended, day.promises = fresh.date, fresh.open, fresh.ended, fresh.promises
    return True


def follow(day: Day, desk: Session, touched: Iterable[tuple[str, str]]) -> bool:
    """Take the newest state of what a change touched; whether anything of the day was among it."""
    mine = [(table, identifier) for table, identifier in touched if table in ("interactions", "promises")]
    for table, identifier in mine:
        for known in (day.open, day.ended, day.promises):
            known.pop(identifier, None)
        document = desk.book.get(table, identifier)
        if document and table == "interactions":
            _take_visit(day, document)
        elif document and (promise := from_document(Promise, document)).is_open:
            day.promises[identifier] = promise
    return bool(mine)


def _take_visit(day: Day, document: Document) -> None:
    """Take in a visit that is open, that ended on this day, or whose call was missed and is to be rung back."""
    visit = from_document(Interaction, {name: value for name, value in document.items() if name not in OF_THE_STORE})
    ended_on = clock.today(visit.ended_at) if visit.ended_at else None
    if visit.is_open:
        day.open[visit.id] = visit
    elif ended_on == day.date or (ended_on and visit.is_to_ring_back and day.date - ended_on <= RUNG_BACK_WITHIN):
        day.ended[visit.id] = visit
