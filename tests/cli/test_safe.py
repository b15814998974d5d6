import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.text.safe import line, lines

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
def test_nothing_that_a_terminal_obeys_comes_through(text: str) -> None:
    shown = line(text)
    assert not [one for one in shown if unicodedata.category(one) in {"Cc", "Zl", "Zp", "Cs"}]
    assert not [one for one in shown if unicodedata.bidirectional(one) in {"LRE", "RLE", "PDF", "LRO", "RLO"}]
    assert not [one for one in shown if unicodedata.bidirectional(one) in {"LRI", "RLI", "FSI", "PDI"}]
    shown.encode("utf-8")


@given(ANY_TEXT)
def test_making_safe_twice_changes_nothing_more_and_keeps_the_length(text: str) -> None:
    assert line(line(text)) == line(text)
    assert len(line(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Beth Ocampo", "Beth Ocampo"),
        ("Zoë Ångström 김", "Zoë Ångström 김"),
        ("\x1b[31mred\x07", "␛[31mred␇"),
        ("a\x7fb", "a␡b"),
        ("a\x9b31mb", "a·31mb"),
        ("one\ttwo\r\nthree", "one two  three"),
        ("abc\u202edef\u2066", "abc·def·"),
        ("half \ud83d", "half ·"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
    ],
)
def test_what_people_see(text: str, shown: str) -> None:
    assert line(text) == shown


def test_joined_emoji_and_combining_marks_stay_whole() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467 e\u0301"
    assert line(family) == family


def test_several_lines_stay_several_lines() -> None:
    assert lines("a\r\nb\x1b\n\tc") == "a\nb␛\n c"
