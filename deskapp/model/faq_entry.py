"""FAQ entries: a question that comes again, its answer, and the interactions in which it was asked (practice G1)."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from deskapp.model.frozen import Kept, dataclass


@dataclass(frozen=True, slots=True)
class Asked(Kept):
    """One time that the question came."""

    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class FaqEntry(Kept):
    """One question with its answer. `asked` is keyed by the id of the interaction, so that none counts twice."""

    id: str
    question: str
    answer: str = ""
    topics: tuple[str, ...] = ()
    asked: Mapping[str, Asked] = field(default_factory=dict)
    created_at: datetime | None = None
    created_by: str = ""

    @property
    def times(self) -> int:
        """How often it was asked."""
        return len(self.asked)
