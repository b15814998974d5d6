"""The core: shelves in memory, and the journal on the disk, to which a command writes what it changes as one record.

`record()` returns when the change is on the disk; memory follows, never leads. Inside a `whole` each change shows in
memory at once, so that the next one builds on it. At its end all of them are written together, with the number of the
request that asked for them; after a refusal, or where the disk refuses, memory is as it was before. The numbers are
kept in the book's own table `asked`: what is known as done is done, and the other way round, also after a power cut.
What changed nothing, or was refused, has its number written after it. Of a request no words are kept."""

import threading
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deskapp import clock
from deskapp.errors import DeskError, DiskRefusedError, RefusedError
from deskapp.messages import said
from deskapp.model.document import instant_text
from deskapp.store.engine.codec import MAKE, START, Op, encode, payload_of, tick_after
from deskapp.store.engine.disk import Disk, refusing
from deskapp.store.engine.journal import Journal
from deskapp.store.engine.loaded import Loaded
from deskapp.store.engine.lock import TO_WRITE, standing
from deskapp.store.engine.shelf import Shelf, Touched

if TYPE_CHECKING:
    from deskapp.store.engine.follow import Follower

ASKED = "asked"
KEPT, SURPLUS = 1000, 100
Standing = tuple[bool, int, bool]


class Engine:
    """A book in memory and on the disk. One thread changes it; another may compact it.

    `changes` rises with each change in memory, also with those of a command that are not written yet (`whole`).
    `why_not` is why the disk or its rights refuse a book to be written, where that is why it is open to look on only.
    """

    def __init__(self, folder: Path, loaded: Loaded, desk: str, disk: Disk, *, read_only: bool) -> None:
        self.folder, self.disk, self.desk, self.read_only = folder, disk, desk, read_only
        self.shelves = loaded.shelves
        self.serial, self.tick = loaded.serial, loaded.clock or START
        self.changes, self.restored = loaded.serial, loaded.restored
        self.whole: Whole | None = None
        self.has_lost_its_journal = False
        self.why_not: DiskRefusedError | None = None
        self.lock = threading.RLock()
        last = loaded.segments[-1] if loaded.segments else None
        self.journal = Journal(folder, disk, last.number + 1 if last else 1)
        self._open_end = last if last and last.is_whole and not loaded.findings and not read_only else None
        self._follower: Follower | None = None
        if read_only:
            from deskapp.store.engine import follow

            self._follower = follow.Follower(folder, loaded)

    def shelf(self, table: str) -> Shelf:
        """A table's shelf; a new one is not kept until something is put on it."""
        shelf = self.shelves.get(table)
        return Shelf(table) if shelf is None else shelf

    def sealed_entry(self, file: str) -> dict[str, Any] | None:
        """What the tables' heads say of a sealed month's file."""
        entries = (entry for shelf in list(self.shelves.values()) for entry in shelf.sealed)
        return next((entry for entry in entries if entry["file"] == file), None)

    def next_tick(self) -> str:
        """The hybrid clock's reading for the change that comes next."""
        return tick_after(self.tick, int(clock.now().timestamp() * 1000))

    def record(self, ops: list[Op], *, by: str = "", at: str = "", tick: str = "", stays: bool = False) -> int:
        """Write one atomic change and return its number once it is on the disk, with the others of a `whole`.

        `stays` is for what is recorded of an act that is refused. Raises like `expect_writable` for a book
        opened to look on, DiskRefusedError when the disk refuses; then nothing changed.
        """
        self.expect_writable()
        tick = tick or self.next_tick()
        about = {"at": at or instant_text(clock.now()), "d": self.desk, "by": by}
        with self.lock:
            serial = self.serial + 1
            if not self.journal.is_open:
                self._open_segment()
            elif self.journal.was_removed:
                self._begin_anew()
            if self.whole is not None:
                self.whole.stays |= stays
                self.whole.add(ops, about, tick)
                return serial
            self.journal.append(payload_of(serial, tick, about, ops))
            self.take(ops, serial, tick)
        return serial

    def expect_writable(self) -> None:
        """Raises RefusedError for a book opened to look on, with what to do; DiskRefusedError where the disk is why."""
        if self.why_not:
            raise DiskRefusedError(self.why_not.sentence, self.why_not.next_step)
        if self.read_only:
            raise RefusedError(said("The book is open to look on only."), TO_WRITE[standing(self.folder)])

    def take(self, ops: list[Op], serial: int, tick: str) -> None:
        """Follow in memory what is on the disk."""
        for op in ops:
            shelf = self.shelves.get(op.table)
            if shelf is None:
                shelf = self.shelves[op.table] = Shelf(op.table)
            shelf.apply(op, serial)
        self.serial, self.tick = serial, tick
        self.changes += 1

    def _open_segment(self) -> None:
        """Go on where the last desk left off, or in a new segment. Raises DiskRefusedError."""
        last, self._open_end = self._open_end, None
        if last is None:
            self.start_segment()
            return
        try:
            self.journal.go_on(last)
        except OSError:
            self.start_segment()

    def _begin_anew(self) -> None:
        """The journal's file is gone from under the desk: memory holds all, and all of it is to be written again."""
        for shelf in self.shelves.values():
            shelf.stale = True
        self.has_lost_its_journal = True
        self.start_segment()

    def start_segment(self) -> None:
        """Go on in a new segment. Raises DiskRefusedError."""
        with refusing(self.folder):
            prepared = self.journal.prepare()
            with self.lock:
                touched = {name: shelf.touched for name, shelf in self.shelves.items()}
                header = {"desk": self.desk, "first": self.serial + 1, "h": self.tick, "touched": touched}
                self.journal.begin(prepared, header)

    def follow(self) -> Touched:
        """Take over what a writer elsewhere has changed; the documents that differ. Raises BookDamagedError."""
        if self._follower is None:
            return frozenset()
        touched = self._follower.follow()
        loaded = self._follower.loaded
        self.changes += (loaded.serial, loaded.restored) != (self.serial, self.restored)
        self.restored = loaded.restored
        self.shelves, self.serial, self.tick = loaded.shelves, loaded.serial, loaded.clock or START
        self.desk = loaded.desk or self.desk
        return touched

    def close(self) -> None:
        """Give up the journal's file; the room reserved in it stays, so that a full disk can be started on."""
        self.journal.leave(for_good=False)


def mark(shelf: Shelf, number: str, status: int, at: str) -> list[Op]:
    """The operations that put a request's number and exit status on the table's shelf; the oldest of many go."""
    document = {"id": number, "at": at, **({"status": status} if status else {})}
    gone = islice(shelf.lines, SURPLUS) if len(shelf) >= KEPT else ()
    return [Op(ASKED, shelf.next_number, encode(document)), *(Op(ASKED, old, None) for old in gone)]


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
