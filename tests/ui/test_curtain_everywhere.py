"""The curtain over every screen, dialog and question: drawn by its key and by itself, and as it was when it goes."""

from pathlib import Path

import pytest
from textual import events

from deskapp.desk.session import Session
from deskapp.ui.widgets import bottom_lines
from tests.builders import all_in
from tests.ui.behind_curtain import come, curtains, idle, is_drawn, lift, stands, with_pin
from tests.ui.every_place import PERSONAL, PLACES, fill, own_screens
from tests.ui.hands import SIZES, Hands, at_the_desk

LETTERS = ("e", "u", "y", "n", "z", "x", "l", "k", "t", "s", "i", "w", "1", "question_mark", "comma", "apostrophe")
KEYS = (*LETTERS, "down", "tab", "f1", "f2", "f3", "ctrl+p", "ctrl+o", "ctrl+s", "ctrl+u", "backspace", "escape")


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine that is busy takes no sentence away meanwhile."""
    for name in ("SECONDS", "SECONDS_FOR_BAD_NEWS"):
        monkeypatch.setattr(bottom_lines, name, 3600.0)
    monkeypatch.setenv("HOME", str(tmp_path))


def read(hands: Hands) -> str:
    """What is painted; a list of settings tells that there is a PIN, which `with_pin` sets."""
    return hands.screen.replace("set ", "none")


async def pull_at(hands: Hands) -> None:
    """Try to see, do or write anything through the curtain."""
    for key in KEYS:
        await hands.press(key)
        assert is_drawn(hands) and not hands.left, f"{key} went through"
        hands.does_not_see(*PERSONAL)
    await hands.paste("sneaked in\n")
    width, height = hands.app.size
    for x, y in ((3, 1), (width // 2, height // 2), (width - 2, height - 1)):
        await hands.pilot.click(offset=(x, y), times=2)
        await hands.pilot.hover(offset=(x, y))
        hands.app.post_message(events.MouseScrollDown(None, x, y, 0, 1, 0, False, False, False))
    await hands.settle()
    await hands.press("escape", "f9")
    await idle(hands)
    assert is_drawn(hands) and curtains(hands) == 1
    hands.does_not_see(*PERSONAL)
    hands.sees("Type the PIN, then press Enter.")


def test_every_screen_and_dialog_has_a_row() -> None:
    led_to = {place.screen for place in PLACES.values()} | {"FirstStart", "Curtain"}
    assert {one.__name__ for one in own_screens()} == led_to


@pytest.mark.parametrize("name", PLACES)
async def test_it_is_drawn_over_everything_and_everything_is_as_it_was(
    desk: Session, tmp_path: Path, name: str
) -> None:
    place, size = PLACES[name], SIZES[list(PLACES).index(name) % 2]
    fill(desk, tmp_path)
    async with at_the_desk(desk, size) as hands:
        await come(hands, place.keys)
        assert type(hands.app.screen).__name__ == place.screen
        hands.sees(place.sees)
        before, painted = stands(hands), read(hands)
        book = all_in(desk)
        await hands.press("f9")
        assert is_drawn(hands), "F9 draws no curtain"
        hands.does_not_see(*PERSONAL)
        hands.sees("Harbour Lane", "Any key opens the curtain.")
        await lift(hands, "x")
        assert stands(hands) == before and read(hands) == painted
        await idle(hands)
        assert is_drawn(hands), "the idle time draws no curtain"
        with_pin(hands)
        await pull_at(hands)
        await lift(hands, *"8315", "enter")
        assert stands(hands) == before and read(hands) == painted
    assert all_in(desk) == book
