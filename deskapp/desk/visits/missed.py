"""How a call goes on after it rang: answered, hung up, missed, and rung back."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from deskapp import clock, slots
from deskapp.desk.cards import candidates, customers
from deskapp.desk.documents import edit
from deskapp.desk.session import Session
from deskapp.desk.visits import log, numbers, ring
from deskapp.desk.visits.ring import Caller
from deskapp.desk.visits.service import greeted
from deskapp.errors import NotFoundError, RefusedError
from deskapp.model.customer import Customer
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

    def alter(it: Interaction) -> Interaction:
        hung = replace(it, rings=_with_end(desk, it, caller, now))
        return hung if it.is_served or not it.is_open or hung.hung_up_at is None else _missed(hung, now)

    return edit(desk, call, f"{call.known_as or 'the caller'} hung up", alter, undoable=False)


def answer(desk: Session, caller: Caller) -> Interaction:
    """Somebody took the call here: the waiting clock stops. Raises NotFoundError where no call of theirs is known."""
    call, now = _on_the_line(desk, caller), desk.now()

    def alter(it: Interaction) -> Interaction:
        key = _ring_of(it, caller)
        rings = {**it.rings, key: replace(it.rings[key], answered_at=now, hung_up_at=None)} if key else it.rings
        if it.missed_at:
            it = replace(it, state="waiting", ended_at=None, missed_at=None, outcome="")
        return greeted(replace(it, rings=rings), now)

    return edit(desk, call, f"{call.known_as or 'the call'} answered", alter, undoable=False)


def answer_elsewhere(desk: Session, caller: Caller) -> Interaction:
    """Another phone took the call: here it has ended, and nobody has to ring back. Raises NotFoundError."""
    call, now = _on_the_line(desk, caller), desk.now()

    def alter(it: Interaction) -> Interaction:
        if it.is_served and not it.missed_at:
            return it
        return replace(it, state="ended", ended_at=it.ended_at or now, missed_at=None, outcome=ELSEWHERE)

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
        return to_document(replace(call, state="waiting", ended_at=None, missed_at=None, outcome=""))

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
    card = _card(desk, missed)
    number = numbers.known(missed, card)
    if not number:
        raise RefusedError("There is no number to ring back.", "Write it down when they call again.")

    def follow_up(change: "Change", call: Interaction) -> None:
        ring.followed_up(change, missed, call)
        change.put("interactions", to_document(greeted(call, call.arrived_at)))

    begun = log.begin(
        desk,
        "call",
        called=missed.called,
        phone=number,
        customer=card,
        reason=missed.reason or DIAL_BACK,
        also=follow_up,
    )
    return log.get(desk, begun.id)


def settle(desk: Session, missed: Interaction) -> Interaction:
    """Nobody needs to ring back any more: they came, wrote, or were reached in another way."""
    _refuse_unless_open(missed)
    now = desk.now()
    words = f"no need to ring {missed.known_as or 'them'} back"
    return edit(desk, missed, words, lambda it: replace(it, followed_up_at=now))


def sentence(missed: Interaction, now: datetime, called: str = "") -> str:
    """A missed call in one sentence: who, when, how often. `called` is what they are called, where that says more."""
    wall = clock.local(missed.arrived_at)
    day = "" if wall.date() == clock.today(now) else f"{wall:%a} {wall.day} {wall:%b} "
    times = f", rang {len(missed.rings)} times" if len(missed.rings) > 1 else ""
    return f"Missed call from {called or missed.known_as or 'a withheld number'}, {day}{wall:%H:%M}{times}."


def line_words(call: Interaction) -> str:
    """What the phone tells of a call besides its number: `rang 3 times, hung up 14:12`; nothing of a single ring."""
    parts = [f"rang {len(call.rings)} times"] if len(call.rings) > 1 else []
    if call.hung_up_at:
        parts.append(f"hung up {when.wall(call.hung_up_at)}")
    if call.followed_up_at:
        parts.append(f"followed up {when.wall(call.followed_up_at)}")
    return ", ".join(parts)


def _refuse_unless_open(missed: Interaction) -> None:
    if missed.missed_at is None:
        raise RefusedError("That is no missed call.", "Choose one from the list of today.")
    if missed.followed_up_at:
        raise RefusedError(f"{missed.known_as or 'That call'} was followed up already.")


def _card(desk: Session, visit: Interaction) -> Customer | None:
    return customers.of(desk, visit.customer.id) if visit.customer else None


def _on_the_line(desk: Session, caller: Caller) -> Interaction:
    """The call that the phone speaks of: by its id, else the newest one of its number, those who wait first."""
    opened = ring.open_calls(desk)
    if caller.call:
        for call in (*opened, *ring.missed_calls(desk)):
            if any(one.call == caller.call for one in call.rings.values()):
                return call
    fitting = [call for call in opened if _may_be(desk, call, caller)]
    fitting.sort(key=lambda call: call.is_served)
    if not fitting:
        who = caller.number or "a withheld number"
        raise NotFoundError(f"No call from {who} is open.", f"`{slots.DESKAPP}list --open` shows who is here.")
    return fitting[0]


def _may_be(desk: Session, call: Interaction, caller: Caller) -> bool:
    last = call.last_ring
    if call.hung_up_at or (caller.call and last is not None and last.call):
        return False
    if not caller.number:
        return call.is_withheld
    if ring.is_from(desk, call, caller.number):
        return True
    return call.customer is not None and not call.phone and _has(desk, call.customer.id, caller.number)


def _has(desk: Session, customer_id: str, number: str) -> bool:
    return any(card.id == customer_id for card in candidates.with_number(desk, number))


def _ring_of(call: Interaction, caller: Caller) -> str:
    """The key of the ring that the phone speaks of: the one with its id, else the last one."""
    for key, one in call.rings.items():
        if caller.call and one.call == caller.call:
            return key
    return max(call.rings, key=lambda key: call.rings[key].at, default="")


def _with_end(desk: Session, call: Interaction, caller: Caller, now: datetime) -> dict[str, Ring]:
    key = _ring_of(call, caller) or desk.new_key()
    rang = call.rings.get(key) or Ring(call.arrived_at, caller.call)
    return {**call.rings, key: replace(rang, hung_up_at=now)}
