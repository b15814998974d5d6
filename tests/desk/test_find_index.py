"""An index of words holds what a map of sets would hold."""

import sys

from hypothesis import given
from hypothesis import strategies as st

from deskapp.desk.find.near_words import Index

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
