"""A rhythm keeps its hour on the wall and its own days, whatever clock changes, holidays and moves do in between."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deskapp import clock
from deskapp.desk.promises import promises, repeats
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.model.promise import Promise
from deskapp.model.settings import Settings
from deskapp.text import hours
from deskapp.text.hours import Hours
from tests.builders import StandingClock, a_desk, time_zone

WEEK = "mon-fri 9:00-18:00, sat 9:00-13:00"
ZONES = ("Europe/London", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")


def known(text: str = WEEK, *holidays: str) -> Hours:
    return hours.of(Settings(hours=text, holidays=holidays))


def at(*wall: int) -> datetime:
    return clock.from_local(datetime(*wall))  # type: ignore[arg-type]


def kept(desk: Session, now: StandingClock, promise: Promise, when_kept: datetime | None = None) -> Promise:
    """Keep it, and give the next one."""
    now.at = when_kept or promise.due
    promises.keep(desk, promise)
    (coming,) = promises.all_open(desk)
    return coming


def lived(tmp_path: Path, first: datetime, every: str, times: int, *holidays: str, hours: str = WEEK) -> list[str]:
    """The next times of a promise that is kept each time when it is due."""
    now = StandingClock(first - timedelta(hours=1))
    with a_desk(tmp_path / "book", now, zone="Europe/Berlin") as desk:
        settings.write(desk, hours=hours, holidays=holidays)
        made = promises.repeat(desk, promises.make(desk, "water the reeds", first), every)
        found = []
        for _ in range(times):
            made = kept(desk, now, made)
            found.append(f"{clock.local(made.due):%a %d %b %H:%M}")
        return found


def test_each_rhythm_leaves_closed_days_out_or_moves_on_and_goes_on_from_its_own_day(tmp_path: Path) -> None:
    with time_zone("Europe/Berlin"):
        christmas = ("12-25", "12-26", "01-01")
        thursday = at(2026, 12, 24, 10)
        assert lived(tmp_path / "d", thursday, "daily", 4, *christmas) == [
            *("Mon 28 Dec 10:00", "Tue 29 Dec 10:00", "Wed 30 Dec 10:00", "Thu 31 Dec 10:00")
        ]
        assert lived(tmp_path / "w", thursday, "workdays", 6, *christmas)[-2:] == [
            "Mon 04 Jan 10:00",
            "Tue 05 Jan 10:00",
        ]
        friday = at(2026, 12, 18, 10)
        assert lived(tmp_path / "f", friday, "weekly", 4, *christmas) == [
            *("Mon 28 Dec 10:00", "Sat 02 Jan 10:00", "Fri 08 Jan 10:00", "Fri 15 Jan 10:00")
        ]
        end = at(2026, 12, 31, 10)
        assert lived(tmp_path / "m", end, "monthly", 4) == [
            *("Mon 01 Feb 10:00", "Mon 01 Mar 10:00", "Wed 31 Mar 10:00", "Fri 30 Apr 10:00")
        ], "31 January and 28 February 2027 are Sundays"


def test_a_moved_day_is_said_with_its_cause(desk: Session, clock_: StandingClock) -> None:
    settings.write(desk, hours=WEEK, holidays=("12-25",))
    clock_.at = at(2026, 12, 18, 9)
    made = promises.repeat(desk, promises.make(desk, "tea", at(2026, 12, 18, 10)), "weekly")
    settled = promises.keep(desk, made)
    (coming,) = promises.all_open(desk)
    assert coming.due == at(2026, 12, 26, 10) and coming.rhythm_at == at(2026, 12, 25, 10)
    assert repeats.comes_again(desk, settled) == (
        "It comes again weekly: Sat 26 Dec 10:00 (Friday 25 December is a holiday)."
    )
    again = promises.keep(desk, coming)
    assert repeats.comes_again(desk, again) == "It comes again weekly: Fri 1 Jan 2027 10:00."


def test_one_that_is_moved_forward_or_kept_early_does_not_come_twice(desk: Session, clock_: StandingClock) -> None:
    settings.write(desk, hours=WEEK)
    clock_.at = at(2026, 11, 27, 9)
    made = promises.repeat(
        desk, promises.make(desk, "tea", at(2026, 12, 6, 10), though_closed=True), "weekly"
    )  # a Sunday, all the same
    second = kept(desk, clock_, made, at(2026, 12, 5, 10))
    assert second.due == at(2026, 12, 14, 10), "Sunday the 13th is closed"
    moved = promises.move(desk, second, at(2026, 12, 12, 10), told=True, though_closed=True)
    assert kept(desk, clock_, moved, at(2026, 12, 12, 11)).due == at(2026, 12, 21, 10)


@pytest.mark.parametrize(
    ("every", "again"),
    [
        ("daily", (2026, 12, 25, 10)),
        ("workdays", (2026, 12, 25, 10)),
        ("weekly", (2026, 12, 31, 10)),
        ("monthly", (2027, 1, 24, 10)),
    ],
)
@pytest.mark.parametrize("days_early", [1, 20, 40, 400])
def test_one_that_is_done_long_before_its_day_does_not_come_again_on_that_day(
    desk: Session, clock_: StandingClock, every: str, again: tuple[int, ...], days_early: int
) -> None:
    own = at(2026, 12, 24, 10)
    clock_.at = own - timedelta(days=days_early, hours=1)
    made = promises.repeat(desk, promises.make(desk, "tea", own), every)
    early = promises.move(desk, made, own - timedelta(days=days_early), told=True)
    assert kept(desk, clock_, early, early.due).due == at(*again)


@pytest.mark.parametrize("zone", ZONES)
def test_an_hour_that_one_night_skips_is_itself_again_the_night_after(tmp_path: Path, zone: str) -> None:
    now = StandingClock()
    with a_desk(tmp_path / "book", now, zone=zone) as desk:
        for month, day, hour, minute in (
            (3, 13, 2, 30),
            (3, 27, 1, 30),
            (3, 27, 2, 30),
            (10, 2, 2, 15),
            (10, 23, 1, 45),
        ):
            first = at(2027, month, day, hour, minute)
            now.at = first - timedelta(hours=3)
            made = promises.repeat(desk, promises.make(desk, "night round", first), "daily")
            made = kept(desk, now, made)
            made = kept(desk, now, made)
            assert f"{clock.local(made.due):%d %H:%M}" == f"{day + 2:02d} {hour:02d}:{minute:02d}"
            promises.give_up(desk, promises.repeat(desk, made, "no"))


@given(
    repeat=st.sampled_from(["daily", "workdays", "weekly", "monthly-31", "monthly-1"]),
    zone=st.sampled_from(ZONES),
    start=st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)),
    late=st.timedeltas(timedelta(0), timedelta(days=500)),
    text=st.sampled_from(["", WEEK, "mon 9-10", "tue-sun 0:00-24:00"]),
    holidays=st.lists(st.dates(date(2024, 1, 1), date(2031, 1, 1)), max_size=20),
)
@example("monthly-31", "Europe/London", datetime(2024, 1, 1), timedelta(days=59), WEEK, [])
def test_the_next_time_is_to_come_at_its_hour_on_an_open_day(
    repeat: str, zone: str, start: datetime, late: timedelta, text: str, holidays: list[date]
) -> None:
    with time_zone(zone):
        first, open_then = clock.from_local(start.replace(second=0, microsecond=0)), known(text, *map(str, holidays))
        hour = repeats.hour_of(first)
        coming = repeats.next_time(first, repeat, first + late, open_then, hour)
        wall = clock.local(coming.due)
        assert coming.due > first + late and clock.today(coming.own) > clock.today(first)
        assert coming.due == clock.from_local(datetime.combine(wall.date(), hour)) or wall.time() > hour
        if repeat != "workdays" or text != "mon 9-10":
            assert open_then.of(wall.date()), "an open day"
        assert bool(coming.why) == (clock.today(coming.own) != wall.date()), "the reason says which day was left out"
        if repeat == "workdays":
            assert wall.weekday() < 5


def test_where_the_desk_is_never_open_a_rhythm_goes_on() -> None:
    with time_zone("UTC"):
        shut = Hours(((),) * 7, frozenset(f"{month:02d}-{day:02d}" for month in range(1, 13) for day in range(1, 32)))
        first = at(2026, 11, 24, 10)
        assert repeats.next_time(first, "daily", first, shut, repeats.hour_of(first)).due == at(2026, 11, 25, 10)


def test_two_desks_that_keep_one_promise_make_one_next_promise(tmp_path: Path) -> None:
    clock_ = StandingClock()
    with a_desk(tmp_path / "book", clock_) as desk:
        made = promises.make(desk, "water the plants", clock_.at + timedelta(hours=1))
        made = promises.repeat(desk, made, "daily")
        next_id = repeats.following(desk, made, clock_.at).id
        assert repeats.following(desk, made, clock_.at + timedelta(minutes=3)).id == next_id
        assert repeats.following(desk, promises.move(desk, made, made.due, told=True), clock_.at).id == next_id
        promises.keep(desk, made)
        (coming,) = promises.all_open(desk)
        assert coming.id == next_id != made.id
        desk.book.undo(by="Robin", at=desk.now())
        promises.keep(desk, made)
        assert [promise.id for promise in promises.all_open(desk)] == [next_id]
        promises.keep(desk, coming)
        assert promises.all_open(desk)[0].id not in (next_id, made.id)
