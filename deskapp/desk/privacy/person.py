"""One person in the book: all their cards, everything that is theirs, and the words by which they would be known."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import field

from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.model import card_fields
from deskapp.model.customer import Customer
from deskapp.model.document import Document, entries_of
from deskapp.model.frozen import dataclass
from deskapp.store import Book, Query, where
from deskapp.store.erase.identifiers import Identifiers
from deskapp.store.erase.readings import plain_text
from deskapp.text import day_words
from deskapp.text.names import AFTER_A_TITLE, DEGREES, GENERATIONS, LEGAL_FORMS, NAMES_TOO, PARTICLES, TITLES
from deskapp.text.phones import digits, normalise
from deskapp.text.spellings import is_han, sign_by_sign, umlauts_out, written_out

ENOUGH_DIGITS = 7
SHORTEST_PART, SHORTEST_MAILBOX = 3, 5
TITLES_ALONE = frozenset((*TITLES, *AFTER_A_TITLE, *GENERATIONS, *DEGREES, *LEGAL_FORMS)) - NAMES_TOO
FOUR_SIGNS = 4
_BETWEEN = re.compile(r"[\s,;/()\[\]\"“”._-]+")
_APOSTROPHES = re.compile("['’‘`´ʼ]")
_LINES = re.compile(r"[,;\n]+")


@dataclass(frozen=True, slots=True)
class Person:
    """Their cards (the kept one first, then those merged into it) and how else they are known.

    `known` are texts that stand for nobody else; `shared` are words of theirs that others bear too, or that are too
    short to be anybody's alone. `parts` are the single words of their names and of how they are addressed, as they are
    compared; `hints` the ends of their numbers, the lines of their addresses, the names of their mailboxes, their
    birthday in its notations; `towns` those lines of addresses that others may well have too. What is not `known` may
    mean them or somebody else.
    """

    cards: tuple[Document, ...]
    known: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    numbers: frozenset[str] = field(default_factory=frozenset)
    parts: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of their cards."""
        return tuple(card["id"] for card in self.cards)

    @property
    def name(self) -> str:
        """The name on the card that counts."""
        return str(self.cards[0].get("name", ""))

    @property
    def names(self) -> Iterator[str]:
        """The names on all their cards."""
        return (name for card in self.cards for name in names_on(card))

    @property
    def marks(self) -> Identifiers:
        """What identifies them in any file."""
        return Identifiers(self.ids, self.known)

    def has(self, document: Document) -> bool:
        """Whether an interaction or a promise is theirs: by their card, or by their number where no card was taken."""
        reference = document.get("customer")
        if isinstance(reference, dict):
            return reference.get("id") in self.ids
        called = plain_text(str(document.get("called", "")))
        if called and any(plain_text(text) == called for text in self.known):
            return True
        number = digits(str(document.get("phone", "")))
        return len(number) >= ENOUGH_DIGITS and number in self.numbers


def of(desk: Session, customer: Customer) -> Person:
    """The person of a card."""
    ids = customers.ids_of(desk, customers.get(desk, customer.id))
    cards = tuple(document for identifier in ids if (document := desk.book.get("customers", identifier)))
    country = settings.read(desk).country
    older = (document["customer"] for table in ("interactions", "promises") for document in theirs(desk, table, ids))
    names = {text for card in cards for text in names_on(card)} | {str(ref.get("name", "")) for ref in older}
    emails = {str(entry.get("address", "")).strip() for card in cards for entry in entries_of(card, "emails")}
    phones = [
        number_forms(str(entry.get("typed", "")), country) for card in cards for entry in entries_of(card, "phones")
    ]
    addresses = {str(text) for card in cards for text in (card.get("addresses") or {}).values()}
    others = _of_others(desk, set(ids))
    spelt = {way for name in names for way in ways_of(name)}
    texts = {text for text in spelt | emails | addresses if text.strip()}
    named = {part for name in names for part in parts_of(name)}
    held = others | _in_names_of_others(desk, ids, {plain_text(text) for text in texts}, named)
    known = {text for text in texts if is_telling(text) and held.isdisjoint(map(plain_text, _umlaut_ways(text)))}
    shared = {text for text in names | emails | addresses if text.strip()} - known
    for forms in phones:
        (shared if any(plain_text(form) in others for form in forms) else known).update(forms)
    numbers = frozenset(digits(form) for forms in phones for form in forms if form in known)
    addressed = set(_texts(cards, card_fields.names(identifies="address")))
    parts = {part for text in names | set(map(_untitled, addressed)) for part in parts_of(text)}
    parts |= {part for name in names for part in _glued(name)}
    lines = [[line.strip() for line in _LINES.split(text) if line.strip()] for text in addresses]
    hints = {line for block in lines for line in block} | {text for text in addressed if text.strip()}
    hints |= _ends_of(phones) | {box for email in emails if len(box := email.partition("@")[0]) >= SHORTEST_MAILBOX}
    hints = {hint.strip() for hint in hints if _is_a_hint(plain_text(hint), parts)}
    hints |= {way for day in _texts(cards, card_fields.names(identifies="day")) for way in day_words.notations(day)}
    return Person(
        cards,
        tuple(sorted(known)),
        tuple(sorted(shared - known)),
        numbers,
        tuple(sorted(parts)),
        tuple(sorted(hints - known - shared)),
        tuple(sorted({line for block in lines for line in block[1:]})),
    )


def _ends_of(phones: Iterable[set[str]]) -> set[str]:
    """The ends of phone numbers, each given in its forms, that are long enough to mean somebody."""
    shortest = (digits(min(forms, key=lambda form: len(digits(form)))) for forms in phones if forms)
    return {figures[-many:] for figures in shortest for many in range(ENOUGH_DIGITS, len(figures))}


def _in_names_of_others(desk: Session, ids: list[str], texts: set[str], parts: set[str]) -> set[str]:
    """Which of some texts, as they are compared, stand in a name on somebody else's card, in any way to write it.

    `parts` are the words of the names that are sought; the ways of a name without any of them aren't looked at.
    """
    names = {name for card in desk.book.select("customers") if card["id"] not in ids for name in names_on(card)}
    near = {way for name in names if not parts.isdisjoint(parts_of(name)) for way in ways_of(name)}
    compared = [f" {plain_text(name)} " for name in names | near]
    return {text for text in texts if " " in text and any(text in name and f" {text} " in name for name in compared)}


def _umlaut_ways(text: str) -> set[str]:
    """A text in each way to write its umlauts."""
    return {text, *(" ".join(way) for way in (written_out(text), umlauts_out(text)) if way)}


def _is_a_hint(text: str, parts: set[str]) -> bool:
    """Whether a text, as it is compared, may mean somebody by itself: more than a title, without a part of a name."""
    words = set(text.split())
    return len(text) > SHORTEST_PART and not words <= TITLES_ALONE | NAMES_TOO and words.isdisjoint(parts)


def _untitled(form: str) -> str:
    """A form of address without the title before the name, also where that title is a name as well."""
    first, _, rest = form.strip().partition(" ")
    return rest if rest.strip() and plain_text(first) in TITLES else form


def is_telling(text: str) -> bool:
    """Whether a text says who somebody is: two words, an e-mail address, or a phone number."""
    if "@" in text:
        return True
    if any(letter.isalpha() for letter in text):
        return len(text.split()) > 1 or (not text.isascii() and len(plain_text(text).split()) > 2)
    return len(digits(text)) >= ENOUGH_DIGITS


def _words_of(name: str) -> list[str]:
    return [word for word in _BETWEEN.split(name) if word and plain_text(word) not in TITLES_ALONE]


def _turned(words: list[str]) -> list[list[str]]:
    """The words of a name in their order, any of them first."""
    return [words[at:] + words[:at] for at in range(len(words))] if len(words) > 1 else []


def ways_of(name: str) -> set[str]:
    """A name and the other ways to write all of it: untitled, any of its words first, umlauts written out."""
    words = _words_of(name)
    ways = {name, *map(" ".join, _turned(words))}
    if len(words) > 1:
        ways |= {f"{words[0]} {words[-1]}", f"{words[-1]} {words[0]}"}
    return {spelt for way in ways for spelt in _umlaut_ways(way) if spelt.strip()}


def parts_of(text: str) -> set[str]:
    """The single words of a name that may stand for it, as they are compared; no titles, no particles."""
    parts = set()
    for at, word in enumerate(text.split()):
        pieces = [word, *_BETWEEN.split(word), *(bit for bit in _APOSTROPHES.split(word) if len(bit) > SHORTEST_PART)]
        if len(word) == FOUR_SIGNS and is_han(word):
            pieces += [word[:2], word[2:]]
        for piece in pieces:
            bare = _APOSTROPHES.sub("", _BETWEEN.sub("", piece))
            for way in {bare, *written_out(bare), *umlauts_out(bare), *sign_by_sign(bare)}:
                part = plain_text(way)
                is_long = len(part) >= SHORTEST_PART or not way.isascii()
                is_beside = part in TITLES_ALONE or (at > 0 and part in PARTICLES)
                if is_long and part.replace(" ", "").isalpha() and not is_beside:
                    parts.add(part)
    return parts


def _glued(name: str) -> set[str]:
    """A name of two words or more written as one, given name or surname first: `bethocampo`, `ocampobeth`."""
    return {whole for words in _turned(list(map(plain_text, _words_of(name)))) if (whole := "".join(words)).isalpha()}


def names_on(card: Document) -> Iterator[str]:
    """The name on a card, and those of the cards that were merged into it."""
    yield str(card.get("name", ""))
    for entry in entries_of(card, "merged"):
        yield str(entry.get("name", ""))


def theirs(desk: Session, table: str, ids: list[str] | tuple[str, ...]) -> Iterator[Document]:
    """The documents of the whole history with one of their cards, newest first for each card."""
    for name in ids:
        yield from desk.book.select(table, where("customer")["id"] == name, archived=True)


def refuse_while_here(book: Book, person: Person) -> None:
    """Raises RefusedError while an open visit is theirs."""
    if any(person.has(document) for document in book.select("interactions", Query().fragment({"ended_at": None}))):
        raise RefusedError(said("{name} is here now.", name=person.name), said("End that first, then erase them."))


def _texts(cards: Iterable[Document], fields: Iterable[str]) -> Iterator[str]:
    return (str(card.get(name, "")) for name in fields for card in cards)


def number_forms(typed: str, country: str) -> set[str]:
    """A phone number as it was typed and in the forms in which it may have been written elsewhere."""
    number = normalise(typed, country)
    forms = {typed, digits(typed)}
    if number:
        import phonenumbers

        read = phonenumbers.parse(number)
        own, code = phonenumbers.national_significant_number(read), str(read.country_code)
        ways = (phonenumbers.PhoneNumberFormat.INTERNATIONAL, phonenumbers.PhoneNumberFormat.NATIONAL)
        shown = {str(phonenumbers.format_number(read, way)) for way in ways}
        forms |= {number, own, f"0{own}", f"{code}0{own}", f"00{code}{own}", f"00{code}0{own}", f"011{code}{own}"}
        forms |= {code + own, *shown, *(digits(form) for form in shown)}
    return {form for form in forms if len(digits(form)) >= ENOUGH_DIGITS}


def _of_others(desk: Session, ids: set[str]) -> set[str]:
    """The names, numbers and addresses of other cards, the names of the staff and of the shop, as they are compared.

    A co-worker's name is one of the staff, whose work stays on record.
    """
    texts: set[str] = set()
    for card in desk.book.select("customers"):
        if card["id"] not in ids:
            texts.update(plain_text(text) for text in names_on(card))
            texts.update(plain_text(str(entry.get("address", ""))) for entry in entries_of(card, "emails"))
            texts.update(plain_text(str(text)) for text in (card.get("addresses") or {}).values())
            for entry in entries_of(card, "phones"):
                typed = str(entry.get("typed", ""))
                texts.update({plain_text(typed), digits(typed), digits(str(entry.get("number", "")))})
    texts.update(plain_text(name) for name in staff_names(desk))
    own = desk.book.get("settings", settings.ID) or {}
    texts.update(plain_text(value) for value in own.values() if isinstance(value, str))
    return texts - {""}


def staff_names(desk: Session) -> set[str]:
    """The names of whoever was at this desk, and of the co-workers with a card."""
    staff = {str(entry.get("staff", "")) for table in ("shifts", "interactions") for entry in desk.book.select(table)}
    coworkers = (card for card in desk.book.select("customers") if card.get("kind") == "coworker")
    return {name for name in staff | {text for card in coworkers for text in names_on(card)} if name.strip()}
