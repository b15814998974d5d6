"""Going home: nobody does with a promise of today open (practice D4).

Each is kept, moved and the customer told, or handed to a named person; who leaves all the same says why, and the next
person reads it.
"""

import shlex
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from deskapp import clock, slots
from deskapp.desk.answers import replies
from deskapp.desk.documents import as_it_stands, edit, put
from deskapp.desk.handover import handed, handover
from deskapp.desk.session import Session
from deskapp.desk.shifts import people, shifts
from deskapp.desk.visits import closing, log
from deskapp.desk.visits import transfers as referrals
from deskapp.desk.visits.day import Day, count
from deskapp.desk.visits.day import look as look_at_day
from deskapp.errors import DecideError, RefusedError, line_of
from deskapp.messages import counted, said
from deskapp.model.handover import Handover, Shift
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise


class StillOpenError(DecideError):
    """Promises of today are open, and nobody said why they stay so."""

    wants = "anyway"


def left_for_today(day: Day, now: datetime, staff: str = "") -> list[Promise]:
    """What has to be settled before `staff` may go: due today or before, or moved today without a word to them.

    What waits on the customer stands still, unless it was late before. What was handed today to somebody else is
    theirs.
    """
    return [promise for promise in day.promises_by_due() if _is_left(promise, now, staff)]


def _is_left(promise: Promise, now: datetime, staff: str) -> bool:
    handed, today = promise.last_handed(), clock.today(now)
    waits_in_time = promise.paused_since is not None and promise.state(now) != "overdue"
    is_anothers = handed is not None and handed.to != staff and clock.today(handed.at) == today
    is_wanted = clock.today(promise.due) <= today or is_untold(promise, now)
    return is_wanted and not waits_in_time and not is_anothers


def told_counts(day: Day, left: Sequence[Promise], now: datetime) -> str:
    """What is left in the counts of the top line, and what of those is not for `staff` to settle.

    `2 due, 1 overdue, 1 moved without a word; 1 more waits for the customer or was handed on`.
    """
    mine, all_of_today = count((), left, now), day.counts(now)
    others = len(left) - mine.due - mine.overdue
    parts = [f"{mine.due} due" * bool(mine.due), f"{mine.overdue} overdue" * bool(mine.overdue)]
    parts.append(f"{others} moved without telling them" * bool(others))
    more = all_of_today.due + all_of_today.overdue - mine.due - mine.overdue
    rest = f"; {more} more {'wait' if more > 1 else 'waits'} for the customer or somebody else" if more else ""
    return ", ".join(filter(None, parts)) + rest


def is_untold(promise: Promise, now: datetime) -> bool:
    """Whether it was moved today and the customer does not know."""
    last = promise.last_move()
    return last is not None and not last.told and clock.today(last.at) == clock.today(now)


def still_here(day: Day, staff: str = "") -> list[Interaction]:
    """The open visits that whoever leaves would leave behind; what was transferred to somebody else is theirs."""
    return [visit for visit in day.open_first() if visit.with_whom in ("", staff)]


def here_words(visits: Sequence[Interaction]) -> str:
    """How many people, and messages without an answer, are still here: `2 people and 1 message`."""
    messages = sum(visit.kind == "message" for visit in visits)
    people = len(visits) - messages
    here = counted(people, "{count} person", "{count} people") if people else ""
    unanswered = counted(messages, "{count} message", "{count} messages") if messages else ""
    if here and unanswered:
        return said("{people} and {messages}", people=here, messages=unanswered)
    return here or unanswered


def here_told(day: Day, staff: str = "") -> str:
    """Who is still here in the count of the top line, and how many of them are with somebody else."""
    with_others = len(day.open) - len(still_here(day, staff))
    theirs = f", {with_others} of them with somebody else" if with_others else ""
    return f"{here_words(day.open_first())}{theirs}"


def end_all(desk: Session, visits: Sequence[Interaction], outcome: str, *, overruled: str = "") -> None:
    """End several visits with one line of outcome, as one change; refused like each end where something stands open."""
    ends = [(visit, log.ended(desk, visit, outcome, overruled=overruled)) for visit in visits]
    _alter_all(desk, f"end {len(visits)} visits", ends)


def hand_all(desk: Session, visits: Sequence[Interaction], to: str) -> None:
    """Transfer several visits to a named person, as one change."""
    why = f"{desk.staff} left" if desk.staff else "the desk was left"
    transfers = [(visit, referrals.transferred(desk, visit, to, why)) for visit in visits]
    _alter_all(desk, f"transfer {len(visits)} visits to {' '.join(to.split())}", transfers)


def _alter_all(
    desk: Session, words: str, altered: Sequence[tuple[Interaction, Callable[[Interaction], Interaction]]]
) -> None:
    with desk.book.change(words, by=desk.staff, at=desk.now()) as change:
        for visit, alter in altered:
            if newest := as_it_stands(change, Interaction, visit.id):
                put(change, alter(newest))


def told(desk: Session, promise: Promise) -> Promise:
    """The customer knows the new time by now. Raises RefusedError for a promise that was never moved."""
    if not promise.moves:
        raise RefusedError(
            said("“{what:.40}” was never moved, so there's no new time to tell.", what=promise.what),
            said("Give it a new time first."),
        )
    return edit(desk, promise, f"told of '{promise.what:.40}'", replies.tell_moved)


def leave_open(desk: Session, left: Sequence[Promise], why: str) -> None:
    """Leave all the same: the reason and what stays open go to the next person. Refused without."""
    lacking = said("A promise for today is still open.")
    reason = line_of(why, said("Keep it, move it or give it to somebody, or write why it has to wait."), lacking)
    handover.note(desk, left_open(left, reason))


def _staying_open(desk: Session, day: Day, anyway: str, left: Collection[str] = ()) -> list[Promise]:
    """What stays open for a reason where the running shift ends. Raises StillOpenError where none is given."""
    if shifts.running(desk) is None:
        return []
    still = [promise for promise in left_for_today(day, desk.now(), desk.staff) if promise.id not in left]
    if still and not anyway.strip():
        names = "; ".join(_named(promise, desk.now()) for promise in still)
        way = said("Keep, move or hand on each: {promises} lists them.", promises=slots.key("promises"))
        raise StillOpenError(
            said("Still open for today: {names}.", names=names), said("Keep, move or hand on each, or say why."), way
        )
    return still


def _named(promise: Promise, now: datetime) -> str:
    """A promise with whom it is to, and what is the matter with it."""
    odd = "overdue" if promise.state(now) == "overdue" else "moved, and they don't know" * is_untold(promise, now)
    return f"{handover.to_whom(promise)}{f' ({odd})' if odd else ''}"


def check_end(desk: Session, end: bool, given: Mapping[str, Any]) -> None:
    """Refuse the end of the shift where a promise of today is open without a reason."""
    if end:
        _staying_open(desk, look_at_day(desk), given.get("anyway", ""))


def shift(desk: Session, name: str = "", *, end: bool = False, anyway: str = "") -> Shift:
    """Take the desk under a name, or end the shift that runs; with neither it is looked at."""
    if end:
        return go(desk, look_at_day(desk), anyway=anyway)[0]
    return shifts.begin(desk, name) if name else shifts.of_now(desk)


def standing(desk: Session, shift: Shift) -> str:
    """Since when somebody is at the desk, or that their shift has ended."""
    if shift.ended_at:
        return f"The shift of {shift.staff} has ended"
    return f"{shift.staff} is at the desk since {clock.local(shift.began_at):%Y-%m-%d %H:%M}"


def on_going(desk: Session, shift: Shift) -> str:
    """Who is still here where a shift has ended, and that the notes to the next stay."""
    if not shift.ended_at:
        return ""
    day, told = look_at_day(desk), []
    if still_here(day, desk.staff):
        told += [
            said(
                "Still here: {here_told}. `{deskapp}list` shows who.",
                here_told=here_told(day, desk.staff),
                deskapp=slots.DESKAPP,
            )
        ]
        told += [
            said(
                "`{deskapp}end-all OUTCOME` ends them, `{deskapp}transfer-all NAME` hands them on.",
                deskapp=slots.DESKAPP,
            )
        ]
    return " ".join(filter(None, [*told, handed.kept_words(desk)]))


def on_coming(desk: Session, shift: Shift) -> str:
    """What whoever is at the desk has to know: visits that were left open, and what the one before left."""
    if shift.ended_at:
        return ""
    told, sheet = [], f"`{slots.DESKAPP}handover`"
    if forgotten := closing.told(desk, closing.left_over(desk, look_at_day(desk).open.values())):
        told += [said("{forgotten} `{deskapp}close-earlier` closes them.", forgotten=forgotten, deskapp=slots.DESKAPP)]
    if left := handed.awaiting(desk):
        told += [
            said(
                "{left_words}: {sheet}, then `{deskapp}handover-read`.",
                left_words=handed.left_words(left),
                sheet=sheet,
                deskapp=slots.DESKAPP,
            )
        ]
    elif left := handed.of_another(desk):
        instead = f"`{slots.DESKAPP}handover-read --in-place-of {shlex.quote(left.to)}`"
        told += [
            said(
                "{left_words}: {sheet}. If you take over instead: {instead}.",
                left_words=handed.left_words(left),
                sheet=sheet,
                instead=instead,
            )
        ]
    elif notes := handed.notes_left(desk):
        told += [f"{notes}: {sheet}."]
    return " ".join(told)


def go(
    desk: Session,
    day: Day,
    to: str = "",
    *,
    give: Sequence[Promise] = (),
    anyway: str = "",
    left: Collection[str] = (),
) -> tuple[Shift, Handover | None]:
    """The running shift ends with a hand-over to a named person; with no name it ends without one. It is one act.

    Notes to the next stay for whoever comes next where nothing is handed over. What is due today is settled by then
    (practice D4), or `anyway` says why it stays open; `left` are the ids of promises for which that was said before.
    Raises StillOpenError, RefusedError where no shift runs, and what `handover.hand_over` raises, with nothing done.
    """
    person = handover.receiver(desk, to) if to.strip() else ""
    if person:
        people.at_the_desk(desk)
    with desk.book.one_act():
        if still := _staying_open(desk, day, anyway, [*left, *(promise.id for promise in give)]):
            leave_open(desk, still, anyway)
        ended = shifts.end(desk)
        return ended, handover.hand_over(desk, person, give=give) if person else None


def left_open(left: Sequence[Promise], reason: str) -> str:
    """The line for the next person about what stays open, and why."""
    return f"Left open: {'; '.join(map(handover.to_whom, left))}. Why: {reason}"
