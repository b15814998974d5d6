"""A newcomer's first visit: three hints by doing, none in the way, none twice; and no screen that says nothing."""

import pytest

from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from tests.ui.hands import at_the_desk

Size = tuple[int, int]


@pytest.fixture(autouse=True)
def first_day(desk: Session) -> None:
    desk_settings.write(desk, hints_gone=())


async def test_three_hints_each_gone_for_good_once_done(desk: Session, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        hands.sees("w when somebody comes in")
        await hands.press("w", *"Beth")
        hands.does_not_see("ticks the first step")
        await hands.press("enter")
        hands.sees("1 ticks the first step")
        await hands.press("1")
        hands.sees("e ends the visit with one line")
        hands.does_not_see("ticks the first step")
        await hands.press("e", *"done", "enter")
        hands.does_not_see("ends the visit with one line")
    assert desk_settings.read(desk).hints_gone == ("begin", "tick", "end")
    async with at_the_desk(desk, size) as hands:
        await hands.press("w", "escape")
        hands.does_not_see("ticks the first step", "hides these hints")


@pytest.mark.parametrize("way", ["key", "mouse"])
async def test_one_key_hides_them_all_for_good(desk: Session, way: str, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await (hands.press("z") if way == "key" else hands.click("hides these hints"))
        hands.sees("No more hints.")
        hands.does_not_see("when somebody comes in")
        await hands.press("w", "escape")
        hands.does_not_see("ticks the first step")
    async with at_the_desk(desk, size) as hands:
        hands.does_not_see("hides these hints")
        await hands.press("z")
        hands.sees("There are no hints here. ? shows the keys.")


async def test_a_hint_gives_way_to_whatever_fills_the_card(desk: Session) -> None:
    async with at_the_desk(desk, (80, 24)) as hands:
        await hands.press("w", *"Beth", "enter")
        for number in range(8):
            hands.does_not_see("note 7")
            await hands.press("n", *f"note {number}", "enter")
        hands.sees("note 7")
        hands.does_not_see("ticks the first step")


async def test_a_hint_names_the_key_in_use_and_a_click_on_it_is_that_key(desk: Session, size: Size) -> None:
    desk_settings.write(desk, key_preset="function keys")
    async with at_the_desk(desk, size) as hands:
        hands.sees("Shift+F1 when somebody comes in")
        await hands.click("when somebody comes in")
        hands.sees("Who?")


EMPTY = (
    ("f3", "No cards yet.", "n new card", "Name, phone, e-mail"),
    ("f4", "No promise is open. At the desk p makes one.", "F2 Desk", "Nobody is here."),
    ("f5", "Nothing is logged yet. At the desk w begins a walk-in, c a call.", "F2 Desk", "Nobody is here."),
    ("f2", "The card shows here", "/ find", "Find"),
    ("f2", "Steps show here when somebody comes.", "F8 Playbook", "Words of the house"),
)
"""The key of a screen, what it says, what is clicked there, and what is then seen."""


async def test_what_is_empty_says_what_to_press_and_can_be_clicked(desk: Session, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        for key, words, clicked, seen in EMPTY:
            await hands.press("escape", key)
            hands.sees(words)
            hands.does_not_see(seen)
            await hands.click(clicked, column=3)
            hands.sees(seen)


async def test_a_filter_that_finds_nothing_says_so_and_how_to_get_back(desk: Session, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        for key in ("f3", "f4", "f5", "f6", "f8", "comma"):
            await hands.press(key)
            hands.does_not_see("Nothing has these words.")
            await hands.press("slash", *"qqqqxx", "enter")
            hands.sees("Nothing has these words. Esc shows all.")
