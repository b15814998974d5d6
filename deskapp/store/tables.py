"""The book as a TinyDB: whoever knows TinyDB can read it, and what is written is one atomic change on the disk.

A document's `doc_id` is its `id` where it has one (`pro_…`), and TinyDB's number of it where it has none.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import AbstractContextManager
from typing import Any

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document as TinyDocument

from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.store.engine.codec import DROP, MAKE, Document, Op
from deskapp.store.history.documents import Documents
from deskapp.store.queries import OWN, named
from deskapp.store.staged import Key, Staged
from deskapp.store.table_to_read import TableToRead

_AS_IT_IS = re.compile(r'[^"\\\0-\x1f]*')
"""What JSON writes as it is: an id is found in a document's bytes."""
ByAScript = Callable[[str], AbstractContextManager[Staged]]


class Draft(MutableMapping[Key, Document]):
    """The documents of a table by their `doc_id`; `opened` are those that were looked at or put, None those deleted."""

    def __init__(self, table: TableToRead) -> None:
        self.table = table
        self.opened: dict[Key, Document | None] = {}

    def __getitem__(self, doc_id: Key) -> Document:
        """One document, to be read or changed in place. Raises KeyError, or RefusedError for one not understood."""
        key = self.table.key_of(doc_id)
        document = self.opened[key] if key in self.opened else self.table.get(doc_id=key)
        if document is None and isinstance(key, str) and key not in self.opened and self.table.is_there(key):
            raise self.table.refusal(key)
        if document is None:
            raise KeyError(doc_id)
        self.opened[key] = document
        return document

    def __setitem__(self, doc_id: Key, document: Document) -> None:
        """Put a document."""
        self.opened[self.table.key_of(doc_id)] = document

    def __delitem__(self, doc_id: Key) -> None:
        """Delete a document. Raises KeyError."""
        if doc_id not in self:
            raise KeyError(doc_id)
        self.opened[self.table.key_of(doc_id)] = None

    def __contains__(self, doc_id: object) -> bool:
        """Whether it is there, without parsing it."""
        if not isinstance(doc_id, str | int):
            return False
        key = self.table.key_of(doc_id)
        return self.opened[key] is not None if key in self.opened else self.table.is_there(key)

    def __iter__(self) -> Iterator[Key]:
        """The `doc_id`s: those of the table, then the new ones."""
        of_table = dict.fromkeys(self.table.keys())
        yield from (key for key in of_table if self.opened.get(key, {}) is not None)
        yield from (key for key, document in self.opened.items() if document is not None and key not in of_table)

    def __len__(self) -> int:
        """How many documents."""
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Delete every document."""
        self.opened = dict.fromkeys(self.table.keys())


class BookTable(TableToRead):
    """A TinyDB table of the book; a change costs the same however many documents there are."""

    _storage: "BookStorage"

    def __init__(self, storage: "BookStorage", name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        self._book = storage.book
        super().__init__(storage, name, 0, persist_empty)

    def within(self, change: Staged) -> "BookTable":
        """This table as a change leaves it so far; what is written to it becomes part of the change."""
        table = object.__new__(BookTable)  # each key press makes one
        vars(table).update(vars(self), _change=change)
        return table

    def put(self, document: Document) -> None:
        """Insert a document, or put it in the place of the one that has its `id`."""
        if self._change is None:
            self._update_table(lambda draft: draft.__setitem__(document["id"], document))
        else:
            self._expect_no_own()
            self._stage(self._change, document["id"], document)

    def insert(self, document: Mapping[str, Any]) -> Any:
        """As in TinyDB; the `doc_id` of a document with an `id` is that."""
        return super().insert(named(document))

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[Any]:
        """As in TinyDB, as one change."""
        return super().insert_multiple(map(named, documents))

    def update(self, fields: Any, cond: QueryLike | None = None, doc_ids: Iterable[Key] | None = None) -> list[Any]:
        """As in TinyDB; only documents whose bytes may fit are parsed."""
        with self._book.engine.lock:
            return super().update(fields, None, self._ids(cond, doc_ids))

    def remove(self, cond: QueryLike | None = None, doc_ids: Iterable[Key] | None = None) -> list[Any]:
        """As in TinyDB; a document with an `id` leaves a tombstone."""
        if cond is None and doc_ids is None:
            raise RuntimeError("Use truncate() to remove all documents")
        with self._book.engine.lock:
            return super().remove(None, self._ids(cond, doc_ids))

    def truncate(self) -> None:
        """As in TinyDB; numbers begin anew where no document had an `id`."""
        if self._change or self._shelf.numbers or self._shelf.sealed:
            super().truncate()
        else:
            self._expect_no_own()
            self._book.engine.record([Op(self.name, DROP, None), Op(self.name, MAKE, None)])

    def is_given_away(self, number: int) -> bool:
        """Whether a document in a closed month may have that number: none is used twice."""
        shelf = self._shelf
        return bool(shelf.sealed) and number < shelf.next_number and number not in shelf.lines

    def _ids(self, cond: QueryLike | None, doc_ids: Iterable[Key] | None) -> Any:
        return [document.doc_id for document in self._matching(cond)] if doc_ids is None else doc_ids

    def _stage(self, change: Staged, key: Key, document: Document | None) -> None:
        """Have a change take over a document that was put under a `doc_id`, or deleted.

        Raises RefusedError, and ValueError for an id that is there already.
        """
        identifier = document.get("id") if document else None
        if document is None or identifier == key:
            pass
        elif isinstance(key, str):
            if identifier or self.is_there(key):
                raise RefusedError(said("An id never changes."), said("Insert the document anew, and remove this one."))
            document = {"id": key, **document}
        elif isinstance(identifier, str) and identifier:
            if self.is_there(identifier):
                raise ValueError(f"Document with ID {identifier} already exists")
            change.staged[self.name, key] = None
            change.numbers[self.name, identifier] = key
            key = identifier
        if isinstance(key, str):
            if not _AS_IT_IS.fullmatch(key):
                raise RefusedError(said("This cannot be stored: id is not what it has to be."))
        elif document is not None and self.is_given_away(key):
            raise ValueError(f"Document with ID {key} already exists")
        change.staged[self.name, key] = document

    def _get_next_id(self) -> int:
        """The next number; a change that makes several counts on from there."""
        following: int = max(self._next_id or 0, self._shelf.next_number)
        self._next_id = following + 1  # type: ignore[assignment]
        return following

    def _expect_no_own(self) -> None:
        if self._name in OWN:
            raise RefusedError(
                said("The table {name} is the store's own.", name=self._name), said("Change what it follows from.")
            )

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        """Let TinyDB's updater work on a draft, and put what it leaves into the change, or into one of its own."""
        self._expect_no_own()
        if self._change is not None:
            draft = Draft(self)
            updater(draft)
            for key, document in draft.opened.items():
                self._stage(self._change, key, document)
            return
        try:
            with self._storage.by_a_script(self.name) as change:
                change.makes = self.name
                self.within(change)._update_table(updater)
        finally:
            self._next_id = None


class BookStorage(Storage):
    """The book as TinyDB knows a storage."""

    def __init__(self, book: Documents, by_a_script: ByAScript, close: Callable[[], None]) -> None:
        """`by_a_script` begins a change for what is written outside of any; `close` closes the book."""
        self.book, self.by_a_script, self._close = book, by_a_script, close

    def read(self) -> dict[str, Any] | None:
        """All tables but the store's own, each as it is when it is looked at; None while there is none."""
        shelves = self.book.engine.shelves.items()
        names = [name for name, shelf in shelves if not shelf.dropped and name not in OWN]
        return {name: Draft(BookTable(self, name)) for name in names} or None

    def write(self, data: Mapping[str, Mapping[Any, Any]]) -> None:
        """Make the tables what `data` says, in one change; TinyDB uses this to drop tables."""
        with self.by_a_script("tables") as change:
            for name in (self.read() or {}).keys() - data.keys():
                BookTable(self, name).within(change).truncate()
                change.drops.add(name)
            for name, documents in data.items():
                if not isinstance(documents, Draft):
                    table = BookTable(self, name).within(change)
                    table.truncate()
                    table.insert_multiple(TinyDocument(document, int(number)) for number, document in documents.items())

    def close(self) -> None:
        """Close the book."""
        self._close()


class BookDB(TinyDB):
    """The book as a TinyDB: `db.table("interactions").insert(…)` is on the disk when it returns."""

    table_class = BookTable  # type: ignore[assignment]
    default_storage_class = BookStorage  # type: ignore[assignment]
