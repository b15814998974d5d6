"""The kettle of an interaction (practice B1): set by hand, and steam is let off before facts are gathered."""

import pytest

from deskapp.desk.session import Session
from deskapp.desk.visits import log, temperature
from tests.builders import StandingClock, words_to_undo


def test_each_reading_is_kept_with_its_time(desk: Session, clock_: StandingClock) -> None:
    one = log.begin(desk, "walk-in")
    for degrees in (5, 5, -5):
        clock_.on(minutes=1)
        one = temperature.change(desk, one, degrees)
    assert [reading.celsius for reading in one.readings.values()] == [45, 50, 45] and one.temperature == 45
    assert max(reading.at for reading in one.readings.values()) == clock_.at


@pytest.mark.parametrize(("celsius", "shown"), [(-40, 30), (30, 30), (100, 100), (1000, 100)])
def test_it_stays_on_the_gauge(desk: Session, celsius: int, shown: int) -> None:
    assert temperature.put(desk, log.begin(desk, "call"), celsius).temperature == shown


def test_the_same_temperature_again_is_no_reading(desk: Session) -> None:
    hot = temperature.put(desk, log.begin(desk, "call"), 100)
    words = words_to_undo(desk.book)
    assert temperature.change(desk, hot, 5) == hot and words_to_undo(desk.book) == words


def test_sixty_degrees_start_steam_and_resolution_by_themselves(desk: Session, clock_: StandingClock) -> None:
    one = temperature.put(desk, log.begin(desk, "walk-in"), 55)
    assert set(one.runs) == {"greeting_walk_in"}
    clock_.on(minutes=1)
    hot = temperature.put(desk, one, 60)
    assert set(hot.runs) == {"greeting_walk_in", "resolution", "steam"}
    started = hot.runs["resolution"].started_at
    clock_.on(minutes=1)
    assert temperature.put(desk, hot, 90).runs["resolution"].started_at == started


def test_one_undo_takes_the_reading_and_what_it_started_back(desk: Session) -> None:
    one = temperature.put(desk, log.begin(desk, "walk-in"), 40)
    temperature.put(desk, one, 80)
    desk.book.undo(by="Robin", at=desk.now())
    back = log.get(desk, one.id)
    assert back.temperature == 40 and len(back.readings) == 1 and set(back.runs) == {"greeting_walk_in"}
