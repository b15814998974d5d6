"""Going anywhere by a letter: what shows one, what it does, and that little is painted for it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from deskapp.desk.demo import day
from deskapp.desk.drafts import drafts
from deskapp.desk.promises import alerts, promises
from deskapp.desk.promises.alerts import Alerts
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.ui.frame.jumping import letters
from deskapp.ui.screens.list_screen import ListScreen
from deskapp.ui.screens.promises import PromisesScreen
from deskapp.ui.widgets import line_pane
from deskapp.ui.widgets.line_pane import LinePane
from tests.builders import StandingClock
from tests.ui.hands import Hands, at_the_desk

Size = tuple[int, int]
JUMP = "apostrophe"


def letter_before(hands: Hands, text: str) -> str:
    """The letter in the first cell of the row, or part of a row, that holds a text."""
    found = re.search(rf"([a-z])\S? ?[^a-z]{{0,3}}{text}", hands.screen)
    assert found, hands.screen
    return found[1]


async def test_a_letter_ticks_a_step_lights_a_person_and_leads_to_the_promises(desk: Session, size: Size) -> None:
    beth = log.identify_new(desk, log.begin(desk, "walk-in"), "Beth")
    log.identify_new(desk, log.begin(desk, "walk-in"), "Gus")
    promises.make(desk, "ring back", desk.now() - timedelta(minutes=5), interaction=beth)
    async with at_the_desk(desk, size) as hands:
        await hands.press(JUMP)
        hands.sees("Press a letter to go there, Esc to stay.")
        await hands.press(letter_before(hands, "Look up, make eye contact"))
        hands.sees("Greeting 1/7")
        hands.does_not_see("Press a letter")
        for name in ("Gus", "Beth"):
            await hands.press(JUMP)
            await hands.press(letter_before(hands, name))
            hands.sees(f"─ {name} ─")
        await hands.press(JUMP, "b")
        assert isinstance(hands.app.screen, PromisesScreen)


async def test_escape_and_a_letter_of_nobody_leave_everything_as_it_is(desk: Session, size: Size) -> None:
    log.identify_new(desk, log.begin(desk, "walk-in"), "Beth")
    async with at_the_desk(desk, size) as hands:
        before = hands.screen
        for key in ("escape", "9", "w" if size == (80, 24) else "Z"):
            await hands.press(JUMP)
            assert hands.screen != before
            await hands.press(key)
            assert hands.screen == before
    assert desk.book.count("interactions") == 1


async def test_from_a_field_and_back_into_it_no_word_is_lost(desk: Session, size: Size) -> None:
    log.identify_new(desk, log.begin(desk, "walk-in"), "Beth")
    async with at_the_desk(desk, size) as hands:
        await hands.press("n", *"it's so", "ctrl+o", "escape", *" loud", "enter")
        hands.sees("it's so loud")


async def test_a_letter_lights_a_row_of_each_list_and_pressed_again_opens_it(
    desk: Session, now: StandingClock, size: Size
) -> None:
    day.fill(desk.book, now=now.at)
    async with at_the_desk(desk, size) as hands:
        while not hands.app.context.finder_is_full:
            await hands.settle(0.01)
        for key in ("f3", "f4", "f5", "f6", "f8", "comma"):
            await hands.press("f2", key)
            table = hands.app.screen.query_one("#list")
            before = hands.screen
            for _ in range(2):
                await hands.press(JUMP)
                spots = hands.app.screen._spots  # type: ignore[attr-defined]
                rows = {
                    spot.act.args[0]: name
                    for name, spot in spots.items()
                    if getattr(spot.act, "func", None) == table.choose  # type: ignore[attr-defined]
                }
                index = min(index for index in rows if index > 1)
                await hands.press(*rows[index])
                assert table.cursor == index, key  # type: ignore[attr-defined]
            assert hands.screen != before, key
            await hands.press("escape", "escape")


async def test_a_heading_has_no_letter_and_takes_no_click(desk: Session, now: StandingClock, size: Size) -> None:
    day.fill(desk.book, now=now.at)
    async with at_the_desk(desk, size) as hands:
        for key in ("f4", "comma"):
            await hands.press(key)
            screen: ListScreen[Any] = hands.app.screen  # type: ignore[assignment]
            heads = {index for index in range(screen.table.count) if screen.is_heading(index)}
            assert heads, hands.screen
            screen.jump()
            lettered = {spot.act.args[0] for spot in screen._spots.values() if spot.act.func == screen.table.choose}  # type: ignore[attr-defined]
            assert lettered and not heads & lettered, key
            screen.leave_jump()
            was = screen.table.cursor
            for index in heads:
                screen.table.choose(index)
            assert screen.table.cursor == was, key


async def test_a_pane_that_holds_more_than_it_shows_turns_its_pages(desk: Session, now: StandingClock) -> None:
    day.fill(desk.book, now=now.at)
    async with at_the_desk(desk, (80, 18)) as hands:
        seen: list[int] = []
        while not any(pane.max_scroll_y for pane in hands.app.screen.query(LinePane)):
            await hands.settle(0.01)
        while 0 not in seen:
            await hands.press(JUMP)
            spots = hands.app.screen._spots.items()  # type: ignore[attr-defined]
            name, act = next((name, spot.act) for name, spot in spots if "turn_page" in repr(spot.act))
            await hands.press(*name)
            seen.append(act.__self__.scroll_offset.y)
            assert len(seen) <= act.__self__.max_scroll_y + 1, "the first page never comes again"
        assert seen == [*sorted(seen[:-1]), 0] and seen[0] > 0


async def test_what_no_screen_shows_takes_no_letter_away(desk: Session) -> None:
    log.begin(desk, "walk-in")
    async with at_the_desk(desk) as hands:
        await hands.press(JUMP)
        before = hands.screen
        alerts.keep(desk, Alerts({"2026-11-24T09:55:00.000Z p due"}))
        drafts.keep(desk, drafts.DraftPlace("desk", "test"), "text", "half ty")
        await hands.settle()
        assert hands.app.screen.is_jumping and hands.screen == before  # type: ignore[attr-defined]
        log.begin(desk, "call")
        await hands.settle()
        assert not hands.app.screen.is_jumping  # type: ignore[attr-defined]


async def test_no_row_is_made_anew_for_the_letters(
    desk: Session, now: StandingClock, size: Size, monkeypatch: pytest.MonkeyPatch
) -> None:
    day.fill(desk.book, now=now.at)
    async with at_the_desk(desk, size) as hands:
        await hands.press(JUMP, "escape")
        made = {"strip_of": 0, "marked": 0}
        for name in made:
            monkeypatch.setattr(line_pane, name, _counted(getattr(line_pane, name), made, name))
        hands.app.screen.jump()  # type: ignore[attr-defined]
        await hands.settle()
        places = len(hands.app.screen._spots)  # type: ignore[attr-defined]
        assert made["strip_of"] == 0 and 0 < made["marked"] <= places


def _counted(function: Callable[..., object], made: dict[str, int], name: str) -> Callable[..., object]:
    def counted(*arguments: object) -> object:
        made[name] += 1
        return function(*arguments)

    return counted


@pytest.mark.parametrize("count", [0, 1, 26, 27, 51, 52, 200])
def test_no_name_of_a_place_begins_another(count: int) -> None:
    names = letters(count)
    assert len(set(names)) == count
    assert not [one for one in names for other in names if one != other and other.startswith(one)]
