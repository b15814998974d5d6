"""The import of a file, as all faces do it: a dry run first, then one change that one undo takes back."""

import contextlib
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deskapp.desk.find import caches
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.exchange.batch import (
    STORES_OWN,
    Batch,
    CallDraft,
    CardDraft,
    ChangedCard,
    FieldChange,
    ImportPlan,
    NewCard,
    PlannedCall,
    Refused,
    SameCard,
)
from deskapp.exchange.doubts import doubt_notes, doubts_of
from deskapp.exchange.matching import CardIndex
from deskapp.exchange.merging import altered, changed, changes_between, settled
from deskapp.memory import give_back
from deskapp.model.customer import Customer
from deskapp.model.document import Document, DocumentError, instant_text, to_document
from deskapp.model.ids import make_id
from deskapp.model.interaction import CustomerRef, Interaction
from deskapp.store import where
from deskapp.store.copies.backup import backup
from deskapp.text.phones import digits, normalise

if TYPE_CHECKING:
    from deskapp.store import Book

_OUR_ID = re.compile(r"cus_[0-9A-Za-z]{1,40}$")
_STEP, MANY = 200, 1000
Progress = Callable[[int, int], None]
KEPT_BACKUPS = 5
_BEFORE = "before-import-"


@dataclass(frozen=True, slots=True)
class Known:
    """What the book holds that a file may bring again: calls, and other documents by table and id."""

    country: str
    calls: tuple[Mapping[str, Any], ...] = ()
    documents: Mapping[tuple[str, str], Document] = field(default_factory=dict)


def known_for(batch: Batch, desk: Session) -> Known:
    """What to hold a file against; to be asked in the thread that changes the book."""
    calls: tuple[Mapping[str, Any], ...] = ()
    if batch.calls:
        calls = tuple(desk.book.select("interactions", where("kind") == "call", archived=True))
    wanted = [
        (table, document["id"])
        for table, documents in batch.documents.items()
        if table != "customers"
        for document in documents
    ]
    there = ((key, desk.book.get(*key)) for key in wanted)
    documents = {key: document for key, document in there if document is not None}
    return Known(settings.read(desk).country, calls, documents)


def planned(batch: Batch, desk: Session, known: Known, progress: Progress | None = None) -> ImportPlan:
    """The dry run; it changes nothing, and may run in a thread of its own."""
    cards = desk.book.select("customers", newest_first=False)
    return dry_run(
        batch, cards, known.country, calls=known.calls, known=lambda *key: known.documents.get(key), progress=progress
    )


def dry_run(
    batch: Batch,
    existing: Iterable[Mapping[str, Any]],
    country: str,
    *,
    calls: Iterable[Mapping[str, Any]] = (),
    known: Callable[[str, str], Document | None] = lambda table, identifier: None,
    progress: Progress | None = None,
) -> ImportPlan:
    """What an import would do.

    `existing` are the book's cards, `calls` its calls (for logs), `known` its `get` (for our own JSON); `progress` is
    told (done, all) now and then.
    """
    cards = CardIndex(existing)
    made = _Cards(cards, country)
    for number, draft in enumerate(batch.cards):
        if progress and number % _STEP == 0:
            progress(number, len(batch.cards))
        made.take(draft)
    if progress:
        progress(len(batch.cards), len(batch.cards))
    changed_cards = tuple(made.changed_cards())
    planned, same_calls = _calls(batch.calls, cards, calls, country)
    documents, same_documents = _documents(batch.documents, known, made.renamed)
    new = tuple(replace(card, customer=cards.get(card.customer.id)) for card in made.new)
    doubts = tuple(doubts_of(new, changed_cards))
    return ImportPlan(
        new=new,
        changed=changed_cards,
        doubts=doubts,
        duplicates=tuple(made.duplicates),
        calls=planned,
        documents=documents,
        same_calls=same_calls,
        same_documents=same_documents,
        refused=(*batch.refused, *made.refused),
        notes=(*doubt_notes(doubts), *batch.notes),
    )


def apply(plan: ImportPlan, book: "Book", by: str, at: datetime) -> ImportPlan:
    """Do what the plan says as one change of the book, and give what was done; a card deleted meanwhile is left out."""
    done = []
    with book.change(f"import: {plan.words}", by=by, at=at) as change:
        for customer in (card.customer for card in plan.new):
            change.put("customers", to_document(_as_new(customer, at)))
        for card in plan.changed:
            document = change.get("customers", card.id)
            if document is not None:
                change.put("customers", changed(document, card.changes))
                done.append(card)
        for call in plan.calls:
            change.put("interactions", to_document(_interaction(call, by)))
        for table, documents in plan.documents.items():
            for document in documents:
                change.put(table, document)
    if len(plan.new) + len(plan.changed) >= MANY:
        caches.forget()
        give_back()
    return replace(plan, changed=tuple(done))


def _as_new(customer: Customer, at: datetime) -> Customer:
    """A card of the file as it begins in the book; an id that is not ours is replaced."""
    identifier = customer.id if _OUR_ID.match(customer.id) else make_id("cus", at, os.urandom(10))
    since = customer.customer_since or (at if customer.kind == "customer" else None)
    return replace(customer, id=identifier, created_at=customer.created_at or at, customer_since=since)


class _Cards:
    """The drafts sorted so far into new, changed and same."""

    def __init__(self, cards: CardIndex, country: str) -> None:
        self.cards, self.country = cards, country
        self.new: list[NewCard] = []
        self.duplicates: list[SameCard] = []
        self.refused: list[Refused] = []
        self.renamed: dict[str, str] = {}
        self._fresh: set[str] = set()
        self._changes: dict[str, tuple[str, int, tuple[FieldChange, ...]]] = {}

    def take(self, draft: CardDraft) -> None:
        """Sort one draft in."""
        draft = replace(draft, customer=settled(draft.customer, self.country))
        identifier, certain, beside = self.cards.match(draft)
        if not identifier:
            self._add(draft, beside)
            return
        if draft.uid and draft.uid != identifier:
            self.renamed[draft.uid] = identifier
        try:
            card = self.cards.get(identifier)
        except DocumentError as error:
            reason = f"its card in the book cannot be read ({error})"
            self.refused.append(Refused(draft.line, reason, draft.customer.name))
        else:
            self._alter(identifier, card, draft, certain)

    def _alter(self, identifier: str, card: Customer, draft: CardDraft, certain: bool) -> None:
        changes = changes_between(card, draft.customer, certain)
        changes = tuple(self.cards.with_holders(identifier, change) for change in changes)
        if changes:
            self.cards.put(identifier, altered(card, changes))
        if not changes or identifier in self._fresh:
            self.duplicates.append(SameCard(card.name, draft.line))
            return
        _, line, before = self._changes.get(identifier, (card.name, draft.line, ()))
        self._changes[identifier] = (card.name, line, before + changes)

    def changed_cards(self) -> Iterable[ChangedCard]:
        """The cards of the book that change, each with all that the file brings."""
        return (ChangedCard(identifier, *told) for identifier, told in self._changes.items())

    def _add(self, draft: CardDraft, beside: str) -> None:
        own = _OUR_ID.match(draft.uid) and draft.uid not in self.cards
        identifier = draft.uid if own else f"new {len(self.new)}"
        customer = replace(draft.customer, id=identifier)
        self.cards.put(identifier, customer)
        self._fresh.add(identifier)
        self.new.append(NewCard(customer, draft.line, beside))


def _calls(
    drafts: Iterable[CallDraft], cards: CardIndex, calls: Iterable[Mapping[str, Any]], country: str
) -> tuple[tuple[PlannedCall, ...], int]:
    there = {_call_key(str(call.get("phone", "")), str(call.get("arrived_at", "")), country) for call in calls}
    planned, same = [], 0
    for draft in drafts:
        key = _call_key(draft.number, instant_text(draft.started_at), country)
        if key in there:
            same += 1
            continue
        there.add(key)
        number = normalise(draft.number, country) or digits(draft.number)
        identifier = cards.of_number(number, draft.name) if number else ""
        ref = CustomerRef(identifier, cards.get(identifier).name) if identifier else None
        planned.append(PlannedCall(draft, ref))
    return tuple(planned), same


def _call_key(number: str, instant: str, country: str) -> tuple[str, str]:
    """A call is the same when its number and its second are."""
    return normalise(number, country) or digits(number), instant[:19]


def _interaction(call: PlannedCall, by: str) -> Interaction:
    draft = call.draft
    taken = draft.started_at + timedelta(seconds=draft.rang_s)
    outcome = "" if draft.answered else ("missed call" if draft.direction == "in" else "no answer")
    return Interaction(
        id=make_id("int", draft.started_at, os.urandom(10)),
        kind="call",
        state="ended",
        arrived_at=draft.started_at,
        customer=call.customer,
        called="" if call.customer else draft.name,
        phone=draft.number,
        greeted_at=taken if draft.answered else None,
        ended_at=taken + timedelta(seconds=draft.duration_s),
        outcome=outcome,
        missed_at=taken if not draft.answered and draft.direction == "in" else None,
        staff="",
        direction=draft.direction,
        afterwards=False,
        imported_by=by,
    )


def _documents(
    tables: Mapping[str, tuple[Document, ...]], known: Callable[[str, str], Document | None], renamed: Mapping[str, str]
) -> tuple[dict[str, tuple[Document, ...]], int]:
    """The documents other than cards that the book does not have; of two states of one, the later one is taken."""
    new: dict[str, tuple[Document, ...]] = {}
    same = 0
    for table, documents in tables.items():
        if table == "customers":
            continue
        taken = []
        for document in documents:
            there = known(table, document["id"])
            if there is not None and str(document.get("updated_at", "")) <= str(there.get("updated_at", "")):
                same += 1
                continue
            taken.append(_moved({name: value for name, value in document.items() if name not in STORES_OWN}, renamed))
        if taken:
            new[table] = tuple(taken)
    return new, same


def _moved(document: Document, renamed: Mapping[str, str]) -> Document:
    """The document on the card that its own one was found to be."""
    customer = document.get("customer")
    if isinstance(customer, dict) and customer.get("id") in renamed:
        return {**document, "customer": {**customer, "id": renamed[customer["id"]]}}
    return document


def back_up(desk: Session, progress: Progress | None = None) -> Path:
    """Copy the whole book beside it before an import, and let the oldest of such copies go. Raises BookDamagedError."""
    folder = desk.book.path / "backups"
    name = f"{_BEFORE}{desk.now():%Y-%m-%dT%H%M%S}"
    names = (f"{name}.zip", *(f"{name}-{number}.zip" for number in range(2, 10_000)))
    target = next(folder / name for name in names if not (folder / name).exists())
    backup(desk.book, target, progress)
    with contextlib.suppress(OSError):
        for old in sorted(folder.glob(f"{_BEFORE}*.zip"), key=lambda path: path.stat().st_mtime)[:-KEPT_BACKUPS]:
            old.unlink(missing_ok=True)
    return target


def take(desk: Session, plan: ImportPlan) -> ImportPlan:
    """Do what the plan says as one change, which one undo takes back; gives what was done."""
    return apply(plan, desk.book, desk.staff, desk.now())
