"""Everything that a key does the mouse does too: steps, gauge, requests, promises, people, keys, counts."""

from datetime import timedelta

import pytest

from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import log, requests, temperature
from deskapp.model.interaction import Interaction
from deskapp.ui.screens.promises import PromisesScreen
from tests.builders import StandingClock
from tests.ui.hands import at_the_desk, screen_rows

Size = tuple[int, int]


@pytest.fixture
def beth(desk: Session) -> Interaction:
    return log.identify_new(desk, log.begin(desk, "walk-in"), "Beth")


async def test_a_click_on_a_step_ticks_it_and_another_unticks(desk: Session, beth: Interaction, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.click("3 ○ Smile")
        hands.sees("3 ✓ Smile", "Greeting 1/7")
        await hands.click("1 ○ Stand", column=6)
        hands.sees("Greeting 2/7")
        await hands.click("3 ✓ Smile", column=8)
        hands.sees("Greeting 1/7")
    assert set(log.get(desk, beth.id).ticks) == {"greeting_walk_in-upright"}


async def test_a_click_on_the_gauge_sets_the_temperature(desk: Session, beth: Interaction, size: Size) -> None:
    beth = temperature.put(desk, beth, 40)
    async with at_the_desk(desk, size) as hands:
        row = next(row for row in screen_rows(hands.app) if "Kettle" in row)
        start, cells = row.index("█"), row.count("█") + row.count("░")
        await hands.click("█", column=cells - 1)
        assert log.get(desk, beth.id).temperature == 100
        await hands.click("█", column=0)
        assert log.get(desk, beth.id).temperature in (30, 35)
        assert start > 0 and "°C" in row


async def test_a_click_on_a_request_asks_for_its_answer(desk: Session, beth: Interaction) -> None:
    for text in ("a new bow", "rosin"):
        beth = requests.add(desk, beth, text)
    async with at_the_desk(desk) as hands:
        await hands.click("rosin")
        hands.sees("To: rosin")
        await hands.press(*"here", "enter")
        hands.sees("✓ rosin → here")
    assert [one.text for one in log.get(desk, beth.id).open_requests.values()] == ["a new bow"]


async def test_a_click_on_a_promise_keeps_it(desk: Session, beth: Interaction) -> None:
    promises.make(desk, "ring back", desk.now() + timedelta(hours=1), interaction=beth)
    async with at_the_desk(desk) as hands:
        await hands.click("ring back")
        hands.sees("Which one?", "Enter: keep.")
        await hands.press("enter")
        hands.sees("Kept: ring back")


async def test_a_click_on_a_person_puts_them_in_the_light(desk: Session, beth: Interaction) -> None:
    log.identify_new(desk, log.begin(desk, "call"), "Gus")
    async with at_the_desk(desk) as hands:
        await hands.click("Gus")
        hands.sees("─ Gus ─")
        await hands.click("Beth")
        hands.sees("─ Beth ─")


async def test_a_click_on_a_found_card_takes_it(desk: Session, beth: Interaction) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("c", *"Bet")
        await hands.click("  Beth")
        hands.sees("Address as Beth")
    assert desk.book.count("customers") == 1


@pytest.mark.parametrize(("text", "opened"), [("n note", "Facts only."), ("a asked for", "One thing they ask for.")])
async def test_a_click_on_the_key_bar_presses_the_key(desk: Session, beth: Interaction, text: str, opened: str) -> None:
    async with at_the_desk(desk, (120, 36)) as hands:
        await hands.click(text, column=2)
        hands.sees(opened)


async def test_at_an_empty_desk_the_mouse_begins_a_walk_in(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await hands.click("walk-in")
        hands.sees("Who?", "Greeting 0/7")


async def test_the_counts_on_top_lead_to_the_promises_and_back(desk: Session, beth: Interaction, size: Size) -> None:
    promises.make(desk, "ring back", desk.now() - timedelta(minutes=5))
    async with at_the_desk(desk, size) as hands:
        await hands.click("▲ 1 overdue")
        assert isinstance(hands.app.screen, PromisesScreen)
        hands.sees("Overdue", "5 min late")
        await hands.click("1 here")
        hands.sees("─ Beth ─")


async def test_a_list_is_selected_by_one_click_and_opened_by_the_next(
    desk: Session, beth: Interaction, now: StandingClock, size: Size
) -> None:
    now.on(minutes=1)
    log.identify_new(desk, log.begin(desk, "call"), "Gus")
    async with at_the_desk(desk, size) as hands:
        await hands.press("f5")
        await hands.click("walk-in Beth")
        selected = next(row for row in screen_rows(hands.app) if "▌" in row)
        assert "Beth" in selected and "Gus" not in selected
        await hands.click("walk-in Beth")
        hands.sees("─ Beth ─", "Greeting 0/7")


async def test_a_click_where_nothing_is_does_nothing(desk: Session, beth: Interaction, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        before = hands.screen
        for y in (size[1] // 2 + 1, 5):
            await hands.pilot.click(offset=(size[0] - 1, y))
        await hands.settle()
        assert hands.screen == before
