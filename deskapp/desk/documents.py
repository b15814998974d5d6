"""Reading nouns from the book and writing them back, one atomic change at a time."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from deskapp import slots
from deskapp.desk.session import PREFIXES, Session
from deskapp.errors import NotFoundError
from deskapp.model.customer import Customer
from deskapp.model.document import from_document, to_document
from deskapp.model.faq_entry import FaqEntry
from deskapp.model.handover import Handover
from deskapp.model.interaction import Interaction
from deskapp.model.lesson import Lesson
from deskapp.model.promise import Promise
from deskapp.model.shift import Shift

if TYPE_CHECKING:
    from deskapp.store.undo import Whose

Noun = TypeVar("Noun", Interaction, Customer, Promise)
TABLES: dict[type, str] = {
    Interaction: "interactions",
    Customer: "customers",
    Promise: "promises",
    FaqEntry: "faq",
    Lesson: "lessons",
    Shift: "shifts",
    Handover: "handovers",
}
WORDS: dict[type, str] = {Interaction: "interaction", Customer: "card", Promise: "promise"}


def look(desk: Session, kind: type[Noun], identifier: str) -> Noun | None:
    """The noun with that id, or None."""
    document = desk.book.get(TABLES[kind], identifier)
    return None if document is None else from_document(kind, document)


def fetch(desk: Session, kind: type[Noun], identifier: str) -> Noun:
    """The noun with that id. Raises NotFoundError."""
    noun = look(desk, kind, identifier)
    if noun is None:
        if found := odd(desk, identifier):
            raise found
        raise NotFoundError(f"There is no {WORDS[kind]} {identifier!r} in this book.", "Look it up in the list again.")
    return noun


def odd(desk: Session, identifier: str) -> NotFoundError | None:
    """What is said of a document that is there and not understood; None of any other."""
    prefix = identifier.partition("_")[0]
    table = next((name for name, start in PREFIXES.items() if start == prefix), "")
    if not table or not desk.book.odd(table, identifier):
        return None
    refusal = desk.book.refusal(table, identifier)
    return NotFoundError(refusal.sentence, refusal.next_step)


def gone(desk: Session, word: str, identifier: str) -> NotFoundError:
    """What is said of a document that was there: how it comes back, where it can."""
    from deskapp.store import undo

    if found := odd(desk, identifier):
        return found
    way = undo.way_back(desk.book, identifier, mine(desk))
    steps = {"undo": f"{slots.press('undo')} to bring it back.", "redo": f"{slots.press('redo')} to bring it back."}
    erased = "Look for it in the list again." if desk.book.get("tombstones", identifier) else "It was erased for good."
    return NotFoundError(f"That {word} is no longer in the book.", steps.get(way, erased))


def edit(
    desk: Session,
    noun: Noun,
    words: str,
    alter: Callable[[Noun], Noun],
    *,
    coalesce: str = "",
    undoable: bool = True,
) -> Noun:
    """Alter the newest state of a noun as one change on the disk, and give what it is now.

    A card that was merged into another meanwhile is altered where it lives on: in the other.
    """
    kind = type(noun)
    with desk.book.change(words, by=desk.staff, at=desk.now(), coalesce=coalesce, undoable=undoable) as change:
        document, seen = change.get(TABLES[kind], noun.id), {noun.id}
        while document and (into := document.get("merged_into")) and into not in seen:
            seen.add(into)
            document = change.get(TABLES[kind], into)
        if document is None:
            raise gone(desk, WORDS[kind], noun.id)
        altered = alter(from_document(kind, document))
        change.put(TABLES[kind], to_document(altered))
    return altered


def mine(desk: Session) -> "Whose":
    """Which acts whoever stands here may take back."""
    from deskapp.store.undo import DESK, Whose

    return Whose(desk.staff, frozenset({DESK, desk.book.way}))
