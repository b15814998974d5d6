"""How a call goes on after it rang: answered, hung up, missed, and rung back."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from deskapp import clock, slots
from deskapp.desk.cards import candidates, customers
from deskapp.desk.documents import edit, put
from deskapp.desk.session import Session
from deskapp.desk.visits import log, numbers, ring
from deskapp.desk.visits.ring import Caller
from deskapp.desk.visits.service import greeted
from deskapp.errors import NotFoundError, RefusedError
from deskapp.messages import said
from deskapp.model.document import Document, DocumentError, from_document, to_document
from deskapp.model.interaction import Interaction, Ring
from deskapp.text import when

if TYPE_CHECKING:
    from deskapp.store.change import Change

MISSED = "Missed call"
ELSEWHERE = "Answered on another phone"
DIAL_BACK, WITHHELD = "Ring back", "A withheld number"


def hang_up(desk: Session, caller: Caller) -> Interaction:
    """The caller hung up. A call that nobody here has begun to serve ends as missed; on another it is only noted.

    Raises NotFoundError where no call of theirs is on the line.
    """
    call, now = _on_the_line(desk, caller), desk.now()

    def alter(visit: Interaction) -> Interaction:
        key = _ring_of(visit, caller) or desk.new_key()
        rang = visit.rings.get(key) or Ring(visit.arrived_at, caller.call)
        hung = replace(visit, rings={**visit.rings, key: replace(rang, hung_up_at=now)})
        return hung if visit.is_served or not visit.is_open or hung.hung_up_at is None else _missed(hung, now)

    return edit(desk, call, f"{call.known_as or 'the caller'} hung up", alter, undoable=False)


def answer(desk: Session, caller: Caller) -> Interaction:
    """Somebody took the call here: the waiting clock stops. Raises NotFoundError where no call of theirs is known."""
    call, now = _on_the_line(desk, caller), desk.now()

    def alter(visit: Interaction) -> Interaction:
        if key := _ring_of(visit, caller):
            answered = replace(visit.rings[key], answered_at=now, hung_up_at=None)
            visit = replace(visit, rings={**visit.rings, key: answered})
        return greeted(ring.waiting_again(visit) if visit.missed_at else visit, now)

    return edit(desk, call, f"{call.known_as or 'the call'} answered", alter, undoable=False)


def answer_elsewhere(desk: Session, caller: Caller) -> Interaction:
    """Another phone took the call: here it has ended, and nobody has to ring back. Raises NotFoundError."""
    call, now = _on_the_line(desk, caller), desk.now()

    def alter(visit: Interaction) -> Interaction:
        if visit.is_served and not visit.missed_at:
            return visit
        taken = visit.ended_at or now
        return replace(visit, state="ended", ended_at=taken, elsewhere_at=taken, missed_at=None, outcome=ELSEWHERE)

    return edit(desk, call, f"{call.known_as or 'the call'} answered on another phone", alter, undoable=False)


def _missed(call: Interaction, hung_up: datetime) -> Interaction:
    return replace(call, state="ended", ended_at=hung_up, missed_at=hung_up, outcome=MISSED)


def once_unserved(call: Interaction) -> Interaction:
    """A hung-up call that nobody has begun to serve, or whose only act of service was taken back, is missed.

    One that somebody opened again stays open.
    """
    last = call.last_ring
    if call.state != "waiting" or call.is_served or call.reopened or last is None or last.answered_at:
        return call
    hung_up = last.hung_up_at
    return _missed(call, hung_up) if hung_up else call


class HungUp:
    """What follows from a caller's hanging up, where an act of service on their call is undone or done again."""

    def undone(self, table: str, document: Document) -> Document:
        """A missed call as it waited before."""
        call = _call(table, document)
        if call is None or call.missed_at is None or call.followed_up_at:
            return document
        return to_document(ring.waiting_again(call))

    def drawn(self, table: str, document: Document) -> Document:
        """A call that waits although its caller hung up is missed."""
        call = _call(table, document)
        missed = once_unserved(call) if call else None
        return document if missed is None or missed is call else to_document(missed)


def _call(table: str, document: Document) -> Interaction | None:
    if table != "interactions" or not document.get("rings"):
        return None
    try:
        return from_document(Interaction, document)
    except DocumentError:
        return None


def ring_back(desk: Session, missed: Interaction) -> Interaction:
    """We ring somebody back whose call was missed: the call to them begins now, and is being served from its start."""
    _refuse_unless_open(missed)
    card = customers.of(desk, missed.customer.id) if missed.customer else None
    number = numbers.known(missed, card)
    if not number:
        raise RefusedError(said("There is no number to ring back."), said("Write it down when they call again."))

    def follow_up(change: "Change", call: Interaction) -> None:
        ring.followed_up(change, missed, call)
        put(change, greeted(call, call.arrived_at))

    reason = missed.reason or DIAL_BACK
    begun = log.begin(
        desk, "call", called=missed.called, phone=number, customer=card, reason=reason, ours=True, also=follow_up
    )
    return log.get(desk, begun.id)


def settle(desk: Session, missed: Interaction) -> Interaction:
    """Nobody needs to ring back any more: they came, wrote, or were reached in another way."""
    _refuse_unless_open(missed)
    now = desk.now()
    words = f"no need to ring {missed.known_as or 'them'} back"
    return edit(desk, missed, words, lambda call: replace(call, followed_up_at=now))


def sentence(missed: Interaction, now: datetime, called: str = "") -> str:
    """A missed call in one sentence: who, when, how often. `called` is what they are called, where that says more."""
    wall = clock.local(missed.arrived_at)
    day = "" if wall.date() == clock.today(now) else f"{wall:%a} {wall.day} {wall:%b} "
    times = f", rang {len(missed.rings)} times" if len(missed.rings) > 1 else ""
    return f"Missed call from {called or missed.known_as or 'a withheld number'}, {day}{wall:%H:%M}{times}."


def line_words(call: Interaction) -> str:
    """What the phone tells of a call besides its number: `rang 3 times, hung up 14:12`; nothing of a single ring."""
    parts = [f"rang {len(call.rings)} times"] if len(call.rings) > 1 else []
    moments = {"hung up": call.hung_up_at, "followed up": call.followed_up_at}
    return ", ".join(parts + [f"{what} {when.wall(at)}" for what, at in moments.items() if at])


def _refuse_unless_open(missed: Interaction) -> None:
    if missed.missed_at is None:
        raise RefusedError(said("That is no missed call."), said("Choose one from the list of today."))
    if missed.followed_up_at:
        raise RefusedError(f"{missed.known_as or 'That call'} was followed up already.")


def _on_the_line(desk: Session, caller: Caller) -> Interaction:
    """The call that the phone speaks of: by its id, else the newest one of its number, those who wait first."""
    opened = ring.open_calls(desk)
    if known := ring.with_id(desk, opened, caller):
        return known
    fitting = [call for call in opened if _may_be(desk, call, caller)]
    if not fitting:
        who = caller.number or "a withheld number"
        raise NotFoundError(
            said("No call from {who} is open.", who=who),
            said("`{deskapp}list --open` shows who is here.", deskapp=slots.DESKAPP),
        )
    return min(fitting, key=lambda call: call.is_served)


def _may_be(desk: Session, call: Interaction, caller: Caller) -> bool:
    last = call.last_ring
    if call.hung_up_at or (caller.call and last is not None and last.call):
        return False
    if not caller.number or ring.is_from(desk, call, caller.number):
        return bool(caller.number) or call.is_withheld
    theirs = candidates.with_number(desk, caller.number) if call.customer and not call.phone else []
    return any(call.customer and card.id == call.customer.id for card in theirs)


def _ring_of(call: Interaction, caller: Caller) -> str:
    """The key of the ring that the phone speaks of: the one with its id, else the last one."""
    newest = max(call.rings, key=lambda key: call.rings[key].at, default="")
    return next((key for key, rang in call.rings.items() if caller.call and rang.call == caller.call), newest)
