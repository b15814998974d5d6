"""Whether somebody will hear from the shop again: an open promise to call, to write or to ask how it went."""

import json
from functools import cache

from deskapp.desk.session import Session
from deskapp.desk.visits import follows
from deskapp.model.document import DocumentError, from_document
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.store import Query
from deskapp.text.folding import words
from deskapp.words import loader

FILE = "follow_up.json"
AT_THE_COUNTER = "counter"


def is_promised(desk: Session, visit: Interaction) -> bool:
    """Whether a follow-up of a visit, or with its customer, is promised and still open."""
    return any(gets_in_touch(promise) for promise in follows.owed(desk, visit, _open(desk)))


def gets_in_touch(promise: Promise) -> bool:
    """Whether an open promise is one to get in touch, by its words or by its channel."""
    if not promise.is_open:
        return False
    said = f" {' '.join(words(promise.what))}"
    return promise.channel not in ("", AT_THE_COUNTER) or any(f" {start}" in said for start in _starts())


def _open(desk: Session) -> list[Promise]:
    found = []
    for document in desk.book.select("promises", Query().fragment({"kept_at": None, "broken_at": None})):
        try:
            found.append(from_document(Promise, document))
        except DocumentError:
            continue
    return found


@cache
def _starts() -> tuple[str, ...]:
    """Folded beginnings of words that speak of getting in touch, in every language."""
    lists: dict[str, list[str]] = json.loads(loader.shipped(FILE))
    return tuple(" ".join(words(start)) for starts in lists.values() for start in starts)
