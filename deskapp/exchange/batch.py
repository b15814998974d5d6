"""What a file holds once it was read: drafts of cards and calls, what was refused and why, and words about the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from deskapp.model.customer import Customer
from deskapp.model.document import Document

BatchKind = Literal["vcard", "csv", "json", "calls"]
MOST_RECORDS = 100_000
PLACEHOLDER = "~"
STORES_OWN = frozenset({"schema", "rev", "updated_at", "updated_by", "desk", "stamps"})


@dataclass(frozen=True, slots=True)
class Draft:
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
    cards: tuple[Draft, ...] = ()
    calls: tuple[CallDraft, ...] = ()
    documents: Mapping[str, tuple[Document, ...]] = field(default_factory=dict)
    refused: tuple[Refused, ...] = ()
    notes: tuple[str, ...] = ()
