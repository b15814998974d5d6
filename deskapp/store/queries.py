"""What TinyDB asks and writes through: its queries, the book as a storage, and a table while it is changed, as a copy.

A query says what a document's bytes hold where it is true: a line that lacks it is passed over unparsed."""

import re
from collections.abc import Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any, NamedTuple

from tinydb.queries import Query, QueryInstance, QueryLike, where
from tinydb.storages import Storage
from tinydb.table import Document as TinyDocument

from deskapp.store.change import by_a_script
from deskapp.store.engine.codec import Document, encode

if TYPE_CHECKING:
    from deskapp.store.book import Book
    from deskapp.store.tables import BookTable

__all__ = ["EVERY", "Query", "QueryInstance", "QueryLike", "Sieve", "sieve_of", "where"]

_OF_A_FIELD = frozenset(
    {"==", "!=", "<", "<=", ">", ">=", "exists", "matches", "search", "test", "any", "all", "one_of"}
)
_FIGURES = re.compile(r"[0-9:-]+")
"""The patterns that are what they say, such as the beginning of an instant (TinyDB doesn't tell a pattern's flags)."""
Group = tuple[bytes, ...]
Key = str | int
"""A document's `id`, or its number in the table where it has none."""


OWN = frozenset({"undo", "asked", "tombstones"})
"""Tables of the store itself, which follow from what is done to the others."""


class Sieve(NamedTuple):
    """What a line holds when a query is true of its document: all `needles`, and one of each group of `choices`.

    `identifier` is the id that the document then has, where the query says so.
    """

    needles: Group = ()
    choices: tuple[Group, ...] = ()
    identifier: str = ""

    def passes(self, line: bytes) -> bool:
        """Whether the query may be true of the document of that line."""
        for needle in self.needles:
            if needle not in line:
                return False
        return not self.choices or all(any(needle in line for needle in group) for group in self.choices)


EVERY = Sieve()


def sieve_of(query: QueryLike | None) -> Sieve:
    """The sieve of a query; one that every line passes for what isn't made of TinyDB's own tests of fields.

    Read from what TinyDB 4.9 hashes a query by (`QueryInstance._hash`), which is None as soon as a function is in it.
    """
    said = getattr(query, "_hash", None)
    if not said:
        return EVERY
    groups = list(_groups(said))
    needles = tuple(group[0] for group in groups if len(group) == 1)
    return Sieve(needles, tuple(group for group in groups if len(group) > 1), _identifier(said))


def _groups(said: Any) -> Iterator[Group]:
    """Groups of bytes, of each of which the line holds one at least."""
    kind, *rest = said if isinstance(said, tuple) and said else ("",)
    if kind == "and":
        for part in rest[0]:
            yield from _groups(part)
    elif kind == "or":
        each = [max(_groups(part), key=lambda group: len(group[0]), default=()) for part in rest[0]]
        if all(each):
            yield tuple(dict.fromkeys(needle for group in each for needle in group))
    elif kind == "fragment":
        yield from (_held(name, "==", [value]) for name, value in rest[0].items() if isinstance(name, str))
    elif kind in _OF_A_FIELD and rest[0] and all(isinstance(part, str) for part in rest[0]):
        yield _held(rest[0][-1], kind, rest[1:])


def _held(name: str, kind: str, about: list[Any]) -> Group:
    """What is held by a line in which a field passes a test: its name, and its value where that is sure."""
    key = encode(name) + b":"
    values = about if kind == "==" else about[0] if kind == "one_of" and isinstance(about[0], tuple | frozenset) else ()
    if values and all(value is None or type(value) is str for value in values):
        return tuple(key + encode(value) for value in values)
    if kind == "matches" and _FIGURES.fullmatch(about[0]):
        return (key + b'"' + about[0].encode(),)
    return (key + b'"',) if kind in ("matches", "search") else (key,)


def _identifier(said: Any) -> str:
    if said[0] == "and":
        return next(filter(None, map(_identifier, filter(None, said[1]))), "")
    return said[2] if said[:2] == ("==", ("id",)) and type(said[2]) is str else ""


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
                    table.insert_multiple(TinyDocument(document, int(number)) for number, document in documents.items())

    def close(self) -> None:
        """Close the book."""
        self.book.close()
