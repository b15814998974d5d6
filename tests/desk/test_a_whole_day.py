"""Forty promises from one morning to the next: midnight, a clock change, sleep, a clock that is set, and restarts.

Minute by minute the book, the live day and the alerts are held against a second account of each promise, kept in plain
numbers by the test. Nothing may be lost, doubled, or told twice.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from deskapp import clock
from deskapp.desk.promises import alerts, promises
from deskapp.desk.session import Session
from deskapp.desk.visits import day as days
from deskapp.model.promise import Promise
from deskapp.store.engine.shelf import Touched
from deskapp.text import typed_when
from tests.builders import StandingClock, a_desk

NIGHTS = [
    ("Europe/Berlin", (2026, 3, 28), 23),
    ("Europe/Berlin", (2026, 10, 24), 25),
    ("America/New_York", (2026, 3, 7), 23),
    ("America/New_York", (2026, 10, 31), 25),
    ("Asia/Manila", (2026, 12, 31), 24),
]
TYPED = (
    *("in 7m", "in 20m", "9:30", "10am", "in 2 h", "12:00", "1:45pm", "15:00", "in 8 h", "17:00", "today", "19:15"),
    *("21:00", "23:59", "tomorrow 0:00", "tomorrow 0:30", "tomorrow 1:30", "tomorrow 3:30", "tomorrow 5:00"),
    *("in 13 h", "in 15 h", "in 17 h", "in 18 h", "in 20 h", "in 21 h 30m", "tomorrow 7:00"),
)
LATER = ("tomorrow", "in 2 days", "in a week", "in 3 weeks")
MINUTE, TEN = timedelta(minutes=1), timedelta(minutes=10)


@dataclass
class Account:
    """What the test knows of one promise."""

    what: str
    start: datetime
    due: datetime
    stood_since: datetime | None = None
    is_open: bool = True

    def state(self, now: datetime) -> str:
        shown = min(now, self.stood_since) if self.stood_since else now
        if shown >= self.due:
            return "overdue"
        whole = (self.due - self.start).total_seconds()
        gone = (shown - self.start).total_seconds()
        return "due_soon" if gone >= 0.8 * whole or self.due - shown <= TEN else "open"


@dataclass
class Life:
    """The desk's machine: it may be switched off and on, and it tells what the desk told."""

    folder: Path
    now: StandingClock
    zone: str
    accounts: dict[str, Account] = field(default_factory=dict)
    told: Counter[str] = field(default_factory=Counter)
    alerted: list[str] = field(default_factory=list)

    @contextmanager
    def switched_on(self) -> Iterator[Session]:
        with a_desk(self.folder, self.now, zone=self.zone) as desk:
            self.day, self.heard = days.look(desk), alerts.read(desk)

            def follow(touched: Touched) -> None:
                days.follow(self.day, desk, touched)

            unwatch = desk.book.watch(follow)
            yield desk
            unwatch()

    def make(self, desk: Session, what: str, typed: str) -> Promise:
        due = typed_when.read(typed, self.now.at).at
        made = promises.make(desk, what, due, due_typed=typed)
        self.accounts[made.id] = Account(what, self.now.at, due)
        return made

    def look(self, desk: Session) -> None:
        """What the running program does each second, held against the accounts."""
        now = self.now.at
        days.turn(self.day, desk)
        known = {key: one for key, one in self.accounts.items() if one.is_open}
        assert self.day.promises.keys() == known.keys()
        states = {key: one.state(now) for key, one in known.items()}
        assert {key: one.state(now) for key, one in self.day.promises.items()} == states
        counts, today = self.day.counts(now), clock.today(now)
        soon = sum(state == "due_soon" and clock.today(known[key].due) <= today for key, state in states.items())
        assert self.day.date == today and counts.soon == soon
        assert counts.overdue == list(states.values()).count("overdue")
        late = counts.overdue
        assert counts.due + late == sum(clock.today(one.due) <= today for one in known.values())
        for event in self.heard.look(self.day.promises_by_due(), now):
            account = known[event.promise.id]
            assert states[event.promise.id] == ("overdue" if event.kind == "due" else "due_soon")
            self.told[f"{event.kind} {account.what} {account.due}"] += 1
            alerts.keep(desk, self.heard)

    def one(self, desk: Session, what: str) -> Promise:
        return promises.get(desk, next(key for key, it in self.accounts.items() if it.what == what and it.is_open))

    def keep(self, desk: Session, what: str) -> None:
        self._settled(desk, self.one(desk, what), kept=True)

    def give_up(self, desk: Session, what: str) -> None:
        self._settled(desk, self.one(desk, what), kept=False)

    def _settled(self, desk: Session, one: Promise, *, kept: bool) -> None:
        (promises.keep if kept else promises.give_up)(desk, one)
        self.accounts[one.id].is_open = False
        fresh = [it for it in promises.all_open(desk) if it.id not in self.accounts]
        assert len(fresh) == bool(one.repeat)
        for it in fresh:
            self.accounts[it.id] = Account(it.what, self.now.at, it.due)

    def move(self, desk: Session, what: str, typed: str) -> None:
        one, due = self.one(desk, what), typed_when.read(typed, self.now.at).at
        promises.move(desk, one, due, told=True, due_typed=typed)
        self.accounts[one.id] = Account(what, self.now.at, due)

    def wait(self, desk: Session, what: str) -> None:
        one = promises.pause(desk, self.one(desk, what))
        self.accounts[one.id].stood_since = self.now.at

    def run_on(self, desk: Session, what: str) -> None:
        one, account = promises.resume(desk, self.one(desk, what)), self.accounts[self.one(desk, what).id]
        assert account.stood_since
        stood = self.now.at - account.stood_since
        account.start, account.due, account.stood_since = account.start + stood, account.due + stood, None
        assert one.due == account.due


def morning(life: Life, desk: Session) -> None:
    """Forty promises, two of which come again."""
    for number, typed in enumerate((*TYPED, *LATER)):
        life.make(desk, f"p{number}", typed)
    for number in range(8):
        life.make(desk, f"short {number}", f"in {25 + 40 * number}m")
    for what, rhythm in (("water the reeds", "daily"), ("rota", "weekly")):
        promises.repeat(desk, life.make(desk, what, "18:00"), rhythm)
    assert len(life.accounts) == 40 == len(promises.all_open(desk))


@pytest.mark.parametrize(("zone", "date", "hours"), NIGHTS)
def test_a_whole_day_of_forty_promises(tmp_path: Path, zone: str, date: tuple[int, int, int], hours: int) -> None:
    now = StandingClock()
    life = Life(tmp_path / "book", now, zone)
    with life.switched_on():
        start = now.at = clock.from_local(datetime(*date, 8, 0))
        end = clock.from_local(datetime(*date, 8, 0) + timedelta(days=1))
        assert end - start == timedelta(hours=hours)
    with life.switched_on() as desk:
        morning(life, desk)
        deeds = {
            5: lambda: life.wait(desk, "p3"),
            35: lambda: life.keep(desk, "short 0"),
            50: lambda: life.move(desk, "p2", "16:10"),
            95: lambda: life.run_on(desk, "p3"),
            150: lambda: life.wait(desk, "p8"),
            160: lambda: life.give_up(desk, "short 3"),
        }
        run(life, desk, 170, deeds)
    now.on(minutes=97)  # switched off at noon
    with life.switched_on() as desk:
        run(life, desk, 30, {})
        now.on(hours=1, minutes=13)  # the lid was closed
        run(life, desk, 20, {10: lambda: life.run_on(desk, "p8")})
        now.on(minutes=-7)  # the clock was set
        run(life, desk, 200, {15: lambda: life.wait(desk, "p25"), 190: lambda: life.keep(desk, "water the reeds")})
    with life.switched_on() as desk:
        until_midnight = int((clock.day_bounds(clock.today(now.at))[1] - now.at) / MINUTE)
        run(life, desk, until_midnight - 1, {60: lambda: life.give_up(desk, "rota")})
        before = life.day.date
        run(life, desk, 3, {})
        assert life.day.date == before + timedelta(days=1)
        run(life, desk, 100, {})
    with life.switched_on() as desk:
        run(life, desk, int((end - now.at) / MINUTE), {20: lambda: life.run_on(desk, "p25")})
        assert now.at == end
        nothing_lost(life, desk)


def run(life: Life, desk: Session, minutes: int, deeds: dict[int, Callable[[], None]]) -> None:
    for minute in range(minutes):
        life.now.at += MINUTE
        if minute in deeds:
            deeds[minute]()
        life.look(desk)


def nothing_lost(life: Life, desk: Session) -> None:
    documents = list(desk.book.select("promises"))
    assert len(documents) == len({one["id"] for one in documents}) == 42 == len(life.accounts)
    assert sum(one["kept_at"] is not None for one in documents) == 2
    assert sum(one["broken_at"] is not None for one in documents) == 2
    assert set(life.told.values()) == {1}, [key for key, times in life.told.items() if times > 1]
    for account in life.accounts.values():
        due = life.told[f"due {account.what} {account.due}"]
        assert due == (account.is_open and account.state(life.now.at) == "overdue") or not account.is_open, account
    by_what = {one.what: one for one in life.accounts.values() if one.is_open}
    evenings = [clock.local(by_what[what].due) for what in ("water the reeds", "rota")]
    assert all((one.hour, one.minute) == (18, 0) for one in evenings)
    assert (evenings[1].date() - evenings[0].date()).days == 6
