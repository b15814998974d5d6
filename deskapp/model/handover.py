"""Shifts, and what passes from one person at the desk to the next."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from deskapp.model.frozen import Kept, dataclass
from deskapp.model.interaction import Note


@dataclass(frozen=True, slots=True)
class Shift(Kept):
    """One stretch of one person at the desk; it runs while `ended_at` is missing."""

    id: str
    staff: str
    began_at: datetime
    ended_at: datetime | None = None

    @property
    def is_running(self) -> bool:
        """Whether nobody has ended it."""
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class Handover(Kept):
    """Notes to the next person, and once it is handed over the whole sheet as it was read.

    It is a draft until `handed_at`; `to` is who takes over, "" on a sheet of before that was for whoever came next.
    `read_by` is who confirmed having read it, `in_place_of` whom that person took over for where it was for another.
    """

    id: str
    by: str
    notes: Mapping[str, Note] = field(default_factory=dict)
    to: str = ""
    handed_at: datetime | None = None
    sheet: str = ""
    read_by: str = ""
    read_at: datetime | None = None
    in_place_of: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether it was not handed over yet."""
        return self.handed_at is None

    @property
    def is_unread(self) -> bool:
        """Whether it was handed over and nobody confirmed having read it."""
        return self.handed_at is not None and self.read_at is None


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the sheet: a heading and its lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The hand-over as it stands at an instant. Sections without lines are left out."""

    title: str
    sections: tuple[Section, ...]
