"""The cards that words or a number may mean, found by the bytes of their lines: of 20,000 cards few are then read.

Where no desk runs there is no search in memory, and filling one takes seconds.
"""

import json
import re
from collections.abc import Iterable, Iterator

from deskapp.desk.cards import customers
from deskapp.desk.find import queries
from deskapp.desk.find.classes import PHONE, PHONE_END, SAME_TAIL
from deskapp.desk.find.finder import Finder
from deskapp.desk.find.near_words import Vocabulary
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.model.customer import Customer
from deskapp.model.document import Document, from_document
from deskapp.text import names, phones
from deskapp.text.folding import folded, words
from deskapp.text.names import FILLERS, LEGAL_FORMS, PARTICLES
from deskapp.text.spellings import is_latin

MOST, FEWEST_DIGITS = 50, 3
_ID, _NAME, _COMPANY = (re.compile(rb'"%b":("(?:[^"\\]|\\.)*")' % name) for name in (b"id", b"name", b"company"))
_BETWEEN = b" '-.()/_"
_SMALL = bytes(code + 32 if 65 <= code <= 90 else code for code in range(256))
_SCOTTISH = re.compile("^ma?c(?=.{3})")
_SAY_LITTLE = PARTICLES | FILLERS | LEGAL_FORMS
SHORTEST = 2


def whose(desk: Session, text: str) -> frozenset[str]:
    """The ids of the cards with a number that was typed, alone or beside a name; nothing where none was typed.

    The ids of cards that were merged into those are among them.
    """
    query = queries.read(text)
    if not any(len(number.digits) >= FEWEST_DIGITS for number in query.numbers):
        return frozenset()
    finder = desk.at_hand.full_finder() if desk.at_hand else None
    if finder is None:
        finder = Finder()
        finder.fill(desk.book.select("customers"))
    reached = (match.id for match in finder.search(text, limit=MOST) if match.score in (PHONE_END, PHONE, SAME_TAIL))
    cards = filter(None, (customers.of(desk, identifier) for identifier in reached))
    return frozenset(identifier for card in cards for identifier in customers.ids_of(desk, card))


def holds(text: str, typed: str) -> bool:
    """Whether a text holds the digits of a number that was typed alone, however either is spaced."""
    sought = phones.digits(typed) if queries.read(typed).is_number else ""
    return len(sought) >= FEWEST_DIGITS and sought in phones.digits(text)


def with_number(desk: Session, typed: str) -> list[Customer]:
    """The cards with a phone number, newest first; only lines that may hold it are parsed."""
    digits = phones.digits(typed)
    if not digits:
        return []
    country = settings.read(desk).country
    cards: dict[str, Customer] = {}
    for document in _may_have(desk, phones.normalise(typed, country), digits):
        card = from_document(Customer, document)
        if not card.merged_into and any(
            phones.same_number(phone.typed, typed, country) for phone in card.phones.values()
        ):
            cards.setdefault(card.id, card)
    return list(cards.values())


def _may_have(desk: Session, number: str, digits: str) -> Iterator[Document]:
    """The documents of cards that may have a number, by its E.164 form or by what was typed."""
    whole = phones.digits(number) or digits
    tail = whole if settings.read(desk).country else whole[-phones.FEWEST_LOCAL :]
    at_hand = desk.at_hand.cards_of_number(tail) if desk.at_hand else None
    if at_hand is not None:
        yield from filter(None, (desk.book.get("customers", identifier) for identifier in at_hand))
        return
    for needle in (*([f'"number":"{number}"'.encode()] if number else []), b'"number":""'):
        yield from desk.book.table("customers").passing(lambda line, needle=needle: needle in line)  # type: ignore[misc]


def holding(desk: Session, text: str) -> Iterator[Document]:
    """The cards with every word of a text in their line, in one of its spellings, together or apart; newest first.

    A line with letters beyond ASCII is always read, as its words may be written in other letters than those typed.
    Cards that were merged into others are left out; a text without words is on no card.
    """
    needles = [[way.encode() for way in ways] for ways in _spellings(text)]

    def may_hold(line: bytes) -> bool:
        plain = line.translate(_SMALL, _BETWEEN)
        return not line.isascii() or all(any(way in plain for way in ways) for ways in needles)

    cards = desk.book.table("customers").passing(may_hold) if needles else ()
    return (card for card in cards if not card.get("merged_into"))


def near(desk: Session, texts: Iterable[str]) -> list[Document]:
    """The cards that some texts may mean, typing errors, short forms and initials forgiven, each once."""
    vocabulary = Vocabulary()

    def is_foreign(line: bytes) -> bool:
        """Take the words of a card in; whether its name is in another script, so that only a closer look can tell."""
        row = _Line(line)
        vocabulary.add(row)
        return not (line.isascii() or is_latin(folded(row.name)))

    sought = list(texts)
    cards = {str(card["id"]): card for card in desk.book.table("customers").passing(is_foreign)}
    for text in sought:
        cards |= {str(card["id"]): card for card in holding(desk, text)}
        meant = [word.text for word in names.read(text).core] or words(text)
        close = vocabulary.with_most(meant) - cards.keys()
        cards |= {name: card for name in close if (card := desk.book.get("customers", name))}
    return [card for card in cards.values() if not card.get("merged_into")]


class _Line:
    """The words of a card, read from its line without the rest of it."""

    __slots__ = ("company", "id", "name")

    def __init__(self, line: bytes) -> None:
        self.id, self.name, self.company = (_field(pattern, line) for pattern in (_ID, _NAME, _COMPANY))

    @property
    def own_name(self) -> bytes:
        """The folded words of the name, each after a space."""
        return f"\x01 {' '.join(words(self.name))} \n".encode("utf-8", "replace")

    def own_words(self) -> set[str]:
        """The folded words of name and company."""
        return {*words(self.name), *words(self.company)}


def _field(pattern: re.Pattern[bytes], line: bytes) -> str:
    match = pattern.search(line)
    value = json.loads(match[1]) if match else ""
    return value if isinstance(value, str) else ""


def _spellings(text: str) -> Iterator[tuple[str, ...]]:
    """For each telling word of a text the ways in which a line may have it; an initial or `of` says too little."""
    ways = [word.spellings for word in names.read(text).words] or [(word,) for word in words(text)]
    said = [spelt for spelt in ways if len(spelt[0]) >= SHORTEST and spelt[0] not in _SAY_LITTLE]
    return (tuple(dict.fromkeys(_SCOTTISH.sub("", way) for way in spelt)) for spelt in said or ways)
