"""Words typed for a question that has no visit or card to keep them: the desk keeps them until it is done.

Each stands under a short key of its own and says whose it is, so that it goes when they are erased, and some time after
their visit ended.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from deskapp.desk.cards import customers
from deskapp.desk.session import Session, own_document
from deskapp.digests import blake2s
from deskapp.errors import NotFoundError
from deskapp.messages import said
from deskapp.model.document import Document, instant_text
from deskapp.model.frozen import dataclass

TABLE = "drafts"
KEPT_FOR = timedelta(days=30)
"""How long words stay once their visit has ended, their promise is settled, or either is gone."""
Entry = dict[str, Any]
OWNERS = {"int": "interactions", "cus": "customers", "pro": "promises"}


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """Where words are typed: the question of a screen, and the id of what it belongs to, "" where that is nothing."""

    screen: str
    question: str
    owner: str = ""

    def key(self, field: str) -> str:
        """The short key of one field's words."""
        parts = "\0".join((self.screen, self.question, self.owner, field))
        return f"d{blake2s(parts.encode(errors='replace'), digest_size=8).hexdigest()}"

    def entry(self, field: str) -> dict[str, str]:
        """What is kept of where words are typed."""
        return {"screen": self.screen, "question": self.question, "owner": self.owner, "field": field}

    def holds(self, entry: Mapping[str, Any]) -> bool:
        """Whether words were typed here: what belongs to somebody is there on every screen that asks for it."""
        names = ("question", "owner") if self.owner else ("screen", "question", "owner")
        mine = self.entry("")
        return all(entry.get(name) == mine[name] for name in names)


def read(desk: Session, place: DraftPlace) -> Mapping[str, str]:
    """What was typed at a place and is not done yet, by field.

    Where nothing was, what was typed at the same place for a card that is one with its owner now.
    """
    shown = _shown(desk, place, _entries(desk)).values()
    return {entry.get("field", ""): entry.get("text", "") for entry in shown}


def keep(desk: Session, place: DraftPlace, field: str, text: str) -> None:
    """Keep what is typed on the disk; an empty text forgets it. Undo knows nothing of it.

    Raises NotFoundError where whom it is about is no longer in the book: nothing of an erased person comes back.
    """
    table = _table(place.owner)
    document = desk.book.get(table, place.owner) if table else {}
    if document is None or document.get("erased"):
        raise NotFoundError(said("What this is about is no longer in the book."), said("Leave the question."))
    before, key = _entries(desk), place.key(field)
    shown = _shown(desk, place, before)
    after = {name: entry for name, entry in before.items() if name not in shown}
    after |= {place.key(entry.get("field", "")): {**entry, "owner": place.owner} for entry in shown.values()}
    if not text.strip():
        after.pop(key, None)
    elif after.get(key, {}).get("text") != text:
        after[key] = {**place.entry(field), "text": text, "at": instant_text(desk.now())}
    _write(desk, before, after)


def forget(desk: Session, place: DraftPlace) -> None:
    """A question is done: the words of all its fields go, those that were shown."""
    before = _entries(desk)
    shown = _shown(desk, place, before)
    _write(desk, before, {key: entry for key, entry in before.items() if key not in shown})


def _shown(desk: Session, place: DraftPlace, entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """The entries that are shown at a place, by key: those of its owner, else of one card that was merged into it."""
    card = customers.of(desk, place.owner) if place.owner.startswith("cus_") else None
    others = [owner for owner in (customers.ids_of(desk, card) if card else ()) if owner != place.owner]
    places = [place, *(DraftPlace(place.screen, place.question, owner) for owner in others)]
    shown = ({key: entry for key, entry in entries.items() if each.holds(entry)} for each in places)
    return next(filter(None, shown), {})


def on_screen(desk: Session, screen: str) -> list[Entry]:
    """What is half typed on a screen, each entry with where and when, in no order."""
    return [entry for entry in _entries(desk).values() if entry.get("screen") == screen]


def of_owners(desk: Session, owners: Iterable[str]) -> list[dict[str, str]]:
    """What is half typed for some owners at any desk: the question, the words and since when, in no order."""
    theirs = set(owners)
    typed = (document.get("typed", {}) for document in desk.book.select(TABLE))
    return [
        {name: str(entry.get(name, "")) for name in ("at", "question", "text")}
        for entries in typed
        for entry in entries.values()
        if entry.get("owner") in theirs
    ]


def without(document: Document, owners: Iterable[str], *, before: str = "") -> Document:
    """A document of the table without the words that belong to some owners, or were typed before an instant."""
    gone, typed = set(owners), document.get("typed")
    if not isinstance(typed, dict):
        return _of_now(document)
    stay = {
        name: entry
        for name, entry in typed.items()
        if isinstance(entry, dict) and entry.get("owner") not in gone and str(entry.get("at", "")) >= before
    }
    return _of_now(document) if len(stay) == len(typed) else {**_of_now(document), "typed": stay}


def _of_now(document: Document) -> Document:
    """The document without words as they were kept before each said whose it is."""
    return {name: value for name, value in document.items() if name != "words"} if "words" in document else document


def _entries(desk: Session) -> dict[str, Entry]:
    typed: dict[str, Entry] = (desk.book.get(TABLE, _identifier(desk)) or {}).get("typed", {})
    return typed


def _write(desk: Session, before: dict[str, Entry], after: dict[str, Entry]) -> None:
    """Write what stays, without what has had its time."""
    limit = instant_text(desk.now() - KEPT_FOR)
    after = {key: entry for key, entry in after.items() if not _is_over(desk, entry, limit)}
    if before == after:
        return
    with desk.book.change("typed text", by=desk.staff, at=desk.now(), undoable=False) as change:
        there = change.get(TABLE, _identifier(desk)) or {"id": _identifier(desk)}
        change.put(TABLE, {**_of_now(there), "typed": after})


def _is_over(desk: Session, entry: Entry, limit: str) -> bool:
    """Whether words were typed before `limit` for somebody who has been gone, or done with, since before it."""
    owner = entry.get("owner", "")
    table = _table(owner)
    if not table or entry.get("at", "") >= limit:
        return False
    document = desk.book.get(table, owner)
    if document is None:
        return True
    ended = (str(document.get(name) or "") for name in ("ended_at", "kept_at", "broken_at"))
    return "" < max(ended) < limit


def _table(owner: str) -> str:
    """The table of an owner that is a document of the book; "" of any other."""
    return OWNERS.get(owner.partition("_")[0], "") if "_" in owner else ""


def _identifier(desk: Session) -> str:
    return own_document(desk, TABLE, "drf")
