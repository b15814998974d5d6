"""A phone rings: the call begins with the caller's card open, or with the number filled in (practice A4)."""

import re
from collections.abc import Iterable, Iterator

from deskapp.desk import log, phones, settings
from deskapp.desk.folding import words
from deskapp.desk.session import Desk
from deskapp.model.customer import Customer
from deskapp.model.document import Document, from_document
from deskapp.model.frozen import dataclass
from deskapp.model.interaction import Interaction

LONGEST = 80
_NAMED = re.compile(r'\s*"?(?P<name>[^"<]*)"?\s*<(?P<address>[^>]*)>')
_ADDRESS = re.compile(r"(?:sips?|tel):(?P<user>[^@;?]*)", re.I)
_NOBODY = frozenset({"", "unknown", "anonymous", "restricted", "unavailable", "private", "withheld", "asterisk", "s"})


@dataclass(frozen=True, slots=True)
class Caller:
    """Who rings, as the phone tells it; either may be empty."""

    number: str
    name: str = ""


def read_caller(told: str, name: str = "") -> Caller:
    """What a phone says of its caller: a number, a `sip:` or `tel:` address, or a name before one in `<>`."""
    told = told[:500]
    if named := _NAMED.match(told):
        told, name = named["address"], name or named["name"]
    if address := _ADDRESS.match(told.strip()):
        told = address["user"]
    number = " ".join(told.split())[:LONGEST]
    if not phones.digits(number):
        name, number = name or number, ""
    name = " ".join(name.split())[:LONGEST]
    if name.strip("<>").casefold() in _NOBODY or phones.digits(name) == phones.digits(number) != "":
        name = ""
    return Caller(number, name)


def ring(desk: Desk, caller: Caller) -> Interaction:
    """A call begins now, on the card that has the number; while it waits, the same number rings no second time."""
    country = settings.read(desk).country
    for waiting in _waiting_calls(desk):
        if caller.number and phones.same_number(waiting.phone, caller.number, country):
            return waiting
    known = with_number(desk, caller.number)
    if len(known) > 1:
        known = [one for one in known if caller.name and _alike(one.name, caller.name)]
    customer = known[0] if len(known) == 1 else None
    called = "" if customer else caller.name
    return log.begin(desk, "call", called=called, phone=caller.number, customer=customer)


def with_number(desk: Desk, typed: str) -> list[Customer]:
    """The cards with a phone number, newest first; only lines that may hold it are parsed."""
    digits = phones.digits(typed)
    if not digits:
        return []
    country = settings.read(desk).country
    found: dict[str, Customer] = {}
    for document in _may_have(desk, phones.normalise(typed, country), digits):
        customer = from_document(Customer, document)
        theirs = customer.phones.values()
        if not customer.merged_into and any(phones.same_number(one.typed, typed, country) for one in theirs):
            found.setdefault(customer.id, customer)
    return list(found.values())


def _waiting_calls(desk: Desk) -> Iterator[Interaction]:
    if desk.at_hand:
        opened: Iterable[Interaction] = desk.at_hand.open_interactions()
    else:
        documents = desk.book.select("interactions", b'"state":"waiting"', b'"kind":"call"')
        opened = (from_document(Interaction, one) for one in documents)
    return (one for one in opened if one.state == "waiting" and one.kind == "call")


def _may_have(desk: Desk, number: str, digits: str) -> Iterator[Document]:
    """The documents of cards that may have a number, by its E.164 form or by what was typed."""
    whole = phones.digits(number) or digits
    tail = whole if settings.read(desk).country else whole[-phones.FEWEST_LOCAL :]
    at_hand = desk.at_hand.cards_of_number(tail) if desk.at_hand else None
    if at_hand is not None:
        yield from (document for one in at_hand if (document := desk.book.get("customers", one)))
        return
    for needle in (*([f'"number":"{number}"'.encode()] if number else []), b'"number":""'):
        yield from desk.book.select("customers", needle)


def _alike(one: str, other: str) -> bool:
    mine, theirs = set(words(one)), set(words(other))
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)
