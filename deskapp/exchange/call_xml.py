"""The call log that Android's "SMS Backup & Restore" writes (`calls-….xml`).

The parser is the standard library's expat, fed piece by piece: memory does not depend on the file, and a document type
with entities (an entity bomb, a file of the machine) is refused at its declaration, before anything is expanded.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Literal
from xml.parsers import expat

from deskapp.errors import RefusedError
from deskapp.exchange.batch import MOST_RECORDS, Batch, CallDraft, Refused
from deskapp.text.charsets import as_utf8, decode, guess_codec
from deskapp.text.safe import excerpt, one_line

_INCOMING, _OUTGOING, _EXTERNALLY = "1", "2", "7"
_MISSED = frozenset({"3", "4", "5", "6"})
_HIDDEN = frozenset({"-1", "-2", "-3", "", "unknown", "private"})
_NO_NAME = frozenset({"(unknown)", "unknown", "null"})
_REFERENCE = re.compile(rb"&#(\d{1,10}|x[0-9A-Fa-f]{1,8});")
_PAIR = re.compile(rb"&#(5[5-7]\d{3});&#(5[67]\d{3});")
_PIECE = 1 << 20
_AGAIN = "Make the backup again on the phone."
_LONGEST_DAY = 86_400


def read_call_xml(data: bytes) -> Batch:
    """The calls of a backup; what stands before a break is kept. Raises RefusedError for other XML files."""
    calls: list[CallDraft] = []
    refused: list[Refused] = []
    parser = expat.ParserCreate("UTF-8")
    root: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if not root:
            root.append(name)
            _check_root(name)
        if name != "call":
            return
        line = parser.CurrentLineNumber
        if len(calls) + len(refused) >= MOST_RECORDS:
            raise RefusedError(f"The file has more than {MOST_RECORDS:,} calls.", "Make a backup of fewer months.")
        try:
            calls.append(_call(attributes, line))
        except (ValueError, OverflowError, OSError) as error:
            shown = excerpt(" ".join(f"{name}={value[:20]}" for name, value in list(attributes.items())[:4]))
            refused.append(Refused(line, f"it is no call that can be read: {one_line(str(error))[:80]}", shown))

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.buffer_text = True
    try:
        for piece in _pieces(_in_utf8(data)):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        if not calls and not refused:
            broken = f"The XML breaks at line {error.lineno}, before the first call."
            raise RefusedError(broken, _AGAIN) from error
        refused.append(Refused(error.lineno, "the file breaks off here; the calls before it were read"))
    return Batch("calls", calls=tuple(calls), refused=tuple(refused))


def _in_utf8(data: bytes) -> bytes:
    """The file in UTF-8 whatever it declares: what it really holds is looked at, not what it says of itself."""
    data = as_utf8(data)
    codec = guess_codec(data)
    return data if codec == "utf-8" else decode(data, codec).encode("utf-8", "replace")


def _refuse_doctype(name: str, system: str | None, public: str | None, internal: bool) -> None:
    raise RefusedError("The XML declares a document type, which no call log does.", _AGAIN)


def _check_root(name: str) -> None:
    if name == "smses":
        raise RefusedError("This is the backup of messages, not of calls.", "Take the file named calls-….xml.")
    if name != "calls":
        raise RefusedError(f"This XML file (<{name:.30}>) is no call log.", "Take the file named calls-….xml.")


def _call(attributes: dict[str, str], line: int) -> CallDraft:
    kind = attributes.get("type", _INCOMING)
    started = datetime.fromtimestamp(int(attributes["date"]) / 1000, UTC) if "date" in attributes else None
    if started is None or started.year < 1990:
        raise ValueError("it has no date")
    seconds = min(max(0, int(attributes.get("duration") or 0)), _LONGEST_DAY)
    number = one_line(attributes.get("number", ""))
    name = one_line(attributes.get("contact_name", ""))
    direction: Literal["in", "out"] = "out" if kind == _OUTGOING else "in"
    answered = kind == _EXTERNALLY or (kind not in _MISSED and (kind == _INCOMING or seconds > 0))
    return CallDraft(
        number="" if number.lower() in _HIDDEN else number[:60],
        started_at=started,
        direction=direction,
        name="" if name.lower() in _NO_NAME else name[:200],
        duration_s=seconds if answered else 0,
        answered=answered,
        line=line,
    )


def _pieces(data: bytes) -> Iterator[bytes]:
    """The file in pieces cut between tags, its broken character references mended.

    The app writes a smiley as two halves (`&#55357;&#56832;`), which XML forbids.
    """
    place = 0
    while place < len(data):
        end = data.find(b">", place + _PIECE) + 1 or len(data)
        piece = data[place:end]
        yield _REFERENCE.sub(_allowed, _PAIR.sub(_whole, piece)) if b"&#" in piece else piece
        place = end


def _whole(match: re.Match[bytes]) -> bytes:
    high, low = int(match[1]), int(match[2])
    if 0xD800 <= high < 0xDC00 <= low < 0xE000:
        return b"&#%d;" % (0x10000 + ((high - 0xD800) << 10) + low - 0xDC00)
    return match[0]


def _allowed(match: re.Match[bytes]) -> bytes:
    text = match[1].decode()
    code = int(text[1:], 16) if text[0] == "x" else int(text)
    fine = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return match[0] if fine else b""
