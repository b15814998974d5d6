"""Of whom a new card may be a second one: one word alone says too little where it only begins a name or a company."""

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.cards.recognising import recognise
from deskapp.desk.session import Session


@pytest.mark.parametrize("typed", ["Beth", "Harbour", "Harb", "Mr Co", "Dr Beth"])
def test_one_word_that_begins_a_name_or_a_company_names_nobody(desk: Session, typed: str) -> None:
    customers.make(desk, "Bethany Cole", company="Harbour Bakery")
    assert recognise(desk, typed).may_be == ()


@pytest.mark.parametrize(
    "typed",
    ["Bethany Co", "Beth Cole", "B Cole", "Harbour Bakery", "Harbour Bak", "Bethany", "Cole", "Mr Cole", "Bethani"],
)
def test_two_words_or_a_whole_word_of_the_name_may_mean_them(desk: Session, typed: str) -> None:
    card = customers.make(desk, "Bethany Cole", company="Harbour Bakery")
    assert [one.id for one in recognise(desk, typed).may_be] == [card.id]
