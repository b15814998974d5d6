"""A question says whose it is: by the name that they bear now, on every screen."""

import pytest

from deskapp.desk.answers import faq
from deskapp.desk.cards import customers, merge
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.model.customer import Customer
from tests.builders import StandingClock
from tests.ui.hands import Hands, at_the_desk

Size = tuple[int, int]


async def typed_while_merged(hands: Hands, desk: Session, title: str, *keys: str) -> None:
    """Half the words of a question are typed, two cards are merged beside it, and the rest is typed."""
    kept, other = (next(card for card in cards(desk) if card.name == name) for name in ("Beth Marlow", "Elizabeth"))
    for key in keys:
        await hands.press(key)
    await hands.press(*"likes zit")
    hands.sees(f"{title} · Elizabeth")
    with desk.book.came_by("command"):
        merge.merge(desk, kept, other)
    await hands.settle()
    hands.sees(f"{title} · Beth Marlow")
    hands.does_not_see(f"{title} · Elizabeth")
    await hands.press(*"hers", "enter")


def cards(desk: Session) -> list[Customer]:
    return [card for document in desk.book.select("customers") if (card := customers.of(desk, document["id"]))]


@pytest.fixture
def elizabeth(desk: Session, now: StandingClock) -> Customer:
    customers.make(desk, "Beth Marlow")
    return customers.make(desk, "Elizabeth")


async def test_at_the_desk_the_title_follows_a_merged_card(desk: Session, elizabeth: Customer, size: Size) -> None:
    visit = log.identify(desk, log.begin(desk, "walk-in"), elizabeth)
    async with at_the_desk(desk, size) as hands:
        await typed_while_merged(hands, desk, "Note", "n")
        hands.sees("─ Beth Marlow ─")
    assert [note.text for note in log.get(desk, visit.id).notes.values()] == ["likes zithers"]


@pytest.mark.parametrize("way", [("f3", "down"), ("f3", "down", "enter")], ids=["in the list", "on the card"])
async def test_on_the_cards_it_follows_too_and_the_answer_is_on_the_card_that_lives(
    desk: Session, elizabeth: Customer, size: Size, way: tuple[str, ...]
) -> None:
    async with at_the_desk(desk, size) as hands:
        for key in way:
            await hands.press(key)
        await typed_while_merged(hands, desk, "Preference", "d")
    beth = customers.get(desk, elizabeth.id)
    assert beth.name == "Beth Marlow" and [one.item for one in beth.preferences.values()] == ["likes zithers"]


async def test_answers_settings_and_words_of_the_playbook_are_named_in_the_title(desk: Session) -> None:
    faq.make(desk, "Where do I park?", "Behind the shop.")
    async with at_the_desk(desk) as hands:
        for keys, title in (
            (("f6", "i"), "Change · Where do I park?"),
            (("comma", "enter"), "Setting · "),
            (("f8", "down", "enter"), "Change · "),
        ):
            for key in keys:
                await hands.press(key)
            hands.sees(title)
            await hands.press("escape")
        await hands.press("f8", "t", "enter")
        named = hands.row_with("Change · ").partition("· ")[2].split(" ─")[0]
        await hands.press("enter")
        hands.sees(f" · {named}")
