"""The line on top: what goes first where it is tight, and that no word of it is cut."""

from datetime import UTC, datetime

import pytest

from deskapp.desk.day import Counts
from deskapp.ui.lines.top import top_line
from tests.builders import time_zone

NOW = datetime(2026, 11, 27, 20, 36, tzinfo=UTC)
RUSH = Counts(here=11, waiting=5, too_long=3, due=4, overdue=1, held=1)


def drawn(width: int, place: str = "", name: str = "Harbour Lane Instruments") -> str:
    with time_zone("UTC"):
        return top_line(name, "Robin", RUSH, NOW, width, place=place).text


ALARMS = "11 here · ▲ 5 waiting · ▲ 1 on hold · 4 due · ▲ 1 overdue"


def words(text: str) -> str:
    return " ".join(text.split())


def test_a_wide_line_says_it_all() -> None:
    assert words(drawn(120)) == f"Harbour Lane Instruments · Robin {ALARMS} Fri 27 Nov 20:36"


def test_a_tight_line_says_where_one_is_before_whose_desk_it_is() -> None:
    assert words(drawn(80, "Customers")) == f"Customers {ALARMS} 20:36"


def test_a_long_name_gives_way_by_whole_words() -> None:
    assert words(drawn(80)) == f"Harbour Lane {ALARMS} 20:36"


@pytest.mark.parametrize("place", ["", "Customers", "Replies & FAQ", "Same person?"])
@pytest.mark.parametrize("width", range(80, 210, 5))
def test_no_word_is_cut_and_every_alarm_stands_at_any_width(width: int, place: str) -> None:
    text = drawn(width, place, name="Corner Shop")
    assert "…" not in text and len(text) == width
    alarms = ("▲ 5 waiting", "▲ 1 on hold", "4 due", "▲ 1 overdue")
    assert all(one in text for one in (*alarms, "20:36", place))
