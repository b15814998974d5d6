"""Undo and redo over everything: each action is a document of the book's own table `undo`."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from deskapp.errors import RefusedError
from deskapp.model.document import instant_text
from deskapp.model.frozen import dataclass
from deskapp.store.change import Change, plan
from deskapp.store.codec import Document, decode, encode
from deskapp.store.difference import HALF_TYPED, Edit, TrampledError, edits_between, lasting, taken_back
from deskapp.store.shelf import Op, Touched

if TYPE_CHECKING:
    from deskapp.store.book import Book
    from deskapp.store.swap import Rule

TABLE = "undo"
KEPT, SURPLUS = 400, 100
TYPED = "half_typed"
"""What an action keeps of what was being typed in the documents that its undoing took away, by their ids."""
UNDONE, STEPPED_OVER = b'"undone":true}', b'"stepped_over":true}'
"""How the line of such an action ends: a line may be as long as an import."""
TYPING_ENDS_AFTER = timedelta(seconds=5)
DESK, COMMAND, RING = "", "command", "ring"
"""By which way an action came: by the keys of the desk, by a command beside it, or by a phone that rang."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Which actions may be taken back: those of one person (anybody's where there is no name) that came by some ways.

    None as the ways is all of them.
    """

    by: str = ""
    ways: frozenset[str] | None = None

    def owns(self, action: Document) -> bool:
        """Whether an action is one of them."""
        is_theirs = not self.by or action["by"] in ("", self.by)
        return is_theirs and (self.ways is None or action.get("via", DESK) in self.ways)


ANYBODYS = Whose()


@dataclass(frozen=True, slots=True)
class Typing:
    """The action of typing that may still go on: its place on the list, who types, and since when no key came."""

    number: int
    by: str
    at: datetime

    def goes_on(self, change: Change) -> bool:
        """Whether a change may be a part of it."""
        return change.by == self.by and abs(change.at - self.at) <= TYPING_ENDS_AFTER


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
    typing, book.typing = book.typing, None
    undone = [top for top, line in _newest_first(book) if line.endswith(UNDONE) and _is_by_way(book, line)]
    ops += [Op(TABLE, top, None) for top in undone]
    if change.coalesce and typing and typing.goes_on(change) and not ops:
        line = shelf.lines.get(typing.number)
        action = decode(line) if line else {}
        if action.get("key") == change.coalesce and typing.number == next(reversed(shelf.lines), 0):
            number, edits = typing.number, _merged(book, change, [Edit(*edit) for edit in action["edits"]], edits)
    if change.coalesce:
        book.typing = Typing(number, change.by, change.at)
    if not edits:
        return [*ops, Op(TABLE, number, None)]
    document = {
        "id": f"und_{number}",
        "words": change.words,
        "by": change.by,
        "at": change.at_text,
        "key": change.coalesce,
        "edits": [list(edit) for edit in edits],
        **({"via": book.way} if book.way else {}),
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


def _is_by_way(book: "Book", line: bytes) -> bool:
    """Whether an action came by the way by which changes come now."""
    return bool(decode(line).get("via", DESK) == book.way)


def to_undo(book: "Book", whose: Whose = ANYBODYS) -> tuple[int, Document] | None:
    """The number and the action that `undo` would take back."""
    for number, line in _newest_first(book):
        if not line.endswith((UNDONE, STEPPED_OVER)):
            action = decode(line)
            if action.get("final") or whose.owns(action):
                return number, action
    return None


def to_redo(book: "Book", whose: Whose = ANYBODYS) -> tuple[int, Document] | None:
    """The number and the action that `redo` would do again: of those undone the one that was undone last."""
    undone = [(number, decode(line)) for number, line in _newest_first(book) if line.endswith(UNDONE)]
    return next((entry for entry in reversed(undone) if whose.owns(entry[1])), None)


def way_back(book: "Book", identifier: str, whose: Whose) -> str:
    """Which step, `undo` or `redo`, brings a document back that is gone; "" where neither does."""
    steps = {"redo": (to_redo(book, whose), "before"), "undo": (to_undo(book, whose), "after")}
    for name, (found, absent) in steps.items():
        edits = [Edit(*edit) for edit in found[1]["edits"]] if found else []
        if any(edit.id == identifier and not edit.path and not getattr(edit, absent) for edit in edits):
            return name
    return ""


def take_back(book: "Book", by: str, at: datetime, *, again: bool, whose: Whose = ANYBODYS) -> Undone:
    """Undo (or, `again`, redo) one action, under the engine's lock.

    Raises RefusedError; what cannot be undone is told so once, and the next `undo` steps over it.
    """
    book.typing = None
    found = to_redo(book, whose) if again else to_undo(book, whose)
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
    typed: Document = dict(action.get(TYPED, {}))
    for (table, identifier), mine in by_document.items():
        now = book.get(table, identifier)
        try:
            after = taken_back(now, mine)
        except TrampledError as error:
            if not again:
                kept = Op(TABLE, number, encode({**action, "stepped_over": True}))
                book.engine.record([kept], by=by, at=change.at_text)
            raise RefusedError(*_why_not(book, number, action, error, again)) from error
        if now and after is None:
            typed[identifier] = {name: now[name] for name in HALF_TYPED if now.get(name)}
        change.staged[table, identifier] = {**after, **typed.pop(identifier, {})} if after and now is None else after
    tick = book.engine.next_tick()
    made = plan(book, change, tick)
    action = {name: value for name, value in action.items() if name not in (TYPED, "undone")}
    action |= {TYPED: typed} if any(typed.values()) else {}
    mark = Op(TABLE, number, encode(action if again else {**action, "undone": True}))
    book.engine.record([*made.ops, mark], by=by, at=change.at_text, tick=tick)
    return Undone(action["words"], frozenset(made.touched))


def standing(book: "Book") -> tuple[int, int]:
    """How the list stands: the number of its newest action (0: none), and how many of its actions are undone."""
    shelf = book.shelf(TABLE)
    return next(reversed(shelf.lines), 0), sum(line.endswith(UNDONE) for line in shelf.lines.values())


def go_back_to(book: "Book", mark: tuple[int, int], by: str, at: datetime) -> Touched:
    """Take back what one key did since `mark` (from `standing`), without a trace on the list, under the engine's lock.

    Raises RefusedError.
    """
    _, undone = standing(book)
    mine = Whose(ways=frozenset({DESK}))
    newest = to_undo(book, mine)
    if newest and newest[0] > mark[0]:
        done = take_back(book, by, at, again=False, whose=mine)
        book.engine.record([Op(TABLE, newest[0], None)], by=by, at=instant_text(at))
        return done.touched
    if undone != mark[1]:
        return take_back(book, by, at, again=undone > mark[1]).touched
    return frozenset()


def finished(book: "Book", words: str, by: str, at: str, gone: set[tuple[str, str]] | None, rule: "Rule") -> list[Op]:
    """The operations after something that stays done: what would bring it back goes, and undo says so once.

    `gone` are the documents that changed (None: every action goes); `rule` says which others go for what they hold.
    """
    shelf = book.shelf(TABLE)
    undone = {number for number, line in _newest_first(book) if line.endswith(UNDONE)}
    ops = []
    for number, line in shelf.lines.items():
        action = decode(line)
        touches = gone is None or any((edit[0], edit[1]) in gone for edit in action["edits"])
        if touches or number in undone or action.get("final") or rule.drops(line):
            ops.append(Op(TABLE, number, None))
    number = shelf.next_number
    document = {"id": f"und_{number}", "words": words, "by": by, "at": at, "key": "", "edits": [], "final": True}
    return [*ops, Op(TABLE, number, encode(document))]


def _why_not(book: "Book", number: int, action: Document, error: TrampledError, again: bool) -> tuple[str, str]:
    """Why an action cannot be taken back or done again: what stands in the way and whose that is; and what to do."""
    edit, verb = error.edit, "redone" if again else "undone"
    later = _later(book, number, edit, error.field)
    if later:
        why = f"“{later['words']}” was done after it{_by_whom(later)}"
    else:
        now = book.get(edit.table, edit.id) or book.tombstone(edit.id) or {}
        what = f"“{error.field.replace('_', ' ')}”" if error.field else "it"
        word = "was changed" if book.get(edit.table, edit.id) else "was deleted"
        who = f" by {now['updated_by']}" if now.get("updated_by") else ""
        why = f"{what} {word} since{who}"
    said = f"“{action['words']}” cannot be {verb}: {why}."
    return said, "Change it by hand." if again else "Undo once more for what was done before it."


def _later(book: "Book", number: int, edit: Edit, field: str) -> Document | None:
    """The newest action after another one that changed the same field of the same document, or all of it."""
    for top, line in _newest_first(book):
        if top <= number:
            return None
        action = {} if line.endswith(UNDONE) else decode(line)
        for table, identifier, path, *_ in action.get("edits", ()):
            if (table, identifier) == (edit.table, edit.id) and (path[:1] == [field] if field else not path):
                return action
    return None


def _by_whom(action: Document) -> str:
    """Who did an action, and by which way."""
    if action.get("via") == RING:
        return " by the phone"
    by = f" by {action['by']}" if action["by"] else ""
    return f"{by}, with a command" if action.get("via") == COMMAND else by
