"""One atomic change: what a verb puts and deletes, committed as one line of the journal when its block ends."""

from collections.abc import Iterable
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any

from deskapp.errors import RefusedError
from deskapp.model.document import instant_text
from deskapp.store.codec import Document, decode, encode
from deskapp.store.difference import META, Edit, edits_between
from deskapp.store.shelf import TOMBSTONES, Op
from deskapp.store.understood import SCHEMA

if TYPE_CHECKING:
    from deskapp.store.book import Book

__all__ = ["SCHEMA", "Change", "Plan", "plan"]


class Change:
    """Collects puts and deletes; leaving its block without an exception makes them durable, all or none.

    `is_derived`: only what follows from something else is put anew; who changed a document last, and when, stays.
    `also` are those who share the act with who did it. `stays` says that undo does not take it back, and tells so.
    """

    def __init__(
        self, book: "Book", words: str, by: str, at: datetime, coalesce: str = "", undoable: bool = True
    ) -> None:
        """Made by `Book.change`."""
        self.book, self.words, self.by, self.at = book, words, by, at
        self.coalesce, self.undoable = coalesce, undoable
        self.is_derived = False
        self.also: tuple[str, ...] = ()
        self.stays = False
        self.at_text = instant_text(at)
        self.staged: dict[tuple[str, str], Document | None] = {}
        self._stood: dict[tuple[str, str], Document] = {}

    def __enter__(self) -> "Change":
        """Begin; nothing is written before the block ends."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Commit, unless the block failed."""
        if kind is None:
            self.book.commit(self)

    def get(self, table: str, identifier: str) -> Document | None:
        """A copy of a document as this change leaves it so far."""
        if (table, identifier) in self.staged:
            staged = self.staged[table, identifier]
            return None if staged is None else _copy(staged)
        return self.book.get(table, identifier)

    def put(self, table: str, document: Document) -> None:
        """Put a document; its `id` names it. It is the change's own from here on.

        What JSON can't hold is refused (RefusedError) when the block ends; then nothing changed.
        """
        self.staged[table, document["id"]] = document

    def stood(self, table: str, identifier: str, **fields: Any) -> None:
        """What stood in some fields before it was typed over: undo goes back to that, not to half of what was typed."""
        self._stood[table, identifier] = fields

    def as_it_stood(self, table: str, identifier: str, old: Document | None) -> Document | None:
        """A document as undo gives it back."""
        return None if old is None else {**old, **self._stood.get((table, identifier), {})}

    def delete(self, table: str, identifier: str) -> None:
        """Delete a document; a tombstone stays."""
        self.staged[table, identifier] = None


class Plan:
    """What a change comes down to: operations for the journal, edits for undo, and the documents it touches."""

    def __init__(self) -> None:
        self.ops: list[Op] = []
        self.edits: list[Edit] = []
        self.touched: set[tuple[str, str]] = set()


def _copy(document: Document) -> Document:
    copy: Document = decode(_line(document))
    return copy


def _line(document: Document) -> bytes:
    try:
        return encode(document)
    except (TypeError, ValueError, RecursionError) as error:
        raise RefusedError(f"This cannot be stored: {error}.") from error


def plan(book: "Book", change: Change, tick: str) -> Plan:
    """Compare old and new, and lay out the operations; documents that stay as they are take no part.

    There are edits only where undo will need them: they hold each document until all are planned.
    """
    made = Plan()
    fresh: dict[str, int] = {}
    for (table, identifier), new in change.staged.items():
        place = book.locate(table, identifier, to_change=True)
        old = None if place is None else book.expect_understood(table, identifier, place.line)
        if new is not None:
            _expect_sound(book, table, new)
        edits = edits_between(table, identifier, change.as_it_stood(table, identifier, old), new)
        if change.undoable:
            made.edits += edits
        edits = edits or edits_between(table, identifier, old, new)  # it was typed over, and is as it stood again
        if not edits:
            continue
        made.touched.add((table, identifier))
        number = place.number if place else 0
        shadows = place.shadows if place else ""
        if new is None:
            made.ops.append(Op(table, number, None, shadows))
            made.ops.append(_tombstone(book, change, table, old or {"id": identifier}, fresh))
            continue
        if not number:
            number = _fresh(book, fresh, table)
        if old is None:
            made.ops += _buried(book, identifier)
        fields = [edit.path[0] for edit in edits if edit.path]
        line = _line(_finished(book, change, identifier, old, new, fields, tick))
        made.ops.append(Op(table, number, line, shadows))
    return made


def _expect_sound(book: "Book", table: str, document: Document) -> None:
    """Raises RefusedError for a document that nobody could read again."""
    field = book.judge(table, document) if book.judge else ""
    if field:
        raise RefusedError(f"This cannot be stored: {field} is not what it has to be.")


def _finished(
    book: "Book", change: Change, identifier: str, old: Document | None, new: Document, fields: list[str], tick: str
) -> Document:
    """The document with what the store adds: schema, rev, who and when, desk, and stamps of changed fields."""
    document: Document = {"id": identifier}
    for name, value in new.items():
        if name not in META:
            document[name] = value
    before = old or book.tombstone(identifier) or {}
    document["schema"] = max(SCHEMA, before.get("schema", SCHEMA))
    document["rev"] = before.get("rev", 0) + 1
    stays = old if change.is_derived and old else {}
    document["updated_at"] = stays.get("updated_at", change.at_text)
    document["updated_by"] = stays.get("updated_by", change.by)
    document["desk"] = book.desk
    if old is not None:
        document["stamps"] = {**old.get("stamps", {}), **dict.fromkeys(fields, tick)}
    elif before:
        document["stamps"] = {**before.get("stamps", {}), **{name: tick for name in new if name not in META}}
    return document


def _tombstone(book: "Book", change: Change, table: str, old: Document, fresh: dict[str, int]) -> Op:
    document = {
        "id": old["id"],
        "table": table,
        "deleted_at": change.at_text,
        "updated_by": change.by,
        "desk": book.desk,
        "rev": old.get("rev", 0) + 1,
        "stamps": old.get("stamps", {}),
    }
    return Op(TOMBSTONES, _fresh(book, fresh, TOMBSTONES), encode(document))


def _buried(book: "Book", identifier: str) -> Iterable[Op]:
    tombs = book.engine.shelves.get(TOMBSTONES)
    number = None if tombs is None else tombs.numbers.get(identifier)
    return () if number is None else (Op(TOMBSTONES, number, None),)


def _fresh(book: "Book", fresh: dict[str, int], table: str) -> int:
    number = fresh.get(table, book.shelf(table).next_number)
    fresh[table] = number + 1
    return number
