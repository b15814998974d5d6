"""Whose card is still needed, however long ago anybody saw them: asked of every table before old entries go.

A visit or call under way, an open promise, what hangs on either, half-typed words, what was done or undone lately, an
entry that nobody here understands: as long as one of them names a card, the card stays, with all that are one with it.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator

from deskapp.desk import odd_documents
from deskapp.desk.drafts import drafts
from deskapp.desk.privacy.person_rule import is_settled
from deskapp.model.document import Document
from deskapp.store import Book
from deskapp.store.engine.shelf import TOMBSTONES
from deskapp.store.history.archive_month import ENDED

OPEN, OWED = "a visit or call is still open", "a promise is open"
TYPED, LATELY = "something is half typed for them", "something was done or undone for them lately"
STRANGE, NAMED = "an entry that is not understood names them", "an entry that stays names them"
UNREAD = frozenset({"undo", "erasures", "asked", TOMBSTONES, "alerts"})
"""Tables whose lines do not keep a card; of `undo` see `LATELY`."""
_CARD = re.compile(rb"cus_[0-9A-Za-z]+")
Becomes = Callable[[str, Document], Document | None]


def promised(book: Book) -> tuple[list[Document], set[str]]:
    """The open promises, and the ids of the visits that they were made in."""
    owed = [promise for promise in book.select("promises") if not is_settled(promise)]
    return owed, {str(promise.get("interaction") or "") for promise in owed} - {""}


def hangs_on(visit: Document, open_ids: Collection[str]) -> bool:
    """Whether a step of a visit's resolution or crisis plan is one of some open promises."""
    plan = (visit.get("crisis") or {}).get("plan") or {}
    steps = [*(visit.get("resolution") or {}).values(), *plan.values()]
    return any(step.get("promise") in open_ids for step in steps)


def typed_for(book: Book, limit: str) -> set[str]:
    """The owners of what was half typed since an instant: cards, visits, promises."""
    entries = (entry for document in book.select(drafts.TABLE) for entry in document.get("typed", {}).values())
    return {entry.get("owner", "") for entry in entries if entry.get("at", "") >= limit} - {""}


def reasons(book: Book, limit: str, cards: Collection[str], *, archived: bool = True) -> dict[str, str]:
    """Of some cards those that something open, fresh or strange names, and what that is."""
    owed, visits = promised(book)
    owners = typed_for(book, limit)
    taken: dict[str, str] = {}

    def take(identifiers: Iterable[str], why: str) -> None:
        taken.update({identifier: why for identifier in identifiers if identifier in cards and identifier not in taken})

    open_visits = (visit for visit in book.table("interactions").scan(unless=ENDED) if visit.get("state") != "ended")
    take(map(_whose, open_visits), OPEN)
    take(map(_whose, owed), OWED)
    take((_whose(book.get("interactions", visit) or {}) for visit in visits), OWED)
    take(owners, TYPED)
    take(
        (_whose(book.get(table, identifier) or {}) for identifier in owners for table in ("interactions", "promises")),
        TYPED,
    )
    odd = odd_documents.each(book, archived=archived)
    take(_in_lines(document.line for document in odd if document.odd.table != "undo"), STRANGE)
    take(_in_lines(_lately(book, limit)), LATELY)
    return taken


def named(book: Book, cards: Collection[str], becomes: Becomes, lines: Iterable[tuple[str, bytes]]) -> set[str]:
    """Of some cards those that a document names which stays as it is, or still names them once it is changed."""
    ids: set[str] = set()
    for table, line in lines:
        here = {card for card in _in_lines([line]) if card in cards} - ids
        document = book.understood(table, line) if here and table not in UNREAD else None
        after = None if document is None else becomes(table, document)
        told = "" if after is None else json.dumps(after)
        ids |= {card for card in here if card in told}
    return ids


def _whose(document: Document) -> str:
    return str((document.get("customer") or {}).get("id", ""))


def _lately(book: Book, limit: str) -> Iterator[bytes]:
    """The actions of undo since an instant."""
    for line in list(book.shelf("undo").lines.values()):
        action = book.understood("undo", line)
        if action and str(action.get("at", "")) >= limit:
            yield line


def _in_lines(lines: Iterable[bytes]) -> Iterator[str]:
    for line in lines:
        yield from (card.decode() for card in _CARD.findall(line))
