"""What a document is searched by: the folded text of people in it; and which words it must hold."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from deskapp.store.engine.codec import Document, document_in
from deskapp.store.engine.difference import META
from deskapp.text.folding import folded, parts, sought
from deskapp.text.phones import bare, dialled, visible

MACHINE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z|[a-z]{3}_[0-9A-Z]{26}")
SILENT = META | {"kind", "state", "stance", "channel", "label", "group", "drafts", "by", "staff", "owner"}
PHONE_DIGITS = 5
LAST = "\x7f"
"""A text behind every instant."""


class Sought(NamedTuple):
    """What a document must have: every word, an instant from `first` up to and without `after`, the card `whose`.

    Instants are texts as the book writes them; what is empty asks for nothing.
    """

    words: str = ""
    first: str = ""
    after: str = LAST
    whose: str = ""

    @property
    def mark(self) -> bytes:
        """What the line of such a document holds, where a card is asked for."""
        return b'"customer":{"id":"%b"' % self.whose.encode() if self.whose else b""

    def reaches(self, month: str) -> bool:
        """Whether a month (`2026-11`) has any of its time."""
        return self.first[: len(month)] <= month <= self.after[: len(month)]

    def has(self, when: str) -> bool:
        """Whether an instant lies in its time."""
        return self.first <= when < self.after


def searchable(document: Document) -> str:
    """All that people wrote in a document, folded, in one line; phone numbers also as bare digits.

    A word with an apostrophe stands in it as it was written and without: an erasure reads `o'brien` as two words.
    """
    texts: list[str] = []
    for text in _texts(document):
        if MACHINE.fullmatch(text):
            continue
        texts.append(text)
        if number := bare(text):
            texts.append(number)
    plain = folded(" ".join(texts))
    evened = sought(plain)
    pairs = zip(evened.split(), plain.split(), strict=False) if evened != plain else ()
    also = (word for word, as_written in pairs if word != as_written)
    return " ".join([*plain.split(), *also])


def searched_as(line: bytes) -> bytes:
    """The search text of a document's line; nothing of one that is no document."""
    return searchable(document_in(line) or {}).encode(errors="ignore")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in SILENT:
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def needles(words: str) -> list[bytes]:
    """The words that a text must hold, the longest first; a phone number in any notation counts by its digits."""
    pieces = []
    if len(whole := bare(visible(words).strip())) >= PHONE_DIGITS:
        words = whole
    for piece in parts(words):
        number = bare(piece)
        pieces.append((dialled(number) if len(number) >= PHONE_DIGITS else piece).encode(errors="ignore"))
    return sorted(set(pieces), key=len, reverse=True)
