"""The cards with one very name, read from the lines of the book: of a card with another name nothing more is read."""

import re

from deskapp.desk.folding import same
from deskapp.desk.session import Desk
from deskapp.model.document import Document
from deskapp.store.codec import decode
from deskapp.store.shelf import identifier_of

_NAME = re.compile(rb'\{"id":"[^"\\]*","name":"([^"\\]*)"')
_NO_LETTER = re.compile(rb"[^a-z0-9]+")


def letters_of(name: bytes) -> bytes:
    """The small letters and figures of an ASCII name: where they differ, the words do."""
    return _NO_LETTER.sub(b"", name.lower())


def so(desk: Desk, name: str) -> list[Document]:
    """The cards with that name, upper and lower case and accents aside, newest first; merged ones are left out."""
    letters = letters_of(name.encode()) if name.isascii() else b""
    found = []
    for line in list(desk.book.shelf("customers").lines.values()):
        begins = _NAME.match(line)
        if begins and letters and begins[1].isascii() and letters_of(begins[1]) != letters:
            continue
        card = decode(line) if identifier_of(line) else {}
        if card and not card.get("merged_into") and same(str(card.get("name", "")), name):
            found.append(card)
    return sorted(found, key=lambda card: str(card["id"]), reverse=True)
