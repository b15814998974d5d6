"""What a question offers: the selected choice in sight, and an arrow where there are more."""

import pytest

from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.ui.widgets.choices import choice_lines
from deskapp.ui.widgets.question import Choice
from tests.ui.hands import at_the_desk

TEN = [Choice(str(number), f"choice {number}") for number in range(10)]


@pytest.mark.parametrize("selected", range(-1, 10))
def test_the_selected_choice_is_in_sight_and_picks_itself(selected: int) -> None:
    lines = choice_lines(TEN, selected, 6, 40, wraps=False)
    assert len(lines) == 6
    marked = [line for line in lines if line.text.startswith("▌")]
    assert [line.target_at(0) for line in marked] == ([f"choice:{selected}"] if selected >= 0 else [])


def test_arrows_say_that_there_are_more() -> None:
    assert [line.text[0] for line in choice_lines(TEN, 0, 4, 40, wraps=False)] == ["▌", " ", " ", "↓"]
    assert [line.text[0] for line in choice_lines(TEN, 6, 4, 40, wraps=False)] == ["↑", " ", " ", "▌"]
    assert [line.text[0] for line in choice_lines(TEN[:4], 0, 4, 40, wraps=False)] == ["▌", " ", " ", " "]


async def test_down_goes_on_to_choices_that_were_out_of_sight(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("ctrl+p")
        hands.sees("A walk-in begins now", "↓")
        hands.does_not_see("Give a promise a new time")
        await hands.press(*["down"] * 25)
        hands.sees("↑")
        hands.does_not_see("A walk-in begins now")


async def test_a_selected_choice_is_in_sight_where_the_panel_has_few_rows(desk: Session) -> None:
    log.begin(desk, "walk-in")
    async with at_the_desk(desk) as hands:
        await hands.press("y")
        for _ in range(12):
            await hands.press("down")
            hands.sees("▌ ", "Enter fills it in.")
            assert sum(row.startswith(" ▌ ") for row in hands.screen.splitlines()) == 1
