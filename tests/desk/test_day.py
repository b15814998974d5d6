"""The live day follows each change, and is always what a fresh look at the book would give."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import day as days
from deskapp.desk.visits import log, missed, ring
from deskapp.desk.visits.day import Counts, Day
from deskapp.errors import DeskError
from deskapp.model.document import from_document as parse
from deskapp.model.interaction import Interaction
from deskapp.store.engine.shelf import Touched
from tests.builders import StandingClock, a_desk, so_many
from tests.odd import put_as_it_is


@pytest.fixture
def day(desk: Session) -> Iterator[Day]:
    found = days.look(desk)

    def follow(touched: Touched) -> None:
        days.follow(found, desk, touched)

    unwatch = desk.book.watch(follow)
    yield found
    unwatch()


def test_open_ones_come_first_in_and_ended_ones_last_out_first(desk: Session, day: Day, clock_: StandingClock) -> None:
    made = []
    for _ in range(4):
        made.append(log.begin(desk, "walk-in"))
        clock_.on(minutes=1)
    log.end(desk, made[2], "done")
    clock_.on(minutes=1)
    log.end(desk, made[0], "done")
    assert [one.id for one in day.open_first()] == [made[1].id, made[3].id]
    assert [one.id for one in day.ended_newest()] == [made[0].id, made[2].id]


def test_the_counts_of_the_top_line(desk: Session, day: Day, clock_: StandingClock) -> None:
    log.begin(desk, "walk-in")
    log.begin(desk, "message")
    log.hold(desk, log.begin(desk, "call"))
    promises.make(desk, "soon", clock_.at + timedelta(minutes=2))
    promises.make(desk, "tomorrow", clock_.at + timedelta(days=1))
    assert day.counts(clock_.at) == Counts(here=3, waiting=2, held=1, due=1, soon=1)
    clock_.on(minutes=6)
    assert day.counts(clock_.at) == Counts(here=3, waiting=2, too_long=1, held=1, held_too_long=1, overdue=1)


def test_yesterday_is_not_today_but_what_is_open_stays(desk: Session, clock_: StandingClock) -> None:
    log.end(desk, log.begin(desk, "walk-in"), "done")
    left = log.begin(desk, "message")
    clock_.on(days=1)
    fresh = days.look(desk)
    assert list(fresh.open) == [left.id] and fresh.ended == {}


def test_a_promise_leaves_the_day_when_it_is_settled_and_comes_back_by_undo(desk: Session, day: Day) -> None:
    one = promises.make(desk, "ring", desk.now())
    assert list(day.promises) == [one.id]
    promises.keep(desk, one)
    assert day.promises == {}
    desk.book.undo(by="Robin", at=desk.now())
    assert list(day.promises) == [one.id]


def test_a_document_that_cannot_be_read_spoils_nothing_and_is_told(desk: Session) -> None:
    one = log.begin(desk, "walk-in")
    put_as_it_is(desk.book, "interactions", {"id": "int_odd", "state": "waiting", "arrived_at": 7})
    put_as_it_is(desk.book, "promises", {"id": "pro_odd", "kept_at": None, "broken_at": None})
    assert list(days.look(desk).open) == [one.id] and days.look(desk).promises == {}
    assert [(notice.sentence, notice.is_short) for notice in desk.book.notices] == [
        ("promises/pro_odd is not understood (what), and is left out.", True),
        ("interactions/int_odd is not understood (arrived_at), and is left out.", True),
    ]


def test_promises_to_a_person_are_theirs_only(day: Day, desk: Session, clock_: StandingClock) -> None:
    named = [log.identify_new(desk, log.begin(desk, "call"), name) for name in ("Ann", "Ben")]
    made = [promises.make(desk, "ring", clock_.at, interaction=one) for one in named]
    assert named[0].customer is not None
    assert [one.id for one in day.promises_to(named[0].customer.id)] == [made[0].id] and day.promises_to() == []


class TheDay(RuleBasedStateMachine):
    """Whatever is done in whatever order, following gives what a fresh look gives."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.now = StandingClock()
        self.opened = a_desk(Path(self.folder.name) / "book", self.now)
        self.desk = self.opened.__enter__()
        self.day = days.look(self.desk)
        self.desk.book.watch(self._follow)

    def _follow(self, touched: Touched) -> None:
        days.follow(self.day, self.desk, touched)

    def teardown(self) -> None:
        self.opened.__exit__(None, None, None)
        self.folder.cleanup()

    def a_one(self, number: int) -> Any:
        ids = sorted(self.desk.book.ids("interactions"))
        return log.get(self.desk, ids[number % len(ids)]) if ids else log.begin(self.desk, "walk-in")

    def try_(self, verb: Any, *arguments: Any, **options: Any) -> None:
        try:
            verb(*arguments, **options)
        except DeskError:
            self.now.on(seconds=1)

    @rule(kind=st.sampled_from(["walk-in", "call", "message"]))
    def begin(self, kind: Any) -> None:
        log.begin(self.desk, kind)
        self.now.on(minutes=1)

    @rule(number=st.integers(0, 9), verb=st.sampled_from([log.greet, log.hold, log.resume]))
    def change(self, number: int, verb: Any) -> None:
        self.try_(verb, self.desk, self.a_one(number))

    @rule(number=st.integers(0, 9))
    def end(self, number: int) -> None:
        self.try_(log.end, self.desk, self.a_one(number), "done", overruled="because")

    @rule(number=st.integers(0, 9), hours=st.integers(0, 40))
    def promise(self, number: int, hours: int) -> None:
        promises.make(self.desk, "x", self.now.at + timedelta(hours=hours), interaction=self.a_one(number))

    @rule(keeps=st.booleans())
    def settle(self, keeps: bool) -> None:
        for one in promises.all_open(self.desk)[:1]:
            (promises.keep if keeps else promises.give_up)(self.desk, one)

    @rule(back=st.booleans())
    def undo(self, back: bool) -> None:
        self.try_(self.desk.book.undo if back else self.desk.book.redo, by="Robin", at=self.now.at)

    @invariant()
    def is_what_a_fresh_look_gives(self) -> None:
        assert vars(self.day) == vars(replace(days.look(self.desk), hold_limit=self.day.hold_limit))


TheDay.TestCase.settings = hypothesis_settings(max_examples=so_many(30), stateful_step_count=20, deadline=None)
TestTheDay = TheDay.TestCase


def test_past_midnight_another_day_begins(desk: Session, clock_: StandingClock) -> None:
    ended = log.end(desk, log.begin(desk, "message"), "done")
    promises.make(desk, "tomorrow", clock_.at + timedelta(days=1))
    still = log.begin(desk, "call")
    day = days.look(desk)
    assert ended.id in day.ended and day.counts(clock_.at).due == 0
    assert not days.turn(day, desk)
    clock_.on(hours=14)
    assert days.turn(day, desk) and not days.turn(day, desk)
    assert not day.ended and list(day.open) == [still.id] and day.counts(clock_.at).due == 1
    clock_.on(hours=-14)
    assert days.turn(day, desk) and ended.id in day.ended


def test_missed_calls_of_long_ago_are_not_read_again_each_day(
    desk: Session, clock_: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = ring.Caller("202 555 0143")
    ring.ring(desk, caller)
    old = missed.hang_up(desk, caller)
    ring.ring(desk, ring.Caller(""))
    withheld = missed.hang_up(desk, ring.Caller(""))
    read: list[str] = []

    def from_document(kind: type[Interaction], document: dict[str, Any]) -> Interaction:
        read.append(document["id"])
        return parse(kind, document)

    monkeypatch.setattr(days, "from_document", from_document)
    for after, listed in ((7, [old.id]), (1, [])):
        clock_.on(days=after)
        assert list(days.look(desk).ended) == listed
    read.clear()
    clock_.on(days=14)
    assert not days.look(desk).ended
    assert not {old.id, withheld.id}.intersection(read)


def test_a_visit_of_the_day_is_held_without_what_only_the_store_reads(desk: Session, day: Day) -> None:
    visit = log.end(desk, log.begin(desk, "walk-in", called="Omar"), "went well")
    held = day.ended[visit.id]
    assert not held.extra
    log.set_reason(desk, held, "a repair")
    document = desk.book.get("interactions", visit.id)
    assert document
    assert document["stamps"].keys() >= {"reason", "outcome"}
