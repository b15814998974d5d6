"""One atomic change: what a verb puts and deletes, committed as one line of the journal when its block ends."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.store.engine.codec import DROP, MAKE, Document, Op, encode
from deskapp.store.engine.difference import META, Edit, edits_between
from deskapp.store.engine.notices import SCHEMA
from deskapp.store.engine.shelf import TOMBSTONES
from deskapp.store.history.documents import Documents
from deskapp.store.staged import Staged, line_of

if TYPE_CHECKING:
    from deskapp.store.tables import BookTable


class Change(Staged):
    """Collects puts and deletes; leaving its block without an exception makes them durable, all or none."""

    def __init__(
        self,
        book_table: "Callable[[str], BookTable]",
        commit: "Callable[[Change], None]",
        words: str,
        by: str,
        at: datetime,
        coalesce: str = "",
        undoable: bool = True,
    ) -> None:
        """Made by `Book.change`, with its tables and the way to the disk."""
        super().__init__(words, by, at, coalesce, undoable)
        self._book_table, self._commit = book_table, commit
        self._tables: dict[str, BookTable] = {}

    def __enter__(self) -> "Change":
        """Begin; nothing is written before the block ends."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Commit, unless the block failed."""
        self._tables.clear()  # they know this change: what was put goes at once, not when garbage is collected
        if kind is None:
            self._commit(self)

    def table(self, name: str) -> "BookTable":
        """A table of the TinyDB as this change leaves it so far; what is written to it becomes part of the change."""
        table = self._tables.get(name)
        if table is None:
            table = self._tables[name] = self._book_table(name).within(self)
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


class ChangePlan:
    """What a change comes down to: operations for the journal, edits for undo, and the documents it touches."""

    def __init__(self, book: Documents, change: Staged) -> None:
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
                raise RefusedError(said("This cannot be stored: {field} is not what it has to be.", field=field))
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
        line = line_of(_finished(book, change, identifier, old, new, fields, tick))
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


def plan(book: Documents, change: Staged, tick: str) -> ChangePlan:
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
    book: Documents, change: Staged, identifier: str, old: Document | None, new: Document, fields: list[str], tick: str
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


def _tombstone(book: Documents, change: Staged, table: str, old: Document) -> bytes:
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
