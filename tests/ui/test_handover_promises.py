"""At the desk the hand-over asks whether the giver's own promises go along."""

import pytest

from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from tests.builders import StandingClock
from tests.ui.hands import SIZES, at_the_desk

pytestmark = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x36"])


@pytest.mark.parametrize(("key", "owner"), [("enter", "Ana"), ("y", "Ana"), ("n", "Robin")])
async def test_the_sheet_is_handed_over_with_or_without_them(
    desk: Session, now: StandingClock, size: tuple[int, int], key: str, owner: str
) -> None:
    promises.make(desk, "a price", now.at.replace(hour=15))
    async with at_the_desk(desk, size) as hands:
        await hands.press("H", "enter", *"Ana", "enter")
        hands.sees("1 promise of yours still open", "Yes: Ana keeps it from now on", "a price")
        await hands.press(*dict.fromkeys((key, "enter")))
        hands.sees("Handed over.")
    (promise,) = promises.all_open(desk)
    assert promise.owner == owner
