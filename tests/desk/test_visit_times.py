"""When a visit was and how long it took, in words; what nobody knows is left out and never told as 0:00."""

from datetime import timedelta

import pytest

from deskapp.desk.session import Session
from deskapp.desk.visits import log, wording
from deskapp.model.interaction import Interaction
from tests.builders import StandingClock


def ended(desk: Session, *, ago: timedelta, lasted: timedelta) -> Interaction:
    at = desk.now() - ago
    return log.end(desk, log.begin(desk, "walk-in", at=at), "done", at=at + lasted, overruled="a rush")


@pytest.mark.parametrize(
    ("ago", "lasted", "told", "spoken"),
    [
        ({"minutes": 55}, {"minutes": 17}, "09:05–09:22 (17 min)", "from 09:05 to 09:22, 17 min"),
        ({"minutes": 55}, {"seconds": 40}, "09:05 (40 s)", "at 09:05, 40 s"),
        ({"minutes": 55}, {}, "09:05", "at 09:05"),
        ({"days": 1}, {"minutes": 80}, "Mon 23 Nov, 10:00–11:20 (1 h 20 min)", "on Mon 23 Nov, from 10:00 to 11:20"),
        ({"days": 400}, {"minutes": 5}, "Mon 20 Oct 2025, 10:00–10:05 (5 min)", "on Mon 20 Oct 2025, from 10:00"),
        ({"days": 2}, {"hours": 23}, "Sun 22 Nov, 10:00–Mon 23 Nov 09:00 (23 h)", "to Mon 23 Nov 09:00, 23 h"),
    ],
)
def test_a_visit_is_told_with_its_day_its_hours_and_its_length(
    desk: Session, ago: dict[str, int], lasted: dict[str, int], told: str, spoken: str
) -> None:
    visit = ended(desk, ago=timedelta(**ago), lasted=timedelta(**lasted))
    assert wording.told(visit, desk.now()) == told
    assert spoken in wording.spoken(visit, desk.now())


def test_a_visit_that_is_open_has_no_length_yet(desk: Session, clock_: StandingClock) -> None:
    visit = log.begin(desk, "call")
    clock_.on(minutes=7)
    assert wording.length(visit) is None and wording.told(visit, desk.now()) == "10:00"
