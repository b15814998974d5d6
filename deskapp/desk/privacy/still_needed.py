"""Whose card is still needed, however long ago anybody saw them: asked of every table before old entries go.

A visit or call under way, an open promise, what hangs on either, half-typed words, what was done or undone lately, an
entry that nobody here understands: as long as one of them names a card, the card stays, with all that are one with it.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

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
    found = [one for one in book.select("promises") if not is_settled(one)]
    return found, {str(one.get("interaction") or "") for one in found} - {""}


def hangs_on(visit: Document, open_ids: Collection[str]) -> bool:
    """Whether a step of a visit's resolution or crisis plan is one of some open promises."""
    plan = (visit.get("crisis") or {}).get("plan") or {}
    steps = [*(visit.get("resolution") or {}).values(), *plan.values()]
    return any(one.get("promise") in open_ids for one in steps)


def typed_for(book: Book, limit: str) -> set[str]:
    """The owners of what was half typed since an instant: cards, visits, promises."""
    entries = (one for document in book.select(drafts.TABLE) for one in document.get("typed", {}).values())
    return {one.get("owner", "") for one in entries if one.get("at", "") >= limit} - {""}


def reasons(book: Book, limit: str, cards: Collection[str], *, archived: bool = True) -> dict[str, str]:
    """Of some cards those that something open, fresh or strange names, and what that is."""
    owed, visits = promised(book)
    owners = typed_for(book, limit)
    found: dict[str, str] = {}

    def take(identifiers: Iterable[str], why: str) -> None:
        found.update({one: why for one in identifiers if one in cards and one not in found})

    take(
        map(_whose, (one for one in book.table("interactions").scan(unless=ENDED) if one.get("state") != "ended")), OPEN
    )
    take(map(_whose, owed), OWED)
    take((_whose(book.get("interactions", one) or {}) for one in visits), OWED)
    take(owners, TYPED)
    others = ((table, one) for one in owners for table in ("interactions", "promises"))
    take((_whose(book.get(table, one) or {}) for table, one in others), TYPED)
    take(_in_lines(_strange(book, archived)), STRANGE)
    take(_in_lines(_lately(book, limit)), LATELY)
    return found


def named(book: Book, cards: Collection[str], becomes: Becomes, lines: Iterable[tuple[str, bytes]]) -> set[str]:
    """Of some cards those that a document names which stays as it is, or still names them once it is changed."""
    found: set[str] = set()
    for table, line in lines:
        here = {one for one in _in_lines([line]) if one in cards} - found
        if not here or table in UNREAD:
            continue
        document = book.understood(table, line)
        after = None if document is None else becomes(table, document)
        if after is not None:
            found |= {one for one in here if _names(after, one)}
    return found


def _names(value: Any, identifier: str) -> bool:
    if isinstance(value, dict):
        return any(identifier in name or _names(one, identifier) for name, one in value.items())
    if isinstance(value, list):
        return any(_names(one, identifier) for one in value)
    return isinstance(value, str) and identifier in value


def _whose(document: Document) -> str:
    return str((document.get("customer") or {}).get("id", ""))


def _strange(book: Book, archived: bool) -> Iterator[bytes]:
    yield from (one.line for one in odd_documents.found(book, archived=archived) if one.odd.table != "undo")


def _lately(book: Book, limit: str) -> Iterator[bytes]:
    """The actions of undo since an instant."""
    for line in list(book.shelf("undo").lines.values()):
        action = book.understood("undo", line)
        if action and str(action.get("at", "")) >= limit:
            yield line


def _in_lines(lines: Iterable[bytes]) -> Iterator[str]:
    for line in lines:
        yield from (one.decode() for one in _CARD.findall(line))
