"""Days among the words that somebody looks for: what is a day, what stays a word, and what may be either."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.text.hours import PLAIN, Habits
from deskapp.text.typed_span import one, read

TODAY = date(2026, 12, 1)
"""A Tuesday."""


def span(first: str, days: int) -> tuple[date, date]:
    start = date.fromisoformat(first)
    return start, start + timedelta(days=days)


def days_of(typed: str, habits: Habits = PLAIN) -> tuple[date, date] | None:
    found = read(typed, TODAY, habits).span
    return (found.first, found.after) if found else None


SURE = {
    "today": span("2026-12-01", 1),
    "yesterday": span("2026-11-30", 1),
    "last tue": span("2026-11-24", 1),
    "18 nov": span("2026-11-18", 1),
    "Nov 18": span("2026-11-18", 1),
    "2 dec": span("2025-12-02", 1),
    "2026-11-18": span("2026-11-18", 1),
    "18.11.2026": span("2026-11-18", 1),
    "3 days ago": span("2026-11-28", 1),
    "tues 24 nov": span("2026-11-24", 1),
    "this week": span("2026-11-30", 7),
    "last week": span("2026-11-23", 7),
    "2 weeks ago": span("2026-11-16", 7),
    "week of 18 nov": span("2026-11-16", 7),
    "Week of Mon 23 Nov": span("2026-11-23", 7),
    "this month": span("2026-12-01", 31),
    "last month": span("2026-11-01", 30),
    "nov 2025": span("2025-11-01", 30),
    "2025-11": span("2025-11-01", 30),
    "last year": span("2025-01-01", 365),
}
EITHER = {
    "tue": span("2026-12-01", 1),
    "Sun": span("2026-11-29", 1),
    "May": span("2026-05-01", 31),
    "April": span("2026-04-01", 30),
    "March": span("2026-03-01", 31),
    "december": span("2026-12-01", 31),
    "samstag": span("2026-11-28", 1),
    "2025": span("2025-01-01", 365),
}
MISTYPED = {
    "yesteday": span("2026-11-30", 1),
    "wendesday": span("2026-11-25", 1),
    "thrusday": span("2026-11-26", 1),
    "novmber": span("2026-11-01", 30),
    "lst week": span("2026-11-23", 7),
    "last weke": span("2026-11-23", 7),
    "this mnoth": span("2026-12-01", 31),
}
WORDS = [
    "Sam",
    "Tom",
    "Marc",
    "Frida",
    "Mandy",
    "marsh",
    "one",
    "5/6",
    "room 12",
    "order 4711",
    "+49 151 7919",
    "so do",
]
WORDS += ["30.02.2026", "tomorrow", "next week", "now", "close", "10115 Berlin", "2999", "", "9" * 400]


@pytest.mark.parametrize("typed", SURE)
def test_what_can_only_be_days_is_read_as_days_alone(typed: str) -> None:
    wanted = read(typed, TODAY, PLAIN)
    assert (days_of(typed), wanted.words, wanted.is_sure) == (SURE[typed], "", True)


@pytest.mark.parametrize("typed", [*EITHER, *MISTYPED])
def test_what_could_be_a_name_too_is_looked_for_both_ways(typed: str) -> None:
    wanted = read(f"Beth {typed}", TODAY, PLAIN)
    assert days_of(typed) == (EITHER | MISTYPED)[typed]
    assert (wanted.words, wanted.whole) == ("Beth", f"Beth {typed}")
    assert "and the words" in wanted.told


@pytest.mark.parametrize("typed", WORDS)
def test_what_is_no_day_stays_a_word(typed: str) -> None:
    wanted = read(typed, TODAY, PLAIN)
    assert (wanted.words, wanted.span, wanted.told) == (typed, None, "")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("beth last week", "beth"),
        ("last week beth", "beth"),
        ("refund from nov 2025", "refund"),
        ("O'Neill on 18 nov", "O'Neill"),
        ("Anna Müller yesterday refund", "Anna Müller refund"),
        ('"last week" beth', "last week beth"),
    ],
)
def test_the_other_words_stay_as_they_were_typed(typed: str, words: str) -> None:
    assert read(typed, TODAY, PLAIN).words == words


@pytest.mark.parametrize("typed", SURE)
def test_what_the_face_says_can_be_typed_again(typed: str) -> None:
    told = read(typed, TODAY, PLAIN).told
    assert days_of(told.removeprefix("The year ")) == SURE[typed]


def test_figures_are_read_as_the_country_writes_them() -> None:
    assert days_of("5/6", Habits(country="US")) == span("2026-05-06", 1)


def test_days_alone_are_days_and_with_other_words_are_none() -> None:
    assert one("last week", TODAY, PLAIN) and not one("beth last week", TODAY, PLAIN)


@given(st.text(max_size=60), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_any_text_is_read_without_an_error(typed: str, today: date) -> None:
    wanted = read(typed, today, PLAIN)
    assert wanted.span is None or wanted.span.first < wanted.span.after
