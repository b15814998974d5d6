"""The kettle in lines: words for its ranges, a curve over time, start, peak and end (practice B1)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.model import kettle
from deskapp.model.interaction import Interaction, Reading
from deskapp.ui.render.kettle import curve_of, kettle_lines
from deskapp.ui.symbols import symbols

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def call(*celsius: int, ended: bool = False, minutes: float = 1.0) -> Interaction:
    readings = {str(at): Reading(NOW + timedelta(minutes=minutes * at), one) for at, one in enumerate(celsius)}
    return Interaction(
        id="int_1",
        kind="call",
        state="ended" if ended else "serving",
        arrived_at=NOW,
        ended_at=NOW + timedelta(hours=1) if ended else None,
        temperature=celsius[-1] if celsius else None,
        readings=readings,
    )


def shown(interaction: Interaction, width: int) -> str:
    return " ".join(" ".join(line.text for line in kettle_lines(interaction, NOW + timedelta(hours=1), width)).split())


@pytest.mark.parametrize(("celsius", "word"), [(30, "calm"), (45, "warm"), (60, "simmering"), (85, "boiling")])
def test_b1_ranges_have_words_as_well_as_colours(celsius: int, word: str) -> None:
    assert word in shown(call(celsius), 70) and word in shown(call(celsius), 37)


@pytest.mark.parametrize("width", [37, 70])
def test_b1_start_peak_and_end_fit_into_every_pane(width: int) -> None:
    text = shown(call(65, 100, 50, ended=True), width)
    assert "start 65, peak 100" in text and "end 50" in text and symbols().ellipsis not in text


def test_cooling_is_acknowledged_while_they_are_here_and_not_afterwards() -> None:
    assert "30 °C cooler: it helps." in shown(call(60, 85, 55), 70)
    assert "cooler" not in shown(call(60, 85, 80), 70)
    assert "cooler" not in shown(call(60, 85, 55, ended=True), 70)


def test_the_curve_is_over_time_and_not_over_key_presses() -> None:
    bars = symbols().curve
    readings = [Reading(NOW, 30), Reading(NOW + timedelta(minutes=9), 100)]
    assert curve_of(readings, NOW + timedelta(minutes=9), 10) == bars[0] * 9 + bars[-1]


def test_one_reading_has_no_curve() -> None:
    assert curve_of([Reading(NOW, 30)], NOW) == ""


@given(st.lists(st.integers(kettle.COLDEST, kettle.HOTTEST), min_size=2, max_size=30), st.floats(0, 60))
def test_the_curve_never_hides_where_it_stands_now(celsius: list[int], minutes: float) -> None:
    interaction = call(*celsius, minutes=minutes)
    curve = curve_of(list(interaction.readings.values()), NOW + timedelta(hours=1))
    bars = symbols().curve
    scale = kettle.HOTTEST - kettle.COLDEST
    assert curve[-1] == bars[(celsius[-1] - kettle.COLDEST) * (len(bars) - 1) // scale]
    assert len(curve) <= 14
