"""Work that is broken off at its n-th file call, in this process: from there on nothing of it reaches the disk.

What counts is every call that changes a file or a folder, whoever makes it: an audit hook sees also those that go past
`Disk`.
"""

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deskapp.store.engine.disk import Disk

CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate", "os.symlink", "os.chmod"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class BrokenOff(BaseException):
    """The process ends here, for all that the disk knows."""


class _Breaking:
    """Counts the calls of one thread in one folder, and breaks off at the n-th and at each that would follow."""

    def __init__(self, folder: Path, at: int) -> None:
        self.folder, self.at, self.calls = str(folder), at, 0
        self.thread = threading.get_ident()

    def count(self) -> bool:
        self.calls += 1
        return bool(self.at) and self.calls >= self.at


_now: _Breaking | None = None


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    breaking = _now
    if breaking is None or threading.get_ident() != breaking.thread:
        return
    is_change = isinstance(arguments[2], int) and bool(arguments[2] & WRITES) if event == "open" else event in CHANGES
    if not is_change:
        return
    paths = [os.fsdecode(one) for one in arguments if isinstance(one, (str, bytes, os.PathLike))]
    is_there = any(one.startswith(breaking.folder) or not Path(one).is_absolute() for one in paths)
    if (event == "os.truncate" or is_there) and breaking.count():
        raise BrokenOff(event)


sys.addaudithook(_hook)


class _HalfDisk(Disk):
    """Writes are seen by no hook: they break off in their middle."""

    def write_at(self, fd: int, data: bytes, offset: int) -> None:
        if _now is not None and _now.count():
            os.pwrite(fd, bytes(data)[: len(data) // 2 if _now.calls == _now.at else 0], offset)
            raise BrokenOff("write")
        super().write_at(fd, data, offset)

    def sync(self, fd: int) -> None:
        """No power is cut here."""

    def sync_data(self, fd: int) -> None:
        """No power is cut here."""

    def sync_folder(self, path: Path) -> None:
        """No power is cut here."""


def broken_off(work: Callable[[], object], folder: Path, at: int, *modules: str) -> int | None:
    """Do some work whose disk is the `Disk` of some modules, and break it off; None, or the calls where it was done."""
    global _now
    with pytest.MonkeyPatch.context() as patch:
        for module in modules:
            patch.setattr(f"{module}.Disk", _HalfDisk)
        patch.setattr(
            "deskapp.store.engine.lock.BookLock.release", lambda held: os.close(held._fd)
        )  # as the kernel does it
        breaking = _now = _Breaking(folder, at)
        try:
            work()
        except BrokenOff:
            return None
        finally:
            _now = None
    return breaking.calls
