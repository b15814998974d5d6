"""Everyday words: those of the program's own phrases, replies, checklists and processes, and the commonest of English.

They say nothing of a person, however few documents of a book hold them.
"""

from collections.abc import Iterable
from functools import cache

from deskapp.model.document import ERASED
from deskapp.store.erase.identifiers import strings
from deskapp.store.erase.readings import plain_text
from deskapp.words import loader

FILE = "everyday.json"
SHIPPED = ("phrases.json", "replies.json", "processes.json", *(f"checklists/{one}.json" for one in loader.CHECKLISTS))


@cache
def words() -> frozenset[str]:
    """The everyday words, as they are compared."""
    found: set[str] = {plain_text(ERASED)}
    for name in (FILE, *SHIPPED):
        found.update(_of(strings(loader.parse_json(loader.shipped(name), name))))
    return frozenset(found)


def _of(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        yield from plain_text(text).split()
        yield from plain_text(text.replace("'", "").replace("’", "")).split()
