"""Reading nouns from the book and writing them back, one atomic change at a time."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from deskapp import slots
from deskapp.desk.document_shapes import NOUNS, SETTINGS
from deskapp.desk.session import PREFIXES, Session
from deskapp.errors import NotFoundError
from deskapp.messages import said
from deskapp.model.customer import Customer
from deskapp.model.document import Document, DocumentError, from_document, to_document
from deskapp.model.faq_entry import FaqEntry
from deskapp.model.interaction import Interaction
from deskapp.model.lesson import Lesson
from deskapp.model.promise import Promise

if TYPE_CHECKING:
    from deskapp.store.change import Change
    from deskapp.store.queries import QueryLike
    from deskapp.store.undo import Whose

Noun = TypeVar("Noun", Interaction, Customer, Promise, FaqEntry, Lesson)
AnyNoun = TypeVar("AnyNoun")
TABLES: dict[type, str] = {NOUNS[table]: table for table in PREFIXES if table != SETTINGS}
WORDS: dict[type, str] = {
    Interaction: "interaction",
    Customer: "card",
    Promise: "promise",
    FaqEntry: "FAQ entry",
    Lesson: "lesson",
}
Also = Callable[["Change", Noun], None]


def look(desk: Session, kind: type[Noun], identifier: str) -> Noun | None:
    """The noun with that id, or None."""
    document = desk.book.get(TABLES[kind], identifier)
    return None if document is None else from_document(kind, document)


def fetch(desk: Session, kind: type[Noun], identifier: str) -> Noun:
    """The noun with that id. Raises NotFoundError."""
    noun = look(desk, kind, identifier)
    if noun is None:
        raise odd(desk, identifier) or NotFoundError(
            said("There is no {words} {identifier!r} in this book.", words=WORDS[kind], identifier=identifier),
            said("Look it up in the list again."),
        )
    return noun


def every(desk: Session, kind: type[AnyNoun], query: "QueryLike | None" = None) -> Iterator[AnyNoun]:
    """The nouns of which a query is true, the newest first; what the book doesn't understand is left out, and told."""
    return (from_document(kind, document) for document in desk.book.select(TABLES[kind], query))


def readable(kind: type[AnyNoun], documents: Iterable[Document]) -> Iterator[AnyNoun]:
    """The nouns of some documents, without those that are not understood."""
    for document in documents:
        try:
            yield from_document(kind, document)
        except DocumentError:
            continue


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

    if not_understood := odd(desk, identifier):
        return not_understood
    way = undo.way_back(desk.book, identifier, mine(desk))
    if way in ("undo", "redo"):
        next_step = said("{press} to bring it back.", press=slots.press(way))
    else:
        next_step = (
            said("Look for it in the list again.")
            if desk.book.get("tombstones", identifier)
            else said("It was erased for good.")
        )
    return NotFoundError(said("That {word} is no longer in the book.", word=word), next_step)


def edit(
    desk: Session,
    noun: Noun,
    words: str,
    alter: Callable[[Noun], Noun],
    *,
    coalesce: str = "",
    undoable: bool = True,
    also: Also[Noun] | None = None,
) -> Noun:
    """Alter the newest state of a noun as one change on the disk, and give what it is now.

    `also` does more in the same change, and is handed the noun as it was altered. Raises NotFoundError where the noun
    is gone.
    """
    with desk.book.change(words, by=desk.staff, at=desk.now(), coalesce=coalesce, undoable=undoable) as change:
        altered = alter(newest(desk, change, noun))
        put(change, altered)
        if also:
            also(change, altered)
    return altered


def store(desk: Session, noun: AnyNoun, words: str, *, coalesce: str = "") -> AnyNoun:
    """Put a noun in the book as it is, as one change on the disk."""
    with desk.book.change(words, by=desk.staff, at=desk.now(), coalesce=coalesce) as change:
        put(change, noun)
    return noun


def take_out(desk: Session, noun: Noun, words: str) -> None:
    """Take a noun out of the book, as one change on the disk."""
    with desk.book.change(words, by=desk.staff, at=desk.now()) as change:
        change.delete(TABLES[type(noun)], noun.id)


def newest(desk: Session, change: "Change", noun: Noun) -> Noun:
    """A noun as a change leaves it so far. Raises NotFoundError where it is gone."""
    kind = type(noun)
    standing = as_it_stands(change, kind, noun.id)
    if standing is None:
        raise gone(desk, WORDS[kind], noun.id)
    return standing


def as_it_stands(change: "Change", kind: type[Noun], identifier: str) -> Noun | None:
    """The noun with that id as a change leaves it so far; a card that was merged into another lives on in the other."""
    document, seen = change.get(TABLES[kind], identifier), {identifier}
    while document and (into := document.get("merged_into")) and into not in seen:
        seen.add(into)
        document = change.get(TABLES[kind], into)
    return from_document(kind, document) if document else None


def put(change: "Change", *nouns: Any) -> None:
    """Put nouns, as part of a change."""
    for noun in nouns:
        change.put(TABLES[type(noun)], to_document(noun))


def with_entry(desk: Session, noun: AnyNoun, field: str, entry: object, **changes: Any) -> AnyNoun:
    """A noun with one more entry, under a key of its own, in one of its maps; `changes` are of its other fields."""
    entries: Mapping[str, object] = getattr(noun, field)
    return replace(noun, **{field: {**entries, desk.new_key(entries): entry}}, **changes)  # type: ignore[type-var]


def mine(desk: Session) -> "Whose":
    """Which acts whoever stands here may take back."""
    from deskapp.store.undo import DESK, Whose

    return Whose(desk.staff, frozenset({DESK, desk.book.way}))
