"""Files given out: whatever leaves the book for a place that somebody names is written here, whole or not at all.

Names may be in any of them, so that each is for its owner alone (0600), whatever stood there before.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from deskapp.errors import RefusedError, ThereAlreadyError
from deskapp.messages import noted, said
from deskapp.store.engine.disk import Disk

ANOTHER = noted("Give another name.")
LINKS = 40
"""As many links on the way to a file as the system itself follows."""
PROBLEMS = {
    errno.ENOSPC: ("the disk is full", noted("Free some space, or choose another disk.")),
    errno.EDQUOT: ("the disk quota is used up", noted("Free some space, or choose another disk.")),
    errno.EFBIG: ("the file would be too large for this disk", noted("Choose another disk.")),
    errno.EACCES: ("there is no permission to write there", noted("Choose another folder.")),
    errno.EPERM: ("there is no permission to write there", noted("Choose another folder.")),
    errno.EROFS: ("that disk can only be read", noted("Choose another folder.")),
    errno.ENOENT: ("there is no such folder", noted("Make the folder first, or choose another.")),
    errno.ENOTDIR: ("a part of its path is no folder", noted("Choose another folder.")),
    errno.ENAMETOOLONG: ("the name is too long", noted("Give a shorter one.")),
    errno.EIO: ("the disk reports an error", noted("Choose another disk.")),
}


def path_of(typed: str) -> Path:
    """The path that somebody typed, `~` as their own folder. Raises RefusedError for what can be none."""
    try:
        path = Path(typed.strip()).expanduser()
        if "\0" in os.fsdecode(os.fsencode(path)):
            raise ValueError(typed)
    except (RuntimeError, ValueError) as error:
        raise RefusedError(said("“{typed:.60}” can't be the name of a file.", typed=typed), said(ANOTHER)) from error
    return path


def is_there(file: Path) -> bool:
    """Whether something would be written over: any file of that name, or a link, wherever it leads."""
    try:
        return os.path.lexists(file) and not file.is_dir()
    except (OSError, ValueError):
        return False


def place(file: Path, book: Path, *, over: bool = False, own: str = "") -> Path:
    """Where a file would come to lie, links followed, if it may be written; `own` is a folder of the book open to it.

    Raises RefusedError for a folder, for what is no plain file, for links of another account, and inside the book's own
    folder; ThereAlreadyError for what is there, and a link counts as there, unless it may be written `over`.
    """
    if not file.name:
        raise RefusedError(said("No file is named."), said(ANOTHER))
    try:
        if (link := _foreign_link(file)) is not None:
            raise RefusedError(
                said("{link} is another account's link, so nothing was written through it.", link=link), said(ANOTHER)
            )
        there, home = Path(os.path.realpath(file)), Path(os.path.realpath(book))
        kind = there.stat().st_mode if there.exists() else stat.S_IFREG
    except (OSError, ValueError) as error:
        raise cannot_be_written(file, error) from error
    if stat.S_ISDIR(kind):
        raise RefusedError(said("{file} is a folder.", file=file), said("Name a file in it."))
    if not stat.S_ISREG(kind):
        raise RefusedError(
            said("{file} is not an ordinary file, so nothing was written to it.", file=file), said(ANOTHER)
        )
    if home in there.parents and not (own and there.parent == home / own):
        raise RefusedError(
            said("{file} would lie among the book's own files.", file=file), said("Choose a folder outside the book's.")
        )
    if not over and os.path.lexists(file):
        raise ThereAlreadyError(said("{file} is there already.", file=file), said(ANOTHER))
    return there


def _foreign_link(file: Path) -> Path | None:
    """The first link on the way to a file that neither this account nor root has made: it may lead anywhere."""
    trusted, path = (getattr(os, "geteuid", int)(), 0), file.absolute()
    for _ in range(LINKS):
        link = next((part for part in (*reversed(path.parents), path) if part.is_symlink()), None)
        if link is None:
            break
        if link.lstat().st_uid not in trusted:
            return link
        path = link.parent / link.readlink() / path.relative_to(link)
    return None


@contextmanager
def making(
    file: Path, book: Path, *, over: bool = False, own: str = "", disk: Disk | None = None
) -> Iterator[IO[bytes]]:
    """Bytes that become a file at once when all of them are on the disk, and never a half one; see `place`.

    They are written under a name of their own beside it (the `name` of what is given), so that what stood there stays
    whole until then, and stays for good where anything goes wrong.
    """
    disk, there = disk or Disk(), place(file, book, over=over, own=own)
    aside = there.with_name(f".deskapp-{os.urandom(6).hex()}.part")
    try:
        with open(aside, "x+b", opener=_private) as made:
            yield made
            made.flush()
            disk.sync(made.fileno())
        _put(disk, aside, there, over=over)
        with suppress(OSError):  # some file systems know no sync of a folder; the file itself is on the disk
            disk.sync_folder(there.parent)
    except FileExistsError as error:
        raise ThereAlreadyError(said("{file} is there already.", file=file), said(ANOTHER)) from error
    except (OSError, ValueError) as error:
        raise cannot_be_written(file, error) from error
    finally:
        with suppress(OSError):
            disk.remove(aside)


def write(file: Path, text: str, book: Path, *, over: bool = False) -> None:
    """Put a text into a file, as UTF-8. Raises RefusedError, ThereAlreadyError."""
    with making(file, book, over=over) as made:
        made.write(text.encode("utf-8", "replace"))


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_CLOEXEC", 0), 0o600)


def _put(disk: Disk, aside: Path, there: Path, *, over: bool) -> None:
    """Give the bytes their name: a link takes no name that somebody else took meanwhile, a rename would."""
    if over:
        disk.replace(aside, there)
        return
    try:
        os.link(aside, there)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, as on many sticks
        if os.path.lexists(there):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        disk.replace(aside, there)


def cannot_be_written(file: Path, error: OSError | ValueError) -> RefusedError:
    """Why a file or a folder cannot be written, and what to do."""
    number = getattr(error, "errno", None) or 0
    what, step = PROBLEMS.get(number, (str(getattr(error, "strerror", None) or error).lower(), ANOTHER))
    return RefusedError(said("{file} cannot be written: {what}.", file=file, what=what), step)
