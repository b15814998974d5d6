"""A random book: visits and promises in every state, around midnights, month ends and the changes of the clock."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from deskapp.model.ids import make_id, map_key
from deskapp.model.interaction import (
    CustomerRef,
    Hold,
    Interaction,
    Kind,
    Reading,
    Referral,
    Reopened,
    Request,
    Ring,
    Run,
    State,
    Tick,
)
from deskapp.model.promise import Move, Pause, Promise
from deskapp.model.words import Checklist

CHANGES = {
    "Europe/Berlin": ("2026-03-29T01:00", "2026-10-25T01:00"),
    "America/New_York": ("2026-03-08T07:00", "2026-11-01T06:00"),
    "Australia/Lord_Howe": ("2026-04-04T15:00", "2026-10-03T15:30"),
    "America/Havana": ("2026-03-08T05:00", "2026-11-01T05:00"),
    "Asia/Beirut": ("2026-03-28T22:00", "2026-10-24T21:00"),
    "Asia/Tokyo": ("2026-02-28T15:00", "2025-12-31T15:00"),
    "UTC": ("2026-01-31T23:59", "2026-11-30T00:00"),
}
"""The instants (UTC) at which the clocks of a zone change, or where they don't, a month or the year ends."""
KINDS: tuple[Kind, ...] = ("walk-in", "walk-in", "call", "call", "message")


class RandomDays:
    """Documents of days around one instant of a zone; the same for the same seed."""

    def __init__(self, seed: int, checklists: Mapping[str, Checklist]) -> None:
        self.random = Random(seed)
        self.zone = self.random.choice([*CHANGES])
        self.around = datetime.fromisoformat(self.random.choice(CHANGES[self.zone])).replace(tzinfo=UTC)
        self.now = self.around + timedelta(seconds=self.random.randrange(3 * 86_400))
        self.checklists = checklists

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def id(self, prefix: str, at: datetime) -> str:
        return make_id(prefix, at, self.random.randbytes(10))

    def some(self, most: int, make: Callable[[], Any]) -> dict[str, Any]:
        """A few entries under short keys, none as often as not."""
        count = 0 if self.chance(0.5) else self.random.randint(1, most)
        return {map_key(self.random.randbytes(4)): make() for _ in range(count)}

    def moment(self) -> datetime:
        """An instant near the change, rarely weeks away, often at the edge of it, never to come."""
        near = timedelta(hours=self.random.uniform(-40, 40) * (20 if self.chance(0.15) else 1))
        edge = timedelta(milliseconds=self.random.choice((-1, 0, 1, 1000)), hours=self.random.choice((-24, 0, 24)))
        return self.whole(min(self.around + (edge if self.chance(0.2) else near), self.now))

    def after(self, start: datetime, hours: float = 1.0) -> datetime:
        """An instant a while after another, sometimes the same or exactly five minutes later; never to come."""
        exact = self.random.choice((timedelta(0), timedelta(minutes=5), timedelta(minutes=5, milliseconds=1)))
        later = timedelta(hours=self.random.expovariate(1 / hours) * (12 if self.chance(0.1) else 1))
        return self.whole(min(start + (exact if self.chance(0.15) else later), self.now))

    @staticmethod
    def whole(at: datetime) -> datetime:
        return at.replace(microsecond=at.microsecond // 1000 * 1000)

    def visit(self) -> Interaction:
        """Any visit: live, written down afterwards, imported, ours, missed, or taken elsewhere."""
        arrived, kind = self.moment(), self.random.choice(KINDS)
        visit = Interaction(
            id=self.id("int", arrived),
            kind=kind,
            state="waiting",
            arrived_at=arrived,
            customer=CustomerRef("cus_1", "Beth Ocampo") if self.chance(0.5) else None,
            reason=self.random.choice(("", " ", "violin strings", "a tuning", "Beth's piano")),
            staff=self.random.choice(("Robin", "Kim")),
            direction="in",
            afterwards=False,
        )
        way = self.random.choice((self.live,) * 6 + (self.afterwards, self.imported, self.ours, self.rung))
        visit = way(visit)
        return replace(visit, direction="", afterwards=None) if self.chance(0.15) else visit

    def live(self, visit: Interaction) -> Interaction:
        """Somebody comes, is greeted or not, is on hold, leaves, comes back."""
        greeting = next(one.id for one in self.checklists.values() if one.starts_with == visit.kind)
        visit = replace(visit, runs={greeting: Run(visit.arrived_at)})
        if self.chance(0.75):
            greeted = self.after(visit.arrived_at, 0.1)
            visit = self.dealt_with(replace(visit, state="serving", greeted_at=greeted))
        if self.chance(0.15):
            ended = self.after(visit.greeted_at or visit.arrived_at)
            visit = replace(visit, reopened=self.some(2, lambda: Reopened(self.after(ended), ended)))
        return self.ended(visit) if self.chance(0.75) else visit

    def dealt_with(self, visit: Interaction) -> Interaction:
        """Ticks, requests, temperatures, transfers, holds."""
        start = visit.greeted_at or visit.arrived_at
        ran = {name: Run(start) for name in self.random.sample([*self.checklists], 2) if self.chance(0.3)}
        runs = {**visit.runs, **ran}
        keys = [self.checklists[name].tick_key(step) for name in runs for step in self.checklists[name].steps]
        readings = self.some(4, lambda: Reading(self.after(start), self.random.randrange(30, 101, 5)))
        holds = self.some(2, lambda: Hold(since := self.after(start), self.after(since, 0.2)))
        state: State = "serving"
        if self.chance(0.15):
            state, holds = "on_hold", {**holds, "OPEN": Hold(self.after(start))}
        return replace(
            visit,
            state=state,
            runs=runs,
            ticks={key: Tick(self.after(start)) for key in keys if self.chance(0.4)},
            requests=self.some(3, lambda: self.request(start)),
            readings=readings,
            temperature=[*readings.values()][-1].celsius if readings else None,
            referrals=self.some(4, lambda: Referral(self.after(start), "Kim")),
            holds=holds,
        )

    def request(self, start: datetime) -> Request:
        answered = self.after(start) if self.chance(0.5) else None
        return Request(start, "a price", "80" if answered else "", answered)

    def ended(self, visit: Interaction) -> Interaction:
        """It ends; now and then a hold with it, or its end is only guessed later."""
        ended = self.after(visit.greeted_at or visit.arrived_at, 0.5)
        closed = self.after(ended, 20) if self.chance(0.1) else None
        return replace(visit, state="ended", ended_at=ended, closed_at=closed)

    def afterwards(self, visit: Interaction) -> Interaction:
        """Written down when it was over; a note or a tick may have been added."""
        visit = replace(visit, afterwards=True)
        visit = self.dealt_with(replace(visit, greeted_at=self.after(visit.arrived_at))) if self.chance(0.3) else visit
        return replace(visit, state="ended", ended_at=self.after(visit.arrived_at) if self.chance(0.5) else self.now)

    def imported(self, visit: Interaction) -> Interaction:
        """A call of a phone's own log."""
        answered, out = self.chance(0.6), self.chance(0.4)
        taken = self.after(visit.arrived_at, 0.02)
        return replace(
            visit,
            kind="call",
            state="ended",
            direction="out" if out else "in",
            imported_by="Robin",
            greeted_at=taken if answered else None,
            ended_at=self.after(taken, 0.2),
            missed_at=None if answered or out else taken,
        )

    def ours(self, visit: Interaction) -> Interaction:
        """We ring somebody back, or send a message."""
        at = visit.arrived_at
        if visit.kind == "message":
            return replace(visit, state="ended", ended_at=at, direction="out")
        greeting = next(one.id for one in self.checklists.values() if one.starts_with == "call")
        call = replace(visit, kind="call", state="serving", greeted_at=at, direction="out", runs={greeting: Run(at)})
        return self.ended(self.dealt_with(call)) if self.chance(0.7) else call

    def rung(self, visit: Interaction) -> Interaction:
        """The phone rings; nobody answers, or another phone does."""
        hung_up = self.after(visit.arrived_at, 0.01)
        call = replace(visit, kind="call", rings={"RING": Ring(visit.arrived_at)})
        if self.chance(0.4):
            return replace(call, state="ended", ended_at=hung_up, elsewhere_at=hung_up)
        return replace(call, state="ended", ended_at=hung_up, missed_at=hung_up) if self.chance(0.7) else call

    def promise(self) -> Promise:
        """A promise in any state, moved or not, waiting for the customer or not."""
        made = self.moment()
        due = self.whole(made + timedelta(hours=self.random.uniform(-5, 60)))
        settled = self.after(made, 30)
        pauses = self.some(2, lambda: Pause(since := self.after(made, 20), self.after(since, 5)))
        if self.chance(0.2):
            pauses["OPEN"] = Pause(self.after(made, 10), None)
        kept, broken = self.random.choice(((settled, None), (None, settled), (None, None)))
        return Promise(
            id=self.id("pro", made),
            what="call back",
            due=kept if kept and self.chance(0.2) else due,
            made_at=made,
            kept_at=kept,
            broken_at=broken,
            moves=self.some(2, lambda: Move(settled, made, due, told=self.chance(0.5))),
            pauses=pauses,
        )
