"""Visits whose end was a mistake, or was forgotten: opened again, or closed on a later day."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from deskapp import clock
from deskapp.desk.documents import as_it_stands, edit, put, with_entry
from deskapp.desk.session import Session
from deskapp.desk.visits import gates, log, wording
from deskapp.desk.visits.service import last_act
from deskapp.errors import RefusedError
from deskapp.messages import counted, said
from deskapp.model.interaction import Hold, Interaction, Reopened, State

QUIET = timedelta(hours=4)
A_NIGHT = timedelta(hours=12)
"""A visit that began before midnight is no forgotten one as long as somebody was at it lately."""
LATER = "Closed later; when it ended is not known"
NEVER_MISSED: dict[str, Any] = {"missed_at": None, "elsewhere_at": None, "followed_up_at": None, "followed_up_by": ""}


def reopen(desk: Session, visit: Interaction) -> Interaction:
    """Open an ended visit again, in the state it had before its end; that it was ended stays on record.

    A missed call is none any more, and nobody has to ring back.

    Raises RefusedError for one that is open.
    """
    now = desk.now()

    def alter(ended: Interaction) -> Interaction:
        if ended.is_open:
            raise RefusedError(said("That visit is still open."))
        fact = Reopened(now, ended.ended_at or ended.arrived_at, ended.outcome, ended.overruled, desk.staff)
        state = _before_end(ended)
        again = with_entry(desk, ended, "holds", Hold(now)) if state == "on_hold" else ended
        again = with_entry(desk, again, "reopened", fact, state=state, ended_at=None, closed_at=None)
        return replace(again, outcome="", overruled="", **NEVER_MISSED)

    words = f"open again{' for' * bool(visit.known_as)} {wording.called(visit)}"
    return edit(desk, visit, words, alter)


def _before_end(visit: Interaction) -> State:
    """The state that a visit was in when it was ended. One that was written down afterwards was never waiting."""
    if any(hold.until and hold.until == visit.ended_at for hold in visit.holds.values()):
        return "on_hold"
    return "waiting" if visit.greeted_at is None and not visit.clocks.is_afterwards else "serving"


def left_over(desk: Session, visits: Iterable[Interaction]) -> list[Interaction]:
    """Of some visits those that are open from an earlier day, the oldest first.

    One that goes on over midnight is not among them: somebody was at it within hours, and it began in the same night.
    """
    now = desk.now()
    earlier = [visit for visit in visits if visit.is_open and clock.today(visit.arrived_at) < clock.today(now)]
    left = [visit for visit in earlier if now - last_act(visit, now) > QUIET or now - visit.arrived_at > A_NIGHT]
    return sorted(left, key=lambda visit: (visit.arrived_at, visit.id))


def told(desk: Session, left: Sequence[Interaction]) -> str:
    """That visits of an earlier day are still open, and whose, in one sentence; "" where there are none."""
    if not left:
        return ""
    days = {clock.today(visit.arrived_at) for visit in left}
    wall, age = clock.local(left[0].arrived_at), (clock.today(desk.now()) - min(days)).days
    of = "earlier days" if len(days) > 1 else f"{wall:%A}" if age < 7 else f"{wall.day} {wall:%B}"
    names = ", ".join(wording.called(visit, "a") for visit in left)
    return counted(
        len(left),
        "{count} visit of {day} is still open: {names}.",
        "{count} visits of {day} are still open: {names}.",
        day=of,
        names=names,
    )


def close(desk: Session, left: Sequence[Interaction], outcome: str = "") -> list[Interaction]:
    """Close visits that were left open, as one change: when each ended is not known, and that stays on record.

    A visit counts as ended when something was last done in it, so that no figure takes the closing for its end.
    """
    if not left:
        raise RefusedError(said("No visit of an earlier day is open."))
    now, line = desk.now(), " ".join(outcome.split()) or LATER
    closed = []
    words = counted(len(left), "close {count} visit of earlier days", "close {count} visits of earlier days")
    with desk.book.change(words, by=desk.staff, at=now) as change:
        for visit in left:
            newest = as_it_stands(change, Interaction, visit.id)
            if newest and newest.is_open:
                overruled = LATER if gates.hard(desk, newest) else ""
                end = log.ended(desk, newest, line, overruled=overruled, at=last_act(newest, now))
                closed.append(replace(end(newest), closed_at=now))
        put(change, *closed)
    return closed
