"""Placeholders: any text is data."""

import re

from hypothesis import given
from hypothesis import strategies as st

from deskapp.model.words import filled, placeholders, spoken


def test_names_come_once_in_the_order_of_the_text() -> None:
    assert placeholders("{b} and {a}, {b} {} {A} {a b} {{x}}") == ("b", "a", "x")


def test_a_missing_value_stays_visible_in_a_reply() -> None:
    assert filled("Dear {address}, until {due}", {"due": "15:00"}) == "Dear {address}, until 15:00"


def test_what_is_not_known_is_left_out_of_spoken_words() -> None:
    words = "Good to see you, {name}. I'm {staff}."
    assert spoken(words, {"name": "Ana", "staff": "Robin"}) == "Good to see you, Ana. I'm Robin."
    assert spoken(words, {"name": "", "staff": "Robin"}) == "Good to see you. I'm Robin."
    assert spoken("{desk}, {staff} speaking.", {"desk": "Harbour Lane"}) == "Harbour Lane speaking."


@given(st.text())
def test_a_value_is_never_read_as_a_placeholder(value: str) -> None:
    assert filled("<{customer}|{customer}>", {"customer": value, "due": "never"}) == f"<{value}|{value}>"


@given(st.text())
def test_any_text_without_values_is_unchanged(text: str) -> None:
    assert filled(text, {}) == text


@given(st.text(alphabet="{}ab ,"))
def test_filling_all_names_leaves_none(text: str) -> None:
    done = filled(text, dict.fromkeys(placeholders(text), "-"))
    assert not re.search(r"\{[a-z]+\}", done)
