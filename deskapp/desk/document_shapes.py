"""What the documents of each table have to look like, for a book to say which of them are not understood."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any

from deskapp.model.customer import Customer
from deskapp.model.document import Document
from deskapp.model.faq_entry import FaqEntry
from deskapp.model.frozen import dataclass
from deskapp.model.handover import Handover, Shift
from deskapp.model.interaction import Interaction
from deskapp.model.lesson import Lesson
from deskapp.model.promise import Promise
from deskapp.model.settings import Settings
from deskapp.model.shape import fault_in
from deskapp.model.words import WordsEdit

SETTINGS = "settings"
EDIT = (str, str, list, list, list, list)
"""What one edit of an action of undo consists of."""


@dataclass(frozen=True, slots=True)
class AnyDocument:
    """A document of which only its id has to be there."""

    id: str


@dataclass(frozen=True, slots=True)
class TypedWords:
    """What is half typed at a desk, by the place where it is typed."""

    id: str
    typed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """The alerts that a desk has told."""

    id: str
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """An action of undo."""

    id: str
    words: str
    by: str
    edits: tuple[Any, ...]
    act: str = ""
    at: datetime | None = None
    via: str = ""
    also: tuple[str, ...] = ()
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a deleted document."""

    id: str
    table: str
    deleted_at: datetime


@dataclass(frozen=True, slots=True)
class AnsweredRequest:
    """The number of a request that was answered."""

    id: str
    at: datetime
    status: int = 0


NOUNS: Mapping[str, type] = {
    "interactions": Interaction,
    "customers": Customer,
    "promises": Promise,
    "handovers": Handover,
    "lessons": Lesson,
    "faq": FaqEntry,
    "shifts": Shift,
    "playbook": WordsEdit,
    SETTINGS: AnyDocument,
    "drafts": TypedWords,
    "alerts": Told,
    "undo": Action,
    "tombstones": Tombstone,
    "asked": AnsweredRequest,
    "erasures": AnyDocument,
}


PEOPLES = ("interactions", "customers", "promises", "handovers", "lessons", "faq", "shifts", "playbook")
"""The tables of what people wrote; the others are the book's own."""


def judge(table: str, document: Document) -> str:
    """The name of the field by which a document is not what its table wants; "" where it is."""
    kind = NOUNS.get(table)
    if kind is None:
        return ""
    name = fault_in(kind, document)
    if name or kind is not Action:
        return name
    return "" if all(map(_is_edit, document["edits"])) and _number(document["id"]) else "edits"


def strictly(table: str, document: Document) -> str:
    """As `judge`; of settings, too, which a desk reads field by field."""
    return judge(table, document) or (fault_in(Settings, document) if table == SETTINGS else "")


def _is_edit(value: Any) -> bool:
    if value.__class__ is not list or len(value) != len(EDIT):
        return False
    parts = zip(value, EDIT, strict=True)
    return all(isinstance(part, kind) for part, kind in parts) and all(isinstance(name, str) for name in value[2])


def _number(identifier: str) -> bool:
    return identifier.rpartition("_")[2].isdecimal()
