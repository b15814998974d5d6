"""What TinyDB reads and writes through: the book as a storage, and a table while it is changed, which is a copy."""

from collections.abc import Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from tinydb.storages import Storage
from tinydb.table import Document as TinyDocument

from deskapp.store.change import by_a_script
from deskapp.store.engine.codec import Document

if TYPE_CHECKING:
    from deskapp.store.book import Book
    from deskapp.store.tables import BookTable

Key = str | int
"""A document's `id`, or its number in the table where it has none."""


OWN = frozenset({"undo", "asked", "tombstones"})
"""Tables of the store itself, which follow from what is done to the others."""


def own_id(document: Mapping[str, Any]) -> str:
    """The `id` that a document has of its own, or nothing."""
    identifier = document.get("id")
    return identifier if isinstance(identifier, str) else ""


def named(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """A document that TinyDB takes by its own `id`, where it has one and TinyDB was not told another."""
    if isinstance(document, TinyDocument) or not isinstance(document, Mapping):
        return document
    identifier = own_id(document)
    return TinyDocument(document, identifier) if identifier else document  # type: ignore[arg-type]


class Draft(MutableMapping[Key, Document]):
    """The documents of a table by their `doc_id`; `opened` are those that were looked at or put, None those deleted."""

    def __init__(self, table: "BookTable") -> None:
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


class BookStorage(Storage):
    """The book as TinyDB knows a storage."""

    def __init__(self, book: "Book") -> None:
        self.book = book

    def read(self) -> dict[str, Any] | None:
        """All tables but the store's own, each as it is when it is looked at; None while there is none."""
        shelves = self.book.engine.shelves.items()
        names = [name for name, shelf in shelves if not shelf.dropped and name not in OWN]
        return {name: Draft(self.book.table(name)) for name in names} or None

    def write(self, data: Mapping[str, Mapping[Any, Any]]) -> None:
        """Make the tables what `data` says, in one change; TinyDB uses this to drop tables."""
        with by_a_script(self.book, "tables") as change:
            for name in (self.read() or {}).keys() - data.keys():
                change.table(name).truncate()
                change.drops.add(name)
            for name, documents in data.items():
                if not isinstance(documents, Draft):
                    table = change.table(name)
                    table.truncate()
                    table.insert_multiple(TinyDocument(one, int(number)) for number, one in documents.items())

    def close(self) -> None:
        """Close the book."""
        self.book.close()
