"""A disk that records every call, and the states that a power cut may leave behind: the adversarial replay.

What was not synced may be there whole, in part (sectors of 512 bytes) or not at all, file by file; names in a folder
that was not synced are there up to any point of their order.
"""

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deskapp.store.engine.disk import Disk

SECTOR = 512


class RecordingDisk(Disk):
    """Does everything for real and keeps the log; with `honest` False its syncs are not recorded: the control."""

    def __init__(self, root: Path, *, honest: bool = True) -> None:
        self.root, self.honest = root, honest
        self.log: list[tuple[Any, ...]] = []
        self._files: dict[int, int] = {}
        self._names: dict[Path, int] = {}
        self._next = 0

    def acknowledge(self, number: int) -> None:
        self.log.append(("ack", number))

    def make_folder(self, path: Path) -> None:
        if not path.exists():
            self.log.append(("folder", path.parent, path))
        super().make_folder(path)

    def create(self, path: Path) -> int:
        fd = super().create(path)
        if path in self._names:
            self.log.append(("cut", self._names[path], 0))
        else:
            self._next += 1
            self._names[path] = self._next
            self.log.append(("name", path.parent, path, self._next))
        self._files[fd] = self._names[path]
        return fd

    def open_again(self, path: Path) -> int:
        fd = super().open_again(path)
        self._files[fd] = self._names[path]
        return fd

    def write_at(self, fd: int, data: bytes, offset: int) -> None:
        super().write_at(fd, data, offset)
        self.log.append(("write", self._files[fd], offset, bytes(data)))

    def write_durably(self, fd: int, data: bytes, offset: int) -> None:
        super().write_at(fd, data, offset)
        self.log.append(("durable" if self.honest else "write", self._files[fd], offset, bytes(data)))

    def cut(self, fd: int, length: int) -> None:
        super().cut(fd, length)
        self.log.append(("cut", self._files[fd], length))

    def sync_data(self, fd: int) -> None:
        if self.honest:
            self.log.append(("sync", self._files[fd]))

    def sync(self, fd: int) -> None:
        self.sync_data(fd)

    def sync_folder(self, path: Path) -> None:
        if self.honest:
            self.log.append(("sync folder", path))

    def link(self, source: Path, target: Path) -> None:
        self.remove(target)
        target.hardlink_to(source)
        self._names[target] = self._names[source]
        self.log.append(("name", target.parent, target, self._names[source]))

    def replace(self, source: Path, target: Path) -> None:
        super().replace(source, target)
        self._names[target] = self._names.pop(source)
        self.log.append(("rename", target.parent, source, target))

    def remove(self, path: Path) -> None:
        if self._names.pop(path, None) is not None:
            self.log.append(("forget", path.parent, path))
        super().remove(path)


@dataclass
class File:
    """A file as the disk surely holds it, and what is under way."""

    content: bytearray = field(default_factory=bytearray)
    pending: list[tuple[Any, ...]] = field(default_factory=list)

    def apply(self, act: tuple[Any, ...]) -> None:
        if act[0] == "cut":
            del self.content[act[2] :]
            self.content.extend(bytes(act[2] - len(self.content)))
            return
        offset, data = act[2], act[3]
        self.content.extend(bytes(max(0, offset + len(data) - len(self.content))))
        self.content[offset : offset + len(data)] = data

    def apply_durably(self, act: tuple[Any, ...]) -> None:
        """On the disk at once; what is still under way below it bears the new bytes too, as in the page cache."""
        lengths = [place for place, one in enumerate(self.pending) if one[0] == "cut"]
        upto = lengths[-1] + 1 if lengths else 0
        for one in self.pending[:upto]:
            self.apply(one)
        _, inode, offset, data = act
        below = []
        for _, _, start, old in self.pending[upto:]:
            first, last = max(start, offset), min(start + len(old), offset + len(data))
            if first < last:
                old = old[: first - start] + data[first - offset : last - offset] + old[last - start :]
            below.append(("write", inode, start, old))
        self.pending = below
        self.apply(act)

    def after_a_cut(self, some: random.Random) -> bytes:
        mood = some.random()
        for act in self.pending:
            if mood < 0.25:
                break
            if mood < 0.5:
                self.apply(act)
            elif act[0] == "cut":
                if some.random() < 0.5:
                    self.apply(act)
            else:
                self._apply_sectors(act, some)
        return bytes(self.content)

    def _apply_sectors(self, act: tuple[Any, ...], some: random.Random) -> None:
        _, inode, offset, data = act
        start = 0
        while start < len(data):
            stop = min(len(data), start + SECTOR - (offset + start) % SECTOR)
            if some.random() < 0.6:
                self.apply(("write", inode, offset + start, data[start:stop]))
            start = stop


class Platter:
    """What the disk holds while the log is played."""

    def __init__(self, root: Path) -> None:
        self.files: dict[int, File] = {}
        self.names: dict[Path, int] = {}
        self.folders = {root}
        self.pending: dict[Path, list[tuple[Any, ...]]] = {}
        self.acknowledged = -1

    def play(self, act: tuple[Any, ...]) -> None:
        kind = act[0]
        if kind == "ack":
            self.acknowledged = act[1]
        elif kind in ("write", "cut"):
            self.files.setdefault(act[1], File()).pending.append(act)
        elif kind == "durable":
            self.files.setdefault(act[1], File()).apply_durably(act)
        elif kind == "sync":
            file = self.files.setdefault(act[1], File())
            for one in file.pending:
                file.apply(one)
            file.pending.clear()
        elif kind == "sync folder":
            for one in self.pending.pop(act[1], []):
                self.name(one)
        else:
            self.pending.setdefault(act[1], []).append(act)

    def name(self, act: tuple[Any, ...]) -> None:
        kind, _, path, *more = act
        if kind == "folder":
            self.folders.add(path)
        elif kind == "name":
            self.names[path] = more[0]
        elif kind == "forget":
            self.names.pop(path, None)
        elif path in self.names:
            self.names[more[0]] = self.names.pop(path)

    def lay_out(self, root: Path, target: Path, some: random.Random) -> None:
        """One state that a power cut now may leave, as real files. The platter is used up."""
        for acts in self.pending.values():
            for act in acts[: some.randint(0, len(acts))]:
                self.name(act)
        contents = {inode: file.after_a_cut(some) for inode, file in self.files.items()}
        target.mkdir(mode=0o700)
        there = {root}
        for folder in sorted(self.folders - {root}):
            if folder.parent in there:
                there.add(folder)
                (target / folder.relative_to(root)).mkdir()
        for path, inode in self.names.items():
            if path.parent in there:
                (target / path.relative_to(root)).write_bytes(contents.get(inode, b""))


def after_power_cut(log: list[tuple[Any, ...]], length: int, root: Path, target: Path, some: random.Random) -> int:
    """Lay out one state after the first `length` calls; returns the last acknowledged number (-1: none)."""
    platter = Platter(root)
    for act in log[:length]:
        platter.play(act)
    platter.lay_out(root, target, some)
    return platter.acknowledged
