"""Undo and redo over everything: each action is a document of the book's own table `undo`."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from deskapp.errors import RefusedError
from deskapp.model.document import instant_text
from deskapp.model.frozen import dataclass
from deskapp.store.change import Change, plan
from deskapp.store.codec import Document, decode, encode
from deskapp.store.difference import Edit, TrampledError, edits_between, lasting, taken_back
from deskapp.store.shelf import Op, Touched

if TYPE_CHECKING:
    from deskapp.store.book import Book
    from deskapp.store.marks import Marks

TABLE = "undo"
KEPT, SURPLUS = 400, 100
UNDONE = b'"undone":true'


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone or redone, in the action's own words, and the documents that it touched."""

    words: str
    touched: Touched


def commit(book: "Book", change: Change) -> Touched:
    """Write a change with its place on the list, under the engine's lock; the documents that differ, if any do."""
    tick = book.engine.next_tick()
    made = plan(book, change, tick)
    if not made.ops:
        return frozenset()
    edits = lasting(made.edits) if change.undoable else []
    ops = made.ops + (push(book, change, edits) if edits else [])
    book.engine.record(ops, by=change.by, at=change.at_text, tick=tick)
    return frozenset(made.touched)


def push(book: "Book", change: Change, edits: list[Edit]) -> list[Op]:
    """The operations that put an action on the list: what was undone goes, and the oldest of many."""
    shelf = book.shelf(TABLE)
    ops: list[Op] = []
    number = shelf.next_number
    for top, line in _newest_first(book):
        if UNDONE in line:
            ops.append(Op(TABLE, top, None))
            continue
        if change.coalesce and not ops:
            action = decode(line)
            if action["key"] == change.coalesce:
                number, edits = top, _merged(book, change, [Edit(*edit) for edit in action["edits"]], edits)
        break
    document = {
        "id": f"und_{number}",
        "words": change.words,
        "by": change.by,
        "at": change.at_text,
        "key": change.coalesce,
        "edits": [list(edit) for edit in edits],
    }
    ops.append(Op(TABLE, number, encode(document)))
    if len(shelf) >= KEPT:
        ops += [Op(TABLE, old, None) for old in islice(shelf.lines, SURPLUS)]
    return ops


def _merged(book: "Book", change: Change, first: list[Edit], second: list[Edit]) -> list[Edit]:
    """One list of edits for two actions on end, such as typing that goes on."""
    again = {(edit.table, edit.id) for edit in second}
    edits = [edit for edit in first if (edit.table, edit.id) not in again]
    for table, identifier in dict.fromkeys((edit.table, edit.id) for edit in second):
        mine = [edit for edit in first if (edit.table, edit.id) == (table, identifier)]
        before = taken_back(book.get(table, identifier), mine, careful=False)
        edits += lasting(edits_between(table, identifier, before, change.staged[table, identifier]))
    return edits


def _newest_first(book: "Book") -> Iterator[tuple[int, bytes]]:
    lines = book.shelf(TABLE).lines
    return ((number, lines[number]) for number in reversed(lines))


def to_undo(book: "Book") -> tuple[int, Document] | None:
    """The number and the action that `undo` would take back."""
    return next(((number, decode(line)) for number, line in _newest_first(book) if UNDONE not in line), None)


def to_redo(book: "Book") -> tuple[int, Document] | None:
    """The number and the action that `redo` would do again."""
    found = None
    for number, line in _newest_first(book):
        if UNDONE not in line:
            break
        found = number, line
    return None if found is None else (found[0], decode(found[1]))


def take_back(book: "Book", by: str, at: datetime, *, again: bool) -> Undone:
    """Undo (or, `again`, redo) one action, under the engine's lock. Raises RefusedError."""
    found = to_redo(book) if again else to_undo(book)
    if found is None:
        raise RefusedError(f"There is nothing to {'redo' if again else 'undo'}.")
    number, action = found
    if action.get("final"):
        book.engine.record([Op(TABLE, number, None)], by=by, at=instant_text(at))
        raise RefusedError(f"“{action['words']}” cannot be undone.", "Undo once more for what was done before it.")
    edits = [Edit(*edit) for edit in action["edits"]]
    if again:
        edits = [edit.turned() for edit in reversed(edits)]
    change = Change(book, action["words"], by, at)
    by_document: dict[tuple[str, str], list[Edit]] = {}
    for edit in edits:
        by_document.setdefault((edit.table, edit.id), []).append(edit)
    for (table, identifier), mine in by_document.items():
        try:
            change.staged[table, identifier] = taken_back(book.get(table, identifier), mine)
        except TrampledError as error:
            raise _refused(book, action, error, again) from error
    tick = book.engine.next_tick()
    made = plan(book, change, tick)
    action = {name: value for name, value in action.items() if name != "undone"}
    mark = Op(TABLE, number, encode(action if again else {**action, "undone": True}))
    book.engine.record([*made.ops, mark], by=by, at=change.at_text, tick=tick)
    return Undone(action["words"], frozenset(made.touched))


def finished(book: "Book", words: str, by: str, at: str, gone: set[tuple[str, str]] | None, marks: "Marks") -> list[Op]:
    """The operations after something that stays done: what would bring it back goes, and undo says so once.

    `gone` are the documents that changed (None: every action goes).
    """
    shelf = book.shelf(TABLE)
    undone = {number for number, _ in takewhile(lambda entry: UNDONE in entry[1], _newest_first(book))}
    ops = []
    for number, line in shelf.lines.items():
        action = decode(line)
        touches = gone is None or any((edit[0], edit[1]) in gone for edit in action["edits"])
        if touches or number in undone or action.get("final") or marks.in_value(action):
            ops.append(Op(TABLE, number, None))
    number = shelf.next_number
    document = {"id": f"und_{number}", "words": words, "by": by, "at": at, "key": "", "edits": [], "final": True}
    return [*ops, Op(TABLE, number, encode(document))]


def _refused(book: "Book", action: Document, error: TrampledError, again: bool) -> RefusedError:
    edit = error.edit
    now = book.get(edit.table, edit.id) or book.tombstone(edit.id) or {}
    what = f"“{error.field.replace('_', ' ')}”" if error.field else "it"
    word = "was changed" if book.get(edit.table, edit.id) else "was deleted"
    who = f" by {now['updated_by']}" if now.get("updated_by") else ""
    verb = "redone" if again else "undone"
    return RefusedError(f"“{action['words']}” cannot be {verb}: {what} {word} since{who}.", "Change it by hand.")
