"""Every document of a book, open and sealed, one after the other: for whoever has to look at all of them."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from deskapp.errors import BookDamagedError
from deskapp.store.engine.notices import MEND
from deskapp.store.engine.shelf import identifier_of
from deskapp.store.engine.table_file import split_line
from deskapp.store.history.archive import FOLDER, Month, unread

if TYPE_CHECKING:
    from deskapp.store.book import Book


def every_line(book: "Book", skipped: Collection[str] = ()) -> Iterator[tuple[str, bytes]]:
    """The table and the JSON line of each document with an id; one sealed month at a time is in memory.

    Raises BookDamagedError for a month that cannot be read whole.
    """
    for name, shelf in sorted(book.engine.shelves.items()):
        if name in skipped:
            continue
        yield from ((name, line) for line in list(shelf.lines.values()) if identifier_of(line))
        for entry in list(shelf.sealed):
            gone = frozenset(shelf.shadow.get(entry["month"], ()))
            for raw in _lines(book, entry):
                line = split_line(raw)[1]
                if not gone or identifier_of(line) not in gone:
                    yield name, line


def _lines(book: "Book", entry: dict[str, Any]) -> list[bytes]:
    file = entry["file"]
    month = Month(book.path / FOLDER / file, entry)
    try:
        lines = month.lines
    except OSError as error:
        raise BookDamagedError(f"{unread(file, error)} Nothing was done.", MEND) from error
    if month.faults:
        raise BookDamagedError(f"{month.faults[0]} Nothing was done.", MEND)
    return lines
