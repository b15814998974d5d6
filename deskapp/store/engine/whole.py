"""Several changes as one record of the journal: what a command does is on the disk whole or not at all.

Inside the block each change shows in memory at once, so that the next one builds on it. At its end all of them are
written together, with the number of the request that asked for them; after a refusal, or where the disk refuses, memory
is as it was before. The numbers are kept in the book's own table `asked`: what is known as done is done, and the other
way round, also after a power cut. What changed nothing, or was refused, has its number written after it. Of a request
no words are kept."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from typing import TYPE_CHECKING

from deskapp import clock
from deskapp.errors import DeskError
from deskapp.model.document import instant_text
from deskapp.store.engine.codec import encode
from deskapp.store.engine.records import payload_of
from deskapp.store.engine.shelf import MAKE, Op, Shelf

if TYPE_CHECKING:
    from deskapp.store.book import Book
    from deskapp.store.engine.engine import Engine

ASKED = "asked"
KEPT, SURPLUS = 1000, 100
Standing = tuple[bool, int, bool]


def mark(shelf: Shelf, number: str, status: int, at: str) -> list[Op]:
    """The operations that put a request's number and exit status on the table's shelf; the oldest of many go."""
    document = {"id": number, "at": at, **({"status": status} if status else {})}
    gone = islice(shelf.lines, SURPLUS) if len(shelf) >= KEPT else ()
    return [Op(ASKED, shelf.next_number, encode(document)), *(Op(ASKED, old, None) for old in gone)]


def settle(book: "Book", number: str, status: int) -> None:
    """Keep the number of what was answered and changed nothing, or was refused; not where the disk refuses that too."""
    with book.engine.lock, suppress(DeskError):
        if not book.is_closed and status_of(book, number) is None:
            at = instant_text(clock.now())
            book.engine.record(mark(book.engine.shelf(ASKED), number, status, at), at=at)


def status_of(book: "Book", number: str) -> int | None:
    """The exit status of a request that was answered; None where nothing of it is in the book."""
    line = book.shelf(ASKED).find(number)
    return None if line is None else int((book.understood(ASKED, line) or {}).get("status", 0))


class Whole:
    """The changes of one command, until they are on the disk. `status` is the exit status that its number keeps.

    `stays` says that what was recorded is kept although the command is refused (undo that steps over an action).
    """

    def __init__(self, engine: "Engine", number: str = "") -> None:
        self.number, self.status = number, 0
        self.stays = self.was_taken_back = False
        self._engine = engine
        self._about: dict[str, str] = {}
        self._ops: list[Op] = []
        self._before: list[tuple[Shelf, Op, str]] = []
        self._shelves: dict[str, Standing] = {}
        self._lines: dict[str, dict[int, bytes]] = {}

    def add(self, ops: list[Op], about: dict[str, str], tick: str) -> None:
        """Follow a change in memory, and keep what is needed to take it back."""
        engine = self._engine
        self._about = self._about or about
        for op in ops:
            if op.number <= MAKE:
                raise RuntimeError("a table as a whole is changed by a record of its own")
            shelf = engine.shelves.get(op.table)
            self._shelves.setdefault(
                op.table, (False, 0, False) if shelf is None else (True, shelf.touched, shelf.dropped)
            )
            if shelf is None:
                shelf = engine.shelves[op.table] = Shelf(op.table)
            line = shelf.lines.get(op.number)
            if op.line is None:
                self._lines.setdefault(op.table, dict(shelf.lines))
            self._before.append((shelf, Op(op.table, op.number, line), op.shadows if line is None else ""))
            shelf.apply(op, engine.serial + 1)
        self._ops += ops
        engine.tick = tick
        engine.changes += 1

    def write(self) -> None:
        """Put everything on the disk as one record, its number with it. Raises DeskError; then nothing has changed."""
        engine = self._engine
        if not self._ops:
            return
        if self.number:
            self.add(
                mark(engine.shelf(ASKED), self.number, self.status, self._about["at"]),
                {},
                engine.tick,
            )
        try:
            engine.journal.append(payload_of(engine.serial + 1, engine.tick, self._about, self._ops))
        except DeskError:
            self.take_back()
            raise
        engine.serial += 1

    def take_back(self) -> None:
        """Have memory as it was: each document, the order of the lines, and what the tables' files lack."""
        engine = self._engine
        self.was_taken_back = bool(self._ops)
        for shelf, op, shadows in reversed(self._before):
            shelf.apply(op, engine.serial)
            if shadows:
                month, _, identifier = shadows.partition("/")
                shelf.shadow[month].remove(identifier)
        for name, (was_there, touched, dropped) in self._shelves.items():
            shelf = engine.shelves[name]
            first = self._lines.get(name)
            if first is not None:
                shelf.lines = {number: shelf.lines[number] for number in first if number in shelf.lines}
            shelf.touched, shelf.dropped = touched, dropped
            if not was_there:
                del engine.shelves[name]
        self._ops, self._before = [], []
        engine.changes += 1


@contextmanager
def whole(book: "Book", number: str = "") -> Iterator[Whole]:
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
