"""The book as a TinyDB: whoever knows TinyDB can read it, and what is written is one atomic change on the disk.

A document's `doc_id` is its `id` where it has one (`pro_…`), and TinyDB's number of it where it has none.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.table import Document as TinyDocument
from tinydb.table import Table

from deskapp.errors import RefusedError
from deskapp.store.change import by_a_script
from deskapp.store.engine.codec import DROP, MAKE, Document, Op
from deskapp.store.engine.shelf import Place, Shelf, identifier_of, lines_with
from deskapp.store.engine.table_file import split_line
from deskapp.store.queries import EVERY, OWN, BookStorage, Draft, Key, Sieve, named, own_id, sieve_of

if TYPE_CHECKING:
    from deskapp.store.change import Change

BEGINNING = 200


class BookTable(Table):
    """A TinyDB table of the book, closed months and all; a change costs the same however many documents there are.

    Reads by a query look at the bytes first: `where("state") == "open"` parses what holds `"state":"open"`, and
    `where("id") == "pro_…"` is looked up. The query cache stays off: it hands out shared objects.
    """

    default_query_cache_capacity = 0

    _storage: BookStorage

    def __init__(self, storage: BookStorage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        self._book = storage.book
        self._change: Change | None = None
        super().__init__(storage, name, 0, persist_empty)

    def get(self, cond: Any = None, doc_id: Key | None = None, doc_ids: Iterable[Key] | None = None) -> Any:
        """As in TinyDB; by id without a pass over the table."""
        if doc_id is not None:
            return self._one(doc_id if isinstance(doc_id, str) else self.key_of(doc_id))
        if doc_ids is not None:
            documents = map(self._one, map(self.key_of, doc_ids))
            wanted = {document.doc_id: document for document in documents if document is not None}
            order = self.keys() if len(wanted) > 1 else wanted
            return [wanted[key] for key in order if key in wanted]
        if cond is None:
            raise RuntimeError("You have to pass either cond or doc_id or doc_ids")
        return next(self._matching(cond), None)

    def search(self, cond: QueryLike) -> list[TinyDocument]:
        """As in TinyDB; only documents whose bytes may fit are parsed."""
        return list(self._matching(cond))

    def select(
        self, cond: QueryLike | None = None, *, newest_first: bool = True, archived: bool = False
    ) -> Iterator[TinyDocument]:
        """The documents with an `id` that match, in the order of time, each as it is found; closed months at wish.

        `archived` goes on into closed months (newest first only).
        """
        if self._change:
            raise RuntimeError("what a change leaves so far has no order of time yet: search it")
        sieve = sieve_of(cond)
        if archived:
            lines: Iterable[tuple[int, bytes]] = (
                (0, line) for line in self._book.history(self.name).lines(*sieve.needles)
            )
        else:
            lines = self._in_time(newest_first)
        for number, line in lines:
            if sieve.passes(line):
                document = self._document(number, line)
                if document is not None and (cond is None or cond(document)):
                    yield document

    def within(self, change: "Change") -> "BookTable":
        """This table as a change leaves it so far; what is written to it becomes part of the change."""
        table = object.__new__(BookTable)  # each key press makes one
        vars(table).update(vars(self), _change=change)
        return table

    def passing(self, test: Callable[[bytes], bool]) -> Iterator[Document]:
        """The open documents whose line passes a test of its bytes, newest first; only those are parsed."""
        documents = (self._document(number, line) for number, line in self._in_time(True) if test(line))
        return (document for document in documents if document is not None)

    def scan(self, *needles: bytes, unless: bytes = b"") -> Iterator[Document]:
        """The open documents whose line holds any of the needles, in no order: a pass over bytes for each needle.

        With `unless` also those that do not hold this near their beginning.
        """
        with self._book.engine.lock:
            lines = list(self._shelf.lines.values())
        holding = lines_with(lines, needles)
        if unless:
            holding.update(dict.fromkeys(line for line in lines if line.find(unless, 0, BEGINNING) < 0))
        documents = (self._document(0, line) for line in holding)
        return (document for document in documents if document is not None and document.doc_id)

    def put(self, document: Document) -> None:
        """Insert a document, or put it in the place of the one that has its `id`."""
        if self._change is None:
            self._update_table(lambda draft: draft.__setitem__(document["id"], document))
        else:
            self._expect_no_own()
            self._change.stage(self, document["id"], document)

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

    def __iter__(self) -> Iterator[TinyDocument]:
        """All documents, as they are when the pass begins."""
        return self._matching(None)

    def __len__(self) -> int:
        """How many documents, without a pass."""
        shelf = self._shelf
        if self._change and any(name == self.name for name, _ in self._change.staged):
            return sum(1 for _ in self.keys())
        return shelf.total()

    def key_of(self, doc_id: Key) -> Key:
        """The `id` of the document with that number, where it has one."""
        line = self._shelf.lines.get(doc_id) if isinstance(doc_id, int) else None
        return (line and identifier_of(line)) or doc_id

    def keys(self) -> Iterator[Key]:
        """The `doc_id` of each document, in TinyDB's order; nothing is parsed."""
        staged = self._staged()
        for number, line in self._lines(EVERY):
            key = identifier_of(line) or number
            if staged.pop(key, line) is not None:
                yield key
        yield from (key for key, document in staged.items() if document is not None)

    def place(self, key: Key, *, to_change: bool = False) -> Place | None:
        """Where a document lies. Raises BookDamagedError where that is not sure and somebody asks `to_change` it."""
        if isinstance(key, str):
            return self._book.locate(self.name, key, to_change=to_change)
        line = self._shelf.lines.get(key)
        return None if line is None else Place(line, key, "")

    def is_there(self, key: Key) -> bool:
        """Whether there is a document to be changed, without parsing it."""
        if self._change and (self._name, key) in self._change.staged:
            return self._change.staged[self._name, key] is not None
        return self.place(key, to_change=True) is not None

    def is_given_away(self, number: int) -> bool:
        """Whether a document in a closed month may have that number: none is used twice."""
        shelf = self._shelf
        return bool(shelf.sealed) and number < shelf.next_number and number not in shelf.lines

    def refusal(self, key: str) -> RefusedError:
        """What is said where a document that is not understood would be changed."""
        return self._book.refusal(self.name, key)

    @property
    def _shelf(self) -> Shelf:
        return self._book.shelf(self.name)

    def _ids(self, cond: QueryLike | None, doc_ids: Iterable[Key] | None) -> Any:
        return [document.doc_id for document in self._matching(cond)] if doc_ids is None else doc_ids

    def _staged(self) -> dict[Key, Document | None]:
        """What the change that this table is looked at in has put or deleted so far."""
        staged = self._change.staged if self._change else {}
        return {key: document for (name, key), document in staged.items() if name == self.name}

    def _one(self, key: Key) -> TinyDocument | None:
        change, book, name = self._change, self._book, self._name
        if change is not None and (name, key) in change.staged:
            document = change.copy_of(name, key)
        else:
            place = book.locate(name, key) if isinstance(key, str) else self.place(key)
            document = None if place is None else book.understood(name, place.line, place.number)
        return None if document is None else TinyDocument(document, key)  # type: ignore[arg-type]

    def _document(self, number: int, line: bytes) -> TinyDocument | None:
        """The document of a line; None where it is not understood, which is told."""
        document = self._book.understood(self.name, line, number)
        if document is None:
            return None
        return TinyDocument(document, own_id(document) or number)  # type: ignore[arg-type]

    def _matching(self, cond: QueryLike | None) -> Iterator[TinyDocument]:
        """The documents that match, in TinyDB's order."""
        sieve, staged = sieve_of(cond), self._staged()
        for number, line in self._lines(EVERY if staged else sieve):
            key = (identifier_of(line) or number) if staged else ""
            if key in staged:
                document = self._one(key) if staged.pop(key) is not None else None
            else:
                document = self._document(number, line) if sieve.passes(line) else None
            if document is not None and (cond is None or cond(document)):
                yield document
        for key in staged:
            document = self._one(key)
            if document is not None and (cond is None or cond(document)):
                yield document

    def _lines(self, sieve: Sieve) -> Iterator[tuple[int, bytes]]:
        """The number and the line of each document: closed months, oldest first, then the open ones as they came."""
        if sieve.identifier:
            place = self.place(sieve.identifier)
            return iter(() if place is None else ((place.number, place.line),))
        with self._book.engine.lock:
            shelf = self._shelf
            entries = sorted(shelf.sealed, key=lambda entry: str(entry["month"]))
            months = [(entry["file"], shelf.gone(entry["month"])) for entry in entries]
            return chain(self._sealed(months, sieve), list(shelf.lines.items()))

    def _sealed(self, months: list[tuple[str, frozenset[str]]], sieve: Sieve) -> Iterator[tuple[int, bytes]]:
        archive = self._book.archive
        for file, gone in months:
            lines = archive.lines(file) if archive.holds(file, sieve.needles) else ()
            yield from (row for row in map(split_line, lines) if identifier_of(row[1]) not in gone)

    def _in_time(self, newest_first: bool) -> Iterator[tuple[int, bytes]]:
        """The number and the line of each open document with an `id`, as it is when it is come to."""
        shelf = self._shelf
        with self._book.engine.lock:
            keys = list(shelf.order())
        for key in reversed(keys) if newest_first else keys:
            line = shelf.lines.get(key.number)
            if line is not None and key.id:
                yield key.number, line

    def _get_next_id(self) -> int:
        """The next number; a change that makes several counts on from there."""
        following: int = max(self._next_id or 0, self._shelf.next_number)
        self._next_id = following + 1  # type: ignore[assignment]
        return following

    def _expect_no_own(self) -> None:
        if self._name in OWN:
            raise RefusedError(f"The table {self._name} is the store's own.", "Change what it follows from.")

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        """Let TinyDB's updater work on a draft, and put what it leaves into the change, or into one of its own."""
        self._expect_no_own()
        if self._change is not None:
            draft = Draft(self)
            updater(draft)
            for key, document in draft.opened.items():
                self._change.stage(self, key, document)
            return
        book = self._book
        try:
            with by_a_script(book, self.name) as change:
                change.makes = self.name
                change.table(self.name)._update_table(updater)
        finally:
            self._next_id = None


class BookDB(TinyDB):
    """The book as a TinyDB: `db.table("interactions").insert(…)` is on the disk when it returns."""

    table_class = BookTable  # type: ignore[assignment]
    default_storage_class = BookStorage  # type: ignore[assignment]
