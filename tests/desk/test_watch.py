"""What must not be overlooked is told once for each event, and again only when it goes on."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from deskapp.desk.session import Session
from deskapp.desk.visits import day as days
from deskapp.desk.visits import log, transfers
from deskapp.desk.visits.watch import Watch, alarms, by_need, most_needed

Look = Callable[[], list[str]]


@pytest.fixture
def look(desk: Session) -> Look:
    watch = Watch()

    def looked() -> list[str]:
        return [alarm.fact for alarm in watch.look(days.look(desk), desk.now())]

    return looked


def test_a2_waiting_over_five_minutes_is_told_once(desk: Session, look: Look, clock_: object) -> None:
    walk_in = log.begin(desk, "walk-in", called="Mrs Hart")
    clock_.on(minutes=5)  # type: ignore[attr-defined]
    assert look() == []
    clock_.on(seconds=1)  # type: ignore[attr-defined]
    assert look() == ["Mrs Hart has been waiting for 5 min."]
    clock_.on(minutes=9)  # type: ignore[attr-defined]
    assert look() == []
    log.greet(desk, walk_in)
    assert look() == []


def test_who_has_no_name_is_told_of_by_number_or_by_how_they_came(desk: Session, look: Look, clock_: object) -> None:
    log.begin(desk, "walk-in")
    log.begin(desk, "call", phone="020 7946 0018")
    clock_.on(minutes=6)  # type: ignore[attr-defined]
    assert sorted(look()) == [
        "020 7946 0018 has been waiting for 6 min.",
        "The walk-in without a name has been waiting for 6 min.",
    ]


def test_a_hold_over_the_set_time_reminds_and_rings_only_the_first_time(desk: Session, clock_: object) -> None:
    held = log.hold(desk, log.begin(desk, "call", called="Gus"))
    watch, day = Watch(), days.look(desk)
    day.hold_limit = timedelta(minutes=2)
    rings = []
    for _ in range(6):
        clock_.on(minutes=1)  # type: ignore[attr-defined]
        rings += [alarm.rings for alarm in watch.look(day, desk.now())]
    assert rings == [True, False, False]
    assert day.counts(desk.now()).held == 1
    log.resume(desk, held)
    assert watch.look(days.look(desk), desk.now()) == []


def test_a_second_hold_is_a_new_event(desk: Session, look: Look, clock_: object) -> None:
    call = log.begin(desk, "call", called="Gus")
    for _ in range(2):
        call = log.hold(desk, call)
        clock_.on(minutes=4)  # type: ignore[attr-defined]
        assert len(look()) == 1
        call = log.resume(desk, call)
        look()


def test_a3_the_third_hand_over_alarms_until_somebody_owns_it(desk: Session, look: Look) -> None:
    call = log.greet(desk, log.begin(desk, "call", called="Gus"))
    for name in ("Priya", "Ingrid"):
        call = transfers.refer(desk, call, name)
    assert look() == []
    call = transfers.refer(desk, call, "Baptiste")
    assert look() == ["Gus was transferred 3 times."]
    transfers.own(desk, call, "Baptiste")
    assert look() == []


def test_who_ended_is_no_longer_watched(desk: Session, look: Look, clock_: object) -> None:
    walk_in = log.begin(desk, "walk-in")
    clock_.on(minutes=6)  # type: ignore[attr-defined]
    log.end(desk, walk_in, "Left")
    assert look() == []


def test_the_longest_waiting_comes_first_and_then_the_longest_on_hold(desk: Session, clock_: object) -> None:
    on = clock_.on  # type: ignore[attr-defined]
    held = log.hold(desk, log.greet(desk, log.begin(desk, "call", called="Held")))
    on(minutes=1)
    first = log.begin(desk, "walk-in", called="First")
    on(minutes=1)
    second = log.begin(desk, "walk-in", called="Second")
    log.begin(desk, "message", called="Letter")
    on(minutes=7)
    served = log.greet(desk, log.begin(desk, "walk-in", called="Served"))
    day, now = days.look(desk), desk.now()
    assert [alarm.subject for alarm in alarms(day, now)] == [first.id, second.id, held.id]
    assert [visit.name for visit in by_need(day.open.values(), day, now)][:4] == ["First", "Second", "Held", "Served"]
    assert most_needed(day, now) == first.id and most_needed(day, now, but=first.id) == second.id
    assert served.id in day.open


def test_a_long_name_leaves_room_for_what_is_said_of_it(desk: Session, clock_: object, look: Look) -> None:
    log.begin(desk, "walk-in", called="x" * 10_000)
    clock_.on(minutes=6)  # type: ignore[attr-defined]
    (fact,) = look()
    assert len(fact) < 80 and fact.endswith("has been waiting for 6 min.")
