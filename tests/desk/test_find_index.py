"""An index of words holds what a map of sets would hold, and the rows of a full finder are laid in order once."""

import sys
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.desk.find import finder as finders
from deskapp.desk.find.finder import MOST_YOUNG, Finder
from deskapp.desk.find.near_words import Index
from deskapp.desk.find.piles import RowPiles
from deskapp.desk.find.rows import Row

word = st.sampled_from(("beth", "omar", ""))
identifier = st.sampled_from(("cus_1", "cus_2", "cus_3", "beth", ""))


@given(st.lists(st.tuples(st.booleans(), word, identifier)))
def test_it_holds_what_a_map_of_sets_would(acts: list[tuple[bool, str, str]]) -> None:
    index, model = Index(), dict[str, set[str]]()
    for adds, text, one in acts:
        if adds:
            assert index.add(text, one) is (text not in model)
            model.setdefault(text, set()).add(one)
        else:
            before = text in model
            model.get(text, set()).discard(one)
            if not model.get(text):
                model.pop(text, None)
            assert index.drop(text, one) is (before and text not in model)
        assert {text: index.of(text) for text in index} == model
        assert len(index) == len(model)
        assert all((text in index) is (text in model) for text in ("beth", "omar", "", "never"))
    assert index.of("never") == set()


def test_what_is_given_out_can_be_changed_without_harm() -> None:
    index = Index()
    for one in ("cus_1", "cus_2"):
        index.add("beth", one)
        index.of("beth").clear()
    assert index.of("beth") == {"cus_1", "cus_2"}


def test_one_id_takes_no_set_of_its_own() -> None:
    index = Index()
    index.add("beth", "cus_1")
    assert sys.getsizeof(index._of["beth"]) < sys.getsizeof({"cus_1"}) / 3


MANY = 3 * MOST_YOUNG


def cards() -> list[dict[str, str]]:
    return [{"id": f"cus_{n:04}", "name": f"Beth Number{n}", "updated_at": f"{n:04}"} for n in range(MANY)]


def test_the_first_letter_after_all_cards_were_taken_in_lays_no_row_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    laid = []

    class Counted(RowPiles):
        def __init__(self, rows: Sequence[Row]) -> None:
            laid.append(len(rows))
            super().__init__(rows)

    monkeypatch.setattr(finders, "RowPiles", Counted)
    finder = Finder()
    finder.fill(cards())
    finder.search("b")
    finder.follow({"id": "cus_0000", "name": "Beth Anew"}, "cus_0000")
    assert [match.name for match in finder.search("beth", limit=2)] == ["Beth Anew", f"Beth Number{MANY - 1}"]
    assert [rows for rows in laid if rows > MOST_YOUNG] == [MANY], "once, slice by slice, while it was filled"


def test_a_card_that_is_changed_while_all_are_laid_in_order_is_found_as_it_is_now() -> None:
    for pauses in range(1, 2 * MANY + 6, 7):
        finder = Finder()
        steps = finder.fill_in_slices(cards(), seconds=0)
        for _ in range(pauses):
            next(steps, None)
        finder.follow({"id": "cus_0000", "name": "Zoe Anew"}, "cus_0000")
        assert [match.name for match in finder.search("zoe")] == ["Zoe Anew"]
        for _ in steps:
            pass
        assert [match.name for match in finder.search("zoe")] == ["Zoe Anew"], pauses
        assert finder.search(f"Beth Number{MANY - 1}")[0].id == f"cus_{MANY - 1:04}" and len(finder) == MANY
        assert "cus_0000" not in [match.id for match in finder.search("Beth Number0", limit=MANY)], pauses
