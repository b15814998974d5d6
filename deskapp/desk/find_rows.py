"""What is looked at when people are searched for: the folded text, notes and phone digits of a card."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from deskapp.desk.folding import words
from deskapp.desk.phones import digits

LAST_FEW = 5
START, END = b"\x01", b"\n"


@dataclass(slots=True)
class Row:
    """One card as the search sees it, in UTF-8: each part between START and END, each word after a space.

    `order` rises with how lately the card was changed or seen.
    """

    id: str
    name: str
    company: str
    emails: tuple[str, ...]
    own_name: bytes
    card: bytes
    notes: bytes
    numbers: bytes
    order: int = 0

    def own_words(self) -> set[str]:
        """The folded words in which typing errors are forgiven: those of name and company."""
        return {*words(self.name), *words(self.company)}


def read(document: Mapping[str, Any]) -> Row:
    """The row of a card's document; fields of a wrong shape count as empty, as a book may be edited by hand."""
    name, company = text_of(document, "name"), text_of(document, "company")
    emails = tuple(_entries(document, "emails", "address"))
    numbers = dict.fromkeys(filter(None, map(digits, _entries(document, "phones", "typed", "number"))))
    own_name = _part(words(name))
    others = (_part(words(part)) for part in (company, *emails, text_of(document, "address_form")) if part)
    known = (text_of(document, "favorite_dessert"), *_entries(document, "preferences", "item"))
    notes = " ".join(filter(None, (text_of(document, "notes"), *known)))
    return Row(
        id=text_of(document, "id"),
        name=name,
        company=company,
        emails=emails,
        own_name=own_name,
        card=own_name + b"".join(others),
        notes=_part(words(notes)) if notes else END,
        numbers=_part(numbers) if numbers else END,
    )


def text_of(document: Mapping[str, Any], field: str) -> str:
    """The text in a field, "" where it holds anything else."""
    value = document.get(field)
    return value if isinstance(value, str) else ""


def dialled(number: str) -> bytes:
    """The digits to look for: without the leading zeros of a whole number, but with those of its last few digits."""
    return (number.lstrip("0") if len(number) > LAST_FEW else number).encode()


def _part(parts: Any) -> bytes:
    return START + b" " + " ".join(parts).encode("utf-8", "replace") + b" " + END


def _entries(document: Mapping[str, Any], field: str, *names: str) -> Iterator[str]:
    entries = document.get(field)
    for entry in entries.values() if isinstance(entries, dict) else ():
        if isinstance(entry, dict):
            yield from filter(None, (text_of(entry, name) for name in names))
