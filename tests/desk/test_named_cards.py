"""The cards with one very name are found as by reading every card, whatever signs and scripts it has."""

from hypothesis import given
from hypothesis import strategies as st

from deskapp.desk import customers, named_cards
from deskapp.desk.folding import same
from deskapp.desk.session import Desk

NAMES = (
    "Beth Ocampo", "beth  OCAMPO", "Beth-Ocampo", "O'Brien", "OBrien", "O’Brien", "Zoë Ulm", "Zoe Ulm", "Łukasz Nowak",
    "Lukasz Nowak", 'Al "Ace" Roe', "Al Ace Roe", "Back\\slash", "李小龍", "Иван", "Ann Lee",
    "Ann Leeson", "A_B", "A B",
)  # fmt: skip


def by_reading_all(desk: Desk, name: str) -> list[str]:
    cards = desk.book.select("customers")
    return [card["id"] for card in cards if not card.get("merged_into") and same(str(card["name"]), name)]


def test_each_name_is_found_as_by_reading_every_card(desk: Desk) -> None:
    for name in NAMES:
        customers.make(desk, name)
    for name in (*NAMES, "zoë ulm", "ZOE ULM", "o brien", "ann", "", "lukasz nowak", "b"):
        assert [card["id"] for card in named_cards.so(desk, name)] == by_reading_all(desk, name), name


@given(st.text(st.sampled_from("aA'’ë_- .\"\\ø"), max_size=8), st.text(st.sampled_from("aA'’ë_- .o"), max_size=8))
def test_no_name_that_is_the_same_is_passed_over_by_its_letters(one: str, other: str) -> None:
    if same(one, other) and one.isascii() and other.isascii():
        assert named_cards.letters_of(one.encode()) == named_cards.letters_of(other.encode())
