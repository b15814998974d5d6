"""Erasing for good, first half: what has to go leaves the book in one atomic change.

Sealed months without it are written beside the old ones first (see `swap`); then a single record of the journal changes
the open tables and says which months count from now on. Until that record nothing has changed, and a note in the book
says what is under way: whoever opens the book after a power cut finishes it (see `purge`).
"""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from deskapp.errors import DeskError
from deskapp.model.document import instant_text
from deskapp.store import undo
from deskapp.store.book import Book
from deskapp.store.engine.codec import SEAL, Document, Op, document_in, encode
from deskapp.store.engine.disk import refusing
from deskapp.store.engine.engine import ASKED, mark
from deskapp.store.engine.reader import NOTE
from deskapp.store.engine.shelf import TOMBSTONES, Shelf, Touched, identifier_of
from deskapp.store.erase.identifiers import Identifiers
from deskapp.store.erase.swap import Prepared, Rule, Swap, refuse_odd, stamped

TABLE = "erasures"
MANY = 5000


def commit(
    book: Book,
    rule: Rule,
    prepared: Prepared,
    record: Document,
    *,
    words: str,
    by: str,
    at: datetime,
    before: Path | None,
    asked_for: str = "",
) -> dict[str, Any]:
    """Make it count, as one record on the disk, in the thread that changes the book; gives the note of what is left.

    `record` is what the book keeps of it (an `id`, no names), `asked_for` the number of the request. Raises like
    `Book.commit`; then nothing has changed.
    """
    engine, at_text = book.engine, instant_text(at)
    with engine.lock:
        tick = engine.next_tick()
        ops: list[Op] = []
        touched: set[tuple[str, str]] = set()
        for name, shelf in sorted(engine.shelves.items()):
            if name in (undo.TABLE, TABLE):
                continue
            for op, identifier in _hot_ops(book, rule, shelf, prepared, (by, at_text, tick)):
                ops.append(op)
                touched.add((name, identifier))
            ops += _seal_op(shelf, [swap for swap in prepared.swaps if swap.table == name])
        gone = None if rule.forgets_all else prepared.gone
        ops += undo.finished(book, words, by, at_text, gone, rule.drops)
        ops += _counts_only(book.shelf(TABLE))
        kept = {**record, "at": at_text, "by": by, "erased": prepared.erased, "redacted": prepared.redacted}
        ops.append(Op(TABLE, book.shelf(TABLE).next_number, encode(kept)))
        ops += mark(book.shelf(ASKED), asked_for, 0, at_text) if asked_for else []
        note = _note(rule, prepared, record["id"], before, book.path)
        with refusing(book.path):
            engine.disk.write_aside(book.path / NOTE, json.dumps(note).encode())
        try:
            engine.record(ops, by=by, at=at_text, tick=tick)
        except DeskError:
            remove_note(book, note)
            raise
        book.texts.clear()
        book.archive.forget()
    everything: Touched = frozenset(touched | (prepared.gone if len(prepared.gone) < MANY else set()))
    book.after(everything)
    return note


def _hot_ops(
    book: Book, rule: Rule, shelf: Shelf, prepared: Prepared, stamp: tuple[str, str, str]
) -> Iterator[tuple[Op, str]]:
    for number, line in list(shelf.lines.items()):
        if not identifier_of(line) or not rule.concerns(shelf.name, line, None):
            continue
        old = book.understood(shelf.name, line)
        if old is None:
            refuse_odd(book, rule, shelf.name, line)
            continue
        new = rule.becomes(shelf.name, old)
        if new is old:
            continue
        prepared.count(shelf.name, old["id"], new)
        kept = None if new is None else encode(stamped(old, new, *stamp))
        yield Op(shelf.name, number, kept), old["id"]


def _counts_only(records: Shelf) -> Iterator[Op]:
    """What earlier erasures noted, without the ids of others' documents: how many were kept is all that may stay."""
    for number, line in list(records.lines.items()):
        if identifier_of(line) and b'"kept":[' in line:
            record = document_in(line)
            if record and isinstance(record.get("kept"), list):
                yield Op(TABLE, number, encode({**record, "kept": len(record["kept"])}))


def heal(book: Book, note: dict[str, Any], marks: Identifiers) -> bool:
    """Take marks out of documents of the open tables in which they still stand; whether any was changed.

    So an erasure that an earlier version began can be finished, too. Raises like `Book.commit`.
    """
    engine, ops = book.engine, list(_counts_only(book.shelf(TABLE)))
    with engine.lock:
        healed = {op.number for op in ops}
        for name, shelf in sorted(engine.shelves.items()):
            for number, line in list(shelf.lines.items()):
                if not identifier_of(line) or not marks.may_be_in(line) or (name == TABLE and number in healed):
                    continue
                old = document_in(line)
                if old is None:
                    continue
                new = marks.without(old)
                if name == TOMBSTONES and old["id"] in marks.ids:
                    ops.append(Op(name, number, None))
                elif new is not old:
                    ops.append(Op(name, number, encode(new)))
        if ops:
            at = str((book.get(TABLE, note["id"]) or {}).get("at", ""))
            engine.record(ops, by="", at=at, tick=engine.next_tick())
            book.texts.clear()
    return bool(ops)


def _seal_op(shelf: Shelf, swaps: list[Swap]) -> list[Op]:
    if not swaps:
        return []
    before = [swap.before for swap in swaps]
    sealed = [entry for entry in shelf.sealed if entry not in before] + [swap.after for swap in swaps if swap.after]
    shadow = {month: list(ids) for month, ids in shelf.shadow.items() if ids}
    for swap in swaps:
        late = set(shadow.pop(swap.before["month"], ())) - swap.gone
        if late and swap.after:
            shadow[swap.before["month"]] = sorted(late)
    return [Op(shelf.name, SEAL, encode({"sealed": sealed, "shadow": shadow}))]


def _note(rule: Rule, prepared: Prepared, identifier: str, before: Path | None, folder: Path) -> dict[str, Any]:
    return {
        "id": identifier,
        "ids": sorted(rule.marks.ids),
        "texts": list(rule.marks.texts),
        "clues": sorted(rule.in_copies()),
        "elsewhere": sorted(rule.in_files()),
        "gone": [] if rule.forgets_all else sorted(identifier for _, identifier in prepared.gone),
        "decided": sorted(rule.decided()),
        "files": sorted(swap.before["file"] for swap in prepared.swaps),
        "all": rule.forgets_all,
        "before": before.relative_to(folder).as_posix() if before else "",
    }


def remove_note(book: Book, note: dict[str, Any]) -> None:
    """Nothing is under way: the note goes, and with it the copy of the book that was taken before."""
    disk = book.engine.disk
    with refusing(book.path / NOTE):
        if note.get("before"):
            disk.remove(book.path / note["before"])
        disk.remove(book.path / NOTE)
        disk.sync_folder(book.path)
