"""One alarm row: one fact about one person with one next step; Tab and a click go there, and it goes with its cause."""

from datetime import timedelta

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import log, transfers
from deskapp.ui.alarm_row import SECONDS_IN_SIGHT
from tests.builders import StandingClock
from tests.ui.hands import Hands, at_the_desk
from tests.ui.people import selected

Size = tuple[int, int]


async def seconds(hands: Hands, count: int = 1) -> None:
    for _ in range(count):
        hands.app._tick()
    await hands.settle()


async def test_tab_and_then_its_key_act_on_the_one_that_the_alarm_names(
    desk: Session, now: StandingClock, size: Size
) -> None:
    caller = log.greet(desk, log.begin(desk, "call", called="Tom"))
    walk_in = log.begin(desk, "walk-in", called="Gita")
    async with at_the_desk(desk, size) as hands:
        hands.app.open_interaction(caller.id)
        now.on(minutes=6)
        await seconds(hands)
        hands.sees("Gita has been waiting for 6 min. Press Tab to go there.")
        await hands.press("tab")
        assert selected(hands) == walk_in.id
        await hands.press("g")
        assert log.get(desk, walk_in.id).state == "serving" and log.get(desk, caller.id).state == "serving"


async def test_a_click_on_the_row_goes_there_too_and_keeps_half_a_note(
    desk: Session, now: StandingClock, size: Size
) -> None:
    caller = log.greet(desk, log.begin(desk, "call", called="Tom"))
    walk_in = log.begin(desk, "walk-in", called="Gita")
    async with at_the_desk(desk, size) as hands:
        hands.app.open_interaction(caller.id)
        now.on(minutes=6)
        await hands.press("n", *"wants a")
        await seconds(hands)
        hands.sees("Gita has been waiting for 6 min. Press Esc, then Tab to go there.")
        await hands.click("Gita has been waiting")
        assert selected(hands) == walk_in.id
    assert log.get(desk, caller.id).drafts == {"note": "wants a"}


async def test_of_several_the_longest_waiting_is_told_first_and_each_once(
    desk: Session, now: StandingClock, size: Size
) -> None:
    names = ("Ann", "Bea", "Cem")
    for name in names:
        log.begin(desk, "walk-in", called=name)
        now.on(seconds=30)
    now.on(minutes=6)
    async with at_the_desk(desk, size) as hands:
        await seconds(hands)
        told: list[str] = []
        for _ in range(5 * SECONDS_IN_SIGHT):
            row = next((row for row in hands.screen.splitlines() if "has been waiting" in row), "")
            told += [name for name in names if name in row and (not told or told[-1] != name)]
            await seconds(hands)
        assert told == ["Ann", "Bea", "Cem"]
        hands.does_not_see("has been waiting")


@pytest.mark.parametrize("cause", ["greeted", "ended", "undone", "by command"])
async def test_the_alarm_goes_when_its_cause_goes(desk: Session, now: StandingClock, size: Size, cause: str) -> None:
    other = log.greet(desk, log.begin(desk, "walk-in", called="Ann"))
    async with at_the_desk(desk, size) as hands:
        await hands.press("w", *"Gita Rao", "enter")
        visit = log.get(desk, selected(hands))
        now.on(minutes=6)
        await seconds(hands)
        hands.sees("Gita Rao has been waiting for 6 min. Press g to greet.")
        if cause == "greeted":
            await hands.press("g")
        elif cause == "ended":
            await hands.press("e", *"left", "enter")
        elif cause == "undone":
            await hands.press("u", "u")
        else:
            log.greet(desk, visit)
        await hands.settle()
        hands.does_not_see("has been waiting")
        assert log.get(desk, other.id).is_open


async def test_the_key_named_for_a_selected_visit_is_the_one_that_helps(
    desk: Session, now: StandingClock, size: Size
) -> None:
    call = log.greet(desk, log.begin(desk, "call", called="Tom"))
    for name in ("Priya", "Ines", "Kim"):
        call = transfers.refer(desk, call, name)
    async with at_the_desk(desk, size) as hands:
        await seconds(hands)
        hands.sees("Tom was transferred 3 times. Press h to say who owns it.")


async def test_tab_goes_round_by_need_where_no_alarm_stands(desk: Session, now: StandingClock, size: Size) -> None:
    served = log.greet(desk, log.begin(desk, "walk-in", called="Served"))
    first = log.begin(desk, "walk-in", called="First")
    now.on(seconds=5)
    async with at_the_desk(desk, size) as hands:
        hands.app.open_interaction(served.id)
        await hands.press("f3", "tab")
        assert selected(hands) == first.id and len(hands.app.screen_stack) == 1
        await hands.press("tab")
        assert selected(hands) == served.id


async def test_tab_where_nobody_else_is_here_says_so(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("tab")
        hands.sees("Nobody is here.")
        await hands.press("w", "escape", "tab")
        hands.sees("Nobody else is here.")


async def test_the_alarm_of_a_promise_leads_to_it(desk: Session, now: StandingClock, size: Size) -> None:
    card = customers.make(desk, "Beth Marlow")
    promises.make(desk, "strings", now.at + timedelta(hours=2), customer=card)
    made = promises.make(desk, "a price", now.at + timedelta(hours=1), customer=card)
    async with at_the_desk(desk, size) as hands:
        now.on(minutes=61)
        await seconds(hands)
        hands.sees("Due 1 min ago: a price to Beth Marlow. Press Tab to go there.")
        await hands.press("tab")
        screen = hands.app.screen
        assert screen.selected_id() == made.id  # type: ignore[attr-defined]
        await hands.press("k")
        assert not promises.get(desk, made.id).is_open and len(promises.all_open(desk)) == 1


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (60, 15), (40, 12)])
async def test_no_alarm_is_cut_off(desk: Session, now: StandingClock, size: Size) -> None:
    log.begin(desk, "walk-in", called="Maximiliane-Theodora von und zu Hohenstein-Waldburg " * 4)
    now.on(minutes=6)
    async with at_the_desk(desk, size) as hands:
        await seconds(hands)
        hands.sees("has been waiting for 6 min. Press g to greet.")


async def test_a_click_on_the_alarm_of_the_selected_one_goes_to_nobody_else(
    desk: Session, now: StandingClock, size: Size
) -> None:
    beth = log.begin(desk, "walk-in", called="Beth")
    now.on(minutes=1)
    log.begin(desk, "walk-in", called="Gita")
    now.on(minutes=6)
    async with at_the_desk(desk, size) as hands:
        hands.app.open_interaction(beth.id)
        await seconds(hands)
        await hands.click("Beth has been waiting")
        assert selected(hands) == beth.id
        hands.sees("Beth has been waiting for 7 min. Press g to greet.")
