"""A TinyDB table of the book as it is read: open documents and closed months, by their bytes first."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from tinydb.queries import QueryLike
from tinydb.table import Document as TinyDocument
from tinydb.table import Table

from deskapp.errors import RefusedError
from deskapp.store.engine.codec import Document
from deskapp.store.engine.shelf import Place, Shelf, identifier_of, lines_with
from deskapp.store.engine.table_file import split_line
from deskapp.store.history.documents import Documents
from deskapp.store.queries import EVERY, Sieve, own_id, sieve_of
from deskapp.store.staged import Key, Staged

BEGINNING = 200


class TableToRead(Table):
    """A TinyDB table of the book, closed months and all, as it is or as a change leaves it so far.

    Reads by a query look at the bytes first: `where("state") == "open"` parses what holds `"state":"open"`, and
    `where("id") == "pro_…"` is looked up. The query cache stays off: it hands out shared objects.
    """

    default_query_cache_capacity = 0

    _book: Documents
    _change: Staged | None = None

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
            from deskapp.store.history.timeline import History

            history = History(self._book, self.name)
            lines: Iterable[tuple[int, bytes]] = ((0, line) for line in history.lines(*sieve.needles))
        else:
            lines = self._in_time(newest_first)
        for number, line in lines:
            if sieve.passes(line):
                document = self._document(number, line)
                if document is not None and (cond is None or cond(document)):
                    yield document

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

    def refusal(self, key: str) -> RefusedError:
        """What is said where a document that is not understood would be changed."""
        return self._book.refusal(self.name, key)

    @property
    def _shelf(self) -> Shelf:
        return self._book.shelf(self.name)

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
