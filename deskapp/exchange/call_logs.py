"""Call logs: what Android's "SMS Backup & Restore" writes (`calls-….xml`), and Asterisk's call detail records.

The parser is the standard library's expat, fed piece by piece: memory does not depend on the file, and a document type
with entities (an entity bomb, a file of the machine) is refused at its declaration, before anything is expanded.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal
from xml.parsers import expat

from deskapp import clock
from deskapp.errors import RefusedError
from deskapp.exchange.batch import MOST_RECORDS, Batch, CallDraft, Refused
from deskapp.exchange.csv_table import Table, read_table
from deskapp.messages import noted, said
from deskapp.text.charsets import as_utf8, decode, guess_codec
from deskapp.text.phones import digits
from deskapp.text.safe import excerpt, one_line

_INCOMING, _OUTGOING, _EXTERNALLY = "1", "2", "7"
_MISSED = frozenset({"3", "4", "5", "6"})
_HIDDEN = frozenset({"-1", "-2", "-3", "", "unknown", "private"})
_NO_NAME = frozenset({"(unknown)", "unknown", "null"})
_REFERENCE = re.compile(rb"&#(\d{1,10}|x[0-9A-Fa-f]{1,8});")
_PAIR = re.compile(rb"&#(5[5-7]\d{3});&#(5[67]\d{3});")
_PIECE = 1 << 20
_AGAIN = noted("Make the backup again on the phone.")
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
            raise RefusedError(
                said("The file has more than {most_records:,} calls.", most_records=MOST_RECORDS),
                said("Make a backup of fewer months."),
            )
        try:
            calls.append(_call_of(attributes, line))
        except (ValueError, OverflowError, OSError) as error:
            shown = excerpt(" ".join(f"{name}={value[:20]}" for name, value in list(attributes.items())[:4]))
            refused.append(
                Refused(
                    line, said("it is no call that can be read: {one_line}", one_line=one_line(str(error))[:80]), shown
                )
            )

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.buffer_text = True
    try:
        for piece in _pieces(_in_utf8(data)):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        if not calls and not refused:
            broken = said("The XML breaks at line {lineno}, before the first call.", lineno=error.lineno)
            raise RefusedError(broken, said(_AGAIN)) from error
        refused.append(Refused(error.lineno, said("the file breaks off here; the calls before it were read")))
    return Batch("calls", calls=tuple(calls), refused=tuple(refused))


def _in_utf8(data: bytes) -> bytes:
    """The file in UTF-8 whatever it declares: what it really holds is looked at, not what it says of itself."""
    data = as_utf8(data)
    codec = guess_codec(data)
    return data if codec == "utf-8" else decode(data, codec).encode("utf-8", "replace")


def _refuse_doctype(name: str, system: str | None, public: str | None, internal: bool) -> None:
    raise RefusedError(said("The XML declares a document type, which no call log does."), said(_AGAIN))


def _check_root(name: str) -> None:
    if name == "smses":
        raise RefusedError(
            said("This is the backup of messages, not of calls."), said("Take the file named calls-….xml.")
        )
    if name != "calls":
        raise RefusedError(
            said("This XML file (<{name:.30}>) is no call log.", name=name), said("Take the file named calls-….xml.")
        )


def _call_of(attributes: dict[str, str], line: int) -> CallDraft:
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


_BARE = (
    "accountcode src dst dcontext clid channel dstchannel lastapp lastdata start answer end duration billsec "
    "disposition amaflags uniqueid userfield peeraccount linkedid sequence"
)
BARE_HEADER = tuple(_BARE.split(" "))
_DISPOSITIONS = frozenset({"ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION"})
_INBOUND = re.compile(r"trunk|pstn|inbound|incoming|ext-did|external", re.I)
_CALLER_NAME = re.compile(r'\s*+"?+([^"<]*+)"?+\s*+<')
_LONGEST_EXTENSION = 5
_VOICEMAIL = frozenset({"VOICEMAIL", "VOICEMAILMAIN"})
Row = Mapping[str, str]


def looks_like_cdr(header: Sequence[str]) -> bool:
    """Whether the first row of a table is a CDR's header, or one of its headless rows."""
    names = {cell.strip().lower() for cell in header}
    if {"src", "dst", "disposition"} <= names:
        return True
    return len(header) >= 16 and header[14].strip().upper() in _DISPOSITIONS


def read_cdr(data: bytes, *, utc: bool = False) -> Batch:
    """The calls with somebody outside; times are the desk's own unless `utc` (Asterisk's `usegmtime`)."""
    table = read_table(data)
    header, rows = _headed(table)
    refused = list(table.refused)
    groups: dict[str, list[tuple[int, Row, datetime]]] = {}
    for line, cells in rows:
        row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        started = _instant(row.get("start") or row.get("calldate", ""), utc)
        if started is None:
            refused.append(Refused(line, said("it has no time that can be read"), excerpt(" ".join(cells))))
            continue
        key = row.get("linkedid") or row.get("uniqueid") or f"line {line}"
        groups.setdefault(key, []).append((line, row, started))
    calls = [call for group in groups.values() if (call := _call(group, utc))]
    inside = len(groups) - len(calls)
    notes = (said("Calls between your own extensions, left out: {inside}.", inside=inside),) if inside else ()
    return Batch("calls", calls=tuple(calls), refused=tuple(refused), notes=notes)


def _headed(table: Table) -> tuple[tuple[str, ...], list[tuple[int, list[str]]]]:
    """The header and the rows with their lines; where there is none, the first row is a call like all others."""
    rows = list(table.rows)
    header = tuple(cell.strip().lower() for cell in table.header)
    if "disposition" in header:
        return header, rows
    if not looks_like_cdr(table.header):
        raise RefusedError(said("This table is no call log of Asterisk."), said("Export the CDR again, as CSV."))
    return BARE_HEADER, [(1, list(table.header)), *rows]


def _call(group: list[tuple[int, Row, datetime]], utc: bool) -> CallDraft | None:
    """One call of its rows, or None where nobody from outside took part."""
    group = sorted(group, key=lambda leg: (leg[2], leg[0]))
    line, _, started = group[0]
    outside = next((party for _, row, _ in group if (party := _outside(row))), None)
    if outside is None:
        return None
    direction, number, name = outside
    talks = [_talk(row, begun, utc) for _, row, begun in group if _answered(row)]
    talked = max((end for _, end in talks), default=started) - min((begun for begun, _ in talks), default=started)
    ends = [begun + timedelta(seconds=_seconds(row, "duration")) for _, row, begun in group]
    rang = min((begun for begun, _ in talks), default=max(ends)) - started
    return CallDraft(
        number=number,
        started_at=started,
        direction=direction,
        name=name,
        duration_s=max(0, int(talked.total_seconds())),
        rang_s=max(0, int(rang.total_seconds())),
        answered=bool(talks),
        line=line,
    )


def _outside(row: Row) -> tuple[Literal["in", "out"], str, str] | None:
    """Direction, number and name of the party outside; an own extension has few digits."""
    source, target = one_line(row.get("src", "")), one_line(row.get("dst", ""))
    long_source, long_target = len(digits(source)) > _LONGEST_EXTENSION, len(digits(target)) > _LONGEST_EXTENSION
    inbound = _INBOUND.search(row.get("dcontext", "")) is not None
    if inbound or (long_source and not long_target):
        match = _CALLER_NAME.match(row.get("clid", ""))
        name = one_line(match[1]) if match else ""
        return "in", source[:60] if digits(source) else "", "" if name == source else name[:200]
    return ("out", target[:60], "") if long_target else None


def _answered(row: Row) -> bool:
    """Whether a person took the leg; a mailbox did not."""
    return row.get("disposition", "").upper() == "ANSWERED" and row.get("lastapp", "").upper() not in _VOICEMAIL


def _talk(row: Row, started: datetime, utc: bool) -> tuple[datetime, datetime]:
    total, billed = _seconds(row, "duration"), _seconds(row, "billsec")
    begun = _instant(row.get("answer", ""), utc) or started + timedelta(seconds=max(0, total - billed))
    return begun, begun + timedelta(seconds=billed)


def _seconds(row: Row, name: str) -> int:
    try:
        return min(max(0, int(float(row.get(name) or 0))), 86_400)
    except (ValueError, OverflowError):
        return 0


def _instant(text: str, utc: bool) -> datetime | None:
    try:
        read = datetime.fromisoformat(text.strip())
        if read.year < 1990 or read.year > 9000:
            return None
        if read.tzinfo is None:
            return read.replace(tzinfo=UTC) if utc else clock.from_local(read)
        return read.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
