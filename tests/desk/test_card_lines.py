"""The cards that may hold some words, without reading all of them."""

import pytest

from deskapp.desk.cards import candidates, customers
from deskapp.desk.cards.typed_card import TypedCard
from deskapp.desk.find.finder import Finder
from deskapp.desk.find.likeness import COMPANY, PART, SAME, fit
from deskapp.desk.session import Session
from deskapp.model.document import to_document
from deskapp.store.engine import notices
from deskapp.store.engine.codec import document_in
from tests.desk.test_names_table import CARDS, TYPED

MOST_READ = 12


@pytest.fixture
def filled(desk: Session, request: pytest.FixtureRequest) -> Session:
    """The table's cards, among as many others as a test asks for."""
    with desk.book.change("cards", by="Ann", at=desk.now()) as change:
        for card in CARDS:
            made = customers.from_line(desk, TypedCard(card["name"], company=card.get("company", "")))
            change.put("customers", to_document(made))
        for number in range(getattr(request, "param", 40)):
            change.put("customers", to_document(customers.from_line(desk, TypedCard(f"Person {number}"))))
    return desk


def test_no_card_that_fits_what_was_typed_wholly_is_left_out(filled: Session) -> None:
    missed = []
    for typed in dict.fromkeys(one["typed"] for one in TYPED):
        fitting = {
            card["name"]
            for card in CARDS
            if (found := fit(typed, card["name"], card.get("company", ""))) and found.grade in (SAME, PART, COMPANY)
        }
        held = {str(one["name"]) for one in candidates.holding(filled, typed)}
        missed += [(typed, name) for name in fitting - held]
    assert missed == []


def test_among_the_cards_near_a_text_all_are_found_that_the_whole_search_finds_for_it(filled: Session) -> None:
    whole = Finder()
    whole.fill(filled.book.select("customers"))
    missed = []
    for typed in dict.fromkeys(one["typed"] for one in TYPED if not any(map(str.isdigit, one["typed"]))):
        few = Finder()
        few.fill(candidates.near(filled, [typed]))
        fitting = {one.name for one in whole.search(typed) if one.grade}
        missed += [(typed, name) for name in fitting - {one.name for one in few.search(typed) if one.grade}]
    assert missed == []


@pytest.mark.parametrize("filled", [500], indirect=True)
def test_of_many_cards_only_a_few_are_read(filled: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []
    monkeypatch.setattr(notices, "document_in", lambda line: (read.append(line), document_in(line))[1])
    assert "Fiona MacDonald" in [one["name"] for one in candidates.holding(filled, "Fiona MacDonald")]
    foreign = sum(not card["name"].isascii() or not card.get("company", "").isascii() for card in CARDS)
    assert len(read) <= foreign + MOST_READ


def test_a_text_without_words_is_on_no_card(filled: Session) -> None:
    assert list(candidates.holding(filled, " - ")) == []
