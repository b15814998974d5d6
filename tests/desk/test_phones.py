import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.desk.phones import digits, normalise, same_number


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

    code = "import sys, deskapp.desk.phones as p; p.digits('1'); sys.exit('phonenumbers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_ten_thousand_numbers_take_less_than_four_seconds() -> None:
    begun = time.perf_counter()
    assert all(normalise(f"0917 555 {i:04d}", "PH") for i in range(10_000))
    assert time.perf_counter() - begun < 4
