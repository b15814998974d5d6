"""What was asked of a desk and done: the numbers of requests, kept in the book's own table `asked`.

A number stands in the same record of the journal as the change that it asked for: what is known as done is done, and
the other way round, also after a power cut. What changed nothing, or was refused, has its number written after it. Of
a request no words are kept.
"""

from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from deskapp import clock
from deskapp.errors import DeskError
from deskapp.model.document import instant_text
from deskapp.store.engine.codec import encode
from deskapp.store.engine.shelf import Op, Shelf

if TYPE_CHECKING:
    from deskapp.store.book import Book

TABLE = "asked"
KEPT, SURPLUS = 1000, 100


def mark(shelf: Shelf, number: str, status: int, at: str) -> list[Op]:
    """The operations that put a request's number and exit status on the table's shelf; the oldest of many go."""
    document = {"id": number, "at": at, **({"status": status} if status else {})}
    gone = islice(shelf.lines, SURPLUS) if len(shelf) >= KEPT else ()
    return [Op(TABLE, shelf.next_number, encode(document)), *(Op(TABLE, old, None) for old in gone)]


def settle(book: "Book", number: str, status: int) -> None:
    """Keep the number of what was answered and changed nothing, or was refused; not where the disk refuses that too."""
    with book.engine.lock, suppress(DeskError):
        if not book.is_closed and status_of(book, number) is None:
            at = instant_text(clock.now())
            book.engine.record(mark(book.engine.shelf(TABLE), number, status, at), at=at)


def status_of(book: "Book", number: str) -> int | None:
    """The exit status of a request that was answered; None where nothing of it is in the book."""
    line = book.shelf(TABLE).find(number)
    return None if line is None else int((book.understood(TABLE, line) or {}).get("status", 0))
