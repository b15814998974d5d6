"""A promise: what, to whom, by when. Only facts are stored; its state is computed when it is looked at (practice D)."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from typing import Any, Literal

from deskapp.model.frozen import dataclass
from deskapp.model.interaction import CustomerRef

PromiseState = Literal["open", "due_soon", "overdue", "kept", "broken"]
SOON = timedelta(minutes=10)
SOON_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Move:
    """A due time that was changed, and whether the customer was told."""

    at: datetime
    was: datetime
    to: datetime
    told: bool
    by: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise with its clock. `due_typed` keeps the words that the due time was read from."""

    id: str
    what: str
    due: datetime
    made_at: datetime
    due_typed: str = ""
    customer: CustomerRef | None = None
    interaction: str = ""
    channel: str = ""
    owner: str = ""
    acknowledged_at: datetime | None = None
    kept_at: datetime | None = None
    broken_at: datetime | None = None
    moves: Mapping[str, Move] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether it is neither kept nor given up."""
        return self.kept_at is None and self.broken_at is None

    @property
    def soon_at(self) -> datetime:
        """When it turns amber: at 80 % of its time or 10 minutes before, whichever comes first."""
        start = max((move.at for move in self.moves.values()), default=self.made_at)
        return min(start + (self.due - start) * SOON_SHARE, self.due - SOON)

    def state(self, now: datetime) -> PromiseState:
        """The state at an instant; no timer needs to have run for it."""
        if self.kept_at:
            return "kept"
        if self.broken_at:
            return "broken"
        if now >= self.due:
            return "overdue"
        return "due_soon" if now >= self.soon_at else "open"

    def left(self, now: datetime) -> timedelta:
        """Time left until it is due; negative when overdue."""
        return self.due - now
