"""Upkeep of the files behind the desk's back: closed months are sealed, tables' files brought up to date, old files go.

It may fail or stop at any moment: the journal holds everything, and the next try starts again.
"""

import sys
import threading
from collections.abc import Callable
from itertools import pairwise

from deskapp import clock
from deskapp.errors import DeskError
from deskapp.memory import give_back
from deskapp.messages import said
from deskapp.store.engine.engine import ASKED, Engine
from deskapp.store.engine.journal import FOLDER as JOURNAL
from deskapp.store.engine.journal import read_header, segments_in
from deskapp.store.engine.notices import REPAIR, Notices
from deskapp.store.engine.shelf import TIME_FIELDS, Shelf
from deskapp.store.engine.table_file import TableFileError, file_name, read_head, refresh_spare, save_table
from deskapp.store.history import archive_month
from deskapp.store.history.archive import FOLDER, Month, Sealed

LIMIT = 4 << 20
SHARE = 0.0005
"""Seconds after which a thread that computes hands over to the one that waits, while upkeep runs."""


class Checkpoint:
    """Decides when the files are brought up to date, and does it in a thread of its own."""

    def __init__(self, engine: Engine, notices: Notices, limit: int = LIMIT) -> None:
        self._engine, self._notices, self.limit = engine, notices, limit
        self._thread: threading.Thread | None = None
        self.busy = threading.RLock()
        self._failed_at, self._has_failed = 0, False

    def after_change(self) -> None:
        """Start the upkeep when the journal has grown long, or goes on in a segment that no table's file names."""
        journal = self._engine.journal
        if self._engine.has_lost_its_journal:
            self._engine.has_lost_its_journal = False
            sentence = said(
                "Somebody removed the journal's file while the desk was open; the desk writes everything anew."
            )
            self._notices.tell(sentence, said("Leave the book's folder to the desk."))
        if journal.written - self._failed_at >= self.limit or (not self._has_failed and not self.is_named):
            self.start()

    @property
    def is_named(self) -> bool:
        """Whether a table's file names the journal's segment in use, so that its loss would be noticed."""
        engine = self._engine
        return any(shelf.segment >= engine.journal.number for shelf in engine.shelves.values())

    def name_segment(self) -> None:
        """Have a table's file name the segment in use: the smallest that every book has. Raises OSError."""
        engine = self._engine
        with self.busy:
            shelf = engine.shelves.get(ASKED)
            if shelf is None:
                shelf = engine.shelves[ASKED] = Shelf(ASKED)
                shelf.dropped = True
            self._save_shelf(shelf)

    @property
    def is_running(self) -> bool:
        """Whether upkeep is under way in its thread."""
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """Start the upkeep in its thread, unless it runs."""
        if not self.is_running:
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
        before = sys.getswitchinterval()
        sys.setswitchinterval(SHARE)
        try:
            self._quietly(self.save)
            give_back()
        finally:
            sys.setswitchinterval(before)

    def _quietly(self, work: Callable[[], None]) -> None:
        try:
            work()
            self._failed_at, self._has_failed = 0, False
        except (OSError, DeskError, TableFileError) as error:
            self._failed_at, self._has_failed = self._engine.journal.written, True
            sentence = said(
                "The tables' files could not be brought up to date ({error}); the journal holds all.", error=error
            )
            self._notices.tell(sentence, REPAIR)

    def save(self, *, anew: bool = False) -> None:
        """Seal closed months, write every table that changed, keep the previous copies, drop what nobody needs more.

        `anew` writes every table and its previous copy, and nothing of before is left in any file. Raises OSError,
        TableFileError, or a DeskError.
        """
        engine = self._engine
        with self.busy:
            engine.start_segment()
            with engine.lock:
                engine.journal.flush()
            engine.journal.written = 0
            for shelf in list(engine.shelves.values()):
                if shelf.name in TIME_FIELDS:
                    self._seal(shelf)
                if anew or shelf.is_dirty:
                    self._save_shelf(shelf)
                elif shelf.spare < shelf.saved:
                    self._refresh(shelf)
            for shelf in list(engine.shelves.values()) if anew else ():
                self._refresh(shelf)
            if not self.is_named:
                self.name_segment()
            self._drop_segments()
            self._drop_months()
            for place in (engine.folder / JOURNAL, engine.folder / FOLDER) if anew else ():
                if place.is_dir():
                    engine.disk.sync_folder(place)

    def _refresh(self, shelf: Shelf) -> None:
        """Make a table's previous copy the same as its file."""
        refresh_spare(self._engine.folder, shelf.name, self._engine.disk)
        shelf.spare = shelf.saved

    def _seal(self, shelf: Shelf) -> None:
        """Move closed documents into their months' files; the table's file, written next, makes it count."""
        engine = self._engine
        with engine.lock:
            lines = list(shelf.lines.items())
            promises = list(engine.shelf("promises").lines.values()) if shelf.name == "interactions" else []
        promised = archive_month.with_open_promise(promises)
        for month, added in archive_month.closed(shelf.name, lines, promised, clock.now()).items():
            self.seal_month(shelf, month, added)

    def seal_month(self, shelf: Shelf, month: str, added: list[Sealed]) -> None:
        """Write a month's file anew, with what is `added` and without what counts no more."""
        engine = self._engine
        entry = next((known for known in shelf.sealed if known["month"] == month), None)
        before = Month(engine.folder / FOLDER / entry["file"], entry) if entry else None
        documents = before.documents if before else []
        if before and before.faults:
            raise TableFileError(before.path, said("the file"), said("it is damaged, and is left as it is"))
        gone = shelf.gone(month)
        documents = archive_month.merged(shelf, documents, added, gone)
        about = {"desk": engine.desk, "s": engine.serial, "h": engine.tick}
        made = (
            [archive_month.write_month(engine.folder, shelf, month, documents, about, engine.disk)] if documents else []
        )
        with engine.lock:
            late = shelf.gone(month) - gone
            shelf.shadow[month] = [*late, *shelf.forget(added)]
            shelf.sealed = [known for known in shelf.sealed if known is not entry] + made

    def _save_shelf(self, shelf: Shelf) -> None:
        engine = self._engine
        with engine.lock:
            serial = engine.serial
            segment = engine.journal.number
            head = shelf.head(engine.desk, serial, engine.tick, segment)
            documents = list(shelf.lines.items())
            shelf.stale = False
        sound, before = shelf.sound, shelf.saved
        try:
            save_table(engine.folder, head, documents, engine.disk, keep_before=sound)
        except (OSError, TableFileError):
            shelf.stale = True
            raise
        if sound and (before or shelf.spare >= 0):
            shelf.spare = before
        shelf.saved, shelf.sound, shelf.segment = serial, True, segment

    def _drop_segments(self) -> None:
        """A segment goes when the previous copies of all tables that it may touch are newer than it."""
        engine = self._engine
        shelves = engine.shelves.values()
        needed = min((shelf.spare for shelf in shelves if shelf.touched > shelf.spare), default=engine.serial)
        for path, following in pairwise(segments_in(engine.folder)):
            header = read_header(following)
            if header is None or header["first"] > max(needed, 0) + 1:
                break
            engine.disk.remove(path)

    def _drop_months(self) -> None:
        """A sealed file goes when neither a table's file nor its previous copy speaks of it.

        With a previous copy that cannot be read, none goes.
        """
        engine = self._engine
        known: set[str] = set()
        for shelf in engine.shelves.values():
            known |= {entry["file"] for entry in shelf.sealed}
            spare = engine.folder / (file_name(shelf.name) + ".prev")
            try:
                known |= {entry["file"] for entry in read_head(spare).get("sealed", [])}
            except FileNotFoundError:
                continue
            except (TableFileError, KeyError, TypeError):
                return
        for path in (engine.folder / FOLDER).glob("*.*"):
            if path.suffix in (".json", ".fold", ".new") and path.with_suffix(".json").name not in known:
                engine.disk.remove(path)
