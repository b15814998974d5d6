"""The ways to the curtain and back: its key, a word of the palette, hours without a key, a PIN in a rush."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from textual import events

from deskapp import clock
from deskapp.desk.privacy import pin
from deskapp.desk.promises import notify, promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.visits import log
from deskapp.ui.app import DeskApp
from deskapp.ui.widgets.typed_input import TypedInput
from tests.builders import StandingClock, a_desk
from tests.ui.behind_curtain import PIN, come, curtains, idle, is_drawn, lift, stands, with_pin
from tests.ui.every_place import HALF, PERSONAL, PLACES, fill
from tests.ui.hands import Hands, at_the_desk
from tests.ui.terminal import ROOT, the_program

Size = tuple[int, int]
REAL_COST = pin._COST


@pytest.mark.parametrize("before", [(), ("n", *HALF), ("f3",), ("f7",)])
async def test_the_palette_draws_it_by_a_word(desk: Session, tmp_path: Path, before: tuple[str, ...]) -> None:
    """Where a terminal has no F9, or a window manager takes it."""
    fill(desk, tmp_path)
    async with at_the_desk(desk) as hands:
        await come(hands, before)
        here = stands(hands)
        for words in ("lock", "hide every", "curtain", "secret"):
            await hands.press("ctrl+p", *words, "enter")
            assert is_drawn(hands) and curtains(hands) == 1, words
            hands.does_not_see(*PERSONAL, "All commands")
            await lift(hands, "x")
            assert stands(hands)["0 focus"] is here["0 focus"], words
            assert [box.value for box in hands.app.screen.query(TypedInput)][:1] == [HALF] or not before[1:], words


async def test_a_key_that_is_held_down_leaves_it_drawn_and_a_press_later_opens_it(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press(*["f9"] * 40, apart=0.03)
        assert is_drawn(hands) and curtains(hands) == 1
        await hands.press("f9")
        assert not is_drawn(hands)


async def click(hands: Hands, x: int, y: int, at: float) -> None:
    """A click at a moment that the terminal tells, however slow the machine is."""
    for kind in (events.MouseDown, events.MouseUp):
        event = kind(None, x, y, 0, 0, 1, False, False, False, x, y)
        event.time = at
        hands.app.post_message(event)
    await hands.settle()


async def test_a_double_click_opens_it_and_clicks_on_nothing_behind_it(desk: Session, size: Size) -> None:
    log.identify_new(desk, log.begin(desk, "walk-in"), "Beth Ocampo")
    async with at_the_desk(desk, size) as hands:
        rows = hands.screen.split("\n")
        y = next(at for at, row in enumerate(rows) if "Look up, make eye contact" in row)
        x = rows[y].index("Look up, make eye contact")
        before = stands(hands)
        await hands.press("f9")
        for at in (1000.0, 1000.3):
            await click(hands, x, y, at)
        assert not is_drawn(hands) and stands(hands) == before
        hands.sees("Greeting 0/7")
        await click(hands, x, y, 1001.0)
        hands.sees("Greeting 1/7")


@pytest.mark.parametrize(
    "place", ["a note, half typed", "the palette", "help", "who is still here", "the press of a new key"]
)
async def test_a_curtain_on_a_letter_types_it_where_words_are_typed_and_has_f9_there(
    desk: Session, tmp_path: Path, place: str
) -> None:
    fill(desk, tmp_path)
    settings.write(desk, keys={"curtain": "K"})
    async with at_the_desk(desk) as hands:
        await hands.press("K")
        assert is_drawn(hands)
        await lift(hands, "x")
        await come(hands, PLACES[place].keys)
        before = stands(hands)
        await hands.press("f9")
        assert is_drawn(hands)
        await lift(hands, "x")
        assert stands(hands) == before
        await hands.press("K")
        assert not is_drawn(hands)


async def test_a_curtain_on_another_function_key_leaves_f9_to_others(desk: Session, tmp_path: Path) -> None:
    fill(desk, tmp_path)
    settings.write(desk, keys={"curtain": "f12", "note": "f9"})
    async with at_the_desk(desk) as hands:
        await hands.press("f9", *HALF, "f12")
        assert is_drawn(hands)
        await lift(hands, "x")
        hands.sees(HALF)


@pytest.mark.parametrize("key", ["f9", "K"])
async def test_a_pin_in_a_rush_is_no_scan_and_is_offered_to_no_search(desk: Session, key: str) -> None:
    """As a keyboard with memory types it: nothing is told of it, nothing is looked for by it, and it opens."""
    pin.put(desk, "8315", "8315")
    settings.write(desk, keys={"curtain": "K"} if key == "K" else {})
    async with at_the_desk(desk) as hands:
        await lift(hands, *PIN)
        assert isinstance(hands.app, DeskApp)
        await hands.press(key)
        await hands.press(*"8315", "enter", apart=0.001, after=0.1)
        for _ in range(200):
            if not is_drawn(hands):
                break
            await hands.settle(0.01)
        await hands.settle(0.3)
        assert not is_drawn(hands) and curtains(hands) == 0
        hands.does_not_see("8315", "Nothing was done")
        assert hands.app.context.to_find[0] == "" and hands.app.burst == ""
        await hands.press(key)
        await hands.paste("8315")
        assert is_drawn(hands) and hands.app.context.to_find[0] == ""


@pytest.mark.parametrize(
    "place", ["a note, half typed", "a reply in one's own words", "the outcome of all, half typed"]
)
async def test_a_terminal_that_lost_the_focus_and_has_it_again_goes_on_in_the_field(
    desk: Session, tmp_path: Path, place: str
) -> None:
    """Another window was looked at until the curtain fell; the PIN goes into no field, and the words go on."""
    fill(desk, tmp_path)
    async with at_the_desk(desk) as hands:
        await come(hands, PLACES[place].keys)
        before = stands(hands)
        hands.app.post_message(events.AppBlur())
        await hands.settle()
        with_pin(hands)
        await idle(hands)
        hands.app.post_message(events.AppFocus())
        await hands.settle()
        await lift(hands, *PIN)
        assert stands(hands) == before


@pytest.mark.parametrize("name", [name for number, name in enumerate(PLACES) if number % 4 == 0])
async def test_after_a_night_without_a_key_it_is_one_curtain_and_all_is_there(
    desk: Session, now: StandingClock, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed = 0.0
    running = clock.running
    monkeypatch.setattr(clock, "running", lambda: running() + passed)
    monkeypatch.setenv("HOME", str(tmp_path))
    fill(desk, tmp_path)
    async with at_the_desk(desk) as hands:
        app = hands.app
        assert isinstance(app, DeskApp)
        await come(hands, PLACES[name].keys)
        before = stands(hands)
        for minute in range(1, 15 * 60):
            passed += 60
            now.on(minutes=1)
            if minute in (9, 11) or minute % 60 == 0:
                app._tick()
                await hands.settle()
                assert is_drawn(hands) is (minute > 10) and curtains(hands) == (minute > 10)
        hands.does_not_see(*PERSONAL)
        await lift(hands, "x")
        after = stands(hands)
        assert after["screens"] == before["screens"]
        assert [one for key, one in after.items() if "Input" in key or "Area" in key or "focus" in key] == [
            one for key, one in before.items() if "Input" in key or "Area" in key or "focus" in key
        ]


async def test_alerts_behind_it_name_nobody(desk: Session, now: StandingClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the terminal's notification, nor the desktop's, nor the window's title."""
    settings.write(desk, alert_desktop=True, alert_terminal=True)
    visit = log.identify_new(desk, log.begin(desk, "walk-in"), "Beth Ocampo")
    promises.make(desk, "a price", now.at + timedelta(hours=1), interaction=visit)
    sent: list[str] = []
    monkeypatch.setattr(notify, "by_desktop", sent.append)
    monkeypatch.setattr("deskapp.ui.copying.writer", lambda app: sent.append)
    async with at_the_desk(desk) as hands:
        await hands.press("ctrl+q", "f9")
        now.on(minutes=61)
        await idle(hands)
        assert len(sent) == 2 and is_drawn(hands)
        assert not any(word in one for one in (*sent, hands.app.title, hands.app.sub_title) for word in PERSONAL)


def command(folder: Path, *words: str) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    call = [sys.executable, "-m", "deskapp", "--data", str(folder), *words]
    subprocess.run(call, check=True, capture_output=True, timeout=60, env=env)


def test_no_name_reaches_the_terminal_while_it_is_drawn(
    folder: Path, size: Size, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte by byte, title and notifications as well: from the start of a desk with a PIN, and after F9 in a dialog."""
    monkeypatch.setattr(pin, "_COST", REAL_COST)
    with a_desk(folder, StandingClock()) as desk:
        fill(desk, folder)
        pin.put(desk, "8315", "8315")
    with the_program(folder, size, "--staff", "Robin") as terminal:
        terminal.until("Type the PIN, then press Enter.")
        command(folder, "log", "call", "Gus Whitfield")
        terminal.rest()
        assert not any(name.encode() in terminal.written for name in (*PERSONAL, "Gus"))
        terminal.press("8315", "enter")
        terminal.until("Gus Whitfield")
        terminal.press("H")
        terminal.until("note for the next person")
        terminal.press("f9")
        terminal.until("Type the PIN, then press Enter.")
        terminal.rest()
        before = len(terminal.written)
        command(folder, "log", "call", "Rhoda Quist")
        terminal.press("f2", "x", "down")
        terminal.resize(size[0] - 1)
        terminal.rest()
        later = terminal.written[before:]
        assert later and not any(name.encode() in later for name in (*PERSONAL, "Gus", "Rhoda"))
        terminal.press("\x15", "8315", "enter")
        terminal.until("Rhoda Quist")
