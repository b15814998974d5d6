"""Open a book: make its folder, take the lock, read everything, refuse with one sentence what cannot be opened."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from deskapp import clock
from deskapp.errors import BookDamagedError, BookInUseError, DeskError, DiskRefusedError
from deskapp.messages import said
from deskapp.model.ids import make_id
from deskapp.store.book import Book
from deskapp.store.engine import lock as locks
from deskapp.store.engine.disk import PROBLEMS, Disk
from deskapp.store.engine.engine import Engine
from deskapp.store.engine.finish_restore import being_restored, finish_restore, is_ready
from deskapp.store.engine.journal import FOLDER
from deskapp.store.engine.kept_aside import clear_at_start, keep
from deskapp.store.engine.load import load
from deskapp.store.engine.loaded import Finding, Loaded
from deskapp.store.engine.notices import REPAIR, Notices
from deskapp.store.engine.reader import KEPT, NOTE, look_after
from deskapp.store.history.archive import FOLDER as ARCHIVE
from deskapp.store.history.archive import unread


def open_book(folder: Path, *, read_only: bool = False, staff: str = "", disk: Disk | None = None) -> Book:
    """Open the book in a folder, made when it isn't there.

    Raises BookInUseError when another process holds it, BeingRestoredError while it is replaced, BookDamagedError when
    it can't be read whole, DiskRefusedError when it can't be written at all.
    """
    folder, disk = Path(folder), disk or Disk()
    if read_only:
        if (folder / NOTE).exists() and not locks.is_held(folder):
            with suppress(DeskError):  # one that a power cut broke off goes on before anybody looks at what it left
                open_book(folder, staff=staff, disk=disk).close()
        return _look_on(folder, disk)
    try:
        made = [path for path in (folder, folder / FOLDER, folder / KEPT) if not path.is_dir()]
        for path in made:
            disk.make_folder(path)
        held = locks.BookLock(folder)
    except BookInUseError as error:
        raise (being_restored(folder) if is_ready(folder) else error) from error
    except OSError as error:
        raise _no_way_in(folder, error) from error
    try:
        held.say(staff=staff)
        return _take(folder, disk, held, bool(made))
    except OSError as error:
        held.release()
        raise _no_way_in(folder, error) from error
    except BaseException:
        held.release()
        raise


def _take(folder: Path, disk: Disk, held: locks.BookLock, has_new_folders: bool) -> Book:
    finish_restore(folder, disk)
    loaded = load(folder)
    _refuse_losses(loaded)
    for finding in loaded.findings:
        keep(folder, finding.path, finding.sentence, disk)
    clear_at_start(folder, disk)
    fresh = not loaded.desk
    if has_new_folders or fresh:
        disk.sync_folder(folder)
    desk = loaded.desk or new_desk()
    engine = Engine(folder, loaded, desk, disk, read_only=False)
    if fresh or loaded.findings:
        engine.start_segment()
        engine.journal.flush()
    book = _opened(engine, held, loaded.findings, said("The file as it was is kept in `{kept}/`.", kept=KEPT))
    if fresh or not book.checkpoint.is_named:
        book.checkpoint.name_segment()
    if (folder / NOTE).exists():
        from deskapp.store.erase.purge import finish

        finish(book)
    return book


def _look_on(folder: Path, disk: Disk) -> Book:
    loaded = load(folder) if folder.is_dir() else Loaded(folder)
    _refuse_losses(loaded)
    engine = Engine(folder, loaded, loaded.desk, disk, read_only=True)
    return _opened(engine, None, [] if locks.is_held(folder) else loaded.findings, REPAIR)


def _tell_missing_months(book: Book) -> None:
    """Sealed months that are not there are told at once, not only to whoever looks that far back."""
    try:
        there = {entry.name for entry in os.scandir(book.path / ARCHIVE)}
    except OSError:
        there = set()
    for shelf in book.engine.shelves.values():
        for entry in shelf.sealed:
            if entry["file"] not in there:
                book.archive.tell(unread(entry["file"], FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))))


def _opened(engine: Engine, held: locks.BookLock | None, findings: list[Finding], next_step: str) -> Book:
    """The book, with all that was met on the way on its notice board."""
    book = Book(engine, held, Notices())
    for finding in findings:
        book.notices.tell(finding.sentence, next_step)
    look_after(book.path, book.notices.tell)
    _tell_missing_months(book)
    return book


def look_on(folder: Path, why: DiskRefusedError) -> Book:
    """A book that the disk or its rights refuse to be written, to look on; whoever would change it is told why.

    Raises `why` where there is no book yet, and DeskError where it cannot be read either.
    """
    if not os.path.isdir(folder / FOLDER):  # noqa: PTH112 - `is_dir` raises where a folder above may not be entered
        raise why
    book = _look_on(folder, Disk())
    book.engine.why_not = why
    return book


def new_desk() -> str:
    """An id for a desk that has none yet."""
    return make_id("dsk", clock.now(), os.urandom(10))


def _refuse_losses(loaded: Loaded) -> None:
    lost = [finding for finding in loaded.findings if finding.loses]
    if lost:
        more = said(" There are {number} more faults.", number=len(lost) - 1) if len(lost) > 1 else ""
        raise BookDamagedError(
            said(
                "The book is damaged: {sentence} ({path}, {place}){more}",
                sentence=lost[0].sentence,
                path=lost[0].path,
                place=lost[0].place,
                more=more,
            ),
            said("Run `deskapp doctor --repair`: it keeps the originals and saves all that can be read."),
        )


def _no_way_in(folder: Path, error: OSError) -> DiskRefusedError:
    what, step = PROBLEMS.get(error.errno or 0, (error.strerror or str(error), "Look after the folder"))
    return DiskRefusedError(
        said("The book in {folder} cannot be opened to write: {what}.", folder=folder, what=what.lower()),
        said("{step}, then try again.", step=step),
    )
