"""A handful of pictures. After a change of looks run `pytest tests/ui/test_looks.py --snapshot-update` and look."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from deskapp.desk.demo import day
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.ui.app import DeskApp
from tests.builders import StandingClock
from tests.ui.hands import Hands, terminal_of, until_ready, worked_out

Size = tuple[int, int]
Compare = Callable[..., bool]


@pytest.fixture(autouse=True)
def no_second_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clocks stand still, and no alarm comes in between."""
    monkeypatch.setattr(DeskApp, "_tick", lambda self: None)


def looks(desk: Session, size: Size, compare: Compare, *keys: str) -> bool:
    """Whether the screen is the one that was looked at, once everything is there and these keys are pressed."""

    async def press(pilot: Pilot[Any]) -> None:
        hands = Hands(pilot)
        await until_ready(hands)
        if keys:
            await hands.press(*keys)
            await hands.settle(0.5)

    with terminal_of(size):
        return compare(DeskApp(desk), terminal_size=size, run_before=press)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_invented_day(desk: Session, now: StandingClock, theme: str, size: Size, snap_compare: Compare) -> None:
    day.fill(desk.book, now=now.at)
    desk_settings.write(desk, theme=theme)
    assert looks(desk, size, snap_compare)


def test_the_empty_desk(desk: Session, size: Size, snap_compare: Compare) -> None:
    assert looks(desk, size, snap_compare)


def test_the_week_looked_back_on(desk: Session, now: StandingClock, size: Size, snap_compare: Compare) -> None:
    day.fill(desk.book, now=now.at)

    async def look(pilot: Pilot[Any]) -> None:
        hands = Hands(pilot)
        await until_ready(hands)
        await hands.press("f7")
        await worked_out(pilot)

    with terminal_of(size):
        assert snap_compare(DeskApp(desk), terminal_size=size, run_before=look)


def test_who_is_it(desk: Session, now: StandingClock, snap_compare: Compare) -> None:
    day.fill(desk.book, now=now.at)
    assert looks(desk, (80, 24), snap_compare, "w", *"ma")
