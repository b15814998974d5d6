"""JSON bytes and checksummed lines: orjson where it is installed, else the standard library; each reads the other."""

import json
import re
from collections.abc import Callable
from typing import Any
from zlib import crc32

from deskapp.model.document import DEEPEST, is_shallow

try:
    import orjson
except ImportError:  # no wheel for this machine
    orjson = None  # type: ignore[assignment]

Document = dict[str, Any]
FRAME = re.compile(rb'\["([0-9a-f]{8})",(.*)\]')
_AS_STD = 0 if orjson is None else orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS


def encode_std(value: Any) -> bytes:
    """Compact JSON of a value by the standard library. Raises TypeError or ValueError for what JSON can't hold."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def decode_std(data: bytes) -> Any:
    """The value of JSON bytes by the standard library. Raises ValueError."""
    return json.loads(data)


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


encode: Callable[[Any], bytes] = encode_std if orjson is None else encode_fast
decode: Callable[[bytes], Any] = decode_std if orjson is None else orjson.loads


def document_in(line: bytes) -> Document | None:
    """The document of a line; None for a line that is no JSON object, or one that could not be written again."""
    try:
        found = decode(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or (line.count(b"[") + line.count(b"{") > DEEPEST and not is_shallow(found)):
        return None
    return found if orjson is not None or b"\\u" not in line or _is_writable(found) else None


def _is_writable(found: Document) -> bool:
    """Whether no half of a character stands in a document, which only the standard library reads."""
    try:
        encode(found)
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
