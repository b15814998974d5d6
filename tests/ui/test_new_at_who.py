"""Enter at “Who?” where nobody is found makes a new card, as the line below says; a shared number is asked."""

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.visits import log
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from tests.ui.hands import Hands, at_the_desk

NUMBER = "020 7946 0018"


@pytest.fixture
def acme(desk: Session) -> Customer:
    desk_settings.write(desk, country="GB")
    return customers.make(desk, "Acme Music", phone=NUMBER)


def numbers_of(desk: Session, visit: Interaction) -> list[str]:
    named = log.get(desk, visit.id).customer
    assert named
    return [phone.typed for phone in customers.get(desk, named.id).phones.values()]


async def type_at_who(hands: Hands, *keys: str) -> None:
    await hands.press("space", *"Zed Newman")
    await hands.settle()
    hands.sees("Enter makes a new card.")
    await hands.press(*keys)


@pytest.mark.parametrize("way", ["enter", "ctrl+n"])
@pytest.mark.parametrize(
    ("answer", "known"),
    [(["escape"], []), (["enter"], []), (["down", "enter"], [NUMBER]), (["down", "down", "enter"], [])],
)
async def test_a_new_caller_from_a_number_on_another_card_gets_a_card_and_the_number_is_asked(
    desk: Session, acme: Customer, way: str, answer: list[str], known: list[str]
) -> None:
    visit = log.begin(desk, "call", phone=NUMBER)
    async with at_the_desk(desk, (120, 36)) as hands:
        await type_at_who(hands, way)
        assert log.get(desk, visit.id).name == "Zed Newman"
        assert numbers_of(desk, visit) == []
        hands.sees(f"{NUMBER} is on the card of Acme Music already.", "They share it", "Leave the card as it is")
        await hands.press(*answer)
        hands.does_not_see("Leave the card as it is")
        assert numbers_of(desk, visit) == known
        assert log.get(desk, visit.id).phone == NUMBER
        assert len(customers.get(desk, acme.id).phones) == 1


async def test_a_new_caller_from_a_number_of_nobody_gets_a_card_with_it_at_once(desk: Session, acme: Customer) -> None:
    visit = log.begin(desk, "call", phone="020 7946 0777")
    async with at_the_desk(desk, (120, 36)) as hands:
        await type_at_who(hands, "enter")
        hands.does_not_see("Add it?")
        assert numbers_of(desk, visit) == ["020 7946 0777"]


@pytest.mark.parametrize(
    "typed", ["Zed Newman", "Nova Quist, rosa@example.org", "Nova Quist nova@example.org", "rosa.diaz@example.com",
              "Quist of Harbour", "Zed Newman 020 7946 0555", "Nova, 020 7946 0018"],
)  # fmt: skip
async def test_what_is_said_of_enter_is_what_enter_does(desk: Session, acme: Customer, typed: str) -> None:
    rosa = customers.make(desk, "Rosa Diaz", email="rosa@example.org")
    visit, before = log.begin(desk, "call", phone=NUMBER), desk.book.count("customers")
    async with at_the_desk(desk, (120, 36)) as hands:
        await hands.press("space", *typed)
        await hands.settle()
        makes, is_selected = "Enter makes a new card" in hands.words, "Enter takes" in hands.words
        await hands.press("enter")
        assert (desk.book.count("customers") > before) == makes
        named = log.get(desk, visit.id).customer
        assert (named is not None and named.id in (rosa.id, acme.id)) == is_selected
