"""Calm for who serves, and eyes for what is at stake for who is served (practices B5, C3)."""

from deskapp.desk.session import Session
from tests.ui.hands import Hands, at_the_desk


async def a_call(hands: Hands, turns: int) -> None:
    """A call of Gus, and so many turns of 5 °C from 40 °C on."""
    await hands.press("c")
    await hands.write("Gus Whitfield")
    await hands.press("enter", *["plus"] * turns)


async def test_b5_at_85_degrees_one_line_is_for_the_staff_member(desk: Session, size: tuple[int, int]) -> None:
    async with at_the_desk(desk, size) as hands:
        await a_call(hands, 8)
        hands.sees("80 °C")
        hands.does_not_see("You first")
        await hands.press("plus")
        hands.sees("85 °C", "You first: breathe out")
        await hands.press("minus")
        hands.does_not_see("You first")


async def test_c3_what_is_at_stake_for_them_is_seen_beside_the_technical_problem(
    desk: Session, size: tuple[int, int]
) -> None:
    async with at_the_desk(desk, size) as hands:
        await a_call(hands, 1)
        await hands.press("i")
        await hands.write("amp died, concert tonight")
        await hands.press("enter", "r")
        hands.sees("They need it today")
        await hands.press("q")
        await hands.write("only a small thing")
        hands.sees("I can see that this matters to you.")
