"""A second open visit of one person is told whichever way they come in, and it is one key away."""

import pytest

from deskapp.desk.session import Session
from deskapp.desk.visits import log
from tests.builders import StandingClock
from tests.ui.hands import at_the_desk

WAYS_IN: dict[str, tuple[str, ...]] = {
    "a card": ("w", *"Beth Ocampo", "enter"),
    "a card, its number left out": ("space", *"Beth Ocampo", "enter", "escape"),
    "a card, its number added": ("space", *"Beth Ocampo", "enter", "enter"),
    "a new card": ("w", *"Beth Ocampo", "ctrl+n"),
    "a number, then a new card": ("w", *"2025550177", "ctrl+n", *"Beth Ocampo", "ctrl+n"),
    "a name without a card": ("w", *"Beth Ocampo", "escape"),
}


@pytest.mark.parametrize("way", WAYS_IN)
async def test_the_other_visit_is_told_and_one_key_away(desk: Session, now: StandingClock, way: str) -> None:
    beth = log.identify_new(desk, log.begin(desk, "walk-in"), "Beth Ocampo")
    now.on(minutes=1)
    call = log.begin(desk, "call", phone="202 555 0143")
    async with at_the_desk(desk) as hands:
        context = hands.app.context
        context.select(call.id)
        await hands.press(WAYS_IN[way][0])
        await hands.press(*WAYS_IN[way][1:])
        hands.sees("Beth Ocampo is here already since 10:00")
        await hands.press("G")
        assert context.selected == beth.id
