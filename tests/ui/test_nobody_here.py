"""A command of the desk that has no code of its own tells who is lacking as all others do, and what helps."""

import pytest

from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.ui.commands import Command, on_screen
from deskapp.ui.screens.desk import DeskScreen
from tests.ui.hands import at_the_desk

DECLARED = [command for command in on_screen("desk") if DeskScreen.acts_on(command.id)]
"""What the desk can do by its declaration alone; most have code beside that."""


@pytest.mark.parametrize("command", DECLARED, ids=lambda command: command.id)
async def test_with_nobody_here_it_says_so_and_how_somebody_comes(desk: Session, command: Command) -> None:
    async with at_the_desk(desk) as hands:
        hands.app.screen.act(command.id)  # type: ignore[attr-defined]
        await hands.settle()
        is_asked = hands.app.screen.is_asking  # type: ignore[attr-defined]
        assert is_asked or "Nobody is here. Press w for a walk-in" in hands.words, hands.words


async def test_with_somebody_here_who_has_no_card_it_asks_who_that_is(desk: Session) -> None:
    log.begin(desk, "walk-in")
    of_cards = [command.id for command in DECLARED if command.about and command.about.kind == "card"]
    assert of_cards
    async with at_the_desk(desk) as hands:
        for name in of_cards:
            hands.app.screen.act(name)  # type: ignore[attr-defined]
            await hands.settle()
            hands.sees("Say who it is first: Space.")
