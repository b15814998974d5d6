"""How many keys the daily things take, on the invented day, with as few letters as are not ambiguous."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from deskapp.desk.demo import day
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.model.interaction import Interaction
from tests.builders import StandingClock
from tests.ui.hands import Hands, at_the_desk

Size = tuple[int, int]


class Fingers:
    """Hands that count what they press."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.count = 0

    async def press(self, *keys: str) -> None:
        """Press, and count."""
        self.count += len(keys)
        await self.hands.press(*keys)

    @property
    def selected(self) -> Interaction:
        """The interaction in the light."""
        one: Interaction | None = self.hands.app.context.selected_interaction()
        assert one is not None
        return one


@asynccontextmanager
async def on_the_invented_day(desk: Session, now: StandingClock, size: Size) -> AsyncIterator[Fingers]:
    day.fill(desk.book, now=now.at)
    async with at_the_desk(desk, size) as hands:
        yield Fingers(hands)


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        (["k", "w"], "Kwame Mensah"),
        (["g", "u", "s"], "Gus Whitfield"),
        (["l", "l"], "Siân Llewellyn"),
        (["n", "o", "down"], "Noah Okonkwo-Berg"),
    ],
)
async def test_a_walk_in_of_somebody_known_takes_five_keys(
    desk: Session, now: StandingClock, size: Size, keys: list[str], name: str
) -> None:
    async with on_the_invented_day(desk, now, size) as fingers:
        await fingers.press("w", *keys, "enter")
        assert fingers.selected.name == name and fingers.selected.customer is not None
        assert fingers.count <= 5


async def test_two_letters_find_every_card_of_the_day(desk: Session, now: StandingClock, size: Size) -> None:
    async with on_the_invented_day(desk, now, size) as fingers:
        finder = fingers.hands.app.context.finder
        cards = [one for one in desk.book.select("customers") if not one.get("merged_into")]
        beginnings = {str(one["name"]): re.split(r"[\s-]+", str(one["name"])) for one in cards}
        first = {
            name: {finder.search(part[:count], limit=1)[0].name for part in parts for count in (1, 2)}
            for name, parts in beginnings.items()
        }
    assert len(cards) == 40 and [name for name, found in first.items() if name not in found] == []


async def test_a_tick_takes_one_key(desk: Session, now: StandingClock, size: Size) -> None:
    async with on_the_invented_day(desk, now, size) as fingers:
        before = len(fingers.selected.ticks)
        await fingers.press("1")
        assert len(fingers.selected.ticks) == before + 1 and fingers.count == 1


@pytest.mark.parametrize("due", ["15:00", "15"])
async def test_a_promise_for_three_o_clock_takes_twelve_keys(
    desk: Session, now: StandingClock, size: Size, due: str
) -> None:
    async with on_the_invented_day(desk, now, size) as fingers:
        await fingers.press("p", *"call", "tab", *"15:00", "enter")
        fingers.hands.sees("call")
        made = [one for one in desk.book.select("promises") if one["what"] == "call"]
        assert [str(one["due"])[11:16] for one in made] == ["15:00"]
        assert fingers.count <= 12


async def test_a_reply_is_copied_with_four_keys(
    desk: Session, now: StandingClock, size: Size, copied: list[str]
) -> None:
    async with on_the_invented_day(desk, now, size) as fingers:
        await fingers.press("y", "q", "enter", "enter")
        for _ in range(200):
            if not copied:
                await fingers.hands.settle(0.01)
        assert "Thank you for coming in" in copied[0] and fingers.count <= 4


async def test_an_end_takes_three_keys_beside_its_words(desk: Session, now: StandingClock, size: Size) -> None:
    async with on_the_invented_day(desk, now, size) as fingers:
        await fingers.press("w", *"kw", "enter")
        visit, fingers.count = fingers.selected, 0
        words = "strings"
        await fingers.press("e", *words, "enter")
        assert log.get(desk, visit.id).outcome == words
        assert fingers.count - len(words) <= 3
