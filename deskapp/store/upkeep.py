"""Upkeep of the files behind the desk's back: tables' files are brought up to date, and old segments go.

It may fail or stop at any moment: the journal holds everything, and the next try starts again.
"""

import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from deskapp.errors import DeskError
from deskapp.store.engine import Engine
from deskapp.store.journal import parse_segment, segments_in
from deskapp.store.shelf import Shelf
from deskapp.store.tablefile import TableFileError, refresh_spare, save_table

LIMIT = 4 << 20


class Upkeep:
    """Decides when the files are brought up to date, and does it in a thread of its own."""

    def __init__(self, engine: Engine, notices: list[str], limit: int = LIMIT) -> None:
        self._engine, self._notices, self.limit = engine, notices, limit
        self._thread: threading.Thread | None = None
        self._busy = threading.Lock()
        self._failed_at = 0

    def after_change(self) -> None:
        """Start the upkeep when the journal has grown long."""
        grown = self._engine.journal.written - self._failed_at
        if grown >= self.limit and (self._thread is None or not self._thread.is_alive()):
            self._thread = threading.Thread(target=self._run, name="upkeep", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Wait until upkeep under way has ended."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def save_at_close(self) -> None:
        """Bring all files up to date; when that fails the journal still holds everything."""
        if self._engine.journal.suspect:
            self._quietly(self._engine.start_segment)
        if any(shelf.is_dirty for shelf in self._engine.shelves.values()):
            self._quietly(self.save)

    def _run(self) -> None:
        self._quietly(self.save)

    def _quietly(self, work: Callable[[], None]) -> None:
        try:
            work()
            self._failed_at = 0
        except (OSError, DeskError, TableFileError) as error:
            self._failed_at = self._engine.journal.written
            self._notices.append(f"The tables' files could not be brought up to date ({error}); the journal holds all.")

    def save(self) -> None:
        """Write every table that changed, keep the previous copies, and drop segments that nobody needs any more."""
        engine = self._engine
        with self._busy:
            engine.start_segment()
            engine.journal.written = 0
            for shelf in list(engine.shelves.values()):
                if shelf.is_dirty:
                    self._save_shelf(shelf)
                elif shelf.spare < shelf.saved:
                    refresh_spare(engine.folder, shelf.name, engine.disk)
                    shelf.spare = shelf.saved
            self._drop_segments()

    def _save_shelf(self, shelf: Shelf) -> None:
        engine = self._engine
        with engine.lock:
            serial = engine.serial
            head = shelf.head(engine.desk, serial, engine.tick)
            documents = list(shelf.lines.items())
        sound, before = shelf.sound, shelf.saved
        save_table(engine.folder, head, documents, engine.disk, keep_before=sound)
        if sound and (before or shelf.spare >= 0):
            shelf.spare = before
        shelf.saved, shelf.sound = serial, True

    def _drop_segments(self) -> None:
        """A segment goes when the previous copies of all tables that it may touch are newer than it."""
        engine = self._engine
        shelves = engine.shelves.values()
        needed = min((shelf.spare for shelf in shelves if shelf.touched > shelf.spare), default=engine.serial)
        paths = segments_in(engine.folder)
        for path, following in pairwise(paths):
            first = _first_of(following)
            if first is None or first > max(needed, 0) + 1:
                break
            engine.disk.remove(path)


def _first_of(path: Path) -> int | None:
    """The first number of a segment, from its header line alone."""
    with path.open("rb") as file:
        header = parse_segment(path, file.readline()).header
    return None if header is None else int(header["first"])
