"""Whose a file is: the desk that wrote it, and the table or month that it holds; it may have come from elsewhere."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from deskapp.store.engine.reader import open_plain
from deskapp.store.engine.table_file import file_name

BEGINNING, END = 1024, 64
HOLDS = "holds"
_DESK = re.compile(rb'"desk":"([^"\\]{1,64})"')
_OWN = re.compile(rb'"own":"([0-9a-f]{8})"\}\}\n\}\n\Z')


def desk_of(tables: Iterable[Path], segments: Iterable[Path]) -> str:
    """The desk that most of a book's files say they belong to; "" where none says so."""
    found: Counter[str] = Counter()
    for path in (*tables, *segments):
        try:
            with open_plain(path, buffering=0) as file:
                said = _DESK.search(file.read(BEGINNING) or b"")
        except OSError:
            continue
        if said:
            found[said[1].decode(errors="replace")] += 1
    return found.most_common(1)[0][0] if found else ""


def why_strange(head: dict[str, Any], table: str, desk: str) -> str:
    """Why a table's file is not this table's of this book, "" where it is."""
    if head.get("table") != table:
        return "another table's file is in its place"
    if desk and head.get("desk") not in (desk, ""):
        return "another book's file is in its place"
    return ""


def seal_of(data: bytes) -> str:
    """The checksum with which a table's file ends: no other file has the same."""
    found = _OWN.search(data[-END:])
    return found[1].decode() if found else ""


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
