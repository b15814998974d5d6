"""Open a book: make its folder, take the lock, read everything, refuse with one sentence what cannot be opened."""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from deskapp import clock
from deskapp.errors import BookDamagedError, BookInUseError, DeskError, DiskRefusedError
from deskapp.model.ids import make_id
from deskapp.store import lock as locks
from deskapp.store.archive import FOLDER as ARCHIVE
from deskapp.store.archive import unread
from deskapp.store.book import Book
from deskapp.store.disk import PROBLEMS, Disk
from deskapp.store.engine import Engine
from deskapp.store.ground import OWN, look_after
from deskapp.store.journal import FOLDER
from deskapp.store.leftovers import clear_at_start
from deskapp.store.load import RIGHTS, load
from deskapp.store.loaded import Finding, Loaded
from deskapp.store.notices import REPAIR, Notices
from deskapp.store.reader import read_plain
from deskapp.store.restoring import being_restored, finish_restore, is_ready

KEPT, NOTE = "kept", "ERASING"


def open_book(folder: Path, *, read_only: bool = False, staff: str = "", disk: Disk | None = None) -> Book:
    """Open the book in a folder, made when it isn't there.

    Raises BookInUseError when another process holds it, BeingRestoredError while it is replaced, BookDamagedError when
    it can't be read whole, DiskRefusedError when it can't be written at all.
    """
    folder, disk = Path(folder), disk or Disk()
    if read_only:
        if (folder / NOTE).exists() and not locks.is_held(folder):
            _finish_erasing(folder, staff, disk)
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


def _finish_erasing(folder: Path, staff: str, disk: Disk) -> None:
    """An erasure that a power cut broke off goes on before anybody looks at what it left, where the book can be had."""
    with suppress(DeskError):
        open_book(folder, staff=staff, disk=disk).close()


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
    book = Book(engine, held, _told(loaded.findings, f"The file as it was is kept in `{KEPT}/`."))
    look_after(folder, book.notices)
    _tell_missing_months(book)
    if fresh or not book.upkeep.is_named:
        book.upkeep.name_segment()
    if (folder / NOTE).exists():
        from deskapp.store.purging import finish

        finish(book)
    return book


def _look_on(folder: Path, disk: Disk) -> Book:
    loaded = load(folder) if folder.is_dir() else Loaded(folder)
    _refuse_losses(loaded)
    engine = Engine(folder, loaded, loaded.desk, disk, read_only=True)
    book = Book(engine, None, _told([] if locks.is_held(folder) else loaded.findings, REPAIR))
    look_after(folder, book.notices)
    _tell_missing_months(book)
    return book


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


def _told(findings: list[Finding], next_step: str) -> Notices:
    notices = Notices()
    for finding in findings:
        notices.tell(finding.sentence, next_step)
    return notices


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
        more = f" There are {len(lost) - 1} more faults." if len(lost) > 1 else ""
        raise BookDamagedError(
            f"The book is damaged: {lost[0].sentence} ({lost[0].path}, {lost[0].place}){more}",
            "Run `deskapp doctor --repair`: it keeps the originals and saves all that can be read.",
        )


def _no_way_in(folder: Path, error: OSError) -> DiskRefusedError:
    what, step = PROBLEMS.get(error.errno or 0, (error.strerror or str(error), "Look after the folder"))
    return DiskRefusedError(
        f"The book in {folder} cannot be opened to write: {what.lower()}.", f"{step}, then try again."
    )


def keep(folder: Path, original: Path, why: str, disk: Disk, *, unread: bool = False) -> Path | None:
    """Copy a file into `kept/` with a line that says why; the same bytes are kept once. Returns the copy.

    With `unread` one that cannot be read, though not for want of rights, is moved there.
    """
    try:
        data = read_plain(original)
    except FileNotFoundError:
        return None
    except OSError as error:
        is_file = stat.S_ISREG(original.lstat().st_mode)
        if original.name in OWN or (is_file and not (unread and error.errno not in RIGHTS)):
            return None
        return set_aside(folder, original, why, disk)
    copy = folder / KEPT / f"{original.name}.{crc32(data):08x}"
    keep_bytes(copy, data, why, disk)
    return copy


def keep_bytes(copy: Path, data: bytes, why: str, disk: Disk) -> None:
    """Write bytes into `kept/` under a name that says which they are, once, with a line that says why."""
    if not copy.exists():
        disk.make_folder(copy.parent)
        disk.write_aside(copy, data)
        _say_why(copy, why, disk)


def _say_why(copy: Path, why: str, disk: Disk) -> None:
    disk.write_aside(copy.with_name(copy.name + ".why.txt"), f"{clock.now():%Y-%m-%dT%H:%M:%SZ} {why}\n".encode())


def set_aside(folder: Path, strange: Path, why: str, disk: Disk) -> Path:
    """Move what stands in place of a sound file into `kept/` as it is, unread: also a folder, a link, a pipe."""
    there = folder / KEPT / f"{strange.name}.{crc32(os.urandom(8)):08x}"
    disk.make_folder(folder / KEPT)
    disk.replace(strange, there)
    disk.sync_folder(folder / KEPT)
    _say_why(there, why, disk)
    return there
