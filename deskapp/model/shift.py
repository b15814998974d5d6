"""A shift: who was at this desk, from when to when."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any

from deskapp.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Shift:
    """One stretch of one person at the desk; it runs while `ended_at` is missing."""

    id: str
    staff: str
    began_at: datetime
    ended_at: datetime | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_running(self) -> bool:
        """Whether nobody has ended it."""
        return self.ended_at is None
