"""Undo and redo over everything: each action is a document of the book's own table `undo`."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.model.document import instant_text
from deskapp.model.frozen import dataclass
from deskapp.store import actions as act_list
from deskapp.store.actions import STEPPED_OVER, TABLE, TYPED, UNDONE, Numbered
from deskapp.store.acts import ANYBODYS, COMMAND, DESK, RING, Acts, Whose
from deskapp.store.change import plan
from deskapp.store.engine.codec import Document, Op, encode
from deskapp.store.engine.difference import HALF_TYPED, Edit, TrampledError, lasting, taken_back
from deskapp.store.engine.shelf import TOMBSTONES, Touched
from deskapp.store.staged import Staged

__all__ = ["COMMAND", "DESK", "RING", "TABLE", "CannotStepError", "Undone", "Whose", "commit", "finished"]


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone or redone, in the action's own words, and the documents that it touched."""

    words: str
    touched: Touched


@dataclass(frozen=True, slots=True)
class InTheWay:
    """What keeps an action from being undone or redone: the document and field (empty: all of it) that are different.

    `by` is who changed it and `via` by which way, `was` the newest state of it that is known.
    """

    table: str
    id: str
    field: str
    is_gone: bool
    by: str
    via: str
    was: Document


class Follows(Protocol):
    """What follows of itself from the state of a document: `undone` takes that away, `drawn` puts it on."""

    def undone(self, table: str, document: Document) -> Document:
        """The document without it."""
        ...

    def drawn(self, table: str, document: Document) -> Document:
        """The document with it."""
        ...


class CannotStepError(RefusedError):
    """An action that cannot be undone or redone, because of what was changed since; the next step goes past it."""

    def __init__(self, sentence: str, next_step: str, words: str, verb: str, in_the_way: InTheWay) -> None:
        super().__init__(sentence, next_step)
        self.words, self.verb, self.in_the_way = words, verb, in_the_way


def commit(book: Acts, change: Staged) -> Touched:
    """Write a change with its place on the list, under the engine's lock; the documents that differ, if any do.

    The documents are let go of before their lines are written and kept: else what is kept of many lies between them,
    and no page of theirs is free again.
    """
    tick = book.engine.next_tick()
    made = plan(book, change, tick)
    if not made.ops:
        return frozenset()
    edits = lasting(made.edits) if change.undoable else []
    ops = made.ops + (act_list.push(book, change, edits) if edits or change.stays else [])
    for used_up in (edits, made.edits, change.staged):
        used_up.clear()
    book.engine.record(ops, by=change.by, at=change.at_text, tick=tick)
    return frozenset(made.touched)


def way_back(book: Acts, identifier: str, whose: Whose) -> str:
    """Which step, `undo` or `redo`, brings a document back that is gone; "" where neither does."""
    steps = {"redo": (act_list.to_redo(book, whose), "before"), "undo": (act_list.to_undo(book, whose), "after")}
    for name, (actions, absent) in steps.items():
        edits = act_list.edits_of(actions, again=False)
        if any(edit.id == identifier and not edit.path and not getattr(edit, absent) for edit in edits):
            return name
    return ""


def take_back(
    book: Acts, by: str, at: datetime, *, again: bool, whose: Whose = ANYBODYS, follows: Follows | None = None
) -> Undone:
    """Undo (or, `again`, redo) one act, with what then `follows`, under the engine's lock.

    Raises RefusedError; what cannot be done is told so once, and the next `undo` or `redo` steps over it.
    """
    book.typing = None
    actions = act_list.to_redo(book, whose) if again else act_list.to_undo(book, whose)
    if not actions:
        raise RefusedError(f"There is nothing to {'redo' if again else 'undo'}.")
    words = act_list.joined([action["words"] for _, action in actions])
    if actions[0][1].get("final"):
        book.engine.record([Op(TABLE, actions[0][0], None)], by=by, at=instant_text(at), stays=True)
        raise RefusedError(
            said("“{words}” cannot be undone.", words=words), said("Undo once more for what was done before it.")
        )
    if any(action.get("stays") for _, action in actions):
        _step_over(book, actions, by, instant_text(at))
        raise RefusedError(
            said("“{words}” cannot be undone.", words=words), said("Undo once more for what was done before it.")
        )
    change = Staged(words, by, at)
    by_document: dict[tuple[str, str], list[Edit]] = {}
    for edit in act_list.edits_of(actions, again=again):
        by_document.setdefault((edit.table, edit.id), []).append(edit)
    typed: Document = {name: kept for _, action in actions for name, kept in action.get(TYPED, {}).items()}
    for (table, identifier), mine in by_document.items():
        now = book.get(table, identifier)
        try:
            after = _without(now, mine, table, follows)
        except TrampledError as error:
            _step_over(book, actions, by, change.at_text)
            raise _cannot(book, actions, words, error, again) from error
        if now and after is None:
            typed[identifier] = {name: now[name] for name in HALF_TYPED if now.get(name)}
        change.staged[table, identifier] = {**after, **typed.pop(identifier, {})} if after and now is None else after
    tick = book.engine.next_tick()
    try:
        made = plan(book, change, tick)
    except RefusedError:
        _step_over(book, actions, by, change.at_text)
        raise
    marks = _marked(actions, typed, 0 if again else book.engine.serial + 1)
    book.engine.record([*made.ops, *marks], by=by, at=change.at_text, tick=tick)
    return Undone(words, frozenset(made.touched))


def _without(now: Document | None, mine: list[Edit], table: str, follows: Follows | None) -> Document | None:
    """The document before the edits, with what follows; that itself is never in the way. Raises TrampledError."""
    try:
        after = taken_back(now, mine)
    except TrampledError:
        if not now or not follows or (less := follows.undone(table, now)) == now:
            raise
        after = taken_back(less, mine)
    return follows.drawn(table, after) if after and follows else after


def _marked(actions: list[Numbered], typed: Document, turn: int) -> list[Op]:
    """The actions of an act as undone in that `turn`, or as done again (0); the first keeps what was being typed."""
    ops = []
    for place, (number, action) in enumerate(actions):
        kept = {name: value for name, value in action.items() if name not in (TYPED, "turn", "undone")}
        kept |= {TYPED: typed} if any(typed.values()) and place == 0 else {}
        ops.append(Op(TABLE, number, encode({**kept, "turn": turn, "undone": True} if turn else kept)))
    return ops


def _step_over(book: Acts, actions: list[Numbered], by: str, at: str) -> None:
    kept = [Op(TABLE, number, encode({**action, "stepped_over": True})) for number, action in actions]
    book.engine.record(kept, by=by, at=at, stays=True)


def standing(book: Acts) -> tuple[int, int]:
    """How the list stands: the number of its newest action (0: none), and how many of its actions are undone."""
    shelf = book.shelf(TABLE)
    return next(reversed(shelf.lines), 0), sum(line.endswith(UNDONE) for line in shelf.lines.values())


def go_back_to(book: Acts, mark: tuple[int, int], *, by: str, at: datetime) -> None:
    """Take back what one key did since `mark` (from `standing`), as if it had not been pressed. Raises RefusedError."""
    with book.engine.lock:
        touched = _back_to(book, mark, by, at)
    if touched:
        book.after(touched)


def _back_to(book: Acts, mark: tuple[int, int], by: str, at: datetime) -> Touched:
    """The same without a trace on the list."""
    _, undone = standing(book)
    mine = Whose(ways=frozenset({DESK}))
    newest = act_list.to_undo(book, mine)
    if newest and newest[-1][0] > mark[0]:
        done = take_back(book, by, at, again=False, whose=mine)
        book.engine.record([Op(TABLE, number, None) for number, _ in newest], by=by, at=instant_text(at))
        return done.touched
    if undone != mark[1]:
        return take_back(book, by, at, again=undone > mark[1], whose=mine).touched
    return frozenset()


def finished(
    book: Acts, words: str, by: str, at: str, gone: set[tuple[str, str]] | None, drops: Callable[[bytes], bool]
) -> list[Op]:
    """The operations after something that stays done: what would bring it back goes, and undo says so once.

    `gone` are the documents that changed (None: every action goes); `drops` says which others go for what they hold.
    """
    shelf = book.shelf(TABLE)
    read = {number: book.understood(TABLE, line) for number, line in shelf.lines.items()}
    actions = {number: action for number, action in read.items() if action is not None}
    is_undone = {number for number, line in shelf.lines.items() if line.endswith((UNDONE, STEPPED_OVER))}
    acts = set()
    for number, action in actions.items():
        touches = gone is None or any((edit[0], edit[1]) in gone for edit in action["edits"])
        if touches or number in is_undone or action.get("final") or drops(shelf.lines[number]):
            acts.add(act_list.act_of(action))
    number = shelf.next_number
    document = {"id": f"und_{number}", "words": words, "by": by, "at": at, "key": "", "edits": [], "final": True}
    dropped = [
        Op(TABLE, old, None) for old, action in read.items() if action is None or act_list.act_of(action) in acts
    ]
    return [*dropped, Op(TABLE, number, encode(document))]


def _cannot(book: Acts, actions: list[Numbered], words: str, error: TrampledError, again: bool) -> CannotStepError:
    """Why an act cannot be undone or done again: what stands in the way and whose that is; and what to do."""
    edit, verb, step = error.edit, "redone" if again else "undone", "Redo" if again else "Undo"
    now, later = book.get(edit.table, edit.id), _later(book, actions, edit, error.field)
    left = now or book.get(TOMBSTONES, edit.id) or {}
    by = str(later["by"] if later else left.get("updated_by", ""))
    way = InTheWay(
        *(edit.table, edit.id, error.field),
        is_gone=now is None,
        by=by,
        via=later.get("via", DESK) if later else DESK,
        was=now or _last_known(actions, edit) or left,
    )
    if later:
        why = f"“{later['words']}” was done after it{_by_whom(later)}"
    else:
        what = f"“{error.field.replace('_', ' ')}”" if error.field else "it"
        why = f"{what} was {'changed' if now else 'deleted'} since{f' by {by}' if by else ''}"
    next_step = f"{step} once more for what was {'undone' if again else 'done'} before it."
    return CannotStepError(
        said("“{words}” cannot be {verb}: {why}.", words=words, verb=verb, why=why), next_step, words, verb, way
    )


def _last_known(actions: list[Numbered], edit: Edit) -> Document:
    """A whole state of a document that an act knows; empty where it knows none."""
    of_it = (known for known in act_list.edits_of(actions, again=False) if known.id == edit.id and not known.path)
    return next(({**state[0]} for known in of_it for state in (known.after, known.before) if state), {})


def _later(book: Acts, actions: list[Numbered], edit: Edit, field: str) -> Document | None:
    """The newest action that changed the same field of the same document, or all of it, after another act did."""
    act, first = act_list.act_of(actions[0][1]), actions[0][0]
    for top, line in act_list.newest_first(book):
        if top <= first:
            return None
        action = (not line.endswith(UNDONE) and book.understood(TABLE, line)) or {}
        for table, identifier, path, *_ in action.get("edits", ()) if action and act_list.act_of(action) != act else ():
            if (table, identifier) == (edit.table, edit.id) and (path[:1] == [field] if field else not path):
                return action
    return None


def _by_whom(action: Document) -> str:
    """Who did an action, and by which way."""
    if action.get("via") == RING:
        return " by the phone"
    by = f" by {action['by']}" if action["by"] else ""
    return f"{by}, with a command" if action.get("via") == COMMAND else by
