"""One atomic change: what a verb puts and deletes, committed as one line of the journal when its block ends."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from deskapp import clock
from deskapp.errors import RefusedError
from deskapp.model.document import instant_text
from deskapp.store.engine.codec import DROP, MAKE, Document, Op, decode, encode
from deskapp.store.engine.difference import META, Edit, edits_between
from deskapp.store.engine.notices import SCHEMA
from deskapp.store.engine.shelf import TOMBSTONES

if TYPE_CHECKING:
    from deskapp.store.book import Book
    from deskapp.store.queries import Key
    from deskapp.store.tables import BookTable

_AS_IT_IS = re.compile(r'[^"\\\0-\x1f]*')
"""What JSON writes as it is: an id is found in a document's bytes."""
BY_A_SCRIPT = "command"


class Change:
    """Collects puts and deletes; leaving its block without an exception makes them durable, all or none.

    `is_derived`: only what follows from something else is put anew; who changed a document last, and when, stays.
    `also` are those who share the act with who did it. `stays` says that undo does not take it back, and tells so.
    `staged` holds each document by its table and `doc_id`, `numbers` the numbers that some are to have. `makes` is the
    table to be made, where it ends up with nothing in it, `drops` are those that go.
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
        self.staged: dict[tuple[str, Key], Document | None] = {}
        self.numbers: dict[tuple[str, str], int] = {}
        self.makes = ""
        self.drops: set[str] = set()
        self._stood: dict[tuple[str, str], Document] = {}
        self._tables: dict[str, BookTable] = {}

    def __enter__(self) -> "Change":
        """Begin; nothing is written before the block ends."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Commit, unless the block failed."""
        self._tables.clear()  # they know this change: what was put goes at once, not when garbage is collected
        if kind is None:
            self.book.commit(self)

    def table(self, name: str) -> "BookTable":
        """A table of the TinyDB as this change leaves it so far; what is written to it becomes part of the change."""
        table = self._tables.get(name)
        if table is None:
            table = self._tables[name] = self.book.table(name).within(self)
        return table

    def get(self, table: str, identifier: str) -> Document | None:
        """A copy of a document as this change leaves it so far."""
        document: Document | None = self.table(table).get(doc_id=identifier)
        return document

    def put(self, table: str, document: Document) -> None:
        """Put a document; its `id` names it. It is the change's own from here on.

        What JSON can't hold is refused (RefusedError) when the block ends; then nothing changed.
        """
        self.table(table).put(document)

    def delete(self, table: str, identifier: str) -> None:
        """Delete a document; a tombstone stays."""
        self.table(table).remove(doc_ids=[identifier])

    def stage(self, table: "BookTable", key: "Key", document: Document | None) -> None:
        """Take over a document that was put into a table under a `doc_id`, or deleted from it.

        Raises RefusedError, and ValueError for an id that is there already.
        """
        identifier = document.get("id") if document else None
        if document is None or identifier == key:
            pass
        elif isinstance(key, str):
            if identifier or table.is_there(key):
                raise RefusedError("An id never changes.", "Insert the document anew, and remove this one.")
            document = {"id": key, **document}
        elif isinstance(identifier, str) and identifier:
            if table.is_there(identifier):
                raise ValueError(f"Document with ID {identifier} already exists")
            self.staged[table.name, key] = None
            self.numbers[table.name, identifier] = key
            key = identifier
        if isinstance(key, str):
            if not _AS_IT_IS.fullmatch(key):
                raise RefusedError("This cannot be stored: id is not what it has to be.")
        elif document is not None and table.is_given_away(key):
            raise ValueError(f"Document with ID {key} already exists")
        self.staged[table.name, key] = document

    def copy_of(self, table: str, key: "Key") -> Document | None:
        """A copy of what was put so far; None for what was deleted."""
        staged = self.staged[table, key]
        return None if staged is None else _copy(staged)

    def stood(self, table: str, identifier: str, **fields: Any) -> None:
        """What stood in some fields before it was typed over: undo goes back to that, not to half of what was typed."""
        self._stood[table, identifier] = fields

    def as_it_stood(self, table: str, identifier: str, old: Document | None) -> Document | None:
        """A document as undo gives it back."""
        return None if old is None else {**old, **self._stood.get((table, identifier), {})}


@contextmanager
def by_a_script(book: "Book", what: str) -> Iterator["Change"]:
    """A change of its own for what is written outside of any, as a command beside the desk would make it."""
    with book.engine.lock, book.came_by(BY_A_SCRIPT), book.change(f"change {what}", by="", at=clock.now()) as change:
        yield change


class ChangePlan:
    """What a change comes down to: operations for the journal, edits for undo, and the documents it touches."""

    def __init__(self, book: "Book", change: Change) -> None:
        self.ops: list[Op] = []
        self.edits: list[Edit] = []
        self.touched: set[tuple[str, str]] = set()
        self._book, self._change = book, change
        self._fresh: dict[str, int] = {}

    def with_id(self, table: str, identifier: str, new: Document | None, tick: str) -> None:
        """A document of the book's: with who and when, stamps, a tombstone where it goes, and edits for undo."""
        book, change = self._book, self._change
        place = book.locate(table, identifier, to_change=True)
        old = None if place is None else book.expect_understood(table, identifier, place.line)
        if new is not None:
            new = dict(new)  # what TinyDB gives out is compared more slowly
            field = book.judge(table, new) if book.judge else ""
            if field:
                raise RefusedError(f"This cannot be stored: {field} is not what it has to be.")
        edits = edits_between(table, identifier, change.as_it_stood(table, identifier, old), new)
        if change.undoable:
            self.edits += edits
        edits = edits or edits_between(table, identifier, old, new)  # it was typed over, and is as it stood again
        if not edits:
            return
        self.touched.add((table, identifier))
        number = place.number if place else change.numbers.get((table, identifier), 0)
        shadows = place.shadows if place else ""
        if new is None:
            self.ops.append(Op(table, number, None, shadows))
            self.ops.append(
                Op(TOMBSTONES, self._number(TOMBSTONES), _tombstone(book, change, table, old or {"id": identifier}))
            )
            return
        number = number or self._number(table)
        if old is None:
            tombs = book.shelf(TOMBSTONES).numbers
            self.ops += [Op(TOMBSTONES, tombs[identifier], None)] if identifier in tombs else []
        fields = [edit.path[0] for edit in edits if edit.path]
        line = _line(_finished(book, change, identifier, old, new, fields, tick))
        self.ops.append(Op(table, number, line, shadows))

    def without_id(self, table: str, number: int, new: Document | None) -> None:
        """A document without an id is kept as it is. Raises TypeError or ValueError for what JSON can't hold."""
        line = None if new is None else encode(new)
        if line != self._book.shelf(table).lines.get(number):
            self.ops.append(Op(table, number, line))
            self.touched.add((table, str(number)))

    def _number(self, table: str) -> int:
        """The next number that neither the table nor this change has given away."""
        number = self._fresh.get(table)
        if number is None:
            given = [key for name, key in self._change.staged if name == table and isinstance(key, int)]
            given += [taken for (name, _), taken in self._change.numbers.items() if name == table]
            number = max([self._book.shelf(table).next_number, *(taken + 1 for taken in given)])
        self._fresh[table] = number + 1
        return number


def _copy(document: Document) -> Document:
    copy: Document = decode(_line(document))
    return copy


def _line(document: Document) -> bytes:
    try:
        return encode(document)
    except (TypeError, ValueError, RecursionError) as error:
        raise RefusedError(f"This cannot be stored: {error}.") from error


def plan(book: "Book", change: Change, tick: str) -> ChangePlan:
    """Compare old and new, and lay out the operations; documents that stay as they are take no part.

    There are edits only where undo will need them: they hold each document until all are planned.
    """
    made = ChangePlan(book, change)
    for (table, key), new in change.staged.items():
        if isinstance(key, int):
            made.without_id(table, key, new)
        else:
            made.with_id(table, key, new, tick)
    made.ops += [Op(table, DROP, None) for table in change.drops]
    if not made.ops and change.makes and (change.makes not in book.engine.shelves or book.shelf(change.makes).dropped):
        made.ops.append(Op(change.makes, MAKE, None))
    return made


def _finished(
    book: "Book", change: Change, identifier: str, old: Document | None, new: Document, fields: list[str], tick: str
) -> Document:
    """The document with what the store adds: schema, rev, who and when, desk, and stamps of changed fields."""
    document: Document = {"id": identifier}
    for name, value in new.items():
        if name not in META:
            document[name] = value
    before = old or book.get(TOMBSTONES, identifier) or {}
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


def _tombstone(book: "Book", change: Change, table: str, old: Document) -> bytes:
    document = {
        "id": old["id"],
        "table": table,
        "deleted_at": change.at_text,
        "updated_by": change.by,
        "desk": book.desk,
        "rev": old.get("rev", 0) + 1,
        "stamps": old.get("stamps", {}),
    }
    return encode(document)
