"""The last step of a restore: files laid out beside the book take its place, also after a power cut in between.

The note READY says which files they are. As long as it is there nobody reads the book: whoever comes finishes first,
or is told that it is being restored. The note leaves as RESTORED, in one rename, so that whoever read meanwhile sees
that the book has become another.
"""

import errno
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from deskapp.errors import BookDamagedError, BookInUseError, DeskError, DiskRefusedError
from deskapp.messages import said
from deskapp.store.engine.disk import PROBLEMS, Disk
from deskapp.store.engine.kept_aside import keep
from deskapp.store.engine.lock import BookLock
from deskapp.store.engine.reader import ARCHIVE, JOURNAL, expect_own, is_month, is_part, is_spare, is_table, read_plain
from deskapp.store.engine.table_file import TableFileError, read_head

STATE, READY, RESTORED = "restoring", "READY", "RESTORED"
LONGEST_NOTE = 1 << 22
NO_FILE = (errno.EISDIR, errno.EINVAL, errno.EFBIG)
"""What a folder, a link, a pipe, or a far too large file in place of one gives."""


class BeingRestoredError(DeskError):
    """A backup is taking the place of the book at this moment."""

    exit_status = BookInUseError.exit_status


def is_ready(folder: Path) -> bool:
    """Whether a restore was begun that has to be finished before anybody reads the book."""
    return os.path.lexists(folder / STATE / READY)


def last(folder: Path) -> tuple[int, int]:
    """Which restore was the last: another pair after each; zeros where there was none."""
    try:
        about = (folder / RESTORED).lstat()
    except OSError:
        return 0, 0
    return about.st_ino, about.st_mtime_ns


def finish_if_left(folder: Path) -> None:
    """Finish a restore that was broken off. Raises BeingRestoredError while others hold the book, DiskRefusedError."""
    expect_own(folder)
    if not is_ready(folder):
        return
    try:
        held = BookLock(folder)
        try:
            finish_restore(folder, Disk())
        finally:
            held.release()
    except BookInUseError as error:
        raise being_restored(folder) from error
    except OSError as error:
        raise not_finished(error, folder) from error


def being_restored(folder: Path) -> BeingRestoredError:
    """The sentence for a book that another process is restoring."""
    return BeingRestoredError(
        said("The book in {folder} is being restored from a backup.", folder=folder), said("Try again in a moment.")
    )


def not_finished(error: OSError, folder: Path) -> DiskRefusedError:
    """The sentence for a restore that is ready, and that the disk or its rights keep from being finished."""
    what, step = PROBLEMS.get(error.errno or 0, (error.strerror or str(error), "Look after the folder"))
    step = "Make it writable" if error.errno == errno.EROFS else step
    return DiskRefusedError(
        said(
            "A restore of the book in {folder} was broken off, and can't be finished: {what}.",
            folder=folder,
            what=what.lower(),
        ),
        said("{step}, then open the book again.", step=step),
    )


def finish_restore(folder: Path, disk: Disk) -> bool:
    """Finish a restore that is ready; clear away one that isn't. Whether the book was replaced.

    For whoever holds the book. Raises OSError, and BookDamagedError where the note or a file that it names isn't sound.
    """
    expect_own(folder)
    aside = folder / STATE
    if not aside.is_dir():
        return False
    ready = is_ready(folder)
    if ready:
        names = _noted(aside / READY)
        for part in ("", JOURNAL, ARCHIVE):
            _exchange(folder, part, {Path(name).name for name in names if Path(name).parent.name == part}, disk)
        disk.replace(aside / READY, folder / RESTORED)
        disk.sync_folder(aside)
    disk.sync_folder(folder)
    clear(aside, disk)
    disk.sync_folder(folder)
    return ready


def clear(aside: Path, disk: Disk) -> None:
    """Remove what lies beside the book, READY first: what is cleared away is no restore any more. Raises OSError."""
    import shutil

    if not aside.is_dir():
        disk.remove(aside)
        return
    if not (aside / READY).is_dir():
        disk.remove(aside / READY)
        disk.sync_folder(aside)
    for path in aside.rglob("*"):
        if path.is_symlink() or not path.is_dir():
            disk.remove(path)
    shutil.rmtree(aside)


def _noted(note: Path) -> list[str]:
    """The files that a note speaks of. Raises BookDamagedError, OSError."""
    try:
        held: Any = json.loads(read_plain(note, LONGEST_NOTE))
    except (ValueError, RecursionError):
        held = None
    except OSError as error:
        if error.errno not in NO_FILE:
            raise
        held = None
    files = held.get("files") if isinstance(held, dict) else None
    if not isinstance(files, list) or not files or not all(map(is_part, files)):
        raise _broken(note.parent.parent, said("its note {state}/{ready} cannot be read", state=STATE, ready=READY))
    return files


def _broken(folder: Path, why: str) -> BookDamagedError:
    return BookDamagedError(
        said("A restore of the book in {folder} was broken off, and can't be finished: {why}.", folder=folder, why=why),
        said("Restore the backup again; the book as it was before is in `backups/`."),
    )


def _exchange(folder: Path, part: str, wanted: set[str], disk: Disk) -> None:
    """Remove what the restored book doesn't have, move what it has; running it again does no harm."""
    place, aside = folder / part, folder / STATE / part
    disk.make_folder(place)
    for path in sorted(place.iterdir()):
        if path.name not in wanted and _is_replaced(path, part):
            _out_of_the_way(folder, path, disk)
    for name in sorted(wanted):
        if os.path.lexists(aside / name):
            if (place / name).is_dir() and not (place / name).is_symlink():
                _out_of_the_way(folder, place / name, disk)
            disk.replace(aside / name, place / name)
        elif not os.path.lexists(place / name):
            raise _broken(folder, said("{file} is missing", file=Path(part, name)))
    disk.sync_folder(place)


def _is_replaced(path: Path, part: str) -> bool:
    """Whether a file belongs to the book that is replaced; a stranger among the tables does not."""
    if part == JOURNAL:
        return path.suffix == ".jsonl" and path.stem.isdigit()
    if part == ARCHIVE:
        return is_month(path.with_suffix(".json").name) and path.suffix in (".json", ".fold")
    return is_spare(path.name) or (is_table(path.name) and _is_of_a_table(path))


def _is_of_a_table(path: Path) -> bool:
    """Whether a file begins as the tables of this program do."""
    with suppress(OSError, TableFileError):
        read_head(path)
        return True
    return False


def _out_of_the_way(folder: Path, path: Path, disk: Disk) -> None:
    """Remove a file of the book that is replaced; a folder, and what is none of the book's, go into `kept/`."""
    if (path.is_dir() and not path.is_symlink()) or (is_spare(path.name) and not _is_of_a_table(path)):
        keep(folder, path, said("A restore needed its place."), disk)
    if os.path.lexists(path):
        disk.remove(path)
