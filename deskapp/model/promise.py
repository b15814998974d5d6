"""A promise: what, to whom, by when. Only facts are stored; its state is computed when it is looked at (practice D)."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from typing import Literal

from deskapp.model.frozen import Kept, dataclass
from deskapp.model.interaction import CustomerRef

PromiseState = Literal["open", "due_soon", "overdue", "kept", "broken"]
SOON = timedelta(minutes=10)
SOON_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Move(Kept):
    """A due time that was changed, and whether the customer was told."""

    at: datetime
    was: datetime
    to: datetime
    told: bool
    by: str = ""


@dataclass(frozen=True, slots=True)
class HandedOn(Kept):
    """A named person took it over to keep it."""

    at: datetime
    to: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Pause(Kept):
    """A stretch in which it waits on the customer; open while `until` is missing."""

    since: datetime
    until: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Promise(Kept):
    """One promise with its clock. `due_typed` keeps the words that the due time was read from.

    `repeat` is "", `daily`, `workdays`, `weekly` or `monthly-31` (the day of the month); `repeats` names the promise
    that it follows. `rhythm_at` is the time that its rhythm counts from, whatever became of `due`, and `rhythm_hour`
    its hour on the wall (`02:30`), which a clock change may skip on that day. The clock stands still while it waits on
    the customer, and `due` moves on by that time afterwards.
    """

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
    handed: Mapping[str, HandedOn] = field(default_factory=dict)
    pauses: Mapping[str, Pause] = field(default_factory=dict)
    repeat: str = ""
    repeats: str = ""
    rhythm_at: datetime | None = None
    rhythm_hour: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is neither kept nor given up."""
        return self.kept_at is None and self.broken_at is None

    @property
    def paused_since(self) -> datetime | None:
        """Since when it waits on the customer; None where it does not."""
        return next((pause.since for pause in self.pauses.values() if pause.until is None), None)

    @property
    def soon_at(self) -> datetime:
        """When it turns amber: at 80 % of its time or 10 minutes before, whichever comes first; pauses don't count."""
        start = max((move.at for move in self.moves.values()), default=self.made_at)
        ended = ((pause.since, pause.until) for pause in self.pauses.values() if pause.until)
        start += sum((until - max(start, since) for since, until in ended if until > start), timedelta(0))
        return min(start + (self.due - start) * SOON_SHARE, self.due - SOON)

    def clock(self, now: datetime) -> datetime:
        """The instant that its clock shows: it stands still while it waits on the customer."""
        since = self.paused_since
        return now if since is None else min(now, since)

    def state(self, now: datetime) -> PromiseState:
        """The state at an instant; no timer needs to have run for it."""
        if self.kept_at:
            return "kept"
        if self.broken_at:
            return "broken"
        shown = self.clock(now)
        if shown >= self.due:
            return "overdue"
        return "due_soon" if shown >= self.soon_at else "open"

    @property
    def was_kept_in_time(self) -> bool:
        """Whether it was kept before its clock had run out; the clock stood still while it waited on the customer."""
        kept = self.kept_at
        if kept is None:
            return False
        pauses = self.pauses.values()
        stood = min((pause.since for pause in pauses if pause.until is None or pause.until >= kept), default=kept)
        return min(kept, stood) <= self.due

    def left(self, now: datetime) -> timedelta:
        """Time left until it is due; negative when overdue."""
        return self.due - self.clock(now)

    def last_handed(self) -> HandedOn | None:
        """Who took it over last, if anybody did."""
        return max(self.handed.values(), key=lambda handed_on: handed_on.at, default=None)

    @property
    def them(self) -> str:
        """The name of whom it was made to; `them` where nobody is named."""
        return self.customer.name if self.customer else "them"

    def last_move(self) -> Move | None:
        """Its last new time, if it has one; of two at the same instant the one written last."""
        return max(reversed([*self.moves.values()]), key=lambda move: move.at, default=None)
