"""Promises in a report: which figures each of them stands behind, and what became of those that were due (D4)."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import date, datetime

from deskapp import clock
from deskapp.desk.documents import TABLES, readable
from deskapp.desk.reports.tally import through
from deskapp.desk.session import Session
from deskapp.model.promise import Promise
from deskapp.model.report import Broken, Promised

TABLE = TABLES[Promise]
BROKEN_ONES = "broken_ones"
LONG_AGO = date(1970, 1, 1)


def every_promise(desk: Session, after: datetime, goes_on: Callable[[], bool]) -> Iterator[Promise]:
    """All that were made before an instant, or by now: one that is made today may have been due yesterday."""
    until = max(after, clock.day_bounds(clock.today(desk.now()))[1])
    return readable(Promise, through(desk.book.between(TABLE, clock.day_bounds(LONG_AGO)[0], until), goes_on))


def marks(promise: Promise, start: datetime, after: datetime, now: datetime) -> Iterator[str]:
    """The figures that a promise stands behind, in the stretch from `start` up to and without `after`."""
    if start <= promise.made_at < after:
        yield "promises.made"
    if start <= promise.due < after:
        yield "promises.due"
        yield from _became(promise, now)


def _became(promise: Promise, now: datetime) -> Iterator[str]:
    """What became of a promise; of one that is open and in time nothing yet."""
    state = promise.state(now)
    if promise.is_open:
        yield "promises.still_open"
    if state == "kept":
        yield "promises.kept_in_time" if promise.was_kept_in_time else "promises.kept_late"
    elif state in ("broken", "overdue"):
        yield f"promises.{state}"
    yield "promises.not_yet_due" if promise.is_open and state != "overdue" else "promises.kept_in_time_of"
    if promise.moves:
        yield "promises.moved"
        if all(move.told for move in promise.moves.values()):
            yield "promises.moved_and_told"


def count(desk: Session, start: datetime, after: datetime, now: datetime, goes_on: Callable[[], bool]) -> Promised:
    """Of all promises those made or due in the stretch."""
    counts: Counter[str] = Counter()
    broken: list[Promise] = []
    for promise in every_promise(desk, after, goes_on):
        figures = list(marks(promise, start, after, now))
        counts.update(figures)
        broken += [promise] if "promises.broken" in figures else []
    broken.sort(key=lambda promise: (promise.due, promise.id))
    by_name = {field.name: counts[f"promises.{field.name}"] for field in fields(Promised) if field.name != BROKEN_ONES}
    return Promised(**by_name, broken_ones=tuple(map(_broken, broken)))


def _broken(promise: Promise) -> Broken:
    return Broken(promise.what, promise.customer.name if promise.customer else "", promise.due)
