"""Another country over many cards: the screen goes on, tells how far it is, and a cut goes on at the next start."""

import asyncio

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.settings import typed as settings_typed
from deskapp.ui import beside
from deskapp.ui.app import DeskApp
from deskapp.ui.context import Context
from deskapp.ui.frame.base_screen import BaseScreen
from tests.ui.hands import Hands, at_the_desk

CARDS = 60


def a_street(desk: Session) -> None:
    settings.write(desk, country="DE")
    for number in range(CARDS):
        customers.make(desk, f"Person {number:02d}", phone=f"020 7946 {number:04d}")


def forms(desk: Session) -> set[str]:
    cards = desk.book.select("customers")
    return {entry["number"][:3] for card in cards for entry in card["phones"].values()}


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that reads a few numbers at a time, and tells so at once."""
    for name in ("SLICE", "SLICE_IN_A_RUSH"):
        monkeypatch.setattr(beside, name, 0.0004)
    monkeypatch.setattr(beside, "TOLD_EVERY", 0.0)


async def until_read(hands: Hands, desk: Session) -> None:
    app = hands.app
    while settings.numbers_are_due(desk) or app._numbers._is_at_work:
        await hands.settle(0.005)


@pytest.mark.usefixtures("slow")
async def test_the_desk_goes_on_while_numbers_are_read_again_and_undo_takes_the_country_back(desk: Session) -> None:
    a_street(desk)
    async with at_the_desk(desk) as hands:
        settings_typed.put(desk, "country", "GB")
        assert settings.numbers_are_due(desk), "not in the key that changed the country"
        while "Reading the numbers again:" not in hands.words:
            assert settings.numbers_are_due(desk)
            await asyncio.sleep(0.002)
        await hands.press("w", *"Person 07")
        hands.sees("Person 07")
        await hands.press("enter", "n", *"a note", "enter")
        await until_read(hands, desk)
        assert forms(desk) == {"+44"}
        assert [found.name for found in hands.app.context.finder.search("+44 20 7946 0007")] == ["Person 07"]
        for _ in range(9):
            await hands.press("u")
            if settings.read(desk).country == "DE":
                break
        await until_read(hands, desk)
        assert forms(desk) == {"+49"}


@pytest.mark.usefixtures("slow")
async def test_what_a_power_cut_left_is_read_at_the_next_start(desk: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    a_street(desk)
    monkeypatch.setattr(desk, "at_hand", object())
    settings_typed.put(desk, "country", "GB")
    assert forms(desk) == {"+49"}
    async with at_the_desk(desk) as hands:
        await until_read(hands, desk)
        hands.sees("The numbers of all cards are read again.")
    assert forms(desk) == {"+44"}


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("typed", [(), ("w", "P"), ("f3",), ("f5",)])
async def test_the_end_of_the_reading_takes_no_letter_away_that_is_about_to_be_pressed(
    desk: Session, typed: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    a_street(desk)
    async with at_the_desk(desk) as hands:
        is_held, renew = True, hands.app.context.renew_finder
        monkeypatch.setattr(Context, "renew_finder", lambda _, seconds: not is_held and renew(seconds))
        settings_typed.put(desk, "country", "GB")
        while settings.numbers_are_due(desk):
            await hands.settle(0.002)
        await hands.press(*typed)
        hands.app.do_jump()
        before = hands.app.screen._spots  # type: ignore[attr-defined]
        is_held = False
        await until_read(hands, desk)
        assert before and hands.app.screen._spots is before  # type: ignore[attr-defined]


async def test_what_is_found_anew_while_letters_stand_is_shown_in_the_second_after_they_go(
    desk: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_street(desk)
    async with at_the_desk(desk) as hands:
        app: DeskApp = hands.app
        while not app.context.finder_is_full:
            await hands.settle(0.002)
        await hands.press("f3")
        app.do_jump()
        drawn: list[int] = []
        monkeypatch.setattr(app, "refresh_screens", lambda: drawn.append(1))
        app.draw_found()
        app._tick()
        assert isinstance(app.front, BaseScreen) and app.front.is_jumping and not drawn
        await hands.press("escape")
        app._tick()
        app._tick()
        assert drawn == [1]
