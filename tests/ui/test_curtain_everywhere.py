"""The curtain over every screen, dialog and question: drawn by its key and by itself, and as it was when it goes."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.widgets import Input, TextArea

from deskapp import clock
from deskapp.desk.privacy import pin
from deskapp.desk.session import Session
from deskapp.ui.app import DeskApp
from deskapp.ui.dialogs.curtain import Curtain
from deskapp.ui.widgets import bottom_lines
from tests.builders import all_in
from tests.ui.every_place import PERSONAL, PLACES, fill, own_screens
from tests.ui.hands import SIZES, Hands, at_the_desk, worked_out

LETTERS = ("e", "u", "y", "n", "z", "x", "l", "k", "t", "s", "i", "w", "1", "question_mark", "comma", "apostrophe")
KEYS = (*LETTERS, "down", "tab", "f1", "f2", "f3", "ctrl+p", "ctrl+o", "ctrl+s", "ctrl+u", "backspace", "escape")


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine that is busy takes no sentence away meanwhile."""
    for name in ("SECONDS", "SECONDS_FOR_BAD_NEWS"):
        monkeypatch.setattr(bottom_lines, name, 3600.0)
    monkeypatch.setenv("HOME", str(tmp_path))


def curtains(hands: Hands) -> int:
    return sum(isinstance(one, Curtain) for one in hands.app._screen_stack)


def is_drawn(hands: Hands) -> bool:
    return isinstance(hands.app.screen, Curtain)


def stands(hands: Hands) -> dict[str, Any]:
    """All that somebody at the desk would miss if it were other afterwards."""
    screens = [one for one in hands.app._screen_stack if not isinstance(one, Curtain)]
    fields: dict[str, Any] = {}
    for number, screen in enumerate(screens):
        for widget in screen.walk_children():
            name = f"{number} {widget!r}"
            fields[name] = (widget.display, getattr(widget, "scroll_offset", None), getattr(widget, "cursor", None))
            if isinstance(widget, Input):
                fields[name] += (widget.value, widget.cursor_position, widget.selection)
            elif isinstance(widget, TextArea):
                fields[name] += (widget.text, widget.selection)
        fields[f"{number} focus"] = screen.focused
        fields[f"{number} selected"] = dict(screen.selections)
        fields[f"{number} letters"] = list(getattr(screen, "_spots", ()))
    return {"screens": screens, **fields}


async def come(hands: Hands, keys: tuple[str, ...]) -> None:
    """Go there by keys, at the speed of fingers."""
    for key in keys:
        await hands.press(key)
    await worked_out(hands.pilot)
    assert isinstance(hands.app, DeskApp)
    hands.app.keep_typed()
    await hands.settle()


async def idle(hands: Hands, minutes: float = 10.1) -> None:
    assert isinstance(hands.app, DeskApp)
    hands.app.touched_at = clock.running() - minutes * 60
    hands.app._tick()
    await hands.settle()


def read(hands: Hands) -> str:
    """What is painted; a list of settings tells that there is a PIN, which `with_pin` sets."""
    return hands.screen.replace("set ", "none")


def with_pin(hands: Hands) -> None:
    """There is a PIN from now on; a change of the book would take letters to jump by away."""
    assert isinstance(hands.app, DeskApp)
    context = hands.app.context
    context.settings = replace(context.settings, pin=pin.hashed("8315", b"salt"))


async def lift(hands: Hands, *keys: str) -> None:
    await hands.press(*keys)
    for _ in range(400):
        if not is_drawn(hands):
            break
        await hands.settle(0.01)
    await hands.settle()


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
    hands.sees("Type the PIN, then Enter.")


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
