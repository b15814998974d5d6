"""Whose phone number was typed: lists that show people find them by digits as by name, as the list of cards does."""

from collections.abc import Iterable, Iterator

from deskapp.desk.cards import customers
from deskapp.desk.find import queries
from deskapp.desk.find.finder import PHONE, PHONE_END, SAME_TAIL, Finder
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.model.customer import Customer
from deskapp.model.document import Document, from_document
from deskapp.text import phones

MOST = 50
FEWEST_DIGITS = 3


def whose(desk: Session, text: str) -> frozenset[str]:
    """The ids of the cards with a number that was typed, alone or beside a name; nothing where none was typed.

    The ids of cards that were merged into those are among them.
    """
    query = queries.read(text)
    if not any(len(number.digits) >= FEWEST_DIGITS for number in query.numbers):
        return frozenset()
    finder = desk.at_hand.full_finder() if desk.at_hand else None
    found = (finder or _filled(desk)).search(text, limit=MOST)
    reached = (one.id for one in found if one.score in (PHONE_END, PHONE, SAME_TAIL))
    cards = (customers.of(desk, one) for one in reached)
    return frozenset(one for card in cards if card for one in customers.ids_of(desk, card))


def holds(text: str, typed: str) -> bool:
    """Whether a text holds the digits of a number that was typed alone, however either is spaced."""
    sought = phones.digits(typed) if queries.read(typed).is_number else ""
    return len(sought) >= FEWEST_DIGITS and sought in phones.digits(text)


def _filled(desk: Session) -> Finder:
    finder = Finder()
    finder.fill(_cards(desk))
    return finder


def _cards(desk: Session) -> Iterable[dict[str, object]]:
    return desk.book.select("customers")


def with_number(desk: Session, typed: str) -> list[Customer]:
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


def _may_have(desk: Session, number: str, digits: str) -> Iterator[Document]:
    """The documents of cards that may have a number, by its E.164 form or by what was typed."""
    whole = phones.digits(number) or digits
    tail = whole if settings.read(desk).country else whole[-phones.FEWEST_LOCAL :]
    at_hand = desk.at_hand.cards_of_number(tail) if desk.at_hand else None
    if at_hand is not None:
        yield from (document for one in at_hand if (document := desk.book.get("customers", one)))
        return
    for needle in (*([f'"number":"{number}"'.encode()] if number else []), b'"number":""'):
        yield from desk.book.table("customers").passing(lambda line, needle=needle: needle in line)  # type: ignore[misc]
