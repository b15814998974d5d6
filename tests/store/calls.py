"""What the program asks of the system for its files, as one list: recorded beneath `Disk`, at the functions of `os`.

`straced` gives the same list as the kernel saw it; `order` holds what both have to keep.
"""

import builtins
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from deskapp.store.engine.disk import UNKNOWN

WRITES = os.O_WRONLY | os.O_RDWR


class Call(NamedTuple):
    """One call: what was done to which file. Paths are whole; `other` is the new name, `size` the bytes.

    `kind` is folder, create (new or emptied), read (opened for that), write, durable, room (zeros, written ahead of
    need), cut, sync, rename, link, unlink, rmdir, failed (a write) or say (what somebody was told: the `path`).
    """

    kind: str
    path: str
    other: str = ""
    size: int = 0


class Recorder:
    """The list, and what is to go wrong: `at_once` bytes are written by one call at most, `refuse` gives an errno."""

    def __init__(self, root: Path) -> None:
        self.root, self.at_once = os.path.realpath(root), 0
        self.calls: list[Call] = []
        self.refuse: dict[str, list[int]] = {}
        self._paths: dict[int, str] = {}

    def say(self, words: str) -> None:
        """Whoever asked for something was told that it is done."""
        self.calls.append(Call("say", words))

    def add(self, kind: str, path: str, other: str = "", size: int = 0) -> None:
        if path.startswith(self.root + os.sep) or path == self.root:
            self.calls.append(Call(kind, path, other, size))

    def opened(self, fd: int, path: str, flags: int, was_there: bool) -> None:
        self._paths[fd] = path
        if flags & os.O_TRUNC or (flags & os.O_CREAT and not was_there):
            self.add("create", path)
        elif not flags & WRITES and not Path(path).is_dir():
            self.add("read", path)

    def closed(self, fd: int) -> None:
        self._paths.pop(fd, None)

    def done(self, kind: str, fd: int, size: int = 0) -> None:
        if fd in self._paths:
            self.add(kind, self._paths[fd], "", size)

    def moved(self, source: str, target: str) -> None:
        self.add("rename", source, target)
        self._paths = {fd: target if path == source else path for fd, path in self._paths.items()}

    def below(self, path: Any, dir_fd: int | None = None) -> str:
        """The whole path of a name, also of one in a folder that is open."""
        name = Path(self._paths.get(dir_fd, "") if dir_fd is not None else "") / os.fsdecode(path)
        return str(Path(os.path.realpath(name.parent)) / name.name)

    def is_watched(self, fd: int) -> bool:
        return self._paths.get(fd, "").startswith(self.root)

    def part(self, fd: int, data: Any) -> memoryview:
        """As much of the data as one call takes."""
        view = memoryview(data).cast("B")
        return view[: self.at_once] if self.at_once and self.is_watched(fd) else view

    def may_fail(self, name: str, fd: int) -> None:
        """Raises OSError where this call was to be refused."""
        if self.refuse.get(name) and self.is_watched(fd):
            code = self.refuse[name].pop(0)
            if code not in UNKNOWN:
                self.done("failed", fd)
            raise OSError(code, os.strerror(code))


class _File(io.FileIO):
    """A file that is written to without `Disk`, such as a packed one."""

    def __init__(self, book: Recorder, file: Any, mode: str, opener: Any = None) -> None:
        self._book = book
        super().__init__(file, mode, closefd=True, opener=opener)

    def write(self, data: Any) -> int:
        self._book.may_fail("write", self.fileno())
        size = super().write(self._book.part(self.fileno(), data)) or 0
        self._book.done("write", self.fileno(), size)
        return size

    def truncate(self, size: int | None = None) -> int:
        length = super().truncate(size)
        self._book.done("cut", self.fileno())
        return length


@contextmanager
def recorded(root: Path) -> Iterator[Recorder]:
    """Record what is done below a folder, for real, as long as the block lasts."""
    book = Recorder(root)
    with pytest.MonkeyPatch.context() as patch:
        _files(book, patch)
        _bytes(book, patch)
        _names(book, patch)
        yield book


def _files(book: Recorder, patch: pytest.MonkeyPatch) -> None:
    opens, closes, fdopens = os.open, os.close, os.fdopen
    streams: Any = io.open

    def opened(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        was_there = os.path.lexists(book.below(path, dir_fd))
        fd = opens(path, flags, mode, dir_fd=dir_fd)
        book.opened(fd, book.below(path, dir_fd), flags, was_there)
        return fd

    def closed(fd: int) -> None:
        book.closed(fd)
        closes(fd)

    def fdopened(fd: int, mode: str = "r", *rest: Any, **more: Any) -> Any:
        if not book.is_watched(fd) or "b" not in mode or not set(mode) & set("wax+"):
            return fdopens(fd, mode, *rest, **more)
        return io.BufferedRandom(_File(book, fd, "r+"))

    def streamed(file: Any, mode: Any = "r", *rest: Any, opener: Any = None, **more: Any) -> Any:
        if isinstance(file, int) or not book.below(file).startswith(book.root):
            return streams(file, mode, *rest, opener=opener, **more)
        if "b" in mode and set(mode) & set("wax+"):
            return io.BufferedRandom(_File(book, file, mode.replace("b", ""), opener or _usual))
        return streams(file, mode, *rest, opener=opener or _usual, **more)

    patch.setattr(os, "open", opened)
    patch.setattr(os, "close", closed)
    patch.setattr(os, "fdopen", fdopened)
    patch.setattr(io, "open", streamed)
    patch.setattr(builtins, "open", streamed)


def _usual(path: str, flags: int) -> int:
    return os.open(path, flags, 0o666)


def _bytes(book: Recorder, patch: pytest.MonkeyPatch) -> None:
    pwrite, write = os.pwrite, os.write
    pwritev: Any = getattr(os, "pwritev", None)

    def written_at(fd: int, data: Any, offset: int) -> int:
        book.may_fail("pwrite", fd)
        size = pwrite(fd, book.part(fd, data), offset)
        book.done("write" if any(book.part(fd, data)) else "room", fd, size)
        return size

    def written(fd: int, data: Any) -> int:
        size = write(fd, data)
        book.done("write", fd, size)
        return size

    def written_with(fd: int, buffers: Any, offset: int, flags: int = 0) -> int:
        book.may_fail("pwritev", fd)
        size: int = pwritev(fd, [book.part(fd, buffers[0])], offset, flags)
        book.done("durable" if flags & getattr(os, "RWF_DSYNC", 0) else "write", fd, size)
        return size

    def followed(name: str, kind: str) -> None:
        real = getattr(os, name)

        def call(fd: int, *rest: Any) -> None:
            book.may_fail(name, fd)
            real(fd, *rest)
            book.done(kind, fd)

        patch.setattr(os, name, call)

    patch.setattr(os, "pwrite", written_at)
    patch.setattr(os, "write", written)
    if pwritev:
        patch.setattr(os, "pwritev", written_with)
    for name, kind in (("fsync", "sync"), ("fdatasync", "sync"), ("ftruncate", "cut")):
        if hasattr(os, name):
            followed(name, kind)


def _names(book: Recorder, patch: pytest.MonkeyPatch) -> None:
    for name in ("rename", "replace", "link"):
        two_names(book, patch, name)
    for name, kind in (("mkdir", "folder"), ("unlink", "unlink"), ("remove", "unlink"), ("rmdir", "rmdir")):
        one_name(book, patch, name, kind)


def two_names(book: Recorder, patch: pytest.MonkeyPatch, name: str) -> None:
    real = getattr(os, name)

    def call(source: Any, target: Any, **more: Any) -> None:
        before, after = book.below(source), book.below(target)
        if book.refuse.get(name):
            raise OSError(book.refuse[name].pop(0), "on purpose")
        real(source, target, **more)
        book.add("link", before, after) if name == "link" else book.moved(before, after)

    patch.setattr(os, name, call)


def one_name(book: Recorder, patch: pytest.MonkeyPatch, name: str, kind: str) -> None:
    real = getattr(os, name)

    def call(path: Any, *rest: Any, dir_fd: int | None = None) -> None:
        place = book.below(path, dir_fd)
        real(path, *rest, dir_fd=dir_fd)
        book.add(kind, place)

    patch.setattr(os, name, call)
