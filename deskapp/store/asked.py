"""What is asked of a book by a command: one record on the disk, with the number of the request."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from deskapp import clock
from deskapp.errors import DeskError
from deskapp.model.document import instant_text
from deskapp.store.book import Book
from deskapp.store.engine.engine import ASKED, Whole, mark


def settle(book: Book, number: str, status: int) -> None:
    """Keep the number of what was answered and changed nothing, or was refused; not where the disk refuses that too."""
    with book.engine.lock, suppress(DeskError):
        if not book.is_closed and status_of(book, number) is None:
            at = instant_text(clock.now())
            book.engine.record(mark(book.engine.shelf(ASKED), number, status, at), at=at)


def status_of(book: Book, number: str) -> int | None:
    """The exit status of a request that was answered; None where nothing of it is in the book."""
    line = book.shelf(ASKED).find(number)
    return None if line is None else int((book.understood(ASKED, line) or {}).get("status", 0))


@contextmanager
def whole(book: Book, number: str = "") -> Iterator[Whole]:
    """What changes inside becomes one record at the end; a block inside another one is a part of that.

    Raises what the block raises, or the disk's DeskError: then nothing has changed, and the watchers are told again of
    every document that they saw changed.
    """
    engine = book.engine
    touched: set[tuple[str, str]] = set()
    with engine.lock:
        if engine.whole is not None:
            yield engine.whole
            return
        act = engine.whole = Whole(engine, number)
        unwatch = book.watch(touched.update)
        is_written = False
        try:
            try:
                yield act
            except BaseException as error:
                act.status = getattr(error, "exit_status", 1)
                if act.stays:
                    act.write()
                else:
                    act.take_back()
                raise
            act.write()
            is_written = True
        finally:
            engine.whole = None
            unwatch()
            if touched and not is_written:
                book.end_of_act()
                book.tell(frozenset(touched))
    book.checkpoint.after_change()
