import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.model.ids import ALPHABET, make_id, map_key, ulid

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=st.just(UTC))
RANDOM = st.binary(min_size=10, max_size=10)


@given(MOMENTS, MOMENTS, RANDOM, RANDOM)
def test_ids_sort_by_time(one: datetime, other: datetime, first: bytes, second: bytes) -> None:
    if abs(one - other) >= timedelta(milliseconds=1):
        assert (make_id("int", one, first) < make_id("int", other, second)) == (one < other)


@given(MOMENTS, RANDOM)
def test_an_id_is_a_prefix_and_26_letters_that_hold_all_that_was_given(now: datetime, entropy: bytes) -> None:
    made = make_id("cus", now, entropy)
    assert re.fullmatch(rf"cus_[{ALPHABET}]{{26}}", made)
    number = 0
    for letter in made.removeprefix("cus_"):
        number = number * 32 + ALPHABET.index(letter)
    assert number & ((1 << 80) - 1) == int.from_bytes(entropy, "big")
    assert number >> 80 == int(now.timestamp() * 1000)


def test_the_layout_is_that_of_the_public_specification() -> None:
    assert ulid(datetime.fromtimestamp(0, UTC), bytes(10)) == "0" * 26
    assert ulid(datetime.fromtimestamp(1, UTC), b"\xff" * 10) == "00000000Z8" + "Z" * 16


def test_an_id_takes_ten_random_bytes() -> None:
    with pytest.raises(ValueError, match="10 random bytes"):
        ulid(AT, b"123")


@given(st.binary(min_size=4, max_size=4))
def test_a_map_key_is_six_letters_of_the_same_alphabet(entropy: bytes) -> None:
    assert re.fullmatch(rf"[{ALPHABET}]{{6}}", map_key(entropy))


def test_different_bytes_make_different_map_keys() -> None:
    made = {map_key(number.to_bytes(4, "big")) for number in range(2000)}
    assert len(made) == 2000
