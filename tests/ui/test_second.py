"""A second passes by itself at the desk and on the curtain; in all other tests it passes when they say so."""

import pytest

from deskapp import clock
from deskapp.desk.privacy import pin
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from tests.builders import StandingClock
from tests.ui.hands import Hands, at_the_desk


@pytest.fixture(autouse=True)
def short_seconds(no_second_by_itself: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "SECOND", 0.01)


async def until(hands: Hands, words: str) -> None:
    for _ in range(1000):
        if words in hands.screen:
            return
        await hands.settle(0.01)
    hands.sees(words)


async def test_the_clocks_at_the_desk_run_by_themselves(desk: Session, now: StandingClock) -> None:
    log.begin(desk, "walk-in", called="Beth Ocampo")
    async with at_the_desk(desk) as hands:
        hands.does_not_see("3:20")
        now.on(minutes=3, seconds=20)
        await until(hands, "3:20")


async def test_the_curtain_looks_by_itself_whether_a_pin_still_opens_it(desk: Session) -> None:
    pin.put(desk, "8315", "8315")
    async with at_the_desk(desk) as hands:
        hands.sees("Type the PIN, then press Enter.")
        pin.forget(desk)
        await until(hands, "Any key opens the curtain.")


async def test_no_second_passes_unasked_in_the_other_tests(
    desk: Session, now: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "SECOND", 1_000_000.0)
    log.begin(desk, "walk-in", called="Beth Ocampo")
    async with at_the_desk(desk) as hands:
        now.on(minutes=3, seconds=20)
        await hands.settle(0.05)
        hands.does_not_see("3:20")
        await hands.second()
        hands.sees("3:20")
