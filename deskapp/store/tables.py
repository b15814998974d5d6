"""TinyDB over the engine: a change writes the documents that it touches, never the table."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document as TinyDocument
from tinydb.table import Table

from deskapp.store.codec import Document, decode, encode
from deskapp.store.engine import Engine
from deskapp.store.shelf import DROP, MAKE, Op, Shelf


class ShelfView(Mapping[str, Document]):
    """A table as TinyDB reads it: text numbers to documents, each parsed when it is looked at."""

    def __init__(self, shelf: Shelf) -> None:
        self._lines = shelf.lines

    def __getitem__(self, number: str) -> Document:
        """A fresh copy of one document. Raises KeyError."""
        document: Document = decode(self._lines[int(number)])
        return document

    def __iter__(self) -> Iterator[str]:
        """The numbers, as text."""
        return map(str, list(self._lines))

    def __len__(self) -> int:
        """How many documents."""
        return len(self._lines)


class EngineStorage(Storage):
    """The engine as TinyDB knows a storage: tables are read from its shelves, and a whole one becomes one change."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def read(self) -> dict[str, Any] | None:
        """All tables, for TinyDB; None while there is none."""
        return {name: ShelfView(shelf) for name, shelf in self.engine.shelves.items() if not shelf.dropped} or None

    def write(self, data: Mapping[str, Mapping[Any, Any]]) -> None:
        """Make the tables equal to `data`, in one change (TinyDB uses this to drop tables)."""
        ops: list[Op] = []
        for name, shelf in self.engine.shelves.items():
            if name not in data and not shelf.dropped:
                ops.append(Op(name, DROP, None))
        for name, documents in data.items():
            ops += self._difference(name, documents)
        if ops:
            self.engine.record(ops)

    def _difference(self, name: str, documents: Mapping[Any, Any]) -> list[Op]:
        if isinstance(documents, ShelfView):
            return []
        shelf = self.engine.shelf(name)
        wanted = {int(number): encode(document) for number, document in documents.items()}
        ops = [Op(name, number, None) for number in shelf.lines if number not in wanted]
        ops += [Op(name, number, line) for number, line in wanted.items() if shelf.lines.get(number) != line]
        if not ops and (name not in self.engine.shelves or shelf.dropped):
            ops.append(Op(name, MAKE, None))
        return ops

    def close(self) -> None:
        """Give up the journal's file."""
        self.engine.close()


class Draft(MutableMapping[int, Document]):
    """A table while one change is made: what is read is a copy, what differs in the end is written."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._open: dict[int, Document | None] = {}

    def __getitem__(self, number: int) -> Document:
        """One document, to be read or changed in place. Raises KeyError."""
        if number not in self._open:
            self._open[number] = decode(self._shelf.lines[number])
        document = self._open[number]
        if document is None:
            raise KeyError(number)
        return document

    def __setitem__(self, number: int, document: Document) -> None:
        """Put a document."""
        self._open[number] = document

    def __delitem__(self, number: int) -> None:
        """Delete a document. Raises KeyError."""
        if number not in self:
            raise KeyError(number)
        self._open[number] = None

    def __contains__(self, number: object) -> bool:
        """Whether it is there, without parsing it."""
        if number in self._open:
            return self._open[number] is not None
        return number in self._shelf.lines

    def __iter__(self) -> Iterator[int]:
        """The numbers: those of the table, then the new ones."""
        for number in self._shelf.lines:
            if number in self:
                yield number
        for number, document in self._open.items():
            if document is not None and number not in self._shelf.lines:
                yield number

    def __len__(self) -> int:
        """How many documents."""
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Delete every document."""
        self._open = dict.fromkeys(self._shelf.lines)

    def ops(self) -> list[Op]:
        """The puts and deletes that make the table what this draft is."""
        found: list[Op] = []
        name, lines = self._shelf.name, self._shelf.lines
        for number, document in self._open.items():
            line = None if document is None else encode(document)
            if line != lines.get(number):
                found.append(Op(name, number, line))
        return found


class BookTable(Table):
    """A TinyDB table of the book: hot documents only; a change costs the same however many there are."""

    default_query_cache_capacity = 0

    _storage: EngineStorage

    def __init__(self, storage: EngineStorage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        """The query cache stays off: it hands out shared objects."""
        super().__init__(storage, name, cache_size=0, persist_empty=persist_empty)

    def get(self, cond: Any = None, doc_id: int | None = None, doc_ids: list[int] | None = None) -> Any:
        """As in TinyDB, by number without a pass over the table."""
        if doc_id is not None:
            found = self._shelf().document(doc_id)
            return None if found is None else self.document_class(found, doc_id)
        return super().get(cond, doc_id, doc_ids)

    def truncate(self) -> None:
        """Remove all documents."""
        self._storage.engine.record([Op(self.name, DROP, None), Op(self.name, MAKE, None)])

    def __iter__(self) -> Iterator[TinyDocument]:
        """All documents, as they are when the pass begins."""
        for number, line in list(self._shelf().lines.items()):
            yield self.document_class(decode(line), number)

    def __len__(self) -> int:
        """How many documents, without a pass."""
        return len(self._shelf())

    def _shelf(self) -> Shelf:
        return self._storage.engine.shelf(self.name)

    def _get_next_id(self) -> int:
        """The next number; a change that makes several counts on from there."""
        following: int = max(self._next_id or 0, self._shelf().next_number)
        self._next_id = following + 1  # type: ignore[assignment]
        return following

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        """Let TinyDB's updater work on a draft, then record what differs as one atomic change."""
        with self._storage.engine.lock:
            shelf = self._shelf()
            draft = Draft(shelf)
            try:
                updater(draft)
                ops = draft.ops()
                if not ops and (shelf.name not in self._storage.engine.shelves or shelf.dropped):
                    ops = [Op(self.name, MAKE, None)]
                if ops:
                    self._storage.engine.record(ops)
            finally:
                self._next_id = None


class BookDB(TinyDB):
    """The book as a TinyDB: `db.table("interactions").insert(…)` is on the disk when it returns."""

    table_class = BookTable  # type: ignore[assignment]
    default_storage_class = EngineStorage  # type: ignore[assignment]
