"""How many keys the everyday things take at the desk, counted as they are pressed; words that are typed don't count."""

from datetime import timedelta

import pytest

from deskapp.desk import customers, log, promises
from deskapp.desk.session import Desk
from deskapp.model.interaction import Interaction
from tests.builders import StandingClock
from tests.ui.hands import SIZES, at_the_desk

pytestmark = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x36"])
Size = tuple[int, int]


@pytest.fixture
def visit(desk: Desk) -> Interaction:
    """A call of Beth's; Tom Reyes and Ines are co-workers."""
    for name in ("Tom Reyes", "Ines Vega"):
        customers.make(desk, name, kind="coworker")
    return log.identify_new(desk, log.begin(desk, "call"), "Beth Ocampo")


async def test_a_tick_takes_one(desk: Desk, visit: Interaction, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("1")
    assert len(log.get(desk, visit.id).ticks) == 1


@pytest.mark.parametrize("keys", [("h", "t", "enter"), ("h", "r", "enter"), ("h", "down", "enter")])
async def test_a_transfer_takes_three(desk: Desk, visit: Interaction, size: Size, keys: tuple[str, ...]) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press(*keys)
        hands.sees("Transferred to")
    (referral,) = log.get(desk, visit.id).referrals.values()
    assert len(keys) == 3 and referral.to == ("Ines Vega" if "down" in keys else "Tom Reyes")


async def test_a_promise_for_three_takes_six_at_most(
    desk: Desk, visit: Interaction, now: StandingClock, size: Size
) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("p", *"a price", "tab", *"3pm", "enter")
    (promise,) = promises.all_open(desk)
    assert (promise.what, promise.due) == ("a price", now.at.replace(hour=15, minute=0))
    assert now.at < promise.due < now.at + timedelta(days=1)
