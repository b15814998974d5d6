"""What can still be read of a damaged table's file: each line whose own checksum holds."""

import re
from pathlib import Path
from typing import Any
from zlib import crc32

from deskapp.model.frozen import dataclass
from deskapp.store.engine import file_names
from deskapp.store.engine.codec import decode
from deskapp.store.engine.reader import read_plain

LINE = re.compile(rb'"-?\d+":\{.*\}')
RAN_TOGETHER = "a line that ran into another"


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
    if head and not file_names.are_sealed(head.get("sealed", [])):
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
        found = decode(rows[0][len(mark) : -closing])
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


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
