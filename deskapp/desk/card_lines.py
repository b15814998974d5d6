"""The cards that may hold some words, found by the bytes of their lines: of 20,000 cards only a few are then read.

Where no desk runs there is no search in memory, and filling one takes seconds. A line with letters beyond ASCII is
always read, as its words may be written in other letters than those typed.
"""

import re
from collections.abc import Iterator

from deskapp.desk import names
from deskapp.desk.folding import words
from deskapp.desk.name_words import FILLERS, LEGAL_FORMS, PARTICLES
from deskapp.desk.session import Desk
from deskapp.model.document import Document

_BETWEEN = b" '-.()/_"
_SMALL = bytes(code + 32 if 65 <= code <= 90 else code for code in range(256))
_SCOTTISH = re.compile("^ma?c(?=.{3})")
_SAY_LITTLE = PARTICLES | FILLERS | LEGAL_FORMS
SHORTEST = 2


def holding(desk: Desk, text: str) -> Iterator[Document]:
    """The cards with every word of a text in their line, in one of its spellings, together or apart; newest first.

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


def _spellings(text: str) -> Iterator[tuple[str, ...]]:
    """For each telling word of a text the ways in which a line may have it; an initial or `of` says too little."""
    taken = names.read(text).words
    ways = [one.spellings for one in taken] if taken else [(one,) for one in words(text)]
    said = [spelt for spelt in ways if len(spelt[0]) >= SHORTEST and spelt[0] not in _SAY_LITTLE]
    for spelt in said or ways:
        yield tuple(dict.fromkeys(_SCOTTISH.sub("", way) for way in spelt))
