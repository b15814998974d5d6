"""Whose phone number was typed: lists that show people find them by digits as by name, as the list of cards does."""

from collections.abc import Iterable

from deskapp.desk import customers, find_queries
from deskapp.desk.find import PHONE, PHONE_END, SAME_TAIL, Finder
from deskapp.desk.session import Desk
from deskapp.text import phones

MOST = 50
FEWEST_DIGITS = 3


def whose(desk: Desk, text: str) -> frozenset[str]:
    """The ids of the cards with a number that was typed, alone or beside a name; nothing where none was typed.

    The ids of cards that were merged into those are among them.
    """
    query = find_queries.read(text)
    if not any(len(number.digits) >= FEWEST_DIGITS for number in query.numbers):
        return frozenset()
    finder = desk.at_hand.full_finder() if desk.at_hand else None
    found = (finder or _filled(desk)).search(text, limit=MOST)
    reached = (one.id for one in found if one.score in (PHONE_END, PHONE, SAME_TAIL))
    cards = (customers.of(desk, one) for one in reached)
    return frozenset(one for card in cards if card for one in customers.ids_of(desk, card))


def holds(text: str, typed: str) -> bool:
    """Whether a text holds the digits of a number that was typed alone, however either is spaced."""
    sought = phones.digits(typed) if find_queries.read(typed).is_number else ""
    return len(sought) >= FEWEST_DIGITS and sought in phones.digits(text)


def _filled(desk: Desk) -> Finder:
    finder = Finder()
    finder.fill(_cards(desk))
    return finder


def _cards(desk: Desk) -> Iterable[dict[str, object]]:
    return desk.book.select("customers")
