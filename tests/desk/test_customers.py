"""Cards: made, changed field by field, preferences, and the allergy on top of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from deskapp.desk.cards import customers, entries
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.errors import NotFoundError
from deskapp.model import card_fields
from deskapp.model.customer import Customer
from tests.builders import StandingClock, refused


@pytest.fixture
def beth(desk: Session) -> Customer:
    return customers.make(desk, "Beth Ocampo", company="Harbour Choir")


def test_a_card_keeps_what_it_was_made_of(desk: Session, clock_: StandingClock) -> None:
    made = customers.make(
        desk, " Beth  Ocampo ", phone=" 202 555 0143 ", email=" b@example.org ", company=" Choir ", kind="prospect"
    )
    card = customers.get(desk, made.id)
    assert replace(card, extra={}) == made and (card.name, card.company, card.kind) == (
        "Beth Ocampo",
        "Choir",
        "prospect",
    )
    assert [one.number for one in card.phones.values()] == ["+12025550143"]
    assert [one.address for one in card.emails.values()] == ["b@example.org"]
    assert card.created_at == clock_.at and card.customer_since is None and card.id.startswith("cus_")


def test_a_number_is_read_by_the_desks_own_country(desk: Session) -> None:
    desk_settings.write(desk, country="DE")
    assert customers.read_phone(desk, "030 901820").number == "+4930901820"
    assert customers.read_phone(desk, "ask for Jo").number == ""


@pytest.mark.parametrize("name", ["", "  \t "])
def test_a_card_needs_a_name(desk: Session, beth: Customer, name: str) -> None:
    with refused(desk, "needs a name"):
        customers.make(desk, name)
    with refused(desk, "needs a name"):
        customers.set_text(desk, beth, "name", name)


@pytest.mark.parametrize("field", card_fields.TYPED_FIELDS)
def test_each_text_field_is_set_as_it_is_typed_and_undone_in_one_step(
    desk: Session, beth: Customer, field: str
) -> None:
    before = getattr(beth, field)
    for text in ("P", "Pear", "Pear tart"):
        customers.set_text(desk, beth, field, text)
    assert getattr(customers.get(desk, beth.id), field) == "Pear tart"
    desk.book.undo(by="Robin", at=desk.now())
    assert getattr(customers.get(desk, beth.id), field) == before


def test_the_favorite_dessert_knows_when_it_was_confirmed(desk: Session, beth: Customer, clock_: StandingClock) -> None:
    with_dessert = customers.set_text(desk, beth, "favorite_dessert", "pear tart")
    assert with_dessert.dessert_confirmed_at == clock_.at
    assert customers.set_text(desk, beth, "favorite_dessert", "").dessert_confirmed_at is None


def test_a_field_that_is_no_text_field_is_a_fault_of_the_program(desk: Session, beth: Customer) -> None:
    with pytest.raises(ValueError, match="not a text field"):
        customers.set_text(desk, beth, "plan", "Care")


def test_preferences_are_added_confirmed_and_taken_off(desk: Session, beth: Customer, clock_: StandingClock) -> None:
    card = customers.add_preference(desk, beth, " oat  milk ", group="drink")
    card = customers.add_preference(desk, card, "peanuts", group="food", stance="allergy")
    (milk, nuts) = card.preferences
    assert (card.preferences[milk].item, card.preferences[milk].told_by) == ("oat milk", "Robin")
    assert card.with_stance("allergy") == [card.preferences[nuts]]
    clock_.on(days=400)
    assert card.preferences[milk].needs_asking(clock_.at)
    card = customers.confirm_preference(desk, card, milk)
    assert not card.preferences[milk].needs_asking(clock_.at)
    assert list(entries.remove(desk, card, "preferences", milk).preferences) == [nuts]


def test_phones_and_addresses_are_added_and_taken_off(desk: Session, beth: Customer) -> None:
    card = entries.add_email(desk, entries.add_phone(desk, beth, "202 555 0143"), " b@example.org ")
    (phone,), (email,) = card.phones, card.emails
    card = entries.set_label(desk, entries.set_label(desk, card, "phones", phone, "work"), "emails", email, "home")
    number, address = card.phones[phone], card.emails[email]
    assert (number.label, address.address, address.label) == ("work", "b@example.org", "home")
    card = entries.remove(desk, entries.remove(desk, card, "phones", phone), "emails", email)
    assert card.phones == {} and card.emails == {}


def test_a_warning_has_its_review_date(desk: Session, beth: Customer, clock_: StandingClock) -> None:
    card = customers.add_warning(desk, beth, " paid  late twice ", date(2026, 12, 1))
    (warning,) = card.warnings.values()
    assert (warning.text, warning.review_on, warning.by) == ("paid late twice", date(2026, 12, 1), "Robin")


ADDING: dict[str, tuple[Callable[..., Any], str]] = {
    "preference": (customers.add_preference, "Nothing was written"),
    "phone": (entries.add_phone, "No number"),
    "email": (entries.add_email, "no e-mail address"),
    "warning": (customers.add_warning, "Nothing was written"),
}


@pytest.mark.parametrize(("verb", "words"), ADDING.values(), ids=ADDING)
def test_nothing_is_added_without_words(desk: Session, beth: Customer, verb: Callable[..., Any], words: str) -> None:
    with refused(desk, words):
        verb(desk, beth, "  ")


NAMED: dict[str, tuple[Callable[..., Any], str, str]] = {
    "phone": (entries.add_phone, "202 555 0143", "phone of Beth Ocampo"),
    "email": (entries.add_email, "b@example.org", "e-mail of Beth Ocampo"),
    "address": (entries.add_address, "1 Quay Street", "address of Beth Ocampo"),
    "preference": (customers.add_preference, "oat milk", "likes 'oat milk' of Beth Ocampo"),
    "warning": (customers.add_warning, "paid late", "warning on Beth Ocampo"),
}


@pytest.mark.parametrize(("verb", "text", "words"), NAMED.values(), ids=NAMED)
def test_undo_says_what_was_added_and_to_whom(
    desk: Session, beth: Customer, verb: Callable[..., Any], text: str, words: str
) -> None:
    verb(desk, beth, text)
    assert desk.book.undo(by="Robin", at=desk.now()).words == words


def test_a5_a_prospect_becomes_a_customer_once(desk: Session, clock_: StandingClock) -> None:
    prospect = customers.make(desk, "Gus", kind="prospect")
    clock_.on(days=3)
    card = entries.set_kind(desk, prospect, "customer")
    assert (card.kind, card.customer_since) == ("customer", clock_.at)
    with refused(desk, "a customer already"):
        entries.set_kind(desk, card, "customer")


def test_an_unknown_card_is_not_found(desk: Session) -> None:
    with refused(desk, "no card 'cus_nobody'", NotFoundError):
        customers.get(desk, "cus_nobody")
    assert customers.of(desk, "cus_nobody") is None


def test_another_dessert_keeps_the_one_before_as_something_they_like(desk: Session, beth: Customer) -> None:
    card = customers.set_dessert(desk, customers.set_text(desk, beth, "favorite_dessert", "pavlova"), "lemon tart")
    assert card.favorite_dessert == "lemon tart"
    assert [(one.item, one.stance) for one in card.preferences.values()] == [("pavlova", "likes")]
    desk.book.undo(by="Robin", at=desk.now())
    back = customers.get(desk, beth.id)
    assert (back.favorite_dessert, back.preferences) == ("pavlova", {})


def test_the_same_dessert_again_keeps_nothing_twice(desk: Session, beth: Customer) -> None:
    card = customers.set_dessert(desk, customers.set_dessert(desk, beth, "pavlova"), "Pavlova")
    assert not card.preferences
    card = customers.set_dessert(desk, customers.set_dessert(desk, card, "flan"), "pavlova")
    assert [one.item for one in customers.set_dessert(desk, card, "flan").preferences.values()] == ["Pavlova", "flan"]
