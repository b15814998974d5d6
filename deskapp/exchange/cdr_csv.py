"""Asterisk's call detail records (`Master.csv`, or an export with a header) as calls: the rows of one call are one."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal

from deskapp import clock
from deskapp.errors import RefusedError
from deskapp.exchange.batch import Batch, CallDraft, Refused
from deskapp.exchange.csv_table import read_table
from deskapp.text.phones import digits
from deskapp.text.safe import excerpt, one_line

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
    rows = [(line, cells) for line, cells in table.rows]
    header = tuple(cell.strip().lower() for cell in table.header)
    if "disposition" not in header:
        if not looks_like_cdr(table.header):
            raise RefusedError("This table is no call log of Asterisk.", "Export the CDR again, as CSV.")
        rows, header = [(1, list(table.header)), *rows], BARE_HEADER
    refused = list(table.refused)
    groups: dict[str, list[tuple[int, Row, datetime]]] = {}
    for line, cells in rows:
        row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        started = _instant(row.get("start") or row.get("calldate", ""), utc)
        if started is None:
            refused.append(Refused(line, "it has no time that can be read", excerpt(" ".join(cells))))
            continue
        key = row.get("linkedid") or row.get("uniqueid") or f"line {line}"
        groups.setdefault(key, []).append((line, row, started))
    calls = [call for group in groups.values() if (call := _call(group, utc))]
    inside = len(groups) - len(calls)
    notes = (f"Calls between your own extensions, left out: {inside}.",) if inside else ()
    return Batch("calls", calls=tuple(calls), refused=tuple(refused), notes=notes)


def _call(group: list[tuple[int, Row, datetime]], utc: bool) -> CallDraft | None:
    """One call of its rows, or None where nobody from outside took part."""
    group = sorted(group, key=lambda leg: (leg[2], leg[0]))
    line, _, started = group[0]
    outside = next((found for _, row, _ in group if (found := _outside(row))), None)
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
