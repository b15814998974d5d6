"""A phone rings: the call begins with the caller's card open, or with the number filled in (practice A4)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from deskapp.desk.cards.candidates import with_number
from deskapp.desk.documents import as_it_stands, edit, every, put, with_entry
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.visits import log
from deskapp.desk.visits.namesakes import card_names
from deskapp.model.customer import Customer
from deskapp.model.frozen import dataclass
from deskapp.model.interaction import Interaction, Ring
from deskapp.store import Query, where
from deskapp.text import phones
from deskapp.text.folding import words

if TYPE_CHECKING:
    from deskapp.store.change import Change

LONGEST, MOST_NAMED = 80, 4
WITHHELD_AGAIN = timedelta(minutes=10)
"""So long a call without a number, that nobody has answered, is taken for the same caller when it rings again."""
_NAMED = re.compile(r'\s*+"?+(?P<name>[^"<]*+)"?+\s*+<(?P<address>[^>]*+)>')
_ADDRESS = re.compile(r"(?:sips?|tel):(?P<user>[^@;?]*)", re.I)
_OWN_EXTENSION = re.compile(r";ext=(\d{1,6})", re.I)
_POSSIBLE: WeakKeyDictionary[Session, tuple[tuple[int, str], list[Customer]]] = WeakKeyDictionary()
_NOBODY = frozenset(
    {"", "unknown", "anonymous", "restricted", "unavailable", "private", "withheld", "blocked", "hidden", "asterisk"}
    | {"s", "none", "null", "no number", "no caller id", "private number", "unknown number", "number withheld"}
    | {"out of area", "-1", "-2", "-3"}
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who rings, as the phone tells it; each may be empty. `call` is the phone system's own id of the call."""

    number: str
    name: str = ""
    call: str = ""


def read_caller(told: str, name: str = "", call: str = "") -> Caller:
    """What a phone says of its caller: a number, a `sip:` or `tel:` address, or a name before one in `<>`."""
    told = told[:500]
    if named := _NAMED.match(told):
        told, name = named["address"], name or named["name"]
    if address := _ADDRESS.match(told.strip()):
        extension = _OWN_EXTENSION.search(told)
        told = address["user"] + (f" ext {extension[1]}" if extension else "")
    number = " ".join(told.split())[:LONGEST]
    if not phones.digits(number).strip("0") or number.casefold() in _NOBODY:
        name, number = name or number, ""
    name = " ".join(name.split())[:LONGEST]
    is_no_name = name.strip("<>").casefold() in _NOBODY or not name.strip("0 ")
    if is_no_name or phones.digits(name) == phones.digits(number) != "":
        name = ""
    return Caller(number, name, " ".join(call.split())[:LONGEST])


def ring(desk: Session, caller: Caller) -> Interaction:
    """A call begins now, on the card that has the number.

    While nobody has answered it, the same number rings no second call, but one more time; nor does a phone without a
    number, for `WITHHELD_AGAIN`. Where the phone system gives ids, two that are on the line together are two calls. A
    call that was missed is followed up by its caller's next one, which goes on counting how often they tried.
    """
    begun = _begun(desk, caller)
    if begun:
        return _rung_again(desk, begun, caller)
    customer = _card_of(desk, caller)
    missed = [call for call in missed_calls(desk) if is_from(desk, call, caller.number)]

    def follow_up(change: "Change", call: Interaction) -> None:
        for earlier in missed:
            followed_up(change, earlier, call)

    called, rings = "" if customer else caller.name, _rings(desk, missed, caller)
    return log.begin(desk, "call", called=called, phone=caller.number, customer=customer, rings=rings, also=follow_up)


def _rings(desk: Session, missed: Iterable[Interaction], caller: Caller) -> dict[str, Ring]:
    """How often they tried: the rings of the calls that were missed, and the one of now."""
    rings: dict[str, Ring] = {}
    for rung in (*(rang for call in missed for rang in call.rings.values()), Ring(desk.now(), caller.call)):
        rings[desk.new_key(rings)] = rung
    return rings


def _card_of(desk: Session, caller: Caller) -> Customer | None:
    """The one card with the number; of several the one with its extension, where that is shown, or with the name."""
    known, country = with_number(desk, caller.number), settings.read(desk).country
    if len(known) > 1 and any(number.extension for number in phones.spoken(caller.number).numbers):
        known = [
            card
            for card in known
            if any(phones.same_caller(phone.typed, caller.number, country) for phone in card.phones.values())
        ] or known
    if len(known) > 1:
        known = [card for card in known if _alike(card.name, caller.name)]
    return known[0] if len(known) == 1 else None


def _begun(desk: Session, caller: Caller) -> Interaction | None:
    """The call that this ring belongs to, if it has begun already."""
    opened = open_calls(desk)
    if known := with_id(desk, opened, caller):
        return known
    for call in opened:
        last = call.last_ring
        is_another = last is not None and last.call and caller.call and last.hung_up_at is None
        if not (call.is_served or is_another) and is_from(desk, call, caller.number):
            return call
    return None


def with_id(desk: Session, opened: Iterable[Interaction], caller: Caller) -> Interaction | None:
    """The call that the phone system has told of under the same id: one of those open, or one that was missed."""
    if not caller.call:
        return None
    return next((call for call in (*opened, *missed_calls(desk)) if _rang(call, caller)), None)


def _rang(call: Interaction, caller: Caller) -> bool:
    return bool(caller.call) and any(rang.call == caller.call for rang in call.rings.values())


def _rung_again(desk: Session, call: Interaction, caller: Caller) -> Interaction:
    """One more ring of a call; one that the phone system has told already is none. A missed one waits again."""
    is_told, now = _rang(call, caller), desk.now()
    if is_told and call.missed_at is None:
        return call

    def alter(visit: Interaction) -> Interaction:
        if is_told:
            back = {
                key: replace(rang, hung_up_at=None) for key, rang in visit.rings.items() if rang.call == caller.call
            }
            return waiting_again(replace(visit, rings={**visit.rings, **back}))
        if not visit.rings:
            visit = with_entry(desk, visit, "rings", Ring(visit.arrived_at))
        return with_entry(desk, visit, "rings", Ring(now, caller.call))

    return edit(desk, call, f"ring of {call.known_as or 'a withheld number'}", alter, undoable=False)


def followed_up(change: "Change", missed: Interaction, call: Interaction) -> None:
    """As part of a change: a missed call is followed up by another call."""
    if newest := as_it_stands(change, Interaction, missed.id):
        put(change, replace(newest, followed_up_at=call.arrived_at, followed_up_by=call.id))


def waiting_again(call: Interaction) -> Interaction:
    """A missed call as one that waits, and was not missed."""
    return replace(call, state="waiting", ended_at=None, missed_at=None, outcome="")


def is_from(desk: Session, call: Interaction, number: str) -> bool:
    """Whether a call came from a number and extension; for "" whether it was withheld a short while ago."""
    if not number:
        last = call.last_ring
        return call.is_withheld and last is not None and desk.now() - last.at <= WITHHELD_AGAIN
    return phones.same_caller(call.phone, number, settings.read(desk).country)


def possible(desk: Session, call: Interaction) -> list[Customer]:
    """Who may be calling: the cards that share the number of a call on which no card was taken.

    It is kept until the book changes, as a screen asks with each repaint.
    """
    if call.customer or call.called or not call.phone:
        return []
    wanted = (desk.book.serial, call.phone)
    known, cards = _POSSIBLE.get(desk, (None, []))
    if known != wanted:
        cards = sorted(with_number(desk, call.phone), key=lambda card: (card.name, card.id))
        _POSSIBLE[desk] = wanted, cards
    return list(cards)


def caller_words(desk: Session, call: Interaction) -> str:
    """Who calls, in words: the name, else the number with everybody who has it, else that it is withheld."""
    cards = possible(desk, call)
    return f"{call.phone}: {either(cards)}" if len(cards) > 1 else call.known_as or "A withheld number"


def either(cards: Sequence[Customer]) -> str:
    """The names of several cards: `Anna Berger or Tom Berger`; of one number that many have, the first few."""
    names = card_names(cards[:MOST_NAMED]) + (["others"] if len(cards) > MOST_NAMED else [])
    return f"{', '.join(names[:-1])} or {names[-1]}"


def open_calls(desk: Session) -> list[Interaction]:
    """The calls that have not ended, the newest first."""
    is_call = where("state").one_of(["waiting", "serving", "on_hold"]) & (where("kind") == "call")
    opened = desk.at_hand.open_interactions() if desk.at_hand else every(desk, Interaction, is_call)
    return _newest_first(call for call in opened if call.is_open and call.kind == "call")


def missed_calls(desk: Session) -> list[Interaction]:
    """The calls that were missed and that nobody has followed up, the newest first."""
    is_missed = where("missed_at").matches(r"\d") & Query().fragment({"followed_up_at": None})
    missed = desk.at_hand.missed_calls() if desk.at_hand else every(desk, Interaction, is_missed)
    return _newest_first(call for call in missed if call.missed_at and call.followed_up_at is None)


def _newest_first(calls: Iterable[Interaction]) -> list[Interaction]:
    return sorted(calls, key=lambda call: (call.arrived_at, call.id), reverse=True)


def _alike(first: str, second: str) -> bool:
    mine, theirs = set(words(first)), set(words(second))
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)
