"""An end taken back later, and visits that were forgotten over night."""

from datetime import timedelta

import pytest

from deskapp.desk.reports import reports
from deskapp.desk.session import Session
from deskapp.desk.visits import closing, day, log, missed, requests, ring, transfers
from deskapp.desk.visits.ring import Caller
from deskapp.model.interaction import Interaction
from tests.builders import StandingClock, all_in, refused


def begun(desk: Session, state: str) -> Interaction:
    visit = log.begin(desk, "walk-in")
    if state == "waiting":
        return visit
    return log.greet(desk, visit) if state == "serving" else log.hold(desk, visit)


@pytest.mark.parametrize("state", ["waiting", "serving", "on_hold"])
def test_it_is_opened_again_in_the_state_it_had_and_ends_once_more(
    desk: Session, clock_: StandingClock, state: str
) -> None:
    visit = begun(desk, state)
    clock_.on(minutes=4)
    ended = log.end(desk, visit, "left")
    clock_.on(minutes=30)
    before = all_in(desk)
    again = closing.reopen(desk, ended)
    assert (again.state, again.ended_at, again.outcome) == (state, None, "")
    (fact,) = again.reopened.values()
    assert (fact.ended_at, fact.at, fact.outcome, fact.by) == (ended.ended_at, clock_.at, "left", "Robin")
    assert again.held(clock_.at) == timedelta(0) and again.id in day.look(desk).open
    desk.book.undo(by="Robin", at=desk.now())
    assert all_in(desk) == before
    desk.book.redo(by="Robin", at=desk.now())
    with refused(desk, "still open"):
        closing.reopen(desk, again)
    clock_.on(minutes=1)
    assert log.end(desk, again, "bought one").ended_at == clock_.at


def test_the_gates_stand_again_at_its_new_end(desk: Session) -> None:
    visit = log.end(desk, requests.add(desk, log.begin(desk, "call"), "a price"), "left", overruled="hung up")
    again = closing.reopen(desk, visit)
    assert again.overruled == ""
    with refused(desk, "Not answered: a price"):
        log.end(desk, again, "left")


def test_one_of_a_month_ago_is_opened_again_too(desk: Session, clock_: StandingClock) -> None:
    ended = log.end(desk, log.begin(desk, "call"), "left")
    clock_.on(days=40)
    assert closing.reopen(desk, ended).is_open


def test_a_transfer_that_ended_it_is_taken_back_to_the_hold(desk: Session) -> None:
    ended = transfers.refer(desk, log.hold(desk, log.begin(desk, "call")), "Tom", ends=True)
    assert closing.reopen(desk, ended).state == "on_hold"


def test_the_time_between_an_end_and_its_reopening_is_no_service(desk: Session, clock_: StandingClock) -> None:
    visit = log.greet(desk, log.begin(desk, "walk-in"))
    clock_.on(minutes=5)
    visit = log.end(desk, visit, "left")
    clock_.on(hours=3)
    visit = closing.reopen(desk, visit)
    clock_.on(minutes=2)
    log.end(desk, visit, "bought one")
    report = reports.make(desk, reports.period("day", clock_.at.date()))
    assert report.people.served.longest_seconds == 7 * 60


@pytest.fixture
def left(desk: Session, clock_: StandingClock) -> list[Interaction]:
    """A walk-in nobody greeted and a call on hold with an open request, both of Tuesday; now it is Friday 8:00."""
    log.begin(desk, "walk-in")
    clock_.on(minutes=1)
    held = requests.add(desk, log.identify_new(desk, log.begin(desk, "call"), "Beth Ocampo"), "a price")
    clock_.on(minutes=10)
    log.hold(desk, held)
    clock_.on(days=2, hours=21, minutes=50)
    return closing.left_over(desk, day.look(desk).open.values())


def test_visits_of_an_earlier_day_are_told_with_their_names(desk: Session, left: list[Interaction]) -> None:
    words = "2 visits of Tuesday are still open: a walk-in without a name, Beth Ocampo."
    assert closing.told(desk, left) == words and closing.told(desk, []) == ""
    assert closing.told(desk, left[1:]) == "1 visit of Tuesday is still open: Beth Ocampo."


def test_they_are_closed_at_once_in_one_step_and_when_they_ended_stays_unknown(
    desk: Session, clock_: StandingClock, left: list[Interaction]
) -> None:
    before = all_in(desk)
    waiting, held = closing.close(desk, left)
    assert {waiting.state, held.state} == {"ended"} and {waiting.closed_at, held.closed_at} == {clock_.at}
    assert waiting.ended_at == waiting.arrived_at and held.ended_at == waiting.arrived_at + timedelta(minutes=11)
    assert waiting.outcome == closing.LATER and (waiting.overruled, held.overruled) == ("", closing.LATER)
    assert waiting.waited(clock_.at) == timedelta(0)
    assert [passed.points for passed in held.gates.values()] == [("Not answered: a price",)]
    assert day.look(desk).open == {}
    desk.book.undo(by="Robin", at=desk.now())
    assert all_in(desk) == before
    with refused(desk, "No visit of an earlier day"):
        closing.close(desk, [])


def test_no_figure_takes_the_closing_for_the_end(desk: Session, left: list[Interaction]) -> None:
    closing.close(desk, left, "no idea")
    people = reports.make(desk, reports.period("day", left[0].arrived_at.date())).people
    assert (people.walk_ins, people.calls, people.still_open) == (1, 1, 0)
    assert people.waited.count == 1 and people.waited.longest_seconds == 0 and people.served.count == 0


def test_what_goes_on_over_midnight_is_not_forgotten(desk: Session, clock_: StandingClock) -> None:
    clock_.on(hours=13, minutes=50)
    visit = log.begin(desk, "walk-in")
    clock_.on(minutes=20)
    assert closing.left_over(desk, [visit]) == []
    clock_.on(hours=5)
    assert closing.left_over(desk, [visit]) == [visit]


def test_a_missed_call_that_is_opened_again_counts_as_served(desk: Session, clock_: StandingClock) -> None:
    ring.ring(desk, Caller("020 7946 0018"))
    clock_.on(minutes=1)
    call = missed.hang_up(desk, Caller("020 7946 0018"))
    call = missed.settle(desk, call)
    again = closing.reopen(desk, call)
    assert (again.state, again.missed_at, again.followed_up_at) == ("waiting", None, None)
    again = log.greet(desk, again)
    clock_.on(minutes=1)
    log.end(desk, again, "told the hours")
    people = reports.make(desk, reports.period("day", clock_.at.date())).people
    assert (people.missed_calls, people.served.count) == (0, 1)
    assert not log.get(desk, call.id).is_to_ring_back
