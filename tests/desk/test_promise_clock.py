"""Promises over a whole day: midnight, both clock changes, a restart, pauses, and those that come again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp import clock
from deskapp.desk.promises import promises, repeats
from deskapp.desk.session import Session
from deskapp.desk.visits import day as days
from deskapp.errors import RefusedError
from deskapp.model.promise import Pause, Promise
from deskapp.text import typed_when
from tests.builders import StandingClock, a_desk, time_zone

BERLIN = "Europe/Berlin"


def next_due(due: datetime, repeat: str, now: datetime) -> datetime:
    """The first time of a rhythm after the due time and after now, where no day is closed."""
    return repeats.next_time(due, repeat, max(due, now), repeats.ALWAYS_OPEN, repeats.hour_of(due)).due


@contextmanager
def at(zone: str, *wall: int) -> Iterator[datetime]:
    with time_zone(zone):
        yield clock.from_local(datetime(*wall))  # type: ignore[arg-type]


def local(moment: datetime) -> str:
    return f"{clock.local(moment):%a %d %H:%M}"


@pytest.mark.parametrize(
    ("zone", "day"), [(BERLIN, (2026, 3, 28)), (BERLIN, (2026, 10, 24)), ("America/New_York", (2026, 10, 31))]
)
def test_forty_promises_live_through_a_night_with_a_clock_change_and_a_restart(
    tmp_path: Path, zone: str, day: tuple[int, int, int]
) -> None:
    """Each of them is seen open, then soon, then overdue, exactly once and never backwards, from 8:00 to 8:00."""
    now = StandingClock()
    seen: dict[str, list[str]] = {}
    with a_desk(tmp_path / "book", now, zone=zone) as desk:
        now.at = clock.from_local(datetime(*day, 8, 0))
        for number in range(40):
            promises.make(desk, f"promise {number}", now.at + timedelta(minutes=17 + 35 * number))
        first = {one.id: one for one in promises.all_open(desk)}
        assert len(first) == 40
    for _ in range(3):
        with a_desk(tmp_path / "book", now, zone=zone) as desk:
            held = promises.all_open(desk)
            assert {one.id: one.due for one in held} == {key: one.due for key, one in first.items()}
            for _ in range(8 * 12):
                now.on(minutes=5)
                for one in days.look(desk).promises_by_due():
                    states = seen.setdefault(one.id, [])
                    if not states or states[-1] != one.state(now.at):
                        states.append(one.state(now.at))
    order = ["open", "due_soon", "overdue"]
    assert all(states == sorted(states, key=order.index) and states[-1] == "overdue" for states in seen.values())
    assert len(seen) == 40 and sum(states[:2] == ["open", "due_soon"] for states in seen.values()) >= 38


def test_a_time_typed_for_after_the_clock_change_is_that_wall_time() -> None:
    with at(BERLIN, 2026, 3, 28, 20, 0) as evening:
        due = typed_when.read("tomorrow 9:00", evening).at
        assert local(due) == "Sun 29 09:00" and due - evening == timedelta(hours=12)
    with at(BERLIN, 2026, 10, 24, 20, 0) as evening:
        due = typed_when.read("tomorrow 9:00", evening).at
        assert local(due) == "Sun 25 09:00" and due - evening == timedelta(hours=14)


@pytest.mark.parametrize(
    ("repeat", "expected"),
    [
        ("daily", "Sun 29 09:00"),
        ("workdays", "Mon 30 09:00"),
        ("weekly", "Sat 04 09:00"),
        ("monthly-28", "Tue 28 09:00"),
    ],
)
def test_what_repeats_keeps_its_wall_time_over_a_clock_change(repeat: str, expected: str) -> None:
    with at(BERLIN, 2026, 3, 28, 9, 0) as due:
        assert local(next_due(due, repeat, due)) == expected


def test_the_last_day_of_a_month_comes_back_after_a_short_one() -> None:
    with at("UTC", 2026, 1, 31, 9, 0) as due:
        assert repeats.read("Every  month", due) == "monthly-31"
        february = next_due(due, "monthly-31", due)
        assert local(february) == "Sat 28 09:00"
        assert local(next_due(february, "monthly-31", february)) == "Tue 31 09:00"


@given(
    st.sampled_from(["daily", "workdays", "weekly", "monthly-31"]),
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),
    st.timedeltas(timedelta(days=-40), timedelta(days=400)),
)
def test_the_next_time_is_always_to_come(repeat: str, due: datetime, late: timedelta) -> None:
    moment = due.replace(tzinfo=UTC)
    assert next_due(moment, repeat, moment + late) > max(moment, moment + late)


def test_keeping_what_repeats_makes_the_next_one_and_one_undo_takes_both_back(
    desk: Session, clock_: StandingClock
) -> None:
    made = promises.make(desk, "water the reeds", clock_.at + timedelta(hours=1))
    made = promises.repeat(desk, made, "daily")
    clock_.on(hours=30)
    promises.keep(desk, made)
    (following,) = promises.all_open(desk)
    assert following.due == made.due + timedelta(days=2) and following.repeat == "daily"
    assert following.repeats == made.id and not following.moves
    desk.book.undo(by="Robin", at=clock_.at)
    assert [one.id for one in promises.all_open(desk)] == [made.id]


def test_a_rhythm_that_nobody_knows_is_one_sentence_and_no_ends_it(desk: Session, clock_: StandingClock) -> None:
    made = promises.make(desk, "tea", clock_.at + timedelta(hours=1))
    with pytest.raises(RefusedError, match="'fortnight' is no rhythm"):
        promises.repeat(desk, made, "fortnight")
    promises.keep(desk, promises.repeat(desk, promises.repeat(desk, made, "weekly"), "no"))
    assert promises.all_open(desk) == []


def test_waiting_on_the_customer_stops_the_clock_and_gives_the_time_back(desk: Session, clock_: StandingClock) -> None:
    made = promises.make(desk, "a price", clock_.at + timedelta(hours=1))
    clock_.on(minutes=30)
    waiting = promises.pause(desk, made, "which colour?")
    clock_.on(hours=5)
    assert waiting.state(clock_.at) == "open" and waiting.left(clock_.at) == timedelta(minutes=30)
    running = promises.resume(desk, waiting)
    assert running.due == made.due + timedelta(hours=5) and running.left(clock_.at) == timedelta(minutes=30)
    assert running.state(clock_.at) == "open" and running.soon_at == made.soon_at + timedelta(hours=5)
    assert next(iter(running.pauses.values())).why == "which colour?"


def test_a_pause_is_no_way_out_of_being_late(desk: Session, clock_: StandingClock) -> None:
    made = promises.make(desk, "a price", clock_.at + timedelta(minutes=10))
    clock_.on(minutes=15)
    waiting = promises.pause(desk, made)
    clock_.on(hours=1)
    assert waiting.state(clock_.at) == "overdue"
    assert promises.resume(desk, waiting).left(clock_.at) == timedelta(minutes=-5)


def test_pausing_and_resuming_make_sense_only_in_turn(desk: Session, clock_: StandingClock) -> None:
    made = promises.make(desk, "a price", clock_.at + timedelta(hours=1))
    with pytest.raises(RefusedError, match="does not wait"):
        promises.resume(desk, made)
    waiting = promises.pause(desk, made)
    with pytest.raises(RefusedError, match="already"):
        promises.pause(desk, waiting)
    moved = promises.move(desk, waiting, clock_.at + timedelta(hours=3), told=True)
    assert moved.paused_since is None
    with pytest.raises(RefusedError, match="settled"):
        promises.pause(desk, promises.keep(desk, moved))


@given(st.integers(1, 600), st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=4))
def test_time_that_stood_still_never_makes_it_later_than_it_was(length: int, stretches: list[tuple[int, int]]) -> None:
    """With any pauses the time left at the end of one is the time that was left at its beginning."""
    start = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    promise = Promise("pro_1", "x", start + timedelta(minutes=length), start)
    now = start
    for key, (runs, stands) in enumerate(stretches):
        now += timedelta(minutes=runs)
        paused = Promise(**{**_fields(promise), "pauses": {**promise.pauses, str(key): Pause(now)}})
        left, state = paused.left(now), paused.state(now)
        now += timedelta(minutes=stands)
        assert paused.left(now) == left and paused.state(now) == state
        closed = {**promise.pauses, str(key): Pause(now - timedelta(minutes=stands), now)}
        due = promise.due + timedelta(minutes=stands)
        promise = Promise(**{**_fields(promise), "pauses": closed, "due": due})
        assert promise.left(now) == left
    assert promise.soon_at <= promise.due


def _fields(promise: Promise) -> dict[str, Any]:
    return {name: getattr(promise, name) for name in ("id", "what", "due", "made_at", "pauses")}


def test_one_that_was_moved_or_waited_does_not_carry_its_rhythm_with_it(desk: Session, clock_: StandingClock) -> None:
    at = clock_.at + timedelta(hours=1)
    made = promises.repeat(desk, promises.make(desk, "water the reeds", at), "daily")
    made = promises.move(desk, made, at + timedelta(hours=3), told=True)
    clock_.on(hours=1)
    made = promises.pause(desk, made)
    clock_.on(hours=1)
    promises.keep(desk, promises.resume(desk, made))
    (second,) = promises.all_open(desk)
    assert second.due == at + timedelta(days=1)
    promises.keep(desk, promises.move(desk, second, at + timedelta(days=3, hours=2), told=True))
    (third,) = promises.all_open(desk)
    assert third.due == at + timedelta(days=4), "the next after the time it was moved to, at its own hour"
    set_later = promises.repeat(desk, promises.move(desk, third, at + timedelta(days=4, hours=5), told=True), "daily")
    promises.keep(desk, set_later)
    assert promises.all_open(desk)[0].due == at + timedelta(days=5, hours=5), "a rhythm counts from when it was said"


def test_giving_one_time_up_does_not_end_a_rhythm(desk: Session, clock_: StandingClock) -> None:
    made = promises.repeat(desk, promises.make(desk, "water the reeds", clock_.at + timedelta(hours=1)), "weekly")
    promises.give_up(desk, made)
    (second,) = promises.all_open(desk)
    assert second.due == made.due + timedelta(days=7)
    promises.give_up(desk, promises.repeat(desk, second, "no"))
    assert promises.all_open(desk) == []
    desk.book.undo(by="Robin", at=clock_.at)
    desk.book.undo(by="Robin", at=clock_.at)
    desk.book.undo(by="Robin", at=clock_.at)
    assert [one.id for one in promises.all_open(desk)] == [made.id]
