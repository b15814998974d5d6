"""What a change has collected so far, before any of it is written."""

from datetime import datetime
from typing import Any

from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.model.document import instant_text
from deskapp.store.engine.codec import Document, decode, encode

Key = str | int
"""A document's `id`, or its number in the table where it has none."""


class Staged:
    """What is put and deleted, in words for undo, by whom and when.

    `is_derived`: only what follows from something else is put anew; who changed a document last, and when, stays.
    `also` are those who share the act with who did it. `stays` says that undo does not take it back, and tells so.
    `staged` holds each document by its table and `doc_id`, `numbers` the numbers that some are to have. `makes` is the
    table to be made, where it ends up with nothing in it, `drops` are those that go.
    """

    def __init__(self, words: str, by: str, at: datetime, coalesce: str = "", undoable: bool = True) -> None:
        self.words, self.by, self.at = words, by, at
        self.coalesce, self.undoable = coalesce, undoable
        self.is_derived = False
        self.also: tuple[str, ...] = ()
        self.stays = False
        self.at_text = instant_text(at)
        self.staged: dict[tuple[str, Key], Document | None] = {}
        self.numbers: dict[tuple[str, str], int] = {}
        self.makes = ""
        self.drops: set[str] = set()
        self._stood: dict[tuple[str, str], Document] = {}

    def copy_of(self, table: str, key: Key) -> Document | None:
        """A copy of what was put so far; None for what was deleted."""
        staged = self.staged[table, key]
        copy: Document | None = None if staged is None else decode(line_of(staged))
        return copy

    def stood(self, table: str, identifier: str, **fields: Any) -> None:
        """What stood in some fields before it was typed over: undo goes back to that, not to half of what was typed."""
        self._stood[table, identifier] = fields

    def as_it_stood(self, table: str, identifier: str, old: Document | None) -> Document | None:
        """A document as undo gives it back."""
        return None if old is None else {**old, **self._stood.get((table, identifier), {})}


def line_of(document: Document) -> bytes:
    """A document as JSON. Raises RefusedError for what JSON can't hold."""
    try:
        return encode(document)
    except (TypeError, ValueError, RecursionError) as error:
        raise RefusedError(said("This cannot be stored: {error}.", error=error)) from error
