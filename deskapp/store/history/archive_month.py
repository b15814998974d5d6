"""Which documents are closed for good, how a month becomes a sealed file, and every line of a book, sealed or not."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from deskapp.errors import BookDamagedError
from deskapp.messages import said
from deskapp.store.engine.codec import document_in
from deskapp.store.engine.disk import Disk
from deskapp.store.engine.engine import Engine
from deskapp.store.engine.notices import MEND
from deskapp.store.engine.origin import seal_of
from deskapp.store.engine.reader import read_plain
from deskapp.store.engine.shelf import STAMPS, Shelf, identifier_of, when_of
from deskapp.store.engine.table_file import read_back, write_table
from deskapp.store.history.archive import FOLDER, Month, Sealed, entry_of, fold_name, fold_of, with_mark

MONTH = 7
_MONTH = re.compile(r"[1-9]\d{3}-(0[1-9]|1[0-2])")
ENDED = b'"state":"ended"'
SETTLED = (b'"kept_at":"', b'"broken_at":"')


def month_before(month: str) -> str:
    """`2026-11` → `2026-10`."""
    year, number = int(month[:4]), int(month[5:7])
    return f"{year - 1:04d}-12" if number == 1 else f"{year:04d}-{number - 1:02d}"


def is_settled(line: bytes) -> bool:
    """Whether a promise is kept or broken."""
    stamps = line.rfind(STAMPS)
    body = line if stamps < 0 else line[:stamps]
    return any(mark in body for mark in SETTLED)


def with_open_promise(promises: Iterable[bytes]) -> set[str]:
    """The ids of interactions that an open promise belongs to."""
    return {str((document_in(line) or {}).get("interaction", "")) for line in promises if not is_settled(line)}


def closed(
    table: str, lines: Iterable[tuple[int, bytes]], promised: set[str], now: datetime
) -> dict[str, list[Sealed]]:
    """The documents to seal, by month: closed, and of months before last month, seen from now and from the newest."""
    months: dict[str, list[Sealed]] = defaultdict(list)
    newest = ""
    for number, line in lines:
        month = when_of(table, line)[:MONTH]
        newest = max(newest, month) if _MONTH.fullmatch(month) else newest
        if (
            _MONTH.fullmatch(month)
            and (is_settled(line) if table == "promises" else ENDED in line)
            and (identifier := identifier_of(line))
            and identifier not in promised
        ):
            months[month].append(Sealed(number, line))
    if not newest:
        return {}
    limit = month_before(min(newest, now.astimezone(UTC).strftime("%Y-%m")))
    return {month: documents for month, documents in months.items() if month < limit}


def merged(shelf: Shelf, before: list[Sealed], added: list[Sealed], gone: Collection[str]) -> list[Sealed]:
    """A month's documents with those that came back or came late, without those that are gone, oldest first."""
    documents = {document.number: document for document in before if identifier_of(document.line) not in gone}
    documents.update((document.number, document) for document in added)
    return sorted(documents.values(), key=lambda document: shelf.key(document.number, document.line))


def write_month(
    folder: Path,
    shelf: Shelf,
    month: str,
    documents: list[Sealed],
    about: dict[str, Any],
    disk: Disk,
    texts: list[bytes] | None = None,
) -> dict[str, Any]:
    """Write a month's file and its search text under a name not in use, durably; what the head is to say of it.

    `texts` is the search text of each document where it is known already.
    """
    turn = 1 + max((entry.get("turn", 1) for entry in shelf.sealed if entry["month"] == month), default=0)
    file = f"{shelf.name}-{month}.json" if turn == 1 else f"{shelf.name}-{month}.{turn}.json"
    place = folder / FOLDER
    if not place.is_dir():
        disk.make_folder(place)
        disk.sync_folder(folder)
    head = {"table": shelf.name, "touched": 0, "next": documents[-1].number + 1, "count": len(documents), **about}
    aside = place / (file + ".new")
    read_back(aside, write_table(aside, {**head, "month": month}, documents, disk))
    disk.replace(aside, place / file)
    disk.write_file(place / fold_name(file), with_mark(fold_of(Month(place / file), texts)))
    disk.sync_folder(place)
    return {**entry_of(file, month, documents, seal_of(read_plain(place / file))), "turn": turn}


def every_line(engine: Engine, skipped: Collection[str] = ()) -> Iterator[tuple[str, bytes]]:
    """The table and the JSON line of each document with an id; one sealed month at a time is in memory.

    Raises BookDamagedError for a month that cannot be read whole.
    """
    for name, shelf in sorted(engine.shelves.items()):
        if name in skipped:
            continue
        for _, line, month in shelf.each(partial(_whole, engine.folder)):
            if month or identifier_of(line):
                yield name, line


def _whole(folder: Path, entry: dict[str, Any]) -> list[bytes]:
    month = Month(folder / FOLDER / entry["file"], entry)
    lines = month.readable()
    if month.faults:
        raise BookDamagedError(said("{faults} Nothing was done.", faults=month.faults[0]), MEND)
    return lines
