"""The clocks of a visit: how long somebody waited and was served, where that is known (practice A2).

One rule for the noun and for the documents that a report counts by the ten thousand. A length that nobody measured is
unknown (None), never 0: of a visit that was written down afterwards, of a call from a phone's own log, of one that
another phone took, of one whose end was only guessed later. Who was called or written to by us did not wait.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from deskapp.model.frozen import dataclass

Stretch = tuple[datetime, datetime]
SHORTEST = timedelta(seconds=1)
"""Nobody is served in less: such a visit was written down after it was over, and nobody knows how long it took."""
NO_TIME = timedelta(0)


@dataclass(frozen=True, slots=True)
class VisitClocks:
    """What is known of the times of one visit; `holds` are stretches on hold, `closed` from an end to a reopening.

    `is_ours`: we called or wrote. `is_elsewhere`: nobody at this desk took it (missed, or taken on another phone).
    `is_closed_later`: when it ended is a guess.
    """

    kind: str
    state: str
    arrived: datetime
    greeted: datetime | None
    ended: datetime | None
    is_ours: bool
    is_afterwards: bool
    is_imported: bool
    is_elsewhere: bool
    is_closed_later: bool
    holds: tuple[Stretch, ...]
    closed: tuple[Stretch, ...]

    @property
    def could_wait(self) -> bool:
        """Whether somebody came or called, and it is this desk that they waited for."""
        return self.kind != "message" and not (self.is_ours or self.is_elsewhere)

    def wait(self, now: datetime) -> timedelta | None:
        """From arrival to the greeting; of somebody who was never greeted to the end, or to now while they wait."""
        if not self.could_wait or self.is_afterwards or self.is_imported:
            return None
        if self.greeted is None and (self.is_closed_later or self.state not in ("waiting", "ended")):
            return None
        until = self.greeted or self.ended or now
        return spent(self.arrived, until, self.closed)

    def served(self) -> timedelta | None:
        """From the greeting to the end, without what was on hold and the time between an end and its taking back."""
        if not self.could_wait or self.is_afterwards or self.is_closed_later or self.state != "ended":
            return None
        if self.greeted is None or self.ended is None:
            return None
        took = spent(self.greeted, self.ended, (*self.holds, *self.closed))
        return took if took >= SHORTEST else None

    def stay(self) -> timedelta | None:
        """From arrival to end; None while it is open, and where that is not known."""
        if self.state != "ended" or self.ended is None or self.is_afterwards or self.is_closed_later:
            return None
        took = spent(self.arrived, self.ended, self.closed)
        return took if took >= SHORTEST else None


def clocks_of(visit: Any) -> VisitClocks:
    """The clocks of an `Interaction`, whose module stands on this one."""
    rang = bool(visit.rings or visit.imported_by)
    return VisitClocks(
        kind=visit.kind,
        state=visit.state,
        arrived=visit.arrived_at,
        greeted=visit.greeted_at,
        ended=visit.ended_at,
        is_ours=is_ours(visit.direction, visit.kind, visit.arrived_at, visit.greeted_at, rang=rang),
        is_afterwards=was_afterwards(visit.afterwards, is_begun_here=rang or bool(visit.runs)),
        is_imported=bool(visit.imported_by),
        is_elsewhere=bool(visit.missed_at or visit.elsewhere_at),
        is_closed_later=visit.closed_at is not None,
        holds=tuple((hold.since, until) for hold in visit.holds.values() if (until := hold.until or visit.ended_at)),
        closed=visit.closed,
    )


def spent(start: datetime, end: datetime, away: Iterable[Stretch]) -> timedelta:
    """The time from start to end without the stretches that lie in it; where those overlap, each moment counts once."""
    left, at = end - start, start
    for since, until in sorted(away):
        since, until = max(since, at), min(until, end)
        if until > since:
            left -= until - since
            at = until
    return max(left, NO_TIME)


def was_afterwards(stored: bool | None, *, is_begun_here: bool) -> bool:
    """Whether a visit was written down afterwards.

    Books of before did not say so: there it is one without a checklist, a ring or a phone's log behind it.
    """
    return not is_begun_here if stored is None else stored


def is_ours(direction: str, kind: str, arrived: datetime, greeted: datetime | None, *, rang: bool) -> bool:
    """Whether we called or wrote.

    Books of before did not say so: there a call that was greeted the moment it began, and never rang, is ours.
    """
    return direction == "out" if direction else kind == "call" and greeted == arrived and not rang
