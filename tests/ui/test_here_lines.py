"""The pane of who is here: columns that line up, and in a crowd the lit one and the alarms in sight."""

from datetime import timedelta

import pytest
from rich.cells import cell_len

from deskapp.desk import customers, log, promises
from deskapp.desk import day as days
from deskapp.desk.session import Desk
from deskapp.ui.lines.here import here_lines
from tests.ui.hands import at_the_desk

NAMES = [f"Guest {letter}" for letter in "ABCDEFGHIJKL"]


@pytest.fixture
def crowd(desk: Desk) -> Desk:
    """Twelve, of whom C and K wait too long; B is served for an hour."""
    for number, name in enumerate(NAMES):
        late = 9 if name[-1] in "CK" else 60 if name[-1] == "B" else 0
        at = desk.now() - timedelta(minutes=late, seconds=12 - number)
        one = log.identify_new(desk, log.begin(desk, "walk-in", at=at), name)
        if name[-1] == "B":
            log.greet(desk, one)
    return desk


def lit(desk: Desk, name: str) -> str:
    return next(one.id for one in days.look(desk).open_first() if one.name == name)


@pytest.mark.parametrize("name", NAMES)
def test_in_a_crowd_the_lit_one_and_the_alarms_are_in_sight(crowd: Desk, name: str) -> None:
    lines = here_lines(days.look(crowd), lit(crowd, name), crowd.now(), 80, rows=6)
    text = "\n".join(line.text for line in lines[:6])
    assert len(lines[:6]) == 6 and all(one in text for one in (name, "Guest C", "Guest K"))
    assert "7 more here" in lines[5].text and lines[5].target_at(79) == "key:right_square_bracket"


def test_those_who_fit_are_all_shown(crowd: Desk) -> None:
    lines = here_lines(days.look(crowd), lit(crowd, "Guest A"), crowd.now(), 80, rows=12)
    assert [name for name in NAMES if any(name in line.text for line in lines)] == NAMES
    assert not any("more here" in line.text for line in lines)


def test_what_it_is_about_begins_in_one_column(desk: Desk) -> None:
    for name in ("Al", "Bartholomew Quince", "山田 太郎"):
        one = log.identify_new(desk, log.begin(desk, "call"), name)
        log.set_reason(desk, one, "a bow")
    lines = here_lines(days.look(desk), "", desk.now(), 80, rows=6)[:3]
    columns = {cell_len(line.text[: line.text.index("call · a bow")]) for line in lines}
    assert columns == {len("   Bartholomew Quince  ")}


def test_a_promise_in_a_narrow_column_takes_two_rows_before_its_name_is_cut(desk: Desk) -> None:
    card = customers.make(desk, "Zoë Lambert")
    promises.make(desk, "which bench goes to the hotel", desk.now() + timedelta(minutes=50), customer=card)
    rows = [line.text for line in here_lines(days.look(desk), "", desk.now(), 36, rows=30)]
    at = next(number for number, text in enumerate(rows) if "which bench goes to the hotel" in text)
    assert "Zoë Lambert" in rows[at + 1] and "in 50 min" in rows[at + 1]


async def test_a_crowd_on_a_small_screen_is_gone_through_by_the_keys(crowd: Desk) -> None:
    async with at_the_desk(crowd) as hands:
        for _ in NAMES:
            await hands.press("right_square_bracket")
            hands.sees("Guest C", "Guest K", "7 more here", "Greeting 0/6")
            lit_name = next(one.name for one in crowd_open(crowd) if one.id == hands.app.context.lit)  # type: ignore[attr-defined]
            hands.sees(f"▌○ {lit_name}" if lit_name[-1] not in "BCK" else lit_name)


def crowd_open(desk: Desk) -> list[log.Interaction]:
    return days.look(desk).open_first()
