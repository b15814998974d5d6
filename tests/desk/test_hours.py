"""Opening hours and holidays: read as people type them, and asked when a time is promised."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp import clock
from deskapp.errors import RefusedError
from deskapp.model.settings import Settings
from deskapp.text import hours
from deskapp.text.hours import Hours
from tests.builders import time_zone

WEEK = "mon-fri 9:00-18:00, sat 9-13"


def at(*wall: int) -> datetime:
    return clock.from_local(datetime(*wall))  # type: ignore[arg-type]


def known(text: str = WEEK, *holidays: str) -> Hours:
    return hours.of(Settings(hours=text, holidays=holidays))


def test_days_spans_and_breaks_are_read() -> None:
    spans = hours.read_hours("Mon - Wed 9:00-12:30, 14-18, sunday 10:00 - 24:00")
    assert spans[0] == spans[2] == ((time(9), time(12, 30)), (time(14), time(18)))
    assert spans[3] == spans[5] == () and spans[6] == ((time(10), time.max),)
    assert hours.read_hours("fri-mon 9-10")[6] and not hours.read_hours("fri-mon 9-10")[2]
    assert hours.read_hours("") == ((),) * 7


@pytest.mark.parametrize(
    "text", ["9-18", "mon", "xyz 9-18", "t 9-18", "mon 25-26", "mon 18-9", "mon 9:00", "mon-xx 9-10"]
)
def test_what_cannot_be_read_is_one_sentence_with_an_example(text: str) -> None:
    with pytest.raises(RefusedError, match="mon-fri 9:00-18:00"):
        hours.read_hours(text)


@given(st.text(max_size=60))
def test_any_text_is_hours_or_a_sentence(text: str) -> None:
    try:
        assert len(hours.read_hours(text)) == 7
    except RefusedError as error:
        assert error.sentence and error.next_step


@given(st.text(max_size=40))
def test_any_text_is_holidays_or_a_sentence(text: str) -> None:
    try:
        assert all(isinstance(day, str) for day in hours.read_holidays(text))
    except RefusedError as error:
        assert error.next_step


def test_a_time_is_open_closed_or_a_holiday() -> None:
    with time_zone("Europe/Berlin"):
        desk = known(WEEK, "12-25", "2026-11-27")
        assert desk.closed(at(2026, 11, 24, 15, 0)) == desk.closed(at(2026, 11, 24, 18, 0)) == ""
        assert desk.closed(at(2026, 11, 24, 20, 0)) == "Tuesday 20:00 is outside the opening hours"
        assert desk.closed(at(2026, 11, 29, 12, 0)) == "Sunday 12:00 is outside the opening hours"
        assert desk.closed(at(2026, 11, 27, 12, 0)) == "Friday 27 November is a holiday"
        assert desk.closed(at(2030, 12, 25, 12, 0)) == "Wednesday 25 December is a holiday"


def test_the_next_opening_skips_nights_sundays_and_holidays() -> None:
    with time_zone("Europe/Berlin"):
        desk = known(WEEK, "2026-11-30")
        assert desk.next_opening(at(2026, 11, 24, 20, 0)) == at(2026, 11, 25, 9, 0)
        assert desk.next_opening(at(2026, 11, 28, 14, 0)) == at(2026, 12, 1, 9, 0)
        assert desk.next_opening(at(2026, 3, 28, 14, 0)) == at(2026, 3, 30, 9, 0)


def test_where_nobody_said_when_it_is_open_it_always_is() -> None:
    with time_zone("UTC"):
        assert known("").closed(at(2026, 11, 29, 3, 0)) == ""
        assert known("nonsense").always_open
        only_holidays = known("", "2026-11-29")
        assert only_holidays.closed(at(2026, 11, 29, 3, 0)) and not only_holidays.closed(at(2026, 11, 28, 3, 0))
        assert only_holidays.next_opening(at(2026, 11, 29, 3, 0)) == at(2026, 11, 30, 0, 0)


def test_a_desk_that_never_opens_has_no_next_opening() -> None:
    start = date(2026, 1, 1)
    days = [(start + timedelta(days=away)).isoformat() for away in range(800)]
    with time_zone("UTC"):
        assert known("mon-sun 9-10", *days).next_opening(at(2026, 1, 1, 8, 0)) is None
