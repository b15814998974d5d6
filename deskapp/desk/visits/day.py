"""The live day: open interactions, today's ended ones and the open promises, kept in memory beside the book.

It is filled once and then follows each change, so that no key press passes over a table.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from deskapp import clock
from deskapp.desk.session import Session
from deskapp.desk.visits.counts import Counts, count
from deskapp.model.document import DocumentError, from_document, instant_text
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.store import Query
from deskapp.store.engine.difference import META

ENDED = b'"state":"ended"'
MISSED = b'"missed_at":"'
RUNG_BACK_WITHIN = timedelta(days=7)
OF_THE_STORE = META - {"id"}
"""What the store adds to a document, a quarter of a visit in memory: nobody reads it here, and a write keeps it."""


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
        return sorted(self.open.values(), key=lambda it: (it.arrived_at, it.id))

    def ended_newest(self) -> list[Interaction]:
        """The missed calls that are to be rung back, then the others that ended today; the newest first."""

        def place(visit: Interaction) -> tuple[bool, datetime, str]:
            return visit.is_to_ring_back, visit.ended_at or visit.arrived_at, visit.id

        return sorted(self.ended.values(), key=place, reverse=True)

    def in_order(self, looked_at: Interaction | None = None) -> list[Interaction]:
        """The one order in which lists draw visits and arrows pass them: who is here, then today's ended ones.

        A visit of another day that is looked at comes last.
        """
        visits = [*self.open_first(), *self.ended_newest()]
        is_of_today = looked_at is None or looked_at.id in self.open or looked_at.id in self.ended
        return visits if is_of_today or looked_at is None else [*visits, looked_at]

    def promises_by_due(self) -> list[Promise]:
        """The open promises, the one due first at the top."""
        return sorted(self.promises.values(), key=lambda promise: (promise.due, promise.id))

    def promises_to(self, *customer_ids: str) -> list[Promise]:
        """The open promises to one customer, whose card may have gone by several ids."""
        return [one for one in self.promises_by_due() if one.customer and one.customer.id in customer_ids]

    def counts(self, now: datetime) -> Counts:
        """The figures of the top line at an instant."""
        return count(self.open.values(), self.promises.values(), now, self.hold_limit)


def look(desk: Session) -> Day:
    """Fill the day from the book: a pass over bytes, parsed only where they may belong to today's work."""
    day = Day(clock.today(desk.now()))
    for document in desk.book.select("promises", Query().fragment({"kept_at": None, "broken_at": None})):
        _take_promise(day, document)
    start, end = clock.day_bounds(day.date)
    moments = (start, start + timedelta(hours=12), end - timedelta(milliseconds=1))
    ended = {f'"ended_at":"{instant_text(moment)[:10]}'.encode() for moment in moments}
    for document in desk.book.table("interactions").scan(*ended, *_missed_lately(day), unless=ENDED):
        _take_interaction(day, document)
    return day


def _missed_lately(day: Day) -> set[bytes]:
    """What the lines of calls missed in the last week hold: their month, or two; each costs a pass over all lines."""
    oldest, newest = day.date - RUNG_BACK_WITHIN - timedelta(days=1), day.date + timedelta(days=1)
    return {MISSED + f"{one:%Y-%m}-".encode() for one in (oldest, newest)}


def turn(day: Day, desk: Session) -> bool:
    """Past midnight another day begins, with nobody ended in it yet; whether it was so."""
    if clock.today(desk.now()) == day.date:
        return False
    fresh = look(desk)
    day.date, day.open, day.ended, day.promises = fresh.date, fresh.open, fresh.ended, fresh.promises
    return True


def follow(day: Day, desk: Session, touched: Iterable[tuple[str, str]]) -> bool:
    """Take the newest state of what a change touched; whether anything of the day was among it."""
    mine = False
    for table, identifier in touched:
        if table not in ("interactions", "promises"):
            continue
        mine = True
        document = desk.book.get(table, identifier)
        if table == "promises":
            day.promises.pop(identifier, None)
            if document:
                _take_promise(day, document)
        else:
            day.open.pop(identifier, None)
            day.ended.pop(identifier, None)
            if document:
                _take_interaction(day, document)
    return mine


def _take_promise(day: Day, document: dict[str, object]) -> None:
    try:
        promise = from_document(Promise, document)
    except DocumentError:
        return
    if promise.is_open:
        day.promises[promise.id] = promise


def _take_interaction(day: Day, document: dict[str, object]) -> None:
    for name in OF_THE_STORE:
        document.pop(name, None)
    try:
        interaction = from_document(Interaction, document)
    except DocumentError:
        return
    if interaction.is_open:
        day.open[interaction.id] = interaction
    elif interaction.ended_at and _concerns(day, interaction, interaction.ended_at):
        day.ended[interaction.id] = interaction


def _concerns(day: Day, visit: Interaction, ended_at: datetime) -> bool:
    """Whether an ended visit is of this day, or a missed call of the last week that is still to be rung back."""
    ended_on = clock.today(ended_at)
    return ended_on == day.date or (visit.is_to_ring_back and day.date - ended_on <= RUNG_BACK_WITHIN)
