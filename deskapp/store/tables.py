"""TinyDB over the engine: a change writes the documents that it touches, never the table."""

from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

from tinydb import TinyDB
from tinydb.table import Document as TinyDocument
from tinydb.table import Table

from deskapp.store.codec import Document, decode, encode
from deskapp.store.engine import Engine
from deskapp.store.shelf import DROP, MAKE, Op, Shelf


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

    _storage: Engine

    def __init__(self, storage: Engine, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
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
        self._storage.record([Op(self.name, DROP, None), Op(self.name, MAKE, None)])

    def __iter__(self) -> Iterator[TinyDocument]:
        """All documents, as they are when the pass begins."""
        for number, line in list(self._shelf().lines.items()):
            yield self.document_class(decode(line), number)

    def __len__(self) -> int:
        """How many documents, without a pass."""
        return len(self._shelf())

    def _shelf(self) -> Shelf:
        return self._storage.shelf(self.name)

    def _get_next_id(self) -> int:
        """The next number; a change that makes several counts on from there."""
        following: int = max(self._next_id or 0, self._shelf().next_number)
        self._next_id = following + 1  # type: ignore[assignment]
        return following

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        """Let TinyDB's updater work on a draft, then record what differs as one atomic change."""
        with self._storage.lock:
            shelf = self._shelf()
            draft = Draft(shelf)
            try:
                updater(draft)
                ops = draft.ops()
                if not ops and (shelf.name not in self._storage.shelves or shelf.dropped):
                    ops = [Op(self.name, MAKE, None)]
                if ops:
                    self._storage.record(ops)
            finally:
                self._next_id = None


class BookDB(TinyDB):
    """The book as a TinyDB: `db.table("interactions").insert(…)` is on the disk when it returns."""

    table_class = BookTable  # type: ignore[assignment]
    default_storage_class = Engine  # type: ignore[assignment]
