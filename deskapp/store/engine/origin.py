"""Whose a file is, as it may have come from elsewhere, and what can still be read of one that is damaged."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zlib import crc32

from deskapp.model.frozen import dataclass
from deskapp.store.engine.codec import decode
from deskapp.store.engine.reader import are_sealed, open_plain, read_plain
from deskapp.store.engine.table_file import file_name

BEGINNING, END = 1024, 64
HOLDS = "holds"
_DESK = re.compile(rb'"desk":"([^"\\]{1,64})"')
_OWN = re.compile(rb'"own":"([0-9a-f]{8})"\}\}\n\}\n\Z')
LINE = re.compile(rb'"-?\d+":\{.*\}')
RAN_TOGETHER = "a line that ran into another"


def desk_of(tables: Iterable[Path], segments: Iterable[Path]) -> str:
    """The desk that most of a book's files say they belong to; "" where none says so."""
    desks: Counter[str] = Counter()
    for path in (*tables, *segments):
        try:
            with open_plain(path, buffering=0) as file:
                said = _DESK.search(file.read(BEGINNING) or b"")
        except OSError:
            continue
        if said:
            desks[said[1].decode(errors="replace")] += 1
    return desks.most_common(1)[0][0] if desks else ""


def why_strange(head: dict[str, Any], table: str, desk: str) -> str:
    """Why a table's file is not this table's of this book, "" where it is."""
    if head.get("table") != table:
        return "another table's file is in its place"
    if desk and head.get("desk") not in (desk, ""):
        return "another book's file is in its place"
    return ""


def seal_of(data: bytes) -> str:
    """The checksum with which a table's file ends: no other file has the same."""
    match = _OWN.search(data[-END:])
    return match[1].decode() if match else ""


def why_no_month(name: str, head: dict[str, Any], seal: str, count: int, entry: dict[str, Any] | None) -> str:
    """Why a file is not the sealed month of that name which the table's head speaks of, "" where it is."""
    begins = f"{file_name(str(head.get('table'))).removesuffix('.json')}-{head.get('month')}"
    if not name.startswith(begins):
        return "another file is in its place"
    if entry is None:
        return ""
    if entry["count"] != count:
        return f"it {HOLDS} {count} documents where {entry['count']} were sealed"
    return "" if entry.get("seal", seal) == seal else "it is not the month that was sealed here"


@dataclass(frozen=True, slots=True)
class Rescued:
    """The sound lines of a file, and the places of those that aren't; `head` is None where it can't be trusted."""

    head: dict[str, Any] | None
    lines: list[bytes]
    bad: list[str]


def rescue(path: Path) -> Rescued:
    """Read a file line by line. Without its checksums, a line counts when it is JSON. Raises OSError."""
    rows = read_plain(path).split(b"\n")
    head = _one(rows[1:2], b'"_head":{"1":', 2)
    tail = _one(rows[-3:-2], b'"_tail":{"1":', 1)
    sums = _sums(tail)
    known = set(sums or ())
    if head and tail and tail.get("own") != f"{crc32(rows[1] + str(tail.get('crc')).encode()):08x}":
        head = None
    if head and not are_sealed(head.get("sealed", [])):
        head = None
    lines: list[bytes] = []
    bad: list[str] = []
    for place, row in enumerate(rows):
        line = row.removesuffix(b",")
        if not LINE.fullmatch(line) or row.startswith((b'"_head"', b'"_tail"')):
            if place > 2 and place < len(rows) - 4 and row:
                bad.append(f"line {place + 1}")
            continue
        if f"{crc32(line):08x}" in known if sums is not None else _is_json(line):
            lines.append(line)
        else:
            bad.append(f"line {place + 1}")
    if sums is not None:
        bad += [RAN_TOGETHER] * (len(sums) - len(lines) - len(bad))
    return Rescued(head, lines, bad)


def _one(rows: list[bytes], mark: bytes, closing: int) -> dict[str, Any] | None:
    if not rows or not rows[0].startswith(mark):
        return None
    try:
        value = decode(rows[0][len(mark) : -closing])
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _sums(tail: dict[str, Any] | None) -> list[str] | None:
    crc = tail.get("crc") if tail else None
    if not isinstance(crc, str):
        return None
    return [crc[start : start + 8] for start in range(0, len(crc), 8)]


def _is_json(line: bytes) -> bool:
    try:
        decode(b"{" + line + b"}")
    except ValueError:
        return False
    return True
