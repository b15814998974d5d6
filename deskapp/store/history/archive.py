"""Sealed months: files that never change, read only when somebody looks that far back, searched as bytes."""

import os
import struct
from collections import OrderedDict
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from deskapp.errors import BookDamagedError
from deskapp.messages import said
from deskapp.store.engine.disk import Disk
from deskapp.store.engine.notices import REPAIR, Notices
from deskapp.store.engine.origin import END, HOLDS, rescue, seal_of, why_no_month
from deskapp.store.engine.reader import open_plain, read_plain
from deskapp.store.engine.shelf import Shelf, identifier_of
from deskapp.store.engine.table_file import TableFileError, parse_table, split_line

FOLDER = "archive"
HELD = 4
HEAD_ROWS = 3
FEW = 24
FOLD_MARK, OLDER_MARK = b"fold 3 ", b"fold 2 "
"""The marks of search text by the folding of now, and by that of before: such is made again when it is searched."""
PLACE = struct.Struct(">III")


class Sealed(NamedTuple):
    """One document of a sealed month: its number in the table and its line."""

    number: int
    line: bytes


class Fold(NamedTuple):
    """The search text of a month, one line for each document, newest first, and where each document's line lies.

    `places` holds offset, length and CRC-32 of each raw line in the sealed file; nothing where that is damaged.
    """

    text: bytes
    places: bytes = b""


class Month:
    """The content of one sealed file. `faults` says what could not be read of it."""

    def __init__(self, path: Path, entry: dict[str, Any] | None = None) -> None:
        """`entry` is what the table's head says of it, where that is known."""
        self.path, self.entry = path, entry
        self.faults: list[str] = []

    @cached_property
    def data(self) -> bytes:
        """The raw bytes."""
        return read_plain(self.path)

    @cached_property
    def documents(self) -> list[Sealed]:
        """The documents, oldest first."""
        return [Sealed(*split_line(line)) for line in self.lines]

    @cached_property
    def lines(self) -> list[bytes]:
        """The raw lines, oldest first, each checked against its checksum; what is damaged is left out and told."""
        self.faults = []
        try:
            table = parse_table(self.path, self.data)
            lines = table.lines
            why = why_no_month(self.path.name, table.head, seal_of(self.data), len(lines), self.entry)
        except TableFileError:
            rescued = rescue(self.path)
            lines, why = rescued.lines, ""
            self.faults.append(f"{FOLDER}/{self.path.name} is damaged ({', '.join(rescued.bad) or 'its frame'}).")
        if why:
            self.faults.append(f"{FOLDER}/{self.path.name} cannot be used: {why}.")
        return [] if why and HOLDS not in why else lines

    def readable(self) -> list[bytes]:
        """The same lines; none of a file that cannot be opened, which is a fault like any other."""
        try:
            return self.lines
        except OSError as error:
            self.faults = [unread(self.path.name, error)]
            return []

    @property
    def is_sound(self) -> bool:
        """Whether every line can be read."""
        return bool(self.readable()) and not self.faults

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each id stands among the lines."""
        return {identifier_of(split_line(line)[1]): place for place, line in enumerate(self.lines)}


class Archive:
    """The sealed months of a book; the few that were looked at last stay in memory."""

    def __init__(
        self, folder: Path, disk: Disk, notices: Notices, entry: Callable[[str], dict[str, Any] | None]
    ) -> None:
        """`entry` gives what the tables' heads say of a month's file."""
        self._entry = entry
        self._folder, self._disk, self._notices = folder / FOLDER, disk, notices
        self._months: OrderedDict[str, Month] = OrderedDict()
        self._folds_seen: set[str] = set()

    def month(self, file: str) -> Month:
        """A sealed month by its file's name."""
        month = self._months.pop(file, None) or Month(self._folder / file, self._entry(file))
        self._months[file] = month
        while len(self._months) > HELD:
            self._months.popitem(last=False)
        return month

    def lines(self, file: str) -> list[bytes]:
        """The raw lines of a month, oldest first. A missing or damaged file is told on the book's notice board."""
        month = self.month(file)
        lines = month.readable()
        for fault in month.faults:
            self.tell(fault)
        return lines

    def holds(self, file: str, wanted: tuple[bytes, ...]) -> bool:
        """Whether every one of some bytes occurs in a month's file; nothing is parsed."""
        try:
            month = self.month(file)
            held = all(needle in month.data for needle in wanted)
        except OSError as error:
            self.tell(unread(file, error))
            return False
        return held or not month.is_sound

    def find(self, shelf: Shelf, identifier: str, *, to_change: bool = False) -> tuple[str, Sealed] | None:
        """The month and the document of that id, unless something newer counts instead.

        Who asks `to_change` it has to know for sure: raises BookDamagedError where a month that may hold it cannot be
        read whole.
        """
        for entry in shelf.sealed:
            if not entry["min"] <= identifier <= entry["max"]:
                continue
            file = entry["file"]
            if identifier in shelf.shadow.get(entry["month"], ()):
                continue
            lines = self.lines(file)
            place = self.month(file).places.get(identifier) if lines else None
            if place is not None:
                return entry["month"], Sealed(*split_line(lines[place]))
            if to_change and (faults := self.month(file).faults):
                raise BookDamagedError(said("{faults} Nothing was changed.", faults=faults[0]), REPAIR)
        return None

    def folded(self, file: str) -> Fold:
        """What a month is searched by; made again where its file isn't sound."""
        path = self._folder / fold_name(file)
        try:
            data = read_plain(path)
        except OSError:
            data = b""
        fold = read_fold(data, check=file not in self._folds_seen)
        if fold is None or (file not in self._folds_seen and self._is_another(file)):
            if not self.lines(file):
                return Fold(b"")
            fold = fold_of(self.month(file))
            if self.month(file).faults:
                return fold
            try:
                self._disk.write_file(path, with_mark(fold))
            except OSError:
                return fold
        self._folds_seen.add(file)
        return fold

    def _is_another(self, file: str) -> bool:
        """Whether another month lies under this name, by the checksum with which its file ends."""
        seal = (self._entry(file) or {}).get("seal")
        if seal is None:
            return False
        try:
            with open_plain(self._folder / file, buffering=0) as data:
                data.seek(-END, os.SEEK_END)
                return seal_of(data.read(END) or b"") != str(seal)
        except OSError:
            return False

    def found_in(self, file: str, fold: Fold, ordinals: Iterator[int]) -> Iterator[bytes]:
        """The documents at some lines of a month's search text; while they are few, the rest of the file isn't read."""
        few = [] if file in self._months else list(islice(ordinals, FEW))
        for ordinal in few:
            yield from self._proved(file, self._alone(file, fold, ordinal), fold, ordinal)
        for ordinal in ordinals:
            try:
                data = self.month(file).data
            except OSError as error:
                self.tell(unread(file, error))
                return
            offset, length, _ = PLACE.unpack_from(fold.places, ordinal * PLACE.size)
            yield from self._proved(file, data[offset : offset + length], fold, ordinal)

    def _proved(self, file: str, line: bytes, fold: Fold, ordinal: int) -> Iterator[bytes]:
        """The document of a raw line, where it is the very line that the search text was made of; else that is told."""
        if crc32(line) == PLACE.unpack_from(fold.places, ordinal * PLACE.size)[2]:
            yield split_line(line)[1]
            return
        self.lines(file)
        if self.month(file).is_sound:
            self.tell(
                said(
                    "The search text {folder}/{fold_name} is of another file.", folder=FOLDER, fold_name=fold_name(file)
                )
            )

    def _alone(self, file: str, fold: Fold, ordinal: int) -> bytes:
        """One raw line, read alone; nothing where that fails."""
        offset, length, _ = PLACE.unpack_from(fold.places, ordinal * PLACE.size)
        try:
            with open_plain(self._folder / file, buffering=0) as data:
                data.seek(offset)
                return data.read(length) or b""
        except OSError:
            return b""

    def forget(self) -> None:
        """Let go of what was read."""
        self._months.clear()
        self._folds_seen.clear()

    def tell(self, sentence: str) -> None:
        """Put a fault of a sealed month on the notice board."""
        self._notices.tell(
            sentence, said("What lies there may be missing here. {repair}", repair=REPAIR), is_short=True
        )


def unread(file: str, error: OSError) -> str:
    """The sentence for a sealed month that cannot be opened or read."""
    return said(
        "{folder}/{file} cannot be read ({strerror}).", folder=FOLDER, file=file, strerror=error.strerror or error
    )


def fold_name(file: str) -> str:
    """The name of a sealed month's search text."""
    return file.removesuffix(".json") + ".fold"


def fold_of(month: Month, known: list[bytes] | None = None) -> Fold:
    """What a month is searched by; `known` is the search text of each document, oldest first. Raises OSError."""
    from deskapp.store.history.search import searched_as

    text, places = [], []
    offset = sum(len(row) + 1 for row in month.data.split(b"\n", HEAD_ROWS)[:HEAD_ROWS])
    for number, line in enumerate(month.lines):
        if month.faults:
            offset = month.data.index(line, offset if number else 0)
        folded = searched_as(split_line(line)[1]) if known is None else known[number]
        text.append(folded + b"\n")
        places.append(PLACE.pack(offset, len(line), crc32(line)))
        offset += len(line) + len(b",\n")
    return Fold(b"".join(reversed(text)), b"".join(reversed(places)))


def agrees(fold: Fold, lines: list[bytes]) -> bool:
    """Whether a search text was made of these very lines (oldest first)."""
    sums = [crc for _, _, crc in PLACE.iter_unpack(fold.places)]
    return sums == [crc32(line) for line in reversed(lines)]


def with_mark(fold: Fold) -> bytes:
    """A fold file's bytes: its own checksum and the number of its places in the first line."""
    body = fold.places + fold.text
    count = len(fold.places) // PLACE.size
    return FOLD_MARK + b"%08x %08x\n" % (crc32(body), count) + body


def read_fold(data: bytes, *, check: bool, mark: bytes = FOLD_MARK) -> Fold | None:
    """What a fold file's bytes hold, or None where they aren't sound."""
    end = len(mark) + len(b"%08x %08x\n" % (0, 0))
    if not data.startswith(mark) or len(data) < end:
        return None
    body = data[end:]
    crc, count = data[len(mark) : end].split()
    if check and crc != b"%08x" % crc32(body):
        return None
    text_from = int(count, 16) * PLACE.size
    fold = Fold(body[text_from:], body[:text_from])
    return None if fold.text and not fold.places else fold


def entry_of(file: str, month: str, documents: list[Sealed], seal: str) -> dict[str, Any]:
    """What the table's head says of a sealed month; `seal` is the checksum with which its file ends."""
    identifiers = [identifier_of(document.line) for document in documents]
    about = {"month": month, "file": file, "count": len(documents), "seal": seal}
    return {**about, "min": min(identifiers), "max": max(identifiers)}
