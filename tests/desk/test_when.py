import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deskapp import clock
from deskapp.errors import RefusedError
from deskapp.text import durations, typed_when, when
from deskapp.text.day_words import WEEKDAYS

# Sunday 22 November 2026, 14:30 on the wall in Manila (UTC+8, no DST).
MANILA_NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)


@pytest.fixture
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    before = os.environ.get("TZ")
    name = getattr(request, "param", "Asia/Manila")
    os.environ["TZ"] = name
    time.tzset()
    yield name
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


in_berlin = pytest.mark.parametrize("zone", ["Europe/Berlin"], indirect=True)


def wall(moment: datetime) -> str:
    return clock.local(moment).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("15:00", "2026-11-22 15:00"),
        (" at 15:00 ", "2026-11-22 15:00"),
        ("15", "2026-11-22 15:00"),
        ("24/12", "2026-12-24 17:00"),
        ("3pm", "2026-11-22 15:00"),
        ("3 PM", "2026-11-22 15:00"),
        ("3:45pm", "2026-11-22 15:45"),
        ("by 15.05", "2026-11-22 15:05"),
        ("tomorrow noon", "2026-11-23 12:00"),
        ("tomorrow 12am", "2026-11-23 00:00"),
        ("in 20m", "2026-11-22 14:50"),
        ("20 min", "2026-11-22 14:50"),
        ("in 2 h", "2026-11-22 16:30"),
        ("in 1h30", "2026-11-22 16:00"),
        ("in 1 h and 5 minutes", "2026-11-22 15:35"),
        ("in 1.5 h", "2026-11-22 16:00"),
        ("in an hour", "2026-11-22 15:30"),
        ("in half an hour", "2026-11-22 15:00"),
        ("in 3 days", "2026-11-25 14:30"),
        ("in a week", "2026-11-29 14:30"),
        ("tomorrow 9:00", "2026-11-23 09:00"),
        ("9:00 tomorrow", "2026-11-23 09:00"),
        ("Tomorrow, at 9:00", "2026-11-23 09:00"),
        ("tomorrow", "2026-11-23 17:00"),
        ("today 17:00", "2026-11-22 17:00"),
        ("today", "2026-11-22 17:00"),
        ("fri 14:00", "2026-11-27 14:00"),
        ("friday", "2026-11-27 17:00"),
        ("by Friday", "2026-11-27 17:00"),
        ("next mon", "2026-11-23 17:00"),
        ("sunday 10:00", "2026-11-29 10:00"),
        ("thurs 8am", "2026-11-26 08:00"),
        ("24 dec 10:00", "2026-12-24 10:00"),
        ("dec 24 10:00", "2026-12-24 10:00"),
        ("24th of December 2027, 10:00", "2027-12-24 10:00"),
        ("10:00 on 24 dec", "2026-12-24 10:00"),
        ("3 jan", "2027-01-03 17:00"),
        ("29 feb 9:00", "2028-02-29 09:00"),
        ("24.12. 10:00", "2026-12-24 10:00"),
        ("24.12.2027 10:00", "2027-12-24 10:00"),
        ("2026-11-24T10:00", "2026-11-24 10:00"),
        ("2026-11-24 10:00", "2026-11-24 10:00"),
        ("2026-11-24 3pm", "2026-11-24 15:00"),
        ("2026-11-24", "2026-11-24 17:00"),
        ("2026-11-24T10:00Z", "2026-11-24 18:00"),
        ("2026-11-24T10:00+01:00", "2026-11-24 17:00"),
        ("１５：００", "2026-11-22 15:00"),
    ],
)
def test_a_time_to_come_as_people_type_it(zone: str, text: str, meant: str) -> None:
    moment = typed_when.read(text, MANILA_NOW).at
    assert wall(moment) == meant
    assert moment.tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("now", "2026-11-22 14:30"),
        ("20m ago", "2026-11-22 14:10"),
        ("an hour ago", "2026-11-22 13:30"),
        ("2 days ago", "2026-11-20 14:30"),
        ("9:15", "2026-11-22 09:15"),
        ("yesterday 14:00", "2026-11-21 14:00"),
        ("yesterday", "2026-11-21 00:00"),
        ("today", "2026-11-22 00:00"),
        ("fri 14:00", "2026-11-20 14:00"),
        ("last sunday", "2026-11-15 00:00"),
        ("24 dec", "2025-12-24 00:00"),
        ("22.11.", "2026-11-22 00:00"),
        ("2026-11-01", "2026-11-01 00:00"),
        ("2026-11-22T06:29Z", "2026-11-22 14:29"),
    ],
)
def test_a_time_gone_by_as_people_type_it(zone: str, text: str, meant: str) -> None:
    assert wall(typed_when.read(text, MANILA_NOW, past=True).at) == meant


def test_an_hour_that_has_passed_today_is_asked_about(zone: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        typed_when.read("14:00", MANILA_NOW)
    assert str(refusal.value) == "14:00 has passed today. Write tomorrow 14:00, if you mean tomorrow."
    assert wall(typed_when.read("tomorrow 14:00", MANILA_NOW).at) == "2026-11-23 14:00"


def test_an_hour_that_has_not_come_cannot_be_an_arrival(zone: str) -> None:
    with pytest.raises(RefusedError, match=r"16:00 has not come yet today\. Write yesterday 16:00"):
        typed_when.read("16:00", MANILA_NOW, past=True)


@pytest.mark.parametrize("text", ["yesterday 14:00", "20m ago", "2026-11-22T14:00", "last fri", "24.12.2025"])
def test_what_is_gone_by_is_not_promised(zone: str, text: str) -> None:
    with pytest.raises(RefusedError, match=r"has passed\. Write it as 15:00"):
        typed_when.read(text, MANILA_NOW)


@pytest.mark.parametrize("text", ["tomorrow 9:00", "in 20m", "24.12.2027"])
def test_what_is_to_come_did_not_happen(zone: str, text: str) -> None:
    with pytest.raises(RefusedError, match="has not come yet"):
        typed_when.read(text, MANILA_NOW, past=True)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "soon",
            "25:00",
            "15:61",
            "13pm",
            "0am",
            "31 feb",
            "31.2.2027",
            "32/12",
            "in",
            "in m",
            "next",
            "61m past",
        ),
        *("9999-12-31T23:59", "0001-01-01T00:00", "in 9999 weeks and 9999 weeks " * 9, "in 20m ago", "½ h", "blursday"),
    ],
)
def test_anything_else_is_refused_with_an_example(zone: str, text: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        typed_when.read(text, MANILA_NOW)
    assert refusal.value.next_step == typed_when.EXAMPLES
    assert len(str(refusal.value)) < 160


@in_berlin
def test_a_time_that_the_clock_change_skips_moves_past_the_gap(zone: str) -> None:
    saturday = datetime(2027, 3, 27, 12, tzinfo=UTC)
    assert wall(typed_when.read("tomorrow 2:30", saturday).at) == "2027-03-28 03:30"


@in_berlin
def test_a_time_that_comes_twice_is_the_first_that_is_still_to_come(zone: str) -> None:
    before = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)
    between = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)
    assert typed_when.read("2:30", before).at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert typed_when.read("2:30", between).at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert typed_when.read("2:30", between, past=True).at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@in_berlin
def test_hours_are_counted_and_days_are_read_off_the_wall_over_a_clock_change(zone: str) -> None:
    eve = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)
    assert wall(eve) == "2026-10-24 22:00"
    assert typed_when.read("in 6 h", eve).at == eve + timedelta(hours=6)
    assert wall(typed_when.read("in 1 day", eve).at) == "2026-10-25 22:00"


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(minutes=20), "today 14:50 (in 20 min)"),
        (timedelta(hours=2, minutes=5), "today 16:35 (in 2 h 5 min)"),
        (timedelta(seconds=10), "today 14:30 (now)"),
        (-timedelta(minutes=90), "today 13:00 (1 h 30 min ago)"),
        (timedelta(hours=18, minutes=30), "tomorrow Mon 23 Nov 9:00"),
        (-timedelta(days=1), "yesterday Sat 21 Nov 14:30"),
        (timedelta(days=5), "Fri 27 Nov 14:30"),
        (timedelta(days=365), "Mon 22 Nov 2027 14:30"),
    ],
)
def test_an_instant_in_words(zone: str, ahead: timedelta, words: str) -> None:
    assert when.describe(MANILA_NOW + ahead, MANILA_NOW) == words


@pytest.mark.parametrize("seconds", [0, 1, 40, 59])
def test_twenty_minutes_that_are_typed_are_told_as_twenty_minutes(zone: str, seconds: int) -> None:
    now = MANILA_NOW + timedelta(seconds=seconds)
    assert when.describe(typed_when.read("in 20m", now).at, now).endswith("(in 20 min)")


def test_lengths_of_time_in_words() -> None:
    assert [durations.told(timedelta(minutes=m)) for m in (-3, 0, 59, 60, 125, 1440, 4500)] == [
        *("0 s", "0 s", "59 min", "1 h", "2 h 5 min", "1 d", "3 d 3 h")
    ]


PIECES = st.sampled_from(
    [
        *(
            "in",
            "20",
            "m",
            "h",
            "at",
            "by",
            "next",
            "last",
            "fri",
            "mon",
            "24",
            "dec",
            "24.12.",
            "29.2.",
            "15:00",
            "3pm",
        ),
        *("tomorrow", "yesterday", "2026-11-24", "T10:00", "+08:00", "Z", "ago", "an", "half", "and", "1h30", "noon"),
        *("9999", "½", "²", "٣", "İ", "\x00", "\u202e"),
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=6).map(" ".join), st.lists(PIECES, max_size=4).map("".join)))
@example("9999-12-31T23:59-23:59")
@example("1969-12-31T23:59")
@example("½ h")
def test_any_text_is_a_time_on_the_right_side_of_now_or_a_refusal(text: str) -> None:
    for past in (False, True):
        try:
            moment = typed_when.read(text, MANILA_NOW, past=past).at
        except RefusedError as refusal:
            assert refusal.sentence.endswith(".")
            assert refusal.next_step
        else:
            assert (moment <= MANILA_NOW) is past
            assert when.describe(moment, MANILA_NOW)


@given(st.integers(1, 60 * 24 * 300))
def test_what_describe_says_of_a_time_to_come_can_be_typed_back(minutes: int) -> None:
    due = (MANILA_NOW + timedelta(minutes=minutes)).replace(second=0)
    words = when.describe(due, MANILA_NOW).removeprefix("tomorrow ").split(" (")[0]
    day = words.split(" ", 1)[1] if words[:3].lower() in {one[:3] for one in WEEKDAYS} else words
    assert typed_when.read(day, MANILA_NOW).at == due
