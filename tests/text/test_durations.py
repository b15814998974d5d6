from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.text.durations import countdown, in_minutes, running, told


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (5 * 60 - 1, "4 min"),
        (3599, "59 min"),
        (3600, "1 h"),
        (5520, "1 h 32 min"),
        (86399, "23 h 59 min"),
        (86400, "1 d"),
        (3 * 86400 + 4 * 3600 + 59, "3 d 4 h"),
    ],
)
def test_a_length_is_told_in_its_two_largest_units_that_have_passed_in_full(seconds: int, words: str) -> None:
    assert told(timedelta(seconds=seconds)) == words


def test_what_is_spoken_in_minutes_leaves_the_seconds_out() -> None:
    assert [told(timedelta(seconds=one), seconds=False) for one in (45, 61)] == ["0 min", "1 min"]


def test_the_figures_of_a_report_are_finer_below_ten_minutes() -> None:
    assert [told(timedelta(seconds=one), fine=True) for one in (45, 125, 120, 599, 605)] == [
        *("45 s", "2 min 5 s", "2 min", "9 min 59 s", "10 min")
    ]


def test_a_countdown_has_few_signs() -> None:
    lefts = (8 * 60, -12 * 60, 14 * 3600 + 60, 3 * 86400 + 3600, -86400 - 3600, 0)
    assert [countdown(timedelta(seconds=one)) for one in lefts] == [
        *("in 8 min", "12 min late", "in 14 h", "in 3 d", "1 d late", "0 s late")
    ]


def test_the_minute_that_has_begun_is_still_left_and_has_not_passed_yet() -> None:
    lefts = (20 * 60 - 10, 3600 - 1, 14 * 3600 - 1, 86400 - 1, 31, -20 * 60 + 10)
    assert [countdown(timedelta(seconds=one)) for one in lefts] == [
        *("in 20 min", "in 1 h", "in 14 h", "in 1 d", "in 1 min", "19 min late")
    ]


@given(st.timedeltas(timedelta(0), timedelta(days=400)))
def test_each_way_tells_the_same_length(length: timedelta) -> None:
    minutes = int(length.total_seconds()) // 60
    assert in_minutes(length) == f"{minutes} min"
    if minutes < 60:
        assert running(length).split(":")[0] == str(minutes)
        assert told(length).startswith(str(minutes or int(length.total_seconds())))
