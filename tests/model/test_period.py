"""Days, weeks, months and years: every day lies in exactly one of each, and they follow one another without a gap."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.model.report import SPANS, Span, around, before, following

DAYS = st.dates(date(1972, 1, 1), date(8999, 12, 31))


@given(st.sampled_from(SPANS), DAYS)
def test_a_day_lies_in_its_stretch_and_neighbours_touch(span: Span, day: date) -> None:
    one = around(span, day)
    assert one.first <= day <= one.last < one.after
    assert around(span, one.first) == one == around(span, one.last)
    assert before(one).after == one.first and following(one).first == one.after
    assert before(following(one)) == one == following(before(one))


@given(st.sampled_from(SPANS), DAYS)
def test_its_parts_begin_with_it_and_lie_in_it(span: Span, day: date) -> None:
    one = around(span, day)
    parts = one.parts()
    assert len(parts) == {"day": 0, "week": 7, "month": (one.after - one.first).days, "year": 12}[span]
    assert parts == sorted(set(parts)) and all(one.first <= part < one.after for part in parts)
    assert not parts or parts[0] == one.first


@pytest.mark.parametrize(
    ("span", "day", "title"),
    [
        ("day", date(2026, 11, 24), "Tuesday 24 November 2026"),
        ("week", date(2026, 11, 24), "Week 48, 23 to 29 November 2026"),
        ("week", date(2026, 12, 1), "Week 49, 30 November to 6 December 2026"),
        ("week", date(2027, 1, 1), "Week 53, 28 December 2026 to 3 January 2027"),
        ("month", date(2028, 2, 29), "February 2028"),
        ("year", date(2026, 11, 24), "2026"),
    ],
)
def test_it_is_called_as_people_call_it(span: Span, day: date, title: str) -> None:
    assert around(span, day).title == title
