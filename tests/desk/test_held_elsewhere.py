"""A number or an address is on one card, and on a second one only where they share it; a name is nobody else's."""

import pytest

from deskapp.desk.cards import customers, entries, merge
from deskapp.desk.cards.held_elsewhere import holders
from deskapp.desk.session import Session
from deskapp.desk.visits import log, naming, numbers
from deskapp.model.customer import Customer
from tests.builders import StandingClock, all_in, refused

ROSA = "+1 202 555 0123"


@pytest.fixture
def rosa(desk: Session) -> Customer:
    return customers.make(desk, "Rosa Diaz", phone=ROSA, email="rosa@example.org")


@pytest.fixture
def beth(desk: Session, rosa: Customer) -> Customer:
    return customers.make(desk, "Beth Ocampo", phone="202 555 0199", email="beth@example.org")


@pytest.mark.parametrize("typed", ["(202) 555-0123", "2025550123", "+1.202.555.0123 x4", "202 555 0100 / 202 555 0123"])
def test_the_same_number_in_any_format_is_refused_on_a_second_card(desk: Session, beth: Customer, typed: str) -> None:
    with refused(desk, "is on the card of Rosa Diaz already"):
        entries.add_phone(desk, beth, typed)
    (key,) = customers.get(desk, beth.id).phones
    with refused(desk, "is on the card of Rosa Diaz already"):
        entries.set_text(desk, beth, "phones", key, typed)
    before = all_in(desk)
    shared = entries.add_phone(desk, beth, typed, shared=True)
    assert len(holders(desk, "phones", ROSA)) == 2 and len(shared.phones) > 1
    desk.book.undo(by="Robin", at=desk.now())
    assert all_in(desk) == before


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("Ann Lee", "Ann Lee"),
        ("Ann Lee, Bea Lind", "Ann Lee and Bea Lind"),
        ("Ann Lee, Bea Lind, Cas Moll", "Ann Lee, Bea Lind and Cas Moll"),
        ("Ann Lee, Bea Lind, Cas Moll, Dee Ash", "Ann Lee, Bea Lind, Cas Moll and others"),
        ("Ann Lee, Bea Lind, Cas Moll, Dee Ash, Eve Orr", "Ann Lee, Bea Lind, Cas Moll and others"),
    ],
)
def test_up_to_three_who_have_a_number_already_are_named(
    desk: Session, clock_: StandingClock, names: str, told: str
) -> None:
    zoe = customers.make(desk, "Zoe Ng")
    for name in reversed(names.split(", ")):
        clock_.on(minutes=1)
        customers.make(desk, name, phone=ROSA)
    with refused(desk, f"0123 is on the card of {told} already"):
        entries.add_phone(desk, zoe, ROSA)


def test_on_one_card_a_number_and_an_address_stand_once(desk: Session, beth: Customer) -> None:
    for shared in (False, True):
        with refused(desk, "202-555-0199 is on this card already"):
            entries.add_phone(desk, beth, "202-555-0199", shared=shared)
        with refused(desk, "Beth@Example.org is on this card already"):
            entries.add_email(desk, beth, "Beth@Example.org", shared=shared)
    (key,) = customers.get(desk, beth.id).phones
    assert entries.set_text(desk, beth, "phones", key, "(202) 555 0199").phones[key].typed == "(202) 555 0199"


def test_an_address_is_the_same_in_any_case(desk: Session, beth: Customer) -> None:
    customers.make(desk, "Jörg Öz", email="Jörg@Öz.example")
    for typed, whose in (("ROSA@example.org", "Rosa Diaz"), ("jörg@öz.example", "Jörg Öz")):
        with refused(desk, f"is on the card of {whose} already"):
            entries.add_email(desk, beth, typed)
    (key,) = customers.get(desk, beth.id).emails
    with refused(desk, "no e-mail address"):
        entries.set_text(desk, beth, "emails", key, "rosa")


def test_an_extension_and_a_card_that_was_merged_hold_nothing_back(
    desk: Session, rosa: Customer, beth: Customer
) -> None:
    for card in (rosa, beth):
        entries.add_phone(desk, card, "204")
    merge.merge(desk, rosa, customers.make(desk, "R. Diaz", phone="202 555 0150", email="r@example.org"))
    assert (
        [card.name for card in holders(desk, "phones", "202 555 0150")]
        == ["Rosa Diaz"]
        == [card.name for card in holders(desk, "emails", "r@example.org")]
    )


def test_the_number_of_a_visit_goes_on_a_second_card_only_where_they_share_it(desk: Session, beth: Customer) -> None:
    unnamed = log.begin(desk, "call")
    numbers.keep(desk, ROSA, visit=unnamed, customer=None, shared=False)
    assert log.get(desk, unnamed.id).phone == ROSA
    visit = log.identify(desk, log.get(desk, unnamed.id), beth)
    with refused(desk, "is on the card of Rosa Diaz already"):
        naming.add_number(desk, visit, beth)
    naming.add_number(desk, visit, beth, shared=True)
    naming.add_number(desk, visit, beth)
    assert len(customers.get(desk, beth.id).phones) == 2


def test_a_card_takes_no_name_of_somebody_who_has_one_unless_it_is_so(desk: Session, beth: Customer) -> None:
    for typed, words in (("rosa diaz", "Rosa Diaz has a card already"), ("Rosa Dias", "'Rosa Dias' may be Rosa Diaz")):
        with refused(desk, words):
            entries.rename(desk, beth, typed)
    assert entries.rename(desk, beth, "Beth O'Campo").name == "Beth O'Campo"
    assert entries.rename(desk, beth, "Rosa Diaz", although=True).name == "Rosa Diaz"
    desk.book.undo(by="Robin", at=desk.now())
    with refused(desk, "needs a name"):
        entries.rename(desk, beth, " ")


def test_a_new_card_of_somebody_who_has_one_is_asked_for(desk: Session, rosa: Customer) -> None:
    visit = log.begin(desk, "walk-in")
    for typed in ("Rosa Diaz", "Rosa Dias", "Nova Quist, 202 555 0123", "Nova Quist, rosa@example.org"):
        with refused(desk, "Rosa Diaz"):
            naming.card_of_line(desk, typed)
        with refused(desk, "Rosa Diaz"):
            naming.new_card(desk, visit, typed)
    assert naming.card_of_line(desk, "Rosa Dias", "prospect", although=True).kind == "prospect"
    assert naming.new_card(desk, visit, "Rosa Diaz", although=True).name == "Rosa Diaz"
