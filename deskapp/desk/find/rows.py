"""What is looked at when people are searched for: the folded text, notes and phone digits of a card."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from deskapp.model.card_fields import CardField, those
from deskapp.text import names, spellings
from deskapp.text.folding import words
from deskapp.text.names import MARKED_WORDS
from deskapp.text.phones import Number, digits, spoken

START, END = b"\x01", b"\n"
_ONE_NUMBER = re.compile(r"\+?(?:[0-9][ -]?){1,15}")
_NOT_DIGITS = str.maketrans("", "", "+ -")
_PLAIN = re.compile(r"[A-Za-z' .]*")
_ON_CARD, _NUMBERS = those(searched="card"), those(searched="numbers")
_NOTED = sorted(those(searched="notes"), key=lambda field: field.kind != "lines")


@dataclass(slots=True)
class Row:
    """One card as the search sees it, in UTF-8: each part between START and END, each word after a space.

    `forms` are the ways to write the name: from each word on as one word, and, of a name in another script, its
    consonants behind `~`; `wholes` are those of all words. `order` rises with how lately the card was changed or seen.
    """

    id: str
    name: str
    company: str
    emails: tuple[str, ...]
    own_name: bytes
    forms: bytes
    wholes: tuple[str, ...]
    card: bytes
    notes: bytes
    numbers: bytes
    order: int = 0

    def own_words(self) -> set[str]:
        """The folded words in which typing errors are forgiven: those of name and company."""
        latin = [word.text for word in names.read(self.name).words] if self.is_foreign else []
        return {*words(self.name), *words(self.company), *latin}

    @property
    def is_foreign(self) -> bool:
        """Whether the name is written in another script than the Latin one."""
        return b"~" in self.forms


def read(document: Mapping[str, Any]) -> Row:
    """The row of a card's document; fields of a wrong shape count as empty, as a book may be edited by hand."""
    name, company = text_of(document, "name"), text_of(document, "company")
    numbers = dict.fromkeys(chain.from_iterable(map(_dialled_ways, _texts(document, _NUMBERS))))
    known = words(name)
    own_name = _part(known)
    forms, wholes = _forms(name, known)
    others = (_part(words(part)) for part in _texts(document, _ON_CARD))
    notes = " ".join(_texts(document, _NOTED))
    return Row(
        id=text_of(document, "id"),
        name=name,
        company=company,
        emails=tuple(_entries(document, "emails", "address")),
        own_name=own_name,
        forms=_part(forms),
        wholes=wholes,
        card=own_name + b"".join(others),
        notes=_part(words(notes)) if notes else END,
        numbers=_part(numbers) if numbers else END,
    )


def text_of(document: Mapping[str, Any], field: str) -> str:
    """The text in a field, "" where it holds anything else."""
    value = document.get(field)
    return value if isinstance(value, str) else ""


def _forms(name: str, known: list[str]) -> tuple[Iterable[str], tuple[str, ...]]:
    """The ways to write a name, and those of the whole name; most names are plain, and need no taking apart."""
    is_plain = _PLAIN.fullmatch(name) and MARKED_WORDS.isdisjoint(known)
    if is_plain and not any(word.startswith("mac") for word in known):
        together = _written_together(known)
        return together, tuple(together[:1])
    taken = names.read(name)
    most = max((len(word.spellings) for word in taken.words), default=0)
    ways = [[word.spellings[min(at, len(word.spellings) - 1)] for word in taken.words] for at in range(most)]
    forms = dict.fromkeys(form for way in ways for form in _written_together(way))
    if taken.script:
        forms |= dict.fromkeys(f"~{spellings.skeleton(word.text)}" for word in taken.words)
    return forms, tuple(dict.fromkeys("".join(way) for way in ways))


MOST_TOGETHER = 24
"""Names of more words are not sought by what they are written together from their later words on."""


def _written_together(way: list[str]) -> list[str]:
    return ["".join(way[at:]) for at in range(min(len(way), MOST_TOGETHER))]


def _dialled_ways(typed: str) -> Iterable[str]:
    """The digits of the numbers in a field, each also with its extension behind `x`; most fields hold a plain one."""
    if _ONE_NUMBER.fullmatch(typed):
        return (typed.translate(_NOT_DIGITS),)
    ways = []
    for number in spoken(typed, 1).numbers or (Number(typed, digits(typed)),):
        ways += [number.digits, f"{number.digits}x{number.extension}" if number.extension else ""]
    return filter(None, ways)


def _part(parts: Any) -> bytes:
    return START + b" " + " ".join(parts).encode("utf-8", "replace") + b" " + END


def _texts(document: Mapping[str, Any], fields: Iterable[CardField]) -> list[str]:
    """What stands in some fields, those that hold nothing passed over."""
    texts: list[str] = []
    for field in fields:
        texts += _entries(document, field.name, *field.entry) if field.entry else [text_of(document, field.name)]
    return list(filter(None, texts))


def _entries(document: Mapping[str, Any], field: str, *names: str) -> Iterator[str]:
    entries = document.get(field)
    for entry in entries.values() if isinstance(entries, dict) else ():
        if isinstance(entry, dict):
            yield from filter(None, (text_of(entry, name) for name in names))
