import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.text.folding import folded, holds, parts, same, sought, words

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT, st.sampled_from(["NFC", "NFD"]))
def test_composed_or_not_is_the_same_text(text: str, form: Literal["NFC", "NFD"]) -> None:
    assert folded(unicodedata.normalize(form, text)) == folded(text)


@given(ANY_TEXT)
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    for fold in (folded, sought):
        assert fold(fold(text)) == fold(text)
    assert words(" ".join(words(text))) == words(text)


@given(ANY_TEXT, ANY_TEXT)
def test_a_text_holds_each_piece_of_itself(before: str, text: str) -> None:
    assert holds(f"{before} {text}", text)
    assert all(piece in sought(text) for piece in parts(text))


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("किरण बेदी", ["किरण", "बेदी"]),
        ("นำ้ ใจ", ["นํา", "ใจ"]),
        ("か\u3099く", ["か\u3099く"]),
        ("O’Brien", ["obrien"]),
        ("Zoë_Ann", ["zoe", "ann"]),
        ("٠٢٠", ["020"]),
    ],
)
def test_a_mark_that_is_a_vowel_or_a_voice_stays_in_its_word(text: str, apart: list[str]) -> None:
    assert words(text) == apart


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Łukasz MÜLLER", "lukasz muller"), ("Straße", "strasse"), ("Ærø", "aero"), ("İstanbul", "istanbul"), ("ﬁ", "fi")],
)
def test_case_and_accents_are_folded_away(text: str, plain: str) -> None:
    assert folded(text) == plain


def test_a_hyphen_between_letters_parts_what_is_typed_and_one_in_a_date_does_not() -> None:
    assert parts("Anne-Marie 2026-11-24 -") == ["anne", "marie", "2026-11-24", "-"]
    assert not same("Beth", "Bethan") and same("BETH ocampo", "Beth  Ocampo")
