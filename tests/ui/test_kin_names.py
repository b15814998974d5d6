"""At "Who?": a short form of a known name, or one that sounds like it, is warned of and never makes a second card."""

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from tests.ui.hands import at_the_desk


@pytest.mark.parametrize(
    ("known", "typed"),
    [("Robert Whitfield", "Bob Whitfield"), ("Karl Meyer", "Karl Maier"), ("Claire Dunn", "Clare Dunn")],
)
async def test_no_twin_is_made_by_a_bare_enter(desk: Session, known: str, typed: str) -> None:
    customers.make(desk, known)
    async with at_the_desk(desk) as hands:
        await hands.press("w")
        await hands.write(typed)
        hands.sees(f"{known}: nearly the same name")
        await hands.press("enter")
        hands.sees("Which one is it?")
    assert [one["name"] for one in desk.book.select("customers")] == [known]
