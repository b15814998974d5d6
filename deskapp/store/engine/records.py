"""Records of the journal: each is one atomic change, its puts and deletes, with the tick of a clock.

The clock is a hybrid logical one: milliseconds of the machine's clock, but never backwards, as 16 hex digits that sort.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from deskapp.store.engine.codec import decode, encode
from deskapp.store.engine.shelf import Op

COUNTER_BITS = 16
START = "0" * 16
OPS = b',"o":['
_NEXT = re.compile(rb'["\[\]{}]')
_TEXT = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_OP = re.compile(rb'\[("(?:[^"\\]|\\.)*"),(-?\d+),')


def tick_after(last: str, milliseconds: int) -> str:
    """The next tick: of the machine's clock where that is ahead of `last`, else just after `last`."""
    present = max(0, milliseconds) << COUNTER_BITS
    return f"{max(present, int(last, 16) + 1):016x}"


def time_of(tick: str) -> datetime:
    """The instant that a tick was made at, by the machine's clock of then."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(tick or START, 16) >> COUNTER_BITS)


class Record(NamedTuple):
    """One atomic change as it was read back; `start` and `end` are its bytes in the segment."""

    serial: int
    clock: str
    payload: bytes
    start: int
    end: int


def payload_of(serial: int, tick: str, about: dict[str, str], ops: Iterable[Op]) -> bytes:
    """The content of a record: its number, the hybrid clock, when, who and where, and the puts and deletes."""
    parts = [
        b"[%b,%d,%b%b]"
        % (encode(op.table), op.number, op.line or b"null", b",%b" % encode(op.shadows) if op.shadows else b"")
        for op in ops
    ]
    return b'{"s":%d,"h":"%b",%b,"o":[%b]}' % (serial, tick.encode(), encode(about)[1:-1], b",".join(parts))


def read_ops(record: Record) -> list[Op]:
    """The puts and deletes of a record, documents as lines again."""
    try:
        return [
            Op(op[0], op[1], None if op[2] is None else encode(op[2]), op[3] if len(op) > 3 else "")
            for op in decode(record.payload)["o"]
        ]
    except (ValueError, RecursionError):
        return raw_ops(record.payload)


def raw_ops(payload: bytes) -> list[Op]:
    """The operations of a record's payload, their documents not looked into. Raises ValueError."""
    ops, at = [], payload.index(OPS) + len(OPS)
    while payload[at : at + 1] != b"]":
        head = _OP.match(payload, at)
        if head is None:
            raise ValueError("no operation")
        start = head.end()
        end = _end_of(payload, start)
        line = None if payload[start:end] == b"null" else payload[start:end]
        shadows = ""
        if payload[end : end + 1] == b",":
            found = _TEXT.match(payload, end + 1)
            if found is None:
                raise ValueError("no id")
            shadows, end = decode(found[0]), found.end()
        ops.append(Op(decode(head[1]), int(head[2]), line, shadows))
        at = end + 1
        at += payload[at : at + 1] == b","
    return ops


def _end_of(payload: bytes, start: int) -> int:
    """Where the value that begins there ends. Raises ValueError."""
    if payload.startswith(b"null", start):
        return start + len(b"null")
    depth = 0
    for at, mark in _marks(payload, start):
        depth += 1 if mark in b"[{" else -1
        if depth == 0:
            return at + 1
    raise ValueError("no end")


def _marks(payload: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The brackets from a place on, those in texts passed over."""
    while found := _NEXT.search(payload, at):
        at = found.end()
        if found[0] != b'"':
            yield found.start(), found[0]
            continue
        text = _TEXT.match(payload, found.start())
        if text is None:
            return
        at = text.end()
