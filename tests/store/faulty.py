"""Disks for tests: one that fails at a given call, one that remembers everything that was done to it."""

import errno
import os
from pathlib import Path
from typing import Any

from deskapp.store.engine.disk import Disk

CALLS = (
    "make_folder", "create", "open_again", "size", "write_at", "reserve", "cut", "sync_data", "write_durably", "sync",
    "sync_folder", "link", "replace", "remove",
)  # fmt: skip


class FaultyDisk(Disk):
    """Fails at the n-th call (and `times` in all) with an errno; a failing write leaves half of its bytes behind."""

    def __init__(self, fail_at: int = 0, code: int = errno.EIO, times: int = 1) -> None:
        self.calls, self.fail_at, self.code, self.times = 0, fail_at, code, times
        self.failed: list[str] = []

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name not in CALLS:
            return found

        def counted(*arguments: Any) -> Any:
            self.calls += 1
            if self.fail_at <= self.calls < self.fail_at + self.times and self.fail_at:
                self.failed.append(name)
                if name in ("write_at", "write_durably"):
                    fd, data, offset = arguments
                    os.pwrite(fd, data[: len(data) // 2], offset)
                raise OSError(self.code, os.strerror(self.code))
            if name in ("sync", "sync_data", "sync_folder"):
                return None  # no power is cut here, and real syncs would make these tests slow
            if name == "write_durably":
                return Disk.write_at(self, *arguments)
            return found(*arguments)

        return counted


class NoSync(Disk):
    """The control of the crash tests: it never syncs, so that what it acknowledges may be lost."""

    def write_durably(self, fd: int, data: bytes, offset: int) -> None:
        """Lie."""
        self.write_at(fd, data, offset)

    def sync_data(self, fd: int) -> None:
        """Lie."""

    def sync(self, fd: int) -> None:
        """Lie."""

    def sync_folder(self, path: Path) -> None:
        """Lie."""


class WholeLineThenError(Disk):
    """The record is written, the disk says that it is not, and takes no cut."""

    def write_durably(self, fd: int, data: bytes, offset: int) -> None:
        """Write, and say that it failed."""
        self.write_at(fd, data, offset)
        raise OSError(errno.EIO, "on purpose")

    def cut(self, fd: int, length: int) -> None:
        """Refuse."""
        raise OSError(errno.EIO, "on purpose")
