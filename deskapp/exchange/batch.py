"""What a file holds once it was read, and what an import of it would do, told before it is done."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from deskapp.messages import counted, said
from deskapp.model.card_fields import ENTRY_TEXTS, names
from deskapp.model.customer import Customer
from deskapp.model.document import Document
from deskapp.model.interaction import CustomerRef

BatchKind = Literal["vcard", "csv", "json", "calls"]
MOST_RECORDS = 100_000
PLACEHOLDER = "~"
STORES_OWN = frozenset({"schema", "rev", "updated_at", "updated_by", "desk", "stamps"})


@dataclass(frozen=True, slots=True)
class CardDraft:
    """A card as the file tells it: its `id` is empty, `uid` is what the file calls it, `line` is where it begins.

    Map keys that begin with `~` are placeholders: the plan makes real ones.
    """

    customer: Customer
    line: int
    uid: str = ""


@dataclass(frozen=True, slots=True)
class CallDraft:
    """One call as a log tells it; `duration_s` is the time talked, `rang_s` the time before, both in seconds."""

    number: str
    started_at: datetime
    direction: Literal["in", "out"] = "in"
    name: str = ""
    duration_s: int = 0
    rang_s: int = 0
    answered: bool = True
    line: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """One record that could not be taken, where it stands, and a harmless excerpt of it."""

    line: int
    reason: str
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """The whole of a file. `documents` is by table, only from our own JSON."""

    kind: BatchKind
    cards: tuple[CardDraft, ...] = ()
    calls: tuple[CallDraft, ...] = ()
    documents: Mapping[str, tuple[Document, ...]] = field(default_factory=dict)
    refused: tuple[Refused, ...] = ()
    notes: tuple[str, ...] = ()


MAPS = names(merges="each")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a card: what it holds and would hold, as in the document; of a map, `new` has what is added.

    `held_elsewhere` says on whose cards its numbers or addresses are already, a sentence for each.
    """

    field: str
    old: Any
    new: Any
    held_elsewhere: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, str]:
        """Old and new for people's eyes; of a map, only what is added."""
        if self.field in MAPS:
            return "", ", ".join(_entry_words(entry) for entry in self.new.values())
        return _entry_words(self.old), _entry_words(self.new)


@dataclass(frozen=True, slots=True)
class NewCard:
    """A card to be made; `beside` says which card it resembles, where it does."""

    customer: Customer
    line: int
    beside: str = ""


@dataclass(frozen=True, slots=True)
class ChangedCard:
    """A card of the book that the file knows more of."""

    id: str
    name: str
    line: int
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class SameCard:
    """A card that brings nothing new, and the name it stands under already."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """A call to be put in the log, and whose it is where that is known."""

    draft: CallDraft
    customer: CustomerRef | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words of a card that may be an allergy and do not stand among its allergies."""

    name: str
    line: int
    words: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The whole of a dry run. `documents` are other documents by table, from our own JSON."""

    new: tuple[NewCard, ...] = ()
    changed: tuple[ChangedCard, ...] = ()
    duplicates: tuple[SameCard, ...] = ()
    calls: tuple[PlannedCall, ...] = ()
    documents: Mapping[str, tuple[Document, ...]] = field(default_factory=dict)
    same_calls: int = 0
    same_documents: int = 0
    refused: tuple[Refused, ...] = ()
    notes: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to apply."""
        return not (self.new or self.changed or self.calls or any(self.documents.values()))

    @property
    def words(self) -> str:
        """The plan in one line."""
        others = sum(map(len, self.documents.values()))
        counts = (
            len(self.new) and said("{number} new", number=len(self.new)),
            len(self.changed) and said("{number} changed", number=len(self.changed)),
            len(self.duplicates) and counted(len(self.duplicates), "{count} duplicate", "{count} duplicates"),
            len(self.calls) and counted(len(self.calls), "{count} call", "{count} calls"),
            self.same_calls
            and counted(self.same_calls, "{count} call already in the log", "{count} calls already in the log"),
            others and counted(others, "{count} other record", "{count} other records"),
            self.same_documents
            and counted(
                self.same_documents, "{count} other record already there", "{count} other records already there"
            ),
            len(self.refused) and said("{number} refused", number=len(self.refused)),
        )
        return ", ".join(told for told in counts if told) or said("nothing to import")

    def without(self, identifier: str, field_name: str = "") -> "ImportPlan":
        """The plan without the changes of one card, or without one field of them."""
        kept = []
        for card in self.changed:
            changes = tuple(
                change for change in card.changes if card.id != identifier or field_name not in ("", change.field)
            )
            if changes:
                kept.append(replace(card, changes=changes))
        return replace(self, changed=tuple(kept))


def _entry_words(value: Any) -> str:
    if isinstance(value, Mapping):
        return next((str(value[name]) for name in (*ENTRY_TEXTS, "name") if value.get(name)), "")
    return "" if value is None else str(value)
