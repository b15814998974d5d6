"""One person in the book: all their cards, everything that is theirs, and the words by which they would be known."""

from collections.abc import Iterator
from dataclasses import field

from deskapp.desk import customers, settings
from deskapp.desk.folding import folded
from deskapp.desk.phones import digits, normalise
from deskapp.desk.session import Desk
from deskapp.model.customer import Customer
from deskapp.model.document import Document
from deskapp.model.frozen import dataclass
from deskapp.store.marks import Marks

ENOUGH_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Person:
    """Their cards (the kept one first, then those merged into it) and how else they are known.

    `known` are texts that stand for nobody else; `shared` are words of theirs that others bear too, or that are too
    short to be anybody's alone, so that they stay where others are spoken of.
    """

    cards: tuple[Document, ...]
    known: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    numbers: frozenset[str] = field(default_factory=frozenset)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of their cards."""
        return tuple(card["id"] for card in self.cards)

    @property
    def name(self) -> str:
        """The name on the card that counts."""
        return str(self.cards[0].get("name", ""))

    @property
    def marks(self) -> Marks:
        """What identifies them in any file."""
        return Marks(self.ids, self.known)

    def has(self, document: Document) -> bool:
        """Whether an interaction or a promise is theirs: by their card, or by their number where no card was taken."""
        reference = document.get("customer")
        if isinstance(reference, dict):
            return reference.get("id") in self.ids
        called = folded(str(document.get("called", "")))
        if called and any(folded(text) == called for text in self.known):
            return True
        number = digits(str(document.get("phone", "")))
        return len(number) >= ENOUGH_DIGITS and number in self.numbers


def of(desk: Desk, customer: Customer) -> Person:
    """The person of a card."""
    ids = customers.ids_of(desk, customers.get(desk, customer.id))
    cards = tuple(document for one in ids if (document := desk.book.get("customers", one)))
    country = settings.read(desk).country
    names = {text for card in cards for text in _names(card)} | _older_names(desk, ids)
    emails = {str(one.get("address", "")).strip() for card in cards for one in _entries(card, "emails")}
    phones = [_forms(str(one.get("typed", "")), country) for card in cards for one in _entries(card, "phones")]
    others = _of_others(desk, set(ids))
    texts = {one for one in names | emails if one.strip()}
    known = {one for one in texts if is_telling(one) and folded(one) not in others}
    shared = texts - known
    for forms in phones:
        (shared if any(folded(one) in others for one in forms) else known).update(forms)
    numbers = frozenset(digits(one) for forms in phones for one in forms if one in known)
    return Person(cards, tuple(sorted(known)), tuple(sorted(shared - known)), numbers)


def is_telling(text: str) -> bool:
    """Whether a text says who somebody is: two words, an e-mail address, or a phone number."""
    if "@" in text:
        return True
    if any(letter.isalpha() for letter in text):
        return len(text.split()) > 1
    return len(digits(text)) >= ENOUGH_DIGITS


def _names(card: Document) -> Iterator[str]:
    yield str(card.get("name", ""))
    for one in _entries(card, "merged"):
        yield str(one.get("name", ""))


def _older_names(desk: Desk, ids: list[str]) -> set[str]:
    """The names under which their cards were taken, in the whole history: a card may have been renamed since."""
    found = set()
    for table in ("interactions", "promises"):
        for document in theirs(desk, table, ids):
            found.add(str(document["customer"].get("name", "")))
    return found


def theirs(desk: Desk, table: str, ids: list[str] | tuple[str, ...]) -> Iterator[Document]:
    """The documents of the whole history with one of their cards, newest first for each card."""
    for name in ids:
        for document in desk.book.select(table, f'"customer":{{"id":"{name}"'.encode(), archived=True):
            if (document.get("customer") or {}).get("id") == name:
                yield document


def _entries(card: Document, name: str) -> list[Document]:
    entries = card.get(name)
    return [one for one in entries.values() if isinstance(one, dict)] if isinstance(entries, dict) else []


def _forms(typed: str, country: str) -> set[str]:
    """A phone number as it was typed and in the forms in which it may have been written elsewhere."""
    number = normalise(typed, country)
    forms = {typed, digits(typed)}
    if number:
        import phonenumbers

        read = phonenumbers.parse(number)
        ways = (phonenumbers.PhoneNumberFormat.INTERNATIONAL, phonenumbers.PhoneNumberFormat.NATIONAL)
        shown = {str(phonenumbers.format_number(read, way)) for way in ways}
        forms |= {number, number[1:], "00" + number[1:], *shown, *(digits(one) for one in shown)}
    return {form for form in forms if len(digits(form)) >= ENOUGH_DIGITS}


def _of_others(desk: Desk, ids: set[str]) -> set[str]:
    """The folded names, numbers and addresses of other cards, and the names of the staff and of the shop itself.

    A co-worker's name is one of the staff, whose work stays on record.
    """
    found: set[str] = set()
    for card in desk.book.select("customers"):
        if card["id"] not in ids:
            found.update(folded(text) for text in _names(card))
            found.update(folded(str(one.get("address", "")).strip()) for one in _entries(card, "emails"))
            for one in _entries(card, "phones"):
                typed = str(one.get("typed", ""))
                found.update({folded(typed), digits(typed), str(one.get("number", ""))})
    for table in ("shifts", "interactions"):
        found.update(folded(str(one.get("staff", ""))) for one in desk.book.select(table))
    coworkers = (card for card in desk.book.select("customers") if card.get("kind") == "coworker")
    found.update(folded(text) for card in coworkers for text in _names(card))
    own = desk.book.get("settings", settings.ID) or {}
    found.update(folded(value) for value in own.values() if isinstance(value, str))
    return found - {""}
