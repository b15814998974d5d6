"""The cards that may be meant by some words, found by the bytes of their lines: of 20,000 cards few are then read.

Where no desk runs there is no search in memory, and filling one takes seconds.
"""

import json
import re
from collections.abc import Iterable, Iterator

from deskapp.desk.find.near_words import Vocabulary
from deskapp.desk.session import Session
from deskapp.model.document import Document
from deskapp.text import names
from deskapp.text.folding import folded, words
from deskapp.text.names import FILLERS, LEGAL_FORMS, PARTICLES
from deskapp.text.spellings import is_latin

_ID, _NAME, _COMPANY = (re.compile(rb'"%b":("(?:[^"\\]|\\.)*")' % name) for name in (b"id", b"name", b"company"))
_BETWEEN = b" '-.()/_"
_SMALL = bytes(code + 32 if 65 <= code <= 90 else code for code in range(256))
_SCOTTISH = re.compile("^ma?c(?=.{3})")
_SAY_LITTLE = PARTICLES | FILLERS | LEGAL_FORMS
SHORTEST = 2


def holding(desk: Session, text: str) -> Iterator[Document]:
    """The cards with every word of a text in their line, in one of its spellings, together or apart; newest first.

    A line with letters beyond ASCII is always read, as its words may be written in other letters than those typed.
    Cards that were merged into others are left out; a text without words is on no card.
    """
    needles = [tuple(way.encode() for way in ways) for ways in _spellings(text)]
    if not needles:
        return

    def may_hold(line: bytes) -> bool:
        if not line.isascii():
            return True
        plain = line.translate(_SMALL, _BETWEEN)
        return all(any(way in plain for way in ways) for ways in needles)

    for document in desk.book.passing("customers", may_hold):
        if not document.get("merged_into"):
            yield document


def near(desk: Session, texts: Iterable[str]) -> list[Document]:
    """The cards that some texts may mean, typing errors, short forms and initials forgiven, each once."""
    vocabulary = Vocabulary()

    def is_foreign(line: bytes) -> bool:
        """Take the words of a card in; whether its name is in another script, so that only a closer look can tell."""
        row = _Line(line)
        vocabulary.add(row)
        return not (line.isascii() or is_latin(folded(row.name)))

    sought = list(texts)
    found = {str(one["id"]): one for one in desk.book.passing("customers", is_foreign)}
    for text in sought:
        found |= {str(one["id"]): one for one in holding(desk, text)}
        meant = [one.text for one in names.read(text).core] or words(text)
        for identifier in vocabulary.with_most(meant) - found.keys():
            if document := desk.book.get("customers", identifier):
                found[identifier] = document
    return [one for one in found.values() if not one.get("merged_into")]


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
    found = pattern.search(line)
    value = json.loads(found[1]) if found else ""
    return value if isinstance(value, str) else ""


def _spellings(text: str) -> Iterator[tuple[str, ...]]:
    """For each telling word of a text the ways in which a line may have it; an initial or `of` says too little."""
    taken = names.read(text).words
    ways = [one.spellings for one in taken] if taken else [(one,) for one in words(text)]
    said = [spelt for spelt in ways if len(spelt[0]) >= SHORTEST and spelt[0] not in _SAY_LITTLE]
    for spelt in said or ways:
        yield tuple(dict.fromkeys(_SCOTTISH.sub("", way) for way in spelt))
