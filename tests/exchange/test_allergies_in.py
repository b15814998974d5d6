"""Allergies of an import: those of a field of their own stand on the card, and "none known" is no allergy."""

import pytest

from deskapp.desk.cards.preference_words import says_none
from deskapp.exchange.csv_in import read_csv
from deskapp.exchange.importer import dry_run
from deskapp.exchange.vcard_in import read_vcards
from deskapp.model.customer import Customer

NONE = (
    "none", "None.", "-", "n/a", "N/A", "NKA", "NKDA", "No known allergies", "no allergies", "no known food allergies",
    "nothing known", "keine", "Keine bekannt", "keine Allergien", "keine bekannten Allergien", "aucune",
    "aucune allergie connue", "pas d'allergie", "ninguna", "sin alergias conocidas", "no", "nil", "nein",
)  # fmt: skip


def vcard(*lines: str) -> Customer:
    body = "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", "FN:Ana", *lines, "END:VCARD", ""])
    return read_vcards(body.encode()).cards[0].customer


def allergies(customer: Customer) -> list[str]:
    return [one.item for one in customer.with_stance("allergy")]


@pytest.mark.parametrize("words", NONE)
def test_that_none_is_known_is_an_allergy_on_no_way_in(words: str) -> None:
    assert says_none(words)
    cards = [
        read_csv(f'Name,Allergies\nAna,"{words}"\n'.encode()).cards[0].customer,
        vcard(f"X-ALLERGY:{words}"),
    ]
    assert [allergies(card) for card in cards] == [[], []]


@pytest.mark.parametrize("words", NONE)
def test_that_none_is_known_is_no_doubt_of_the_preview(words: str) -> None:
    assert dry_run(read_csv(f'Name,Allergies\nAna,"{words}"\n'.encode()), [], "GB").doubts == ()


@pytest.mark.parametrize("words", ["nuts", "no nuts", "no milk", "keine Milch", "sin gluten", "Nona's cake"])
def test_what_names_something_is_not_none(words: str) -> None:
    assert not says_none(words)
    assert allergies(vcard(f"X-ALLERGY:{words}")) == [words]


def test_none_but_something_keeps_the_something() -> None:
    assert allergies(vcard("X-ALLERGIES:No known drug allergies; latex")) == ["latex"]


@pytest.mark.parametrize(
    "line",
    [
        "X-ALLERGY:Peanuts\\, eggs", "X-ALLERGIES:Peanuts;eggs", "ALLERGY:Peanuts\\, eggs",
        "X-ALLERGIEN:Peanuts\\, eggs", "X-ALERGIAS:Peanuts\\, eggs", "X-FOOD-ALLERGIES:Peanuts\\, eggs",
        "item1.X-ABRELATEDNAMES:Peanuts\\, eggs\r\nitem1.X-ABLABEL:Allergies",
    ],
)  # fmt: skip
def test_a_property_for_allergies_puts_them_on_the_card(line: str) -> None:
    assert allergies(vcard(line)) == ["Peanuts", "eggs"]


def test_an_allergy_told_twice_stands_there_once() -> None:
    own = 'X-DESKAPP-PREFERENCE:{"group":"food"\\,"item":"peanuts"\\,"stance":"allergy"}'
    assert allergies(vcard("X-ALLERGY:peanuts", own)) == ["peanuts"]


def test_a_field_of_the_writers_own_that_is_called_so_puts_them_on_the_card() -> None:
    table = "Name,Custom Field 1 - Label,Custom Field 1 - Value\nAna,Allergies,peanuts\n"
    card = read_csv(table.encode()).cards[0].customer
    assert (allergies(card), card.notes) == (["peanuts"], "")


def test_what_was_said_of_it_stays_in_the_notes() -> None:
    assert vcard("X-ALLERGY:No known allergies").notes == "Allergies: No known allergies"
