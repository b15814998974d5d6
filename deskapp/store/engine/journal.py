"""The journal: segments of lines, one line for each atomic change, on the disk before anybody is told "saved".

A segment counts from its header on. A record counts only below the first number of the next segment: what a failed
write may have left behind is never replayed.
"""

import contextlib
import errno
import re
from pathlib import Path
from typing import Any

from deskapp.store.engine.codec import Record, decode, encode, frame, unframe
from deskapp.store.engine.disk import Disk, refusal
from deskapp.store.engine.reader import open_plain, read_plain
from deskapp.store.engine.table_file import FORMAT, newer

FOLDER = "journal"
RESERVE = 1 << 20
START = re.compile(rb'\{"s":(\d+),"h":"([0-9a-f]{16})",')
TAIL = 200
STAYS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Segment:
    """What one segment file holds. `torn` is where its readable part ends when more bytes follow.

    `end` and `tail` are where its last whole line ends, and the last bytes of that line; `bad_at_end` is how many
    unreadable lines follow, `unread` why the file cannot be opened at all.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.header: dict[str, Any] | None = None
        self.records: list[Record] = []
        self.damage: list[tuple[int, str]] = []
        self.torn: int | None = None
        self.lines = self.end = 0
        self.bad_at_end = 0
        self.tail = b""
        self.unread = ""

    @property
    def number(self) -> int:
        """The number in its name."""
        return int(self.path.stem)

    @property
    def is_whole(self) -> bool:
        """Whether all of it could be read."""
        return self.header is not None and self.torn is None and not self.damage and not self.unread


def segment_path(folder: Path, number: int) -> Path:
    """The file of a segment."""
    return folder / FOLDER / f"{number:08d}.jsonl"


def segments_in(folder: Path) -> list[Path]:
    """The segment files of a book, oldest first. Raises OSError for a folder that cannot be looked into."""
    try:
        return sorted(path for path in (folder / FOLDER).iterdir() if path.suffix == ".jsonl" and path.stem.isdigit())
    except (FileNotFoundError, NotADirectoryError):
        return []


def read_segment(path: Path) -> Segment:
    """Everything readable of a segment. Raises OSError, or BookDamagedError for a newer format."""
    return parse_segment(path, read_plain(path))


def read_header(path: Path) -> dict[str, Any] | None:
    """The header of a segment alone, or None where it can't be read. Raises OSError."""
    with open_plain(path) as file:
        return parse_segment(path, file.readline()).header


def parse_segment(path: Path, data: bytes) -> Segment:
    """Everything readable of a segment's bytes: damage with whole records after it is told apart from a torn end."""
    segment = Segment(path)
    data = without_reserve(data)
    faults: list[tuple[int, str]] = []
    start = 0
    while start < len(data):
        stop = data.find(b"\n", start)
        segment.lines += 1
        if stop < 0:
            faults.append((start, "the line is cut off"))
            break
        if _read_line(segment, data[start:stop], start, stop + 1):
            segment.damage += faults
            faults = []
            segment.end, segment.tail = stop + 1, data[max(start, stop - TAIL) : stop + 1]
        else:
            faults.append((start, "the line is not what was written"))
        start = stop + 1
    if faults:
        segment.torn, segment.bad_at_end = faults[0][0], len(faults)
    return segment


def without_reserve(data: bytes) -> bytes:
    """The bytes without the zeros at their end, which a desk that was killed leaves by the megabyte.

    `rstrip` takes 2 to 6 ms for them and is left to bytes where zeros stand between others.
    """
    zeros = data.find(b"\0", data.rfind(b"\n") + 1)
    if zeros < 0:
        return data
    return data[:zeros] if data[zeros:] == bytes(len(data) - zeros) else data.rstrip(b"\0")


def _read_line(segment: Segment, line: bytes, start: int, end: int) -> bool:
    payload = unframe(line)
    if payload is None:
        return False
    if start_of := START.match(payload):
        segment.records.append(Record(int(start_of[1]), start_of[2].decode(), payload, start, end))
        return True
    content = decode(payload)
    if content.get("deskapp", 0) > FORMAT:
        raise newer(segment.path)
    segment.header = content
    return True


class Journal:
    """The end of the journal that is written to. Not for two threads at once, but for `prepare`.

    `number` is that of the segment in use, or nothing before there is one.
    """

    def __init__(self, folder: Path, disk: Disk, next_number: int) -> None:
        self._folder, self._disk = folder, disk
        self._fd: int | None = None
        self._next = next_number
        self.number = 0
        self._room = 0
        self._must_cut = self._header_synced = False
        self.offset = 0
        self.written = 0
        self.suspect = False

    @property
    def is_open(self) -> bool:
        """Whether a segment is there to be written to."""
        return self._fd is not None

    @property
    def was_removed(self) -> bool:
        """Whether somebody has removed the segment in use."""
        return self._fd is not None and self._disk.is_gone(self._fd)

    def go_on(self, segment: "Segment") -> None:
        """Go on in the last segment, if all of it could be read: what was reserved there may still be there.

        Raises OSError.
        """
        fd = self._disk.open_again(segment_path(self._folder, segment.number))
        size = self._disk.size(fd)
        self._fd, self.number, self.offset, self._room = fd, segment.number, segment.end, max(size, segment.end)
        self.written, self._header_synced, self._must_cut, self.suspect = segment.end, False, False, False

    def prepare(self) -> tuple[int, int]:
        """Make the next segment's file, reserved and synced but not yet in use; its file descriptor and number."""
        number, self._next = self._next, self._next + 1
        path = segment_path(self._folder, number)
        fd = self._disk.create(path)
        try:
            self._disk.reserve(fd, 0, RESERVE)
            self._disk.sync(fd)
            self._disk.sync_folder(path.parent)
        except OSError:
            self._disk.close(fd)
            with contextlib.suppress(OSError):
                self._disk.remove(path)
            raise
        return fd, number

    def begin(self, prepared: tuple[int, int], header: dict[str, Any]) -> None:
        """Go on in a prepared segment; its header reaches the disk with the first record. Raises OSError."""
        fd, number = prepared
        line = frame(encode({"deskapp": FORMAT, "segment": number, **header}))
        try:
            self._disk.write_at(fd, line, 0)
        except OSError:
            self._disk.close(fd)
            raise
        self.leave()
        self.suspect = self._header_synced = False
        self._fd, self.number, self.offset, self._room, self._must_cut = fd, number, len(line), RESERVE, False

    def append(self, payload: bytes) -> None:
        """Write one record and return when it is on the disk.

        Raises DiskRefusedError when it isn't: then nothing of it counts, and the next try starts sound.
        """
        if self._fd is None:
            raise RuntimeError("no segment was begun")
        line = frame(payload)
        try:
            if self._must_cut:
                self._cut()
            if self.offset + len(line) > self._room:
                self._make_room(self._fd, max(RESERVE, len(line)))
            self._write(self._fd, line)
        except OSError as error:
            self._after_fault(error)
            raise refusal(error, self._folder / FOLDER) from error
        self.offset += len(line)
        self.written += len(line)

    def _write(self, fd: int, line: bytes) -> None:
        """The first record of a segment takes the header with it to the disk."""
        if self._header_synced:
            self._disk.write_durably(fd, line, self.offset)
            return
        self._disk.write_at(fd, line, self.offset)
        self._disk.sync(fd)
        self._header_synced = True

    def flush(self) -> None:
        """Return when the header of a segment just begun is on the disk. Raises OSError."""
        if self._fd is not None:
            self._disk.sync(self._fd)
            self._header_synced = True

    def _make_room(self, fd: int, size: int) -> None:
        self._disk.reserve(fd, self._room, size)
        self._disk.sync(fd)
        self._room += size

    def _after_fault(self, error: OSError) -> None:
        """Cut off what the failed write left; leave the segment for good unless the disk was merely full."""
        self._must_cut = True
        with contextlib.suppress(OSError):
            self._cut()
        if self._must_cut or error.errno not in STAYS:
            self.suspect = True
            self.leave()

    def _cut(self) -> None:
        if self._fd is not None:
            self._disk.cut(self._fd, self.offset)
            self._disk.sync(self._fd)
            self._room, self._must_cut = self.offset, False

    def leave(self, *, for_good: bool = True) -> None:
        """Give up the segment in use; with `for_good` the room that was reserved is given back."""
        fd, self._fd = self._fd, None
        if fd is not None:
            if for_good:
                with contextlib.suppress(OSError):
                    self._disk.cut(fd, self.offset)
            with contextlib.suppress(OSError):
                self._disk.close(fd)
