"""At the desk: an end taken back, what yesterday left open, and who is still here when one leaves."""

from collections.abc import Callable

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import closing, log, requests
from deskapp.model.interaction import Interaction
from tests.builders import StandingClock
from tests.ui.hands import SIZES, Hands, at_the_desk

pytestmark = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x36"])
Size = tuple[int, int]
At = Callable[[Hands], object]


@pytest.fixture
def beth(desk: Session) -> Interaction:
    return log.identify_new(desk, log.begin(desk, "walk-in"), "Beth Ocampo")


async def test_an_ended_visit_is_opened_again_at_the_desk_and_in_the_log(
    desk: Session, beth: Interaction, size: Size
) -> None:
    log.end(desk, beth, "left")
    async with at_the_desk(desk, size) as hands:
        await hands.press("down", "E")
        hands.sees("Open again: Beth Ocampo.", "1 here", "it had ended 10:00: left")
        await hands.press("E")
        hands.sees("That visit is still open.")
        await hands.press("e", *"left", "enter", "f5", "E")
        hands.sees("Here and today", "1 here")
    assert len(log.get(desk, beth.id).reopened) == 2


async def test_yesterdays_visits_are_told_at_the_start_and_closed_at_once(
    desk: Session, beth: Interaction, now: StandingClock, size: Size
) -> None:
    now.on(days=3)
    here = log.begin(desk, "call")
    async with at_the_desk(desk, size) as hands:
        hands.sees("1 visit of Tuesday is still open: Beth Ocampo.", "X closes")
        await hands.press("X")
        hands.sees("Tue 24 Nov 10:00, Beth Ocampo", "Enter closes all of these")
        await hands.press("enter")
        hands.sees("1 closed.", "1 here")
        await hands.press("X")
        hands.sees("No visit from an earlier day is open.")
        await hands.press("u")
        hands.sees("2 here")
    assert log.get(desk, beth.id).is_open and log.get(desk, here.id).is_open


async def test_leaving_with_people_here_goes_back_or_leaves_them(desk: Session, beth: Interaction, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("ctrl+q")
        hands.sees("Before you go", "Still here: 1 person.", "Beth Ocampo", "waiting")
        await hands.press("escape")
        hands.sees("Here and today")
        await hands.press("ctrl+q", "ctrl+q", "l")
        assert hands.left
    assert log.get(desk, beth.id).state == "waiting"


async def test_leaving_ends_them_all_with_one_line_and_a_reason_for_what_is_open(
    desk: Session, beth: Interaction, size: Size
) -> None:
    requests.add(desk, beth, "a price")
    async with at_the_desk(desk, size) as hands:
        await hands.press("ctrl+q", "e")
        hands.sees("Beth Ocampo: Not answered: a price")
        await hands.press(*"we closed", "enter", *"power cut", "enter")
        assert hands.left
    ended = log.get(desk, beth.id)
    assert (ended.outcome, ended.overruled) == ("we closed", "power cut")


async def test_leaving_hands_them_to_somebody_and_then_settles_the_promises(
    desk: Session, beth: Interaction, now: StandingClock, size: Size
) -> None:
    customers.make(desk, "Tom Reyes", kind="coworker")
    promises.make(desk, "a price", now.at.replace(hour=15))
    async with at_the_desk(desk, size) as hands:
        await hands.press("ctrl+q", "h", *"sales", "enter")
        hands.sees("not a person's name")
        await hands.press("ctrl+u", "t", "enter")
        hands.sees("Open promises: 1 due.")
        await hands.press("k", "enter")
        assert hands.left
    assert log.get(desk, beth.id).with_whom == "Tom Reyes"


async def test_a_second_open_visit_is_told_and_one_key_away(desk: Session, beth: Interaction, size: Size) -> None:
    log.hold(desk, beth)
    async with at_the_desk(desk, size) as hands:
        await hands.press("c", *"Beth Ocampo", "enter")
        hands.sees("Beth Ocampo is here already since 10:00, on hold.", "Here too", "a walk-in since 10:00")
        await hands.press("G")
        hands.sees("Here too", "a call since 10:00")
        await hands.press("n", *"came in", "enter")
        assert [note.text for note in log.get(desk, beth.id).notes.values()] == ["came in"]
        await hands.press("w", "escape", "G")
        hands.sees("has no other open visit")
    assert closing.left_over(desk, [beth]) == []
