"""One writer at a time: a kernel lock on `LOCK` for the life of the writer, freed by the kernel even at kill -9."""

import contextlib
import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from deskapp import clock, slots
from deskapp.errors import BookInUseError
from deskapp.model.document import instant_text, read_instant

NAME = "LOCK"
FAR = 1 << 30
HELD, FREE, SHUT = "held", "free", "shut"
TO_WRITE = {
    HELD: "Make the change at the desk that holds it.",
    FREE: f"Nobody else writes in it now. {slots.press('write_here')} to write here.",
    SHUT: "It can't be written to from here. Make its folder writable, then open it again.",
}
"""What to do, where a book is open to look on, about each standing."""


class BookLock:
    """The held lock. `release()` frees it; so does the end of the process."""

    def __init__(self, folder: Path) -> None:
        """Take the lock, or raise BookInUseError naming the process that holds it. Raises OSError."""
        self._path = folder / NAME
        self._fd = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        try:
            _take(self._fd)
        except OSError as error:
            os.close(self._fd)
            raise in_use(folder) from error
        self._said: dict[str, Any] = {"pid": os.getpid(), "since": instant_text(clock.now())}
        self._write()

    def say(self, **facts: Any) -> None:
        """Add facts for others to read (such as where the desk listens)."""
        self._said.update(facts)
        self._write()

    def release(self) -> None:
        """Free the lock."""
        with contextlib.suppress(OSError):
            os.ftruncate(self._fd, 0)
        os.close(self._fd)

    def _write(self) -> None:
        data = json.dumps(self._said).encode()
        os.ftruncate(self._fd, 0)
        os.lseek(self._fd, 0, os.SEEK_SET)
        os.write(self._fd, data)


def said(folder: Path) -> dict[str, Any]:
    """What the holder wrote into the lock file: `pid`, `since` and more; empty where nothing can be read."""
    try:
        facts = json.loads((folder / NAME).read_bytes())
    except (OSError, ValueError):
        return {}
    return facts if isinstance(facts, dict) else {}


def in_use(folder: Path) -> BookInUseError:
    """The sentence that names who holds a book, and since when."""
    facts = said(folder)
    who = f"process {facts['pid']}" if "pid" in facts else "another process"
    since = ""
    with contextlib.suppress(KeyError, TypeError, ValueError):
        since = f" since {_wall(read_instant(facts['since']))}"
    return BookInUseError(
        f"The book in {folder} is in use by {who}{since}.", "Close it there first, or look on read-only."
    )


def is_held(folder: Path) -> bool:
    """Whether some process holds the book now."""
    return standing(folder) == HELD


def standing(folder: Path) -> str:
    """Whether a book is `HELD` by a process, `FREE` to be written in, or `SHUT`: it cannot be written to from here."""
    try:
        fd = os.open(folder / NAME, os.O_RDWR)
    except FileNotFoundError:
        return FREE if os.access(folder, os.W_OK) else SHUT
    except OSError:
        return SHUT
    try:
        _take(fd)
    except OSError:
        return HELD
    finally:
        os.close(fd)
    return FREE


def _wall(instant: datetime) -> str:
    return f"{clock.local(instant):%Y-%m-%d %H:%M}"


def _take(fd: int) -> None:
    if os.name == "nt":
        import msvcrt

        os.lseek(fd, FAR, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        return
    import fcntl

    fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
