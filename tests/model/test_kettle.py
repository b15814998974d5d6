import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.model import kettle


@given(st.integers(-1000, 1000))
def test_the_kettle_stays_between_30_and_100(degrees: int) -> None:
    shown = kettle.clamp(degrees)
    assert 30 <= shown <= 100 and (shown == degrees or not 30 <= degrees <= 100)
    assert kettle.clamp(shown) == shown
    assert kettle.word(shown) in ("calm", "warm", "simmering", "boiling")


@pytest.mark.parametrize(
    ("degrees", "word"),
    [
        (30, "calm"),
        (44, "calm"),
        (45, "warm"),
        (59, "warm"),
        (60, "simmering"),
        (84, "simmering"),
        (85, "boiling"),
        (100, "boiling"),
    ],
)
def test_each_range_has_its_word(degrees: int, word: str) -> None:
    assert kettle.word(degrees) == word


@pytest.mark.parametrize(("degrees", "steams"), [(None, False), (30, False), (59, False), (60, True), (100, True)])
def test_steam_is_let_off_from_sixty_on(degrees: int | None, steams: bool) -> None:
    assert kettle.is_steaming(degrees) is steams
