import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.text.phones import digits, each, is_number, normalise, same_number, spoken
from tests.conftest import Within


@pytest.mark.parametrize(
    "typed",
    ["0917 555 01 23", "+63-917-5550123", "(0917) 555-0123", "+63 (917) 555 0123", "63 917 555 0123", "0917.555.0123"],
)
def test_every_way_to_type_a_number_gives_one_form(typed: str) -> None:
    assert normalise(typed, "PH") == "+639175550123"


def test_the_desks_country_decides_about_a_number_without_its_plus() -> None:
    assert normalise("030 901820", "DE") == "+4930901820"
    assert normalise("030 901820", "de") == normalise("030 901820", "DE")


def test_an_extension_is_left_out() -> None:
    assert normalise("+1 212 555 0123 ext. 12", "US") == "+12125550123"


@pytest.mark.parametrize("typed", ["", "no phone", "12", "+", "9" * 70, "+0000"])
def test_what_cannot_be_a_number_has_no_form(typed: str) -> None:
    assert normalise(typed, "PH") == ""


def test_digits_of_other_scripts_become_ascii() -> None:
    assert digits("٠٩١٧ 555") == "0917555"
    assert digits("call me") == ""


def test_numbers_are_the_same_in_any_format() -> None:
    assert same_number("0917 555 01 23", "+639175550123", "PH")
    assert same_number("123", "1-2-3", "PH")
    assert not same_number("0917 555 01 23", "0917 555 01 24", "PH")
    assert not same_number("", "", "PH")


@given(st.text(max_size=80), st.sampled_from(["PH", "DE", "US", "", "ZZ"]))
def test_any_text_ends_in_a_number_or_nothing(typed: str, country: str) -> None:
    form = normalise(typed, country)
    assert form == "" or (form[0] == "+" and form[1:].isascii() and form[1:].isdigit())


def test_the_library_is_loaded_only_when_a_number_is_read() -> None:
    import subprocess

    code = "import sys, deskapp.text.phones as p; p.digits('1'); sys.exit('phonenumbers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_thousands_of_numbers_are_read(within: Within) -> None:
    with within(0.8):
        assert all(normalise(f"0917 555 {i:04d}", "PH") for i in range(2_000))


@pytest.mark.parametrize(
    ("typed", "numbers", "words"),
    [
        ("tel:+44-20-7946-0018;ext=15", [("+44-20-7946-0018", "15")], ""),
        ("\u202a+44 20 7946 0222\u202c", [("+44 20 7946 0222", "")], ""),
        ("0917 555 0123 / 0918 555 0199", [("0917 555 0123", ""), ("0918 555 0199", "")], ""),
        ("+639175550123+639185550199", [("+639175550123", ""), ("+639185550199", "")], ""),
        ("030/901820", [("030/901820", "")], ""),
        ("Beth Marlow, 0161 496 0345", [("0161 496 0345", "")], "Beth Marlow"),
        ("63 917 555 0123 Beth", [("63 917 555 0123", "")], "Beth"),
        ("+44 (0)20 7946 0222 x12", [("+44 20 7946 0222", "12")], ""),
        ("Studio 54", [], "Studio 54"),
        ("John Smith ext 12", [], "John Smith"),
    ],
)
def test_a_field_is_taken_apart_into_numbers_and_words(typed: str, numbers: list[tuple[str, str]], words: str) -> None:
    heard = spoken(typed)
    assert [(one.text, one.extension) for one in heard.numbers] == numbers and heard.words == words


@pytest.mark.parametrize("typed", ["204", "7", "0917 555 0123", "tel:+639175550123", "+63", "٠٩١٧", "555 0123 ext 4"])
def test_a_number_is_no_name(typed: str) -> None:
    assert is_number(typed)


@pytest.mark.parametrize("typed", ["Beth", "Beth 0917 555 0123", "Studio 54", "", "...", "3M"])
def test_words_are_no_number(typed: str) -> None:
    assert not is_number(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [("204", "1204"), ("204", "+63 204"), ("2041", "+63 2041"), ("0917 555 0123 x4", "0917 555 0123 x5")],
)
def test_a_short_internal_number_and_an_extension_are_nobody_elses(one: str, other: str) -> None:
    assert not same_number(one, other, "PH") and same_number(one, one, "PH")


def test_two_numbers_in_one_field_are_both_that_persons() -> None:
    both = "0917 555 0123 / 0918 555 0199"
    assert same_number(both, "+63 918 555 0199", "PH") and same_number("09175550123", both, "PH")
    assert each(both) == ["0917 555 0123", "0918 555 0199"]
    assert each("ask 0917 555 0123 or 0918 555 0199") == ["ask 0917 555 0123 or 0918 555 0199"]
