"""The curtain: by a key, by itself, at the start; what lies behind it stays there, and keys go no further."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len

from deskapp import clock
from deskapp.desk.privacy import pin
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.visits import log
from deskapp.ui.app import DeskApp
from deskapp.ui.dialogs.curtain import Curtain, clock_lines
from tests.builders import StandingClock
from tests.ui.hands import Hands, at_the_desk

Size = tuple[int, int]
PERSONAL = ("Beth", "Ocampo", "a price", "Greeting", "peanut")


def somebody(desk: Session, *, with_pin: bool = True) -> None:
    one = log.identify_new(desk, log.begin(desk, "walk-in"), "Beth Ocampo")
    log.note(desk, one, "peanut allergy")
    promises.make(desk, "a price", desk.now(), interaction=one)
    if with_pin:
        pin.put(desk, "8315", "8315")


async def lift(hands: Hands) -> None:
    await hands.press(*"8315", "enter")
    for _ in range(200):
        if not isinstance(hands.app.screen, Curtain):
            break
        await hands.settle(0.01)


def idle(hands: Hands, minutes: float) -> None:
    assert isinstance(hands.app, DeskApp)
    hands.app.touched_at = clock.running() - minutes * 60
    hands.app._tick()


async def test_nothing_personal_shows_until_the_pin_was_typed(desk: Session, size: Size) -> None:
    somebody(desk)
    async with at_the_desk(desk, size) as hands:
        hands.sees("Harbour Lane", "Type the PIN, then press Enter.", "deskapp settings --forget-pin")
        hands.does_not_see(*PERSONAL)
        await lift(hands)
        hands.sees("Beth Ocampo")
        await hands.press("f9", *"8316", "enter")
        await hands.settle(0.3)
        hands.sees("That isn't the PIN.")
        hands.does_not_see(*PERSONAL, "8316")
        await lift(hands)
        hands.sees("Beth Ocampo", "Somebody typed a wrong PIN once while the curtain was down.")


async def test_the_mask_is_as_long_for_one_letter_as_for_many(desk: Session) -> None:
    somebody(desk)
    async with at_the_desk(desk) as hands:
        await hands.press("8")
        (one,) = (row for row in hands.screen.split("\n") if set(row.strip()) == {"█"})
        await hands.press(*"31567")
        assert one in hands.screen.split("\n")
        await hands.press("escape")
        hands.does_not_see("█" * 8)


@pytest.mark.parametrize("window", [(80, 10), (40, 12), (60, 15), (30, 8), (80, 5)], ids=str)
async def test_a_low_window_shows_what_opens_it(desk: Session, window: Size) -> None:
    somebody(desk)
    async with at_the_desk(desk, window) as hands:
        hands.sees("░" * 8, "Type the PIN, then press Enter.", pin.FORGOTTEN)
        await hands.press(*"0000", "enter")
        await hands.settle(0.3)
        hands.sees("That isn't the PIN.")
        pin.forget(desk)
        await hands.second()
        hands.sees("Any key opens the curtain.", "Harbour Lane")


async def test_wrong_tries_are_slowed_down(desk: Session, now: StandingClock) -> None:
    somebody(desk)
    async with at_the_desk(desk) as hands:
        for _ in range(3):
            await hands.press(*"0000", "enter")
            await hands.settle(0.3)
        hands.sees("That isn't the PIN. You can try again in 5 s.")
        await hands.press(*"8315", "enter")
        await hands.settle(0.3)
        hands.does_not_see(*PERSONAL)
        now.on(seconds=6)
        await lift(hands)
        hands.sees("Beth Ocampo", "wrong PIN 3 times")


KEYS = ("f1", "f3", "f5", "f9", "ctrl+p", "ctrl+q", "ctrl+c", "w", "e", "u", "question_mark", "tab", "comma", "f2")


@pytest.mark.parametrize("with_pin", [True, False])
async def test_keys_at_the_curtain_do_nothing_else(desk: Session, with_pin: bool) -> None:
    somebody(desk, with_pin=with_pin)
    before = list(desk.book.select("interactions"))
    async with at_the_desk(desk) as hands:
        for key in KEYS:
            if not isinstance(hands.app.screen, Curtain):
                await hands.press("f9")
            await hands.press(key)
            if with_pin:
                assert isinstance(hands.app.screen, Curtain) and len(hands.app.screen_stack) == 2
                hands.does_not_see(*PERSONAL)
            else:
                hands.sees("Here and today", "Beth Ocampo")
        assert not hands.left
    assert list(desk.book.select("interactions")) == before


async def test_nobody_leaves_or_pastes_past_the_pin(desk: Session) -> None:
    somebody(desk)
    async with at_the_desk(desk) as hands:
        await hands.press("ctrl+q")
        hands.sees("Type the PIN first. Then Ctrl+Q closes the desk.")
        hands.does_not_see(*PERSONAL, "Before you go")
        await hands.paste("8315\n")
        await hands.pilot.click(offset=(3, 3))
        await hands.settle(0.2)
        hands.does_not_see(*PERSONAL)
        assert not hands.left


async def test_it_falls_by_itself_after_the_idle_minutes_and_keeps_what_is_half_typed(
    desk: Session, size: Size
) -> None:
    somebody(desk, with_pin=False)
    async with at_the_desk(desk, size) as hands:
        idle(hands, 9.9)
        await hands.press("n", *"half a sen")
        idle(hands, 10.1)
        await hands.settle()
        hands.sees("Any key opens the curtain.")
        hands.does_not_see("half a sen", *PERSONAL)
        await hands.press("x", *"tence", "enter")
    (one,) = desk.book.select("interactions")
    assert "half a sentence" in [note["text"] for note in one["notes"].values()]


async def test_a_key_and_a_move_of_the_mouse_count_as_somebody_there(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        for wake in (lambda: hands.press("down"), lambda: hands.pilot.hover(offset=(5, 5))):
            assert isinstance(hands.app, DeskApp)
            hands.app.touched_at = clock.running() - 3600
            await wake()
            hands.app._tick()
            await hands.settle()
            hands.sees("Here and today")


async def test_with_no_idle_minutes_it_never_falls_by_itself(desk: Session) -> None:
    desk_settings.write(desk, idle_minutes=0)
    async with at_the_desk(desk) as hands:
        idle(hands, 10_000)
        await hands.settle()
        hands.sees("Here and today")


async def test_a_pin_taken_off_beside_the_desk_opens_it_by_any_key(desk: Session, folder: Path) -> None:
    somebody(desk)
    async with at_the_desk(desk) as hands:
        pin.forget(desk)
        await hands.second()
        hands.sees("Any key opens the curtain.")
        await hands.press("space")
        hands.sees("Beth Ocampo")


@pytest.mark.parametrize(("width", "rows"), [(64, 5), (20, 1)])
def test_the_clock_is_large_where_there_is_room(width: int, rows: int) -> None:
    lines = [line.text for line in clock_lines(datetime(2026, 11, 27, 20, 47, tzinfo=UTC), width)]
    assert len(lines) == rows and all(cell_len(text) == width for text in lines)
    assert lines[0].strip() == ("20:47" if rows == 1 else "██████    ██████          ██  ██    ██████")


async def test_the_curtain_shows_the_day_and_nobody(desk: Session, size: tuple[int, int]) -> None:
    log.identify_new(desk, log.begin(desk, "walk-in"), "Beth Ocampo")
    async with at_the_desk(desk, size) as hands:
        await hands.press("f9")
        wall = clock.local(clock.now())
        hands.sees(f"{wall:%A} {wall.day} {wall:%B}", "██", "Any key opens the curtain.")
        hands.does_not_see("Beth", "waiting", "here")
