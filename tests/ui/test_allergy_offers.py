"""On the screen: words written elsewhere that may be an allergy are offered for the card, and kept where they are."""

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.model.customer import Customer
from tests.ui.hands import at_the_desk
from tests.ui.test_card_typing import on_row


@pytest.fixture
def beth(desk: Session) -> Customer:
    return customers.make(desk, "Beth Marlow")


def allergies(desk: Session, card: Customer) -> list[str]:
    return [one.item for one in customers.get(desk, card.id).with_stance("allergy")]


@pytest.mark.parametrize(
    ("keys", "expected"), [(("enter",), ["allergic to nuts"]), (("down", "enter"), []), (("escape",), [])]
)
async def test_a_note_on_a_visit_is_kept_and_offered_as_an_allergy(
    desk: Session, beth: Customer, keys: tuple[str, ...], expected: list[str], size: tuple[int, int]
) -> None:
    visit = log.identify(desk, log.begin(desk, "walk-in"), beth)
    async with at_the_desk(desk, size) as hands:
        await hands.press("n")
        await hands.write("allergic to nuts")
        await hands.press("enter")
        hands.sees("Allergy?", "Is it an allergy?")
        await hands.press(*keys)
        hands.sees("allergic to nuts")
    assert [one.text for one in log.get(desk, visit.id).notes.values()] == ["allergic to nuts"]
    assert allergies(desk, beth) == expected


async def test_a_note_of_somebody_without_a_card_says_how_it_gets_there(desk: Session) -> None:
    log.begin(desk, "walk-in")
    async with at_the_desk(desk) as hands:
        await hands.press("n")
        await hands.write("allergic to nuts")
        await hands.press("enter")
        hands.sees("It may be an allergy")


async def test_the_notes_of_a_card_are_offered_too(desk: Session, beth: Customer) -> None:
    async with at_the_desk(desk) as hands:
        await on_row(hands, "Notes")
        await hands.write("reacts badly to penicillin")
        await hands.press("enter", "enter")
        hands.sees("ALLERGY")
    assert allergies(desk, beth) == ["reacts badly to penicillin"]
    assert customers.get(desk, beth.id).notes == "reacts badly to penicillin"


async def test_a_like_reworded_into_an_allergen_is_asked_and_nothing_is_stored_before(
    desk: Session, beth: Customer
) -> None:
    customers.add_preference(desk, beth, "cake", group="food", stance="likes")
    async with at_the_desk(desk) as hands:
        await on_row(hands, "Food")
        await hands.press(*["backspace"] * 4)
        await hands.write("peanuts")
        await hands.settle(0.5)
        (one,) = customers.get(desk, beth.id).preferences.values()
        assert (one.stance, "peanuts" in one.item) == ("likes", False)
        await hands.press("enter")
        hands.sees("What is it: peanuts?")
        await hands.press("enter")
    assert allergies(desk, beth) == ["peanuts"]
    assert customers.get(desk, beth.id).drafts == {}


async def test_an_allergy_reworded_into_something_harmless_stays_one_until_that_is_said(
    desk: Session, beth: Customer
) -> None:
    customers.add_preference(desk, beth, "nuts", group="food", stance="allergy")
    async with at_the_desk(desk) as hands:
        await on_row(hands, "ALLERGY")
        await hands.press(*["backspace"] * 4)
        await hands.write("tea")
        await hands.settle(0.5)
        assert allergies(desk, beth) == ["nuts"]
        await hands.press("enter")
        hands.sees("It was an allergy: nuts.")
        await hands.press("escape")
    assert allergies(desk, beth) == ["nuts"]


async def test_a_dish_of_what_they_must_not_have_is_no_like_by_a_bare_enter(desk: Session, beth: Customer) -> None:
    card = customers.add_preference(desk, beth, "walnuts", group="food", stance="allergy")
    log.identify(desk, log.begin(desk, "walk-in"), card)
    async with at_the_desk(desk) as hands:
        await hands.press("d", *"walnut brownie", "enter")
        hands.sees("Beth Marlow must not have walnuts.")
        assert not customers.get(desk, card.id).favorite_dessert
        await hands.press("down", "enter")
    assert customers.get(desk, card.id).favorite_dessert == "walnut brownie"


async def test_an_allergy_goes_with_the_visit_to_the_right_card(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("w", *"Vera Wronk", "enter", "d", *"a: peanuts", "enter")
        await hands.press("space", *"Vera Right", "ctrl+n")
        hands.sees("ALLERGY peanuts", "Vera Right")
