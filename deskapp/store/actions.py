"""The list of actions behind undo: what is put on it, whose each is, and which of them are one act.

What belongs to one act bears the act's name, and is taken back together. Where nobody changed the same between its
changes it is one action.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice

from deskapp.store.acts import ANYBODYS, DESK, Acts, Typing, Whose
from deskapp.store.engine.codec import Document, Op, encode
from deskapp.store.engine.difference import Edit, edits_between, lasting, taken_back
from deskapp.store.staged import Staged

TABLE = "undo"
KEPT, SURPLUS = 400, 100
TYPED = "half_typed"
"""What an action keeps of what was being typed in the documents that its undoing took away, by their ids."""
UNDONE, STEPPED_OVER = b'"undone":true}', b'"stepped_over":true}'
"""How the line of such an action ends: a line may be as long as an import."""
MOST_WORDS = 3
_BEGINNING = re.compile(rb'\{"id":"([^"]+)"(?:,"act":"([^"]+)")?')
Numbered = tuple[int, Document]


def push(book: Acts, change: Staged, edits: list[Edit]) -> list[Op]:
    """The operations that put an action on the list: what its own person had undone goes, and the oldest of many."""
    shelf = book.shelf(TABLE)
    number, mine = shelf.next_number, Whose(change.by, frozenset({book.way}))
    undone = [(top, book.understood(TABLE, line)) for top, line in newest_first(book) if line.endswith(UNDONE)]
    ops = [Op(TABLE, top, None) for top, action in undone if action and mine.owns(action)]
    act = _act(book, change, number)
    before = _so_far(book, act, number, {(edit.table, edit.id) for edit in edits})
    if before:
        edits = _merged(book, change, [Edit(*edit) for edit in before[1]["edits"]], edits)
        ops.append(Op(TABLE, before[0], None))
    if not edits and not change.stays:
        return ops
    document = {
        "id": f"und_{number}",
        "act": act,
        "words": joined([before[1]["words"], change.words]) if before else change.words,
        "by": before[1]["by"] if before else change.by,
        "at": change.at_text,
        "edits": [list(edit) for edit in edits],
        **({"via": book.way} if book.way else {}),
        **({"stays": True} if change.stays or (before and before[1].get("stays")) else {}),
    }
    if also := {*filter(None, change.also), *(before[1].get("also", ()) if before else ())}:
        document["also"] = sorted(also)
    ops.append(Op(TABLE, number, encode(document)))
    return [*ops, *_oldest(book)] if len(shelf) >= KEPT else ops


def _act(book: Acts, change: Staged, number: int) -> str:
    """The name of the act that a change is part of: of typing that goes on, of the key or command, or one of its own.

    What comes from beside ends no typing at the desk.
    """
    act = book.act or f"a{number}"
    if book.way != DESK:
        return act
    typing, book.typing = book.typing, None
    if change.coalesce:
        if typing and typing.goes_on(change.coalesce, change.by, change.at):
            act = typing.act
            book.act = act if book.act else ""
        book.typing = Typing(act, change.coalesce, change.by, change.at)
    return act


def _so_far(book: Acts, act: str, number: int, changed: set[tuple[str, str]]) -> Numbered | None:
    """The newest action of an act, which a change of these documents goes on with; none where it begins with `number`.

    None as well where others have changed one of its documents since: then the order of the changes counts.
    """
    if act == f"a{number}":
        return None
    later = []
    for top, line in newest_first(book):
        if _act_in(line) != act or line.endswith((UNDONE, STEPPED_OVER)):
            later.append(line)
            continue
        action = book.understood(TABLE, line)
        if action is None:
            return None
        documents = changed | {(edit[0], edit[1]) for edit in action["edits"]}
        others = (edit for later_action in book.understood_of(TABLE, later) for edit in later_action["edits"])
        return None if any((edit[0], edit[1]) in documents for edit in others) else (top, action)
    return None


def _oldest(book: Acts) -> list[Op]:
    """The operations that drop the oldest actions: whole acts, so that none is ever taken back by half."""
    lines = book.shelf(TABLE).lines
    gone = {_act_in(line) for line in islice(lines.values(), SURPLUS)}
    return [Op(TABLE, old, None) for old, line in lines.items() if _act_in(line) in gone]


def _merged(book: Acts, change: Staged, first: list[Edit], second: list[Edit]) -> list[Edit]:
    """One list of edits for two changes on end, such as typing that goes on."""
    again = {(edit.table, edit.id) for edit in second}
    edits = [edit for edit in first if (edit.table, edit.id) not in again]
    for table, identifier in dict.fromkeys((edit.table, edit.id) for edit in second):
        mine = [edit for edit in first if (edit.table, edit.id) == (table, identifier)]
        now = change.as_it_stood(table, identifier, book.get(table, identifier))
        before = taken_back(now, mine, careful=False)
        edits += lasting(edits_between(table, identifier, before, change.staged[table, identifier]))
    return edits


def joined(words: list[str]) -> str:
    """The words of an act from those of its changes, in their order, each once."""
    each = list(dict.fromkeys(part for said in words for part in said.split("; ")))
    return "; ".join(each if len(each) <= MOST_WORDS else [*each[:MOST_WORDS], "…"])


def newest_first(book: Acts) -> Iterator[tuple[int, bytes]]:
    """The number and the line of each action."""
    lines = book.shelf(TABLE).lines
    return ((number, lines[number]) for number in reversed(lines))


def act_of(action: Document) -> str:
    """The name of an action's act; one without a name is an act of its own."""
    return str(action.get("act") or action["id"])


def _act_in(line: bytes) -> str:
    """The name of an action's act from its line, which may be as long as an import and is not parsed for that."""
    match = _BEGINNING.match(line)
    return (match[2] or match[1]).decode() if match else ""


def to_undo(book: Acts, whose: Whose = ANYBODYS) -> list[Numbered]:
    """The actions, oldest first, of the act that `undo` would take back; none where there is none."""
    for number, line in newest_first(book):
        if not line.endswith((UNDONE, STEPPED_OVER)):
            action = book.understood(TABLE, line)
            if action is None:
                continue
            if action.get("final"):
                return [(number, action)]
            if whose.owns(action):
                return _of_act(book, act_of(action), lambda line: not line.endswith((UNDONE, STEPPED_OVER)))
    return []


def to_redo(book: Acts, whose: Whose = ANYBODYS) -> list[Numbered]:
    """The actions, oldest first, of the act that `redo` would do again: of those undone the one undone last."""
    undone = book.understood_of(TABLE, (line for _, line in newest_first(book) if line.endswith(UNDONE)))
    last = max(filter(whose.owns, undone), key=lambda action: (action.get("turn", 0), -_number(action)), default=None)
    return _of_act(book, act_of(last), lambda line: line.endswith(UNDONE)) if last else []


def _number(action: Document) -> int:
    return int(action["id"].rpartition("_")[2])


def _of_act(book: Acts, act: str, is_meant: Callable[[bytes], bool]) -> list[Numbered]:
    lines = [(number, line) for number, line in newest_first(book) if _act_in(line) == act and is_meant(line)]
    actions = ((number, book.understood(TABLE, line)) for number, line in reversed(lines))
    return [(number, action) for number, action in actions if action is not None]


def edits_of(actions: list[Numbered], *, again: bool) -> list[Edit]:
    """The edits of an act in the order in which they were made, or turned round, to be made `again`."""
    edits = [Edit(*edit) for _, action in actions for edit in action["edits"]]
    return [edit.turned() for edit in reversed(edits)] if again else edits
