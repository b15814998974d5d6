"""One writer at a time: a kernel lock on `LOCK` for the life of the writer, freed by the kernel even at kill -9.

What the file says is for people: where it cannot be written, as on a full disk, the lock holds all the same.
"""

import contextlib
import errno
import json
import os
import stat
import time
from pathlib import Path
from typing import Any

from deskapp import clock, slots
from deskapp.errors import BookInUseError
from deskapp.messages import noted, said
from deskapp.model.document import instant_text, read_instant
from deskapp.store.engine.reader import LOCK, read_plain

FAR = 1 << 30
LONGEST, ROOM = 1 << 16, 512
LOOKS, PAUSE = 250, 0.004
"""How often a lock that nobody alive has signed is asked for again, and the seconds between: somebody may look."""
HELD, FREE, SHUT = "held", "free", "shut"
TO_WRITE = {
    HELD: noted("Make the change at the desk that holds it."),
    FREE: f"Nobody else writes in it now. {slots.press('write_here')} to write here.",
    SHUT: noted("It can't be written to from here. Make its folder writable, then open it again."),
}
"""What to do, where a book is open to look on, about each standing."""


class BookLock:
    """The held lock. `release()` frees it; so does the end of the process."""

    def __init__(self, folder: Path) -> None:
        """Take the lock, or raise BookInUseError naming the process that holds it. Raises OSError."""
        self._path = folder / LOCK
        self._fd = _open(self._path, os.O_RDWR | os.O_CREAT)
        try:
            _take_unless_held(self._fd, folder)
            self._said: dict[str, Any] = {"pid": os.getpid(), "since": instant_text(clock.now())}
            self._write()
        except BaseException:
            os.close(self._fd)
            raise

    def say(self, **facts: Any) -> None:
        """Add facts for others to read (such as where the desk listens)."""
        self._said.update(facts)
        self._write()

    def release(self) -> None:
        """Free the lock. What the file said is blotted out; its room stays, so that a full disk takes the next text."""
        with contextlib.suppress(OSError):
            _put(self._fd, b"")
        os.close(self._fd)

    def _write(self) -> None:
        with contextlib.suppress(OSError):
            _put(self._fd, json.dumps(self._said).encode())


def _put(fd: int, text: bytes) -> None:
    os.lseek(fd, 0, os.SEEK_SET)
    os.write(fd, text.ljust(ROOM))
    os.ftruncate(fd, max(len(text), ROOM))


def facts_of(folder: Path) -> dict[str, Any]:
    """What the holder wrote into the lock file: `pid`, `since` and more; empty where nothing can be read."""
    try:
        facts = json.loads(read_plain(folder / LOCK, LONGEST))
    except (OSError, ValueError):
        return {}
    return facts if isinstance(facts, dict) else {}


def in_use(folder: Path) -> BookInUseError:
    """The sentence that names who holds a book, and since when."""
    facts = facts_of(folder)
    who = f"process {facts['pid']}" if "pid" in facts else "another process"
    since = ""
    with contextlib.suppress(KeyError, TypeError, ValueError):
        since = f" since {clock.local(read_instant(facts['since'])):%Y-%m-%d %H:%M}"
    return BookInUseError(
        said("The book in {folder} is in use by {who}{since}.", folder=folder, who=who, since=since),
        said("Close it there first, or look on read-only."),
    )


def is_held(folder: Path) -> bool:
    """Whether some process holds the book now."""
    return standing(folder) == HELD


def standing(folder: Path) -> str:
    """Whether a book is `HELD` by a process, `FREE` to be written in, or `SHUT`: it cannot be written to from here.

    The lock itself is asked for, for an instant, only where nobody has blotted out who holds it.
    """
    try:
        fd = _open(folder / LOCK, os.O_RDWR)
    except FileNotFoundError:
        return FREE if os.access(folder, os.W_OK) else SHUT
    except OSError:
        return SHUT
    try:
        if os.fstat(fd).st_size and "pid" not in facts_of(folder):
            return FREE
        _take(fd, to_look=True)
    except OSError:
        return HELD
    finally:
        os.close(fd)
    return FREE


def _open(path: Path, flags: int) -> int:
    """The lock's file, if it is a plain one: never what a link in its place names. Raises OSError."""
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        fd = os.open(path, flags, 0o600)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EISDIR, errno.ENXIO):
            raise _no_file(path) from error
        raise
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise _no_file(path)
    return fd


def _no_file(path: Path) -> OSError:
    return OSError(errno.EINVAL, f"{LOCK} is no plain file", str(path))


def _take_unless_held(fd: int, folder: Path) -> None:
    """Take the lock; whoever only looks whether it is held has it for an instant. Raises BookInUseError."""
    for look in range(LOOKS):
        try:
            _take(fd)
        except OSError as error:
            if look == LOOKS - 1 or _is_alive(facts_of(folder).get("pid")):
                raise in_use(folder) from error
            time.sleep(PAUSE)
        else:
            return


def _is_alive(pid: object) -> bool:
    """Whether a process of that number runs."""
    if not isinstance(pid, int) or pid <= 0:
        return False
    if os.name == "nt":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _take(fd: int, *, to_look: bool = False) -> None:
    if os.name == "nt":
        import msvcrt

        os.lseek(fd, FAR, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        return
    import fcntl

    fcntl.flock(fd, (fcntl.LOCK_SH if to_look else fcntl.LOCK_EX) | fcntl.LOCK_NB)
