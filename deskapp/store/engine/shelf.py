"""One table in memory: its documents as bytes lines, parsed only when they are looked at."""

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, NamedTuple

from deskapp.errors import BookDamagedError
from deskapp.messages import said
from deskapp.store.engine.codec import DROP, SEAL, Op, decode, document_in
from deskapp.store.engine.reader import are_sealed
from deskapp.store.engine.table_file import split_line

TIME_FIELDS = {"interactions": b'"arrived_at":"', "promises": b'"made_at":"'}
STAMPS = b',"stamps":{'
ID_START = b'{"id":"'
STARTS_BY = 200
TOGETHER = 256
TOMBSTONES = "tombstones"
Touched = frozenset[tuple[str, str]]
"""The table and the id of each document that a change touched."""


class Key(NamedTuple):
    """Where a document stands in time: the text of its instant (or nothing), its id, its number in the table."""

    when: str
    id: str
    number: int


class Place(NamedTuple):
    """Where a document lies: its line, its number in the table, and `month/id` when it is sealed."""

    line: bytes
    number: int
    shadows: str


class Shelf:
    """The hot documents of one table. Numbers are TinyDB's `doc_id`s and are never used twice."""

    def __init__(self, name: str) -> None:
        """An empty table.

        `touched`, `saved`, `spare`: the last change that touched it, that its file holds, and that the copy before
        holds (-1: there is none). `sound`: its file can be read. `stale`: its file is behind for another reason.
        `segment`: the journal's segment that has to be there, as its file says.
        """
        self.name = name
        self.lines: dict[int, bytes] = {}
        self._numbers: dict[str, int] | None = {}
        self.next_number = 1
        self.touched, self.saved, self.spare = 0, 0, -1
        self.sound, self.stale, self.dropped = True, False, False
        self.segment = 0
        self.sealed: list[dict[str, Any]] = []
        self.shadow: dict[str, list[str]] = {}
        self._order: list[Key] | None = None

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each id; made when it is first asked for, which opening does not wait for."""
        if self._numbers is None:
            numbers = {identifier_of(line): number for number, line in list(self.lines.items())}
            numbers.pop("", None)
            self._numbers = numbers
        return self._numbers

    def __len__(self) -> int:
        """The number of hot documents."""
        return len(self.lines)

    def gone(self, month: str) -> frozenset[str]:
        """The ids of documents of a sealed month that count no more there."""
        return frozenset(self.shadow.get(month, ()))

    def total(self) -> int:
        """The number of documents, sealed ones included, without a pass."""
        sealed: int = sum(entry["count"] - len(self.gone(entry["month"])) for entry in self.sealed)
        return len(self) + sealed

    def each(self, sealed: Callable[[dict[str, Any]], Iterable[bytes]]) -> Iterator[tuple[int, bytes, str]]:
        """The number, the line and the month ("" where it is open) of each document that counts.

        `sealed` reads the raw lines of a month, by what the head says of it.
        """
        yield from ((number, line, "") for number, line in list(self.lines.items()))
        for entry in list(self.sealed):
            gone = self.gone(entry["month"])
            for number, line in map(split_line, sealed(entry)):
                if not gone or identifier_of(line) not in gone:
                    yield number, line, entry["month"]

    def find(self, identifier: str) -> bytes | None:
        """The line of the document with that id."""
        number = self.numbers.get(identifier)
        return None if number is None else self.lines[number]

    def apply(self, op: Op, serial: int) -> None:
        """Take over one put or delete of the journal's record `serial`."""
        if op.number == DROP:
            self._drop(serial)
            return
        self.touched, self.dropped = serial, False
        if op.number == SEAL and op.line is not None:
            held = decode(op.line)
            if not are_sealed(held.get("sealed")):
                raise BookDamagedError(
                    said(
                        "The journal speaks of files that are none of the archive's (change {serial}).", serial=serial
                    ),
                    said("Restore a backup."),
                )
            self.sealed, self.shadow = held["sealed"], held["shadow"]
            return
        old = self.lines.get(op.number)
        if old is None or op.line is None or not self._same_place(old, op.line):
            if old is not None:
                self._forget(op.number, old)
            if op.line is not None:
                self._learn(op.number, op.line)
        if op.line is None:
            self.lines.pop(op.number, None)
        else:
            self.lines[op.number] = op.line
        if op.shadows and old is None:
            month, _, identifier = op.shadows.partition("/")
            self.shadow.setdefault(month, []).append(identifier)
        self.next_number = max(self.next_number, op.number + 1)

    def _same_place(self, old: bytes, new: bytes) -> bool:
        """Whether two lines have the same id and time; lines that begin alike up to the time need no closer look."""
        mark = TIME_FIELDS.get(self.name, ID_START)
        start = old.find(mark)
        if (
            old.startswith(ID_START)
            and 0 <= start < STARTS_BY
            and new.startswith(old[: old.find(b'"', start + len(mark)) + 1])
        ):
            return True
        return self.key(0, old) == self.key(0, new)

    @property
    def is_dirty(self) -> bool:
        """Whether its file isn't up to date."""
        return self.touched > self.saved or self.stale or not self.sound

    def head(self, desk: str, serial: int, clock: str, segment: int) -> dict[str, Any]:
        """The head of its file; `segment` is the journal's segment that goes on from here."""
        head: dict[str, Any] = {
            "table": self.name,
            "desk": desk,
            "s": serial,
            "h": clock,
            "touched": self.touched,
            "next": self.next_number,
            "count": len(self.lines),
            "segment": segment,
        }
        shadow = {month: sorted(set(gone)) for month, gone in self.shadow.items() if gone}
        for name, value in (("sealed", list(self.sealed)), ("shadow", shadow), ("dropped", self.dropped)):
            if value:
                head[name] = value
        return head

    def take_head(self, head: dict[str, Any]) -> None:
        """Take over what the head of its file says."""
        self.next_number = max(self.next_number, head["next"])
        self.saved, self.touched, self.dropped = head["s"], head["touched"], head.get("dropped", False)
        self.sealed, self.shadow = head.get("sealed", []), head.get("shadow", {})
        self.segment = head.get("segment", 0)

    def _drop(self, serial: int) -> None:
        self.lines.clear()
        self._numbers = {}
        self._order = None
        self.touched, self.dropped = serial, True
        if not self.sealed:
            self.next_number = 1

    def load(self, documents: dict[int, bytes]) -> None:
        """Put on it what the table's file holds."""
        self.lines = {**self.lines, **documents} if self.lines else documents
        self._order = self._numbers = None
        if self.lines:
            self.next_number = max(self.next_number, max(self.lines) + 1)

    def order(self) -> list[Key]:
        """The keys of all hot documents, oldest first; kept sorted from the first call on."""
        if self._order is None:
            self._order = sorted(self.key(number, line) for number, line in self.lines.items())
        return self._order

    def key(self, number: int, line: bytes) -> Key:
        """Where a line stands in time."""
        return Key(when_of(self.name, line), identifier_of(line), number)

    def forget(self, sealed: Iterable[tuple[int, bytes]]) -> list[str]:
        """Let go of lines that a sealed file holds now; the ids of those that are no longer what was sealed."""
        changed = []
        for number, line in sealed:
            if self.lines.get(number) is not line:
                changed.append(identifier_of(line))
                continue
            del self.lines[number]
            self.numbers.pop(identifier_of(line), None)
            self._order, self.stale = None, True
        return changed

    def _learn(self, number: int, line: bytes) -> None:
        identifier = identifier_of(line)
        if identifier:
            self.numbers[identifier] = number
        if self._order is not None:
            insort(self._order, self.key(number, line))

    def _forget(self, number: int, line: bytes) -> None:
        identifier = identifier_of(line)
        if identifier and self.numbers.get(identifier) == number:
            del self.numbers[identifier]
        if self._order is not None:
            key = self.key(number, line)
            place = bisect_left(self._order, key)
            if self._order[place : place + 1] == [key]:
                del self._order[place]


def identifier_of(line: bytes) -> str:
    """The `id` of a document's line, or nothing."""
    if line.startswith(ID_START):
        return line[len(ID_START) : line.index(b'"', len(ID_START))].decode()
    if b'"id":"' not in line:
        return ""
    identifier = (document_in(line) or {}).get("id", "")
    return identifier if isinstance(identifier, str) else ""


def when_of(table: str, line: bytes) -> str:
    """The text of the instant that orders a table's documents, or nothing."""
    mark = TIME_FIELDS.get(table)
    if mark is None:
        return ""
    stamps = line.rfind(STAMPS)
    start = line.find(mark, 0, stamps if stamps > 0 else len(line))
    if start < 0:
        return ""
    start += len(mark)
    return line[start : line.index(b'"', start)].decode()


def lines_with(lines: list[bytes], needles: Collection[bytes]) -> dict[bytes, None]:
    """The lines that hold any of the needles, each once: many are searched as one text, quicker than each alone."""
    holding: dict[bytes, None] = {}
    for first in range(0, len(lines), TOGETHER):
        whole = b"\n".join([*lines[first : first + TOGETHER], b""])
        for needle in needles:
            at = whole.find(needle)
            while at >= 0:
                end = whole.index(b"\n", at)
                holding[whole[whole.rfind(b"\n", 0, at) + 1 : end]] = None
                at = whole.find(needle, end)
    return holding
