"""JSON bytes, checksummed lines, and the records of the journal that they hold; orjson where it is installed.

Each of orjson and the standard library reads what the other wrote. A record is one atomic change, its puts and
deletes, with the tick of a hybrid logical clock: milliseconds of the machine's clock, but never backwards, as 16 hex
digits that sort."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from zlib import crc32

from deskapp.model.document import DEEPEST, is_shallow

try:
    import orjson
except ImportError:  # no wheel for this machine
    orjson = None  # type: ignore[assignment]

Document = dict[str, Any]
FRAME = re.compile(rb'\["([0-9a-f]{8})",(.*)\]')
_AS_STD = 0 if orjson is None else orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
COUNTER_BITS = 16
START = "0" * 16
MAKE, DROP, SEAL = 0, -(1 << 53), -(1 << 53) + 1
OPS = b',"o":['
_NEXT = re.compile(rb'["\[\]{}]')
_TEXT = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_OP = re.compile(rb'\[("(?:[^"\\]|\\.)*"),(-?\d+),')


def encode_std(value: Any) -> bytes:
    """Compact JSON of a value by the standard library. Raises TypeError or ValueError for what JSON can't hold."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def encode_fast(value: Any) -> bytes:
    """Compact JSON by orjson; what it refuses (such as keys that are numbers) goes through the standard library.

    It is copied: orjson 3.13 gives bytes that keep the whole buffer in which they were written, 4 to 8 kB for a
    document of 600 bytes, and such lines stay in memory. Raises ValueError for a number that would not come back as it
    went in.
    """
    try:
        return b"%b" % orjson.dumps(value, option=_AS_STD)
    except TypeError:
        data = encode_std(value)
    if encode_std(orjson.loads(data)) != data:
        raise ValueError("a number too large for JSON on this machine")
    return data


decode_std: Callable[[bytes], Any] = json.loads
encode: Callable[[Any], bytes] = encode_std if orjson is None else encode_fast
decode: Callable[[bytes], Any] = decode_std if orjson is None else orjson.loads


def document_in(line: bytes) -> Document | None:
    """The document of a line; None for a line that is no JSON object, or one that could not be written again."""
    try:
        document = decode(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or (line.count(b"[") + line.count(b"{") > DEEPEST and not is_shallow(document)):
        return None
    return document if orjson is not None or b"\\u" not in line or _is_writable(document) else None


def _is_writable(document: Document) -> bool:
    """Whether no half of a character stands in a document, which only the standard library reads."""
    try:
        encode(document)
    except ValueError:
        return False
    return True


def frame(payload: bytes) -> bytes:
    """One line of the journal: the payload with its CRC-32 before it and a line end after it."""
    return b'["%08x",%b]\n' % (crc32(payload), payload)


def unframe(line: bytes) -> bytes | None:
    """The payload of a line (without its line end), or None where the checksum says that it isn't what was written."""
    match = FRAME.fullmatch(line)
    if match is None or int(match[1], 16) != crc32(match[2]):
        return None
    return match[2]


def tick_after(last: str, milliseconds: int) -> str:
    """The next tick: of the machine's clock where that is ahead of `last`, else just after `last`."""
    present = max(0, milliseconds) << COUNTER_BITS
    return f"{max(present, int(last, 16) + 1):016x}"


def time_of(tick: str) -> datetime:
    """The instant that a tick was made at, by the machine's clock of then."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(tick or START, 16) >> COUNTER_BITS)


class Op(NamedTuple):
    """One put (`line` is the document) or delete (`line` is None).

    `shadows` is `month/id` of the sealed document that counts no more from here on.
    Deleting number MAKE makes an empty table, deleting number DROP drops the table; putting number SEAL says anew
    which sealed months there are.
    """

    table: str
    number: int
    line: bytes | None
    shadows: str = ""


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
            match = _TEXT.match(payload, end + 1)
            if match is None:
                raise ValueError("no id")
            shadows, end = decode(match[0]), match.end()
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
    while mark := _NEXT.search(payload, at):
        at = mark.end()
        if mark[0] != b'"':
            yield mark.start(), mark[0]
            continue
        text = _TEXT.match(payload, mark.start())
        if text is None:
            return
        at = text.end()
