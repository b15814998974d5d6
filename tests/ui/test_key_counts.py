"""How many keys the everyday things take at the desk, counted as they are pressed; words that are typed don't count."""

from datetime import timedelta

import pytest

from deskapp.desk.answers import faq
from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.model.interaction import Interaction
from tests.builders import StandingClock
from tests.ui.hands import SIZES, at_the_desk, worked_out

pytestmark = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x36"])
Size = tuple[int, int]


@pytest.fixture
def visit(desk: Session) -> Interaction:
    """A call of Beth's; Tom Reyes and Ines are co-workers."""
    for name in ("Tom Reyes", "Ines Vega"):
        customers.make(desk, name, kind="coworker")
    return log.identify_new(desk, log.begin(desk, "call"), "Beth Ocampo")


async def test_a_tick_takes_one(desk: Session, visit: Interaction, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("1")
    assert len(log.get(desk, visit.id).ticks) == 1


@pytest.mark.parametrize("keys", [("h", "t", "enter"), ("h", "r", "enter"), ("h", "down", "enter")])
async def test_a_transfer_takes_three(desk: Session, visit: Interaction, size: Size, keys: tuple[str, ...]) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press(*keys)
        hands.sees("Beth Ocampo is with")
    (referral,) = log.get(desk, visit.id).referrals.values()
    assert len(keys) == 3 and referral.to == ("Ines Vega" if "down" in keys else "Tom Reyes")


async def test_a_promise_for_three_takes_six_at_most(
    desk: Session, visit: Interaction, now: StandingClock, size: Size
) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("p", *"a price", "tab", *"3pm", "enter")
    (promise,) = promises.all_open(desk)
    assert (promise.what, promise.due) == ("a price", now.at.replace(hour=15, minute=0))
    assert now.at < promise.due < now.at + timedelta(days=1)


@pytest.mark.parametrize(
    ("keys", "outcome"),
    [
        (("e", "1", "enter"), "told the hours"),
        (("e", "down", "enter"), "told the hours"),
        (("e", *"fixed", "enter"), "fixed"),
    ],
)
async def test_an_end_takes_two_and_its_words_or_one_key_for_a_usual_one(
    desk: Session, visit: Interaction, size: Size, keys: tuple[str, ...], outcome: str
) -> None:
    for _ in range(2):
        log.end(desk, log.begin(desk, "call"), "told the hours")
    async with at_the_desk(desk, size) as hands:
        await hands.press("e")
        hands.sees("1  told the hours")
        await hands.press(*keys[1:])
    assert log.get(desk, visit.id).outcome == outcome


async def test_after_a_transfer_the_same_words_are_not_typed_again(
    desk: Session, visit: Interaction, size: Size
) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("h", "t", "enter", "e", "1", "enter")
    assert log.get(desk, visit.id).outcome == "Transferred to Tom Reyes"


async def test_a_reply_takes_three(desk: Session, visit: Interaction, size: Size, copied: list[str]) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("y", *"ready", "enter", "enter")
        await worked_out(hands.pilot)
    after = log.get(desk, visit.id)
    assert len(copied) == 1 and [one.reply for one in after.copied.values()] == ["ready_call"]
    assert after.state == "serving"


async def test_an_answer_of_the_faq_takes_two(desk: Session, visit: Interaction, size: Size, copied: list[str]) -> None:
    faq.make(desk, "Do you tune pianos?", "Yes, on Fridays.")
    async with at_the_desk(desk, size) as hands:
        await hands.press("f", *"tune", "enter")
        hands.sees("Yes, on Fridays.")
