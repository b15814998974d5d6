"""A command for which no function key was left: where no command takes a letter it is found by its words."""

from collections.abc import Iterator

import pytest

from deskapp import slots
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.visits import log
from deskapp.ui import keymap
from deskapp.ui.commands import BY_ID
from deskapp.ui.render.keys import filled
from tests import test_slots
from tests.cli.conftest import call
from tests.ui.hands import Hands, at_the_desk

Size = tuple[int, int]
BARE, LETTER, ASKS = "boundary", "b", "Say it once, calm."
"""A command of the desk, its letter, and what stands on the screen once it runs."""


@pytest.fixture(autouse=True)
def bare() -> Iterator[None]:
    """That command is declared without its function key for a while."""
    command, function_key = BY_ID[BARE], BY_ID[BARE].fn
    object.__setattr__(command, "fn", "")
    keymap.preset.cache_clear()
    yield
    object.__setattr__(command, "fn", function_key)
    keymap.preset.cache_clear()


@pytest.fixture
def without_letters(desk: Session) -> Session:
    """Somebody is here, at a desk where no command takes a letter."""
    desk_settings.write(desk, key_preset="function keys")
    log.begin(desk, "walk-in", called="Gus")
    return desk


async def selected_among_keys(hands: Hands) -> None:
    await hands.press("f2", "comma", "slash", *"lists every", "enter", "enter")
    await hands.press("slash", *"boundary", "enter")


async def test_with_letters_it_has_its_letter(desk: Session, size: Size) -> None:
    log.begin(desk, "walk-in", called="Gus")
    async with at_the_desk(desk, size) as hands:
        await hands.press(LETTER)
        hands.sees(ASKS)


async def test_without_letters_its_letter_does_nothing_and_the_palette_runs_it(
    without_letters: Session, size: Size
) -> None:
    async with at_the_desk(without_letters, size) as hands:
        await hands.press(LETTER)
        hands.does_not_see(ASKS)
        await hands.press("ctrl+p", *"abuse", "enter")
        hands.sees(ASKS)


async def test_help_and_the_bottom_line_name_it_without_a_key_and_a_click_runs_it(without_letters: Session) -> None:
    async with at_the_desk(without_letters, (120, 36)) as hands:
        await hands.press("f1", *"abuse")
        assert hands.row_with(BY_ID[BARE].help).split("│")[1].startswith("   ")
        await hands.click(BY_ID[BARE].help)
        hands.sees(ASKS)


async def test_it_gets_a_key_of_ones_own_and_may_go_without_again(without_letters: Session, size: Size) -> None:
    async with at_the_desk(without_letters, size) as hands:
        await selected_among_keys(hands)
        await hands.press("shift+f1")
        hands.sees("“boundary” has no key among the function keys.")
        await hands.press("enter", "f1")
        hands.sees("already", "Press the new key")
        hands.does_not_see("swaps the two keys")
        await hands.press("ctrl+b")
        hands.sees("Ctrl+B is “boundary” now.")
        await hands.press("f2", "ctrl+b")
        hands.sees(ASKS)
        await selected_among_keys(hands)
        await hands.press("shift+f1")
        hands.sees("“boundary” has no key now.")


def test_a_sentence_names_the_way_through_the_palette() -> None:
    keymap.use(keymap.preset("function keys"))
    try:
        said = filled(f"{slots.press(BARE)} to say it.", "desk", is_typing=True)
        assert said == "Press Ctrl+P, then boundary to say it."
    finally:
        keymap.use({})


def test_it_is_led_to_from_every_screen_as_all_others_are() -> None:
    for place in test_slots.PLACES:
        test_slots.test_every_named_way_leads_to_its_command_from_wherever_it_is_read(place, "function keys", {})


def test_the_command_line_and_lines_do_it_by_its_name(without_letters: Session) -> None:
    answer = call("boundary", "Gus", "you fool", desk=without_letters)
    assert answer.status == 0 and "The warning is on record" in answer.out
