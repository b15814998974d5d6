"""Sealed months without what has to go, written beside the old ones; nothing counts of them yet (see `removal`)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from deskapp import slots
from deskapp.errors import BookDamagedError, RefusedError
from deskapp.messages import said
from deskapp.store.book import Book
from deskapp.store.engine.codec import Document, encode
from deskapp.store.engine.difference import META, changed_fields
from deskapp.store.engine.disk import refusing
from deskapp.store.engine.notices import LATER, SCHEMA, odd_in
from deskapp.store.engine.reader import read_plain
from deskapp.store.engine.shelf import Shelf, identifier_of
from deskapp.store.engine.table_file import TableFileError, split_line
from deskapp.store.erase.identifiers import Identifiers
from deskapp.store.history import archive
from deskapp.store.history.archive import FOLDER, Month, Sealed, fold_name
from deskapp.store.history.archive_month import write_month
from deskapp.store.history.search import searchable

Progress = Callable[[int, int], None]


class Rule(Protocol):
    """What becomes of each document. `marks` identify what goes; `forgets_all`: no undo, backup or original stays.

    `stays` says who was passed over, and why.
    """

    marks: Identifiers
    forgets_all: bool
    stays: tuple[str, ...]

    def concerns_month(self, table: str, entry: dict[str, Any], data: bytes, text: bytes) -> bool:
        """Whether a sealed month may hold something; `data` are its bytes, `text` is its search text."""
        return self.concerns(table, data, None)

    def concerns(self, table: str, line: bytes, text: bytes | None) -> bool:
        """Whether a document's line may be meant (`text` is its search text where it is known)."""

    def becomes(self, table: str, document: Document) -> Document | None:
        """The document as it is to be, the very same where it stays, None where it goes."""

    def drops(self, action: bytes) -> bool:
        """Whether an action of undo, as its line, has to go for what it holds; every one where all is forgotten."""
        return self.forgets_all

    def in_copies(self) -> frozenset[str]:
        """Texts by which copies of before are known to hold what goes; none where nothing is sought."""
        return frozenset()

    def decided(self) -> frozenset[str]:
        """The ids of documents of which a word goes by decision: copies of before hold it in them still."""
        return frozenset()

    def in_files(self) -> frozenset[str]:
        """Texts for which somebody should look at a file that is not the book's."""
        return frozenset()

    def look_again(self, book: Book) -> None:
        """Take in what came while the months were prepared. Raises RefusedError where it must not be done any more."""


class Swap(NamedTuple):
    """A sealed month and what takes its place (None: nothing is left of it); `gone` were no longer counting."""

    table: str
    before: dict[str, Any]
    after: dict[str, Any] | None
    gone: frozenset[str]


@dataclass(slots=True)
class Prepared:
    """The months that were written beside the old ones, and what changed in them by table: erased and redacted."""

    swaps: list[Swap] = field(default_factory=list)
    erased: dict[str, int] = field(default_factory=dict)
    redacted: dict[str, int] = field(default_factory=dict)
    gone: set[tuple[str, str]] = field(default_factory=set)
    files: frozenset[str] = frozenset()

    def fits(self, book: Book) -> bool:
        """Whether the book's sealed months are still those that were looked at."""
        return self.files == _files(book)

    def leave(self, book: Book, copy: Path | None) -> None:
        """Remove the months that were written, and a copy of before, as they won't count; under `upkeep.busy`."""
        if copy:
            copy.unlink(missing_ok=True)
        counting = _files(book)
        for swap in self.swaps:
            if swap.after and swap.after["file"] not in counting:
                path = book.path / FOLDER / swap.after["file"]
                path.unlink(missing_ok=True)
                path.with_name(fold_name(path.name)).unlink(missing_ok=True)

    def count(self, table: str, identifier: str, new: Document | None) -> None:
        """Take one changed document into account."""
        counts = self.erased if new is None or new.get("erased") else self.redacted
        counts[table] = counts.get(table, 0) + 1
        if counts is self.erased:
            self.gone.add((table, identifier))


def prepare(book: Book, rule: Rule, progress: Progress | None = None) -> Prepared:
    """Write the sealed months anew without what goes, beside the old ones; under `upkeep.busy`, in any thread.

    Raises BookDamagedError; then nothing has changed.
    """
    refuse_closed(book)
    _save(book)
    for shelf in list(book.engine.shelves.values()):
        for line in list(shelf.lines.values()):
            refuse_odd(book, rule, shelf.name, line)
    prepared = Prepared(files=_files(book))
    tables = sorted(book.engine.shelves.values(), key=lambda shelf: shelf.name)
    months = [(shelf, entry) for shelf in tables for entry in list(shelf.sealed)]
    for done, (shelf, entry) in enumerate(months):
        swap = _swap(book, rule, shelf, entry, prepared)
        if swap:
            prepared.swaps.append(swap)
        if progress:
            progress(done + 1, len(months))
    return prepared


def refuse_closed(book: Book) -> None:
    """Raises RefusedError for a book that was closed meanwhile, or is open to look on."""
    if book.is_closed or book.read_only:
        raise RefusedError(said("The book is not open to write."), said("Open the desk that holds it."))


def _save(book: Book) -> None:
    """Write every table anew, so that nothing of before is left beside them. Raises BookDamagedError."""
    try:
        with refusing(book.path):
            book.checkpoint.save(anew=True)
    except TableFileError as error:
        raise BookDamagedError(
            said("{error}; nothing was erased.", error=error), said("Run `deskapp doctor --repair` first.")
        ) from error


def refuse_odd(book: Book, rule: Rule, table: str, line: bytes) -> None:
    """Raises RefusedError for a document that is not understood and may hold what is to go."""
    if rule.forgets_all or not rule.marks.may_be_in(line):
        return
    odd = odd_in(table, line, book.judge)
    if odd:
        words = said("{sentence}, and may hold what is to go. Nothing was erased.", sentence=odd.sentence[:-1])
        mend = said("`{deskapp}doctor --repair` sets it aside; then try again.", deskapp=slots.DESKAPP)
        raise RefusedError(words, LATER if odd.is_later else mend)


def _files(book: Book) -> frozenset[str]:
    return frozenset(entry["file"] for shelf in book.engine.shelves.values() for entry in shelf.sealed)


def _swap(book: Book, rule: Rule, shelf: Shelf, entry: dict[str, Any], prepared: Prepared) -> Swap | None:
    path = book.path / FOLDER / entry["file"]
    month = Month(path, entry)
    with refusing(path):
        data, texts = month.data, _texts(book, month)
    if month.faults:
        raise BookDamagedError(
            said("{faults} Nothing was erased.", faults=month.faults[0]), said("Run `deskapp doctor --repair` first.")
        )
    gone = shelf.gone(entry["month"])
    if not gone and not rule.concerns_month(shelf.name, entry, data, b"\n".join(texts)):
        return None
    kept = list(_what_stays(book, rule, shelf.name, month, texts, gone, prepared))
    if len(kept) == len(month.lines) and all(changed is None for _, _, changed in kept):
        return None
    if not kept:
        return Swap(shelf.name, entry, None, gone)
    about = {"desk": book.desk, "s": book.engine.serial, "h": book.engine.tick}
    documents, texts = [document for document, _, _ in kept], [text for _, text, _ in kept]
    with refusing(path):
        made = write_month(book.path, shelf, entry["month"], documents, about, book.engine.disk, texts)
    return Swap(shelf.name, entry, made, gone)


def _texts(book: Book, month: Month) -> list[bytes]:
    """The search text of each document of a month, oldest first; that of an older folding is made again on the disk.

    Whether somebody stands in search text can only be proved where it's known how it was made.
    """
    path = month.path.with_name(fold_name(month.path.name))
    try:
        data = read_plain(path)
    except OSError:
        data = b""
    fold = archive.read_fold(data, check=True)
    if fold is None or not archive.agrees(fold, month.lines):
        fold = archive.fold_of(month)
        if data.startswith(archive.OLDER_MARK) and not month.faults:
            book.engine.disk.write_file(path, archive.with_mark(fold))
    return fold.text.split(b"\n")[-2::-1]


def _what_stays(
    book: Book, rule: Rule, table: str, month: Month, texts: list[bytes], gone: frozenset[str], prepared: Prepared
) -> Iterator[tuple[Sealed, bytes, Document | None]]:
    """Each document that stays, its search text, and what it was changed to where it was."""
    for raw, text in zip(month.lines, texts, strict=True):
        number, line = split_line(raw)
        if gone and identifier_of(line) in gone:
            continue
        if not rule.concerns(table, line, text):
            yield Sealed(number, line), text, None
            continue
        old = book.understood(table, line)
        if old is None:
            refuse_odd(book, rule, table, line)
        new = None if old is None else rule.becomes(table, old)
        if old is None or new is old:
            yield Sealed(number, line), text, None
            continue
        prepared.count(table, old["id"], new)
        if new is not None:
            new = stamped(old, new, "", "", book.engine.tick)
            yield Sealed(number, encode(new)), searchable(new).encode(errors="ignore"), new


def stamped(old: Document, new: Document, by: str, at: str, tick: str) -> Document:
    """A changed document as the store keeps it. What was erased says neither when nor by whom: that would join them."""
    if new.get("erased"):
        facts = {name: value for name, value in new.items() if name not in META}
        about = {"schema": old.get("schema", SCHEMA), "rev": old.get("rev", 0) + 1, "desk": old.get("desk", "")}
        return {"id": old["id"], **facts, **about}
    stamps = {**old.get("stamps", {}), **dict.fromkeys(changed_fields(old, new), tick)}
    stamp = {"updated_at": at, "updated_by": by} if at else {}
    return {**new, "rev": old.get("rev", 0) + 1, **stamp, "stamps": stamps}
