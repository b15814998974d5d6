"""Every call that changes a file of the book, in one place, so that tests can make each of them fail in turn."""

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

from deskapp.errors import DiskRefusedError
from deskapp.messages import said
from deskapp.store.engine.reader import read_plain

CHUNK = 1 << 20
_DURABLE = getattr(os, "RWF_DSYNC", 0) if sys.platform == "linux" else 0
_PLAIN = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
UNKNOWN = (errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS)
PROBLEMS = {
    errno.ENOSPC: ("The disk is full", "Free some space"),
    errno.EDQUOT: ("The disk quota is used up", "Free some space"),
    errno.EFBIG: ("The file may not grow any further", "Raise the limit on file sizes"),
    errno.EACCES: ("There is no permission to write", "Give this user the right to write there"),
    errno.EPERM: ("There is no permission to write", "Give this user the right to write there"),
    errno.EROFS: ("The folder is read-only", "Make it writable, or look on read-only"),
    errno.EIO: ("The disk reports an error", "Copy the book to another disk"),
}


class Disk:
    """The real disk."""

    def make_folder(self, path: Path) -> None:
        """Make a folder that only its owner can read, and so each one above it; their names are on the disk then."""
        missing = [folder for folder in (*reversed(path.parents), path) if not folder.exists()]
        for made in missing or [path]:
            made.mkdir(mode=0o700, exist_ok=True)
            with contextlib.suppress(PermissionError):  # a folder may be one to write in and not to look into
                if missing:
                    self.sync_folder(made.parent)

    def create(self, path: Path) -> int:
        """Open a new, empty file (0600) for reading and writing; what was there under the name is emptied."""
        flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | _PLAIN
        return os.open(path, flags, 0o600)

    def open_again(self, path: Path) -> int:
        """Open a file of the book that is there, to write on in it."""
        return os.open(path, os.O_RDWR | _PLAIN)

    def size(self, fd: int) -> int:
        """How many bytes a file holds."""
        return os.fstat(fd).st_size

    def is_gone(self, fd: int) -> bool:
        """Whether an open file has been removed meanwhile: what is written there is lost when it is closed."""
        return os.name != "nt" and os.fstat(fd).st_nlink == 0

    def write_at(self, fd: int, data: bytes, offset: int) -> None:
        """Write all of `data` at a byte offset."""
        view = memoryview(data)
        while view:
            written = _pwrite(fd, view, offset)
            view, offset = view[written:], offset + written

    def write_durably(self, fd: int, data: bytes, offset: int) -> None:
        """Write all of `data` at a byte offset, and return when it is on the disk."""
        if _DURABLE:
            try:
                if os.pwritev(fd, [data], offset, _DURABLE) == len(data):
                    return
            except OSError as error:
                if error.errno not in UNKNOWN:
                    raise
        self.write_at(fd, data, offset)
        self.sync_data(fd)

    def reserve(self, fd: int, offset: int, length: int) -> None:
        """Take room on the disk ahead of need, as zeros that are written: later writes then change no file's facts."""
        self.write_at(fd, bytes(length), offset)

    def cut(self, fd: int, length: int) -> None:
        """Make a file that long."""
        os.ftruncate(fd, length)

    def sync_data(self, fd: int) -> None:
        """Return when the file's bytes are on the disk."""
        if sys.platform == "darwin":
            import fcntl

            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
        elif hasattr(os, "fdatasync"):
            os.fdatasync(fd)
        else:
            os.fsync(fd)

    def sync(self, fd: int) -> None:
        """Return when the file's bytes and its length are on the disk."""
        if sys.platform == "darwin":
            self.sync_data(fd)
        else:
            os.fsync(fd)

    def sync_folder(self, path: Path) -> None:
        """Return when the folder's names are on the disk (nothing to do where folders can't be opened)."""
        if os.name == "nt":
            return
        fd = os.open(path, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0))
        try:
            os.fsync(fd)
        finally:
            os.close(fd)

    def close(self, fd: int) -> None:
        """Close a file."""
        os.close(fd)

    def link(self, source: Path, target: Path) -> None:
        """Give a file a second name, or copy it where the file system knows no links; the old target goes."""
        aside = target.with_name(target.name + ".new")
        self.remove(aside)
        try:
            os.link(source, aside)
        except OSError:
            self.write_file(aside, read_plain(source))
        self.replace(aside, target)

    def replace(self, source: Path, target: Path) -> None:
        """Rename a file over another."""
        source.replace(target)

    def remove(self, path: Path) -> None:
        """Remove a file if it is there."""
        path.unlink(missing_ok=True)

    @contextlib.contextmanager
    def writing(self, path: Path) -> Iterator["Writing"]:
        """A new file to be written from its beginning; it is synced at the end (its name in the folder is not)."""
        fd = self.create(path)
        try:
            made = Writing(self, fd)
            yield made
            self.sync(fd)
        finally:
            self.close(fd)

    def write_file(self, path: Path, data: bytes) -> None:
        """Write a whole file and sync it (its name in the folder is not synced)."""
        with self.writing(path) as made:
            for start in range(0, len(data), CHUNK):
                made.put(data[start : start + CHUNK])

    def write_aside(self, path: Path, data: bytes) -> None:
        """Write a whole file so that after a power cut the old or the new one is there: aside, sync, rename, sync."""
        aside = path.with_name(path.name + ".new")
        self.write_file(aside, data)
        self.replace(aside, path)
        self.sync_folder(path.parent)


class Writing:
    """A file that is being written from its beginning, with the checksum of all of it."""

    def __init__(self, disk: Disk, fd: int) -> None:
        self._disk, self._fd = disk, fd
        self.offset = self.crc = 0

    def put(self, data: bytes) -> None:
        """Write on at its end."""
        self._disk.write_at(self._fd, data, self.offset)
        self.crc = crc32(data, self.crc)
        self.offset += len(data)


def _pwrite(fd: int, view: memoryview, offset: int) -> int:
    if hasattr(os, "pwrite"):
        return os.pwrite(fd, view, offset)
    os.lseek(fd, offset, os.SEEK_SET)
    return os.write(fd, view)


NOT_SAVED = "this change was not saved, everything before it is"
NO_BACKUP = "no backup was taken"


def refusal(error: OSError, path: Path, undone: str = NOT_SAVED) -> DiskRefusedError:
    """The sentence for a fault of the disk or its rights: what was not done because of it, and the next step."""
    what, step = PROBLEMS.get(error.errno or 0, (error.strerror or "The disk reports an error", "Look after the disk"))
    return DiskRefusedError(f"{what} ({path}); {undone}.", said("{step}, then try again.", step=step))


@contextlib.contextmanager
def refusing(path: Path, undone: str = NOT_SAVED) -> Iterator[None]:
    """What goes wrong inside with the disk or its rights is told. Raises DiskRefusedError, see `refusal`."""
    try:
        yield
    except OSError as error:
        raise refusal(error, path, undone) from error
