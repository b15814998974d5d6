"""Transferring at the desk: names are offered, a department is none, and the fourth time asks for an owner first."""

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.desk.shifts import shifts
from deskapp.desk.visits import log, requests, transfers
from deskapp.model.interaction import Interaction
from tests.ui.hands import SIZES, at_the_desk

pytestmark = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x36"])
Size = tuple[int, int]


@pytest.fixture
def visit(desk: Session) -> Interaction:
    """A call of Beth's, on hold; Tom Reyes and Tomas Vega can be transferred to, and Priya was at the desk."""
    shifts.begin(desk, "Priya")
    shifts.begin(desk, "Robin")
    for name in ("Tom Reyes", "Tomas Vega"):
        customers.make(desk, name, kind="coworker")
    return log.hold(desk, log.identify_new(desk, log.begin(desk, "call"), "Beth Ocampo"))


async def test_names_are_offered_and_one_of_two_is_never_guessed(desk: Session, visit: Interaction, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("h")
        hands.sees("Transfer to", "Priya", "Tom Reyes", "Tomas Vega")
        await hands.press(*"tom", "enter")
        hands.sees("may be Tom Reyes or Tomas Vega")
        assert log.get(desk, visit.id).referrals == {}
        await hands.press("down", "down", "enter")
        hands.sees("with Tomas Vega")
    (referral,) = log.get(desk, visit.id).referrals.values()
    assert referral.to == "Tomas Vega" and log.get(desk, visit.id).state == "serving"


async def test_a_department_is_refused_and_the_words_stay(desk: Session, visit: Interaction, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("h", *"sales")
        hands.sees("not a person's name")
        await hands.press("enter")
        hands.sees("Ask who takes it there", "sales")
    assert log.get(desk, visit.id).referrals == {} and log.get(desk, visit.id).state == "on_hold"


async def test_a_new_name_with_a_reason_is_taken_as_it_was_typed(desk: Session, visit: Interaction, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("h", *"Kim Lee", "tab", *"knows pedals", "enter")
    (referral,) = log.get(desk, visit.id).referrals.values()
    assert (referral.to, referral.why) == ("Kim Lee", "knows pedals")


async def test_down_ends_it_here_as_well(desk: Session, visit: Interaction, size: Size) -> None:
    requests.add(desk, visit, "a new bow")
    async with at_the_desk(desk, size) as hands:
        await hands.press("h", "p")
        hands.sees("and it ends here", "1 not answered yet")
        await hands.press("down", "enter")
        hands.sees("is with Priya now, and ended here")
    ended = log.get(desk, visit.id)
    assert (ended.state, ended.outcome) == ("ended", "Transferred to Priya")


async def test_after_three_the_key_asks_who_owns_it(desk: Session, visit: Interaction, size: Size) -> None:
    for name in ("Priya", "Tom Reyes", "Priya"):
        transfers.refer(desk, visit, name)
    async with at_the_desk(desk, size) as hands:
        await hands.press("h")
        hands.sees("Who owns it?", "3 transfers")
        await hands.press("enter")
        assert (log.get(desk, visit.id).owner, len(log.get(desk, visit.id).referrals)) == ("Priya", 3)
        await hands.press("h")
        hands.sees("Transfer to")
