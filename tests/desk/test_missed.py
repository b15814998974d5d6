"""A call after it rang: answered, hung up, missed, rung back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.reports import reports
from deskapp.desk.session import Session
from deskapp.desk.undo import undoing
from deskapp.desk.visits import checklists, closing, log, missed, ring
from deskapp.desk.visits import day as days
from deskapp.desk.visits.ring import Caller
from deskapp.errors import NotFoundError
from deskapp.model.interaction import Interaction
from deskapp.model.report import around
from deskapp.words import loader
from tests.builders import StandingClock, refused, words_to_undo

NUMBER = "+44 20 7946 0018"


def newest(desk: Session, visit: Interaction) -> Interaction:
    return log.get(desk, visit.id)


def test_a_caller_who_hangs_up_unanswered_is_a_missed_call_whose_wait_has_ended(
    desk: Session, clock_: StandingClock
) -> None:
    call = ring.ring(desk, Caller(NUMBER, call="1.1"))
    clock_.on(seconds=40)
    missed.hang_up(desk, Caller(NUMBER, call="1.1"))
    clock_.on(minutes=30)
    call = newest(desk, call)
    assert (call.state, call.outcome, call.is_to_ring_back) == ("ended", "Missed call", True)
    assert call.waited(clock_()) == timedelta(seconds=40)
    assert not call.waits_too_long(clock_())
    assert missed.sentence(call, clock_()) == f"Missed call from {NUMBER}, 10:00."


@pytest.mark.parametrize("known_by", ["its id", "its number", "nothing"])
def test_the_call_is_found_by_whatever_the_phone_tells(desk: Session, known_by: str) -> None:
    number = "" if known_by == "nothing" else NUMBER
    identifier = "1.1" if known_by == "its id" else ""
    ring.ring(desk, Caller("020 7946 0999", call="7.7" if identifier else ""))
    call = ring.ring(desk, Caller(number, call=identifier))
    told = Caller("" if identifier else number.replace(" ", ""), call=identifier)
    assert missed.hang_up(desk, told).id == call.id


def test_hanging_up_on_somebody_who_is_served_is_only_noted(desk: Session, clock_: StandingClock) -> None:
    call = ring.ring(desk, Caller(NUMBER))
    log.note(desk, call, "asks for the manager")
    clock_.on(minutes=3)
    call = missed.hang_up(desk, Caller(NUMBER))
    assert call.is_open and call.missed_at is None
    assert missed.line_words(call) == "hung up 10:03"


def test_an_answer_stops_the_waiting_clock_and_a_hang_up_after_it_ends_nothing(
    desk: Session, clock_: StandingClock
) -> None:
    call = ring.ring(desk, Caller(NUMBER, call="1.1"))
    clock_.on(seconds=12)
    missed.answer(desk, Caller(NUMBER, call="1.1"))
    clock_.on(minutes=12)
    missed.hang_up(desk, Caller(NUMBER, call="1.1"))
    call = newest(desk, call)
    assert (call.state, call.waited(clock_())) == ("serving", timedelta(seconds=12))
    assert missed.line_words(call) == "hung up 10:12"


def test_a_phone_that_rings_on_after_the_first_gave_up_takes_the_missed_call_back(desk: Session) -> None:
    call = ring.ring(desk, Caller(NUMBER, call="1.1"))
    missed.hang_up(desk, Caller(NUMBER, call="1.1"))
    again = ring.ring(desk, Caller(NUMBER, call="1.1"))
    assert (again.id, again.state, again.missed_at, len(again.rings)) == (call.id, "waiting", None, 1)
    missed.hang_up(desk, Caller(NUMBER, call="1.1"))
    answered = missed.answer(desk, Caller(NUMBER, call="1.1"))
    assert (answered.state, answered.missed_at, answered.outcome, answered.hung_up_at) == ("serving", None, "", None)


def test_a_call_that_another_phone_took_has_ended_here_and_is_not_missed(desk: Session) -> None:
    call = ring.ring(desk, Caller(NUMBER, call="1.1"))
    missed.hang_up(desk, Caller(NUMBER, call="1.1"))
    call = missed.answer_elsewhere(desk, Caller(NUMBER, call="1.1"))
    assert (call.state, call.outcome, call.is_to_ring_back) == ("ended", "Answered on another phone", False)


def test_who_is_not_on_the_line_cannot_hang_up(desk: Session) -> None:
    with refused(desk, "No call from", NotFoundError):
        missed.hang_up(desk, Caller(NUMBER))
    ring.ring(desk, Caller(NUMBER, call="1.1"))
    with refused(desk, "No call from", NotFoundError):
        missed.hang_up(desk, Caller(NUMBER, call="9.9"))


@pytest.mark.parametrize("told", [missed.hang_up, missed.answer, missed.answer_elsewhere])
def test_what_the_phone_tells_is_nothing_for_undo(
    desk: Session, told: Callable[[Session, Caller], Interaction]
) -> None:
    ring.ring(desk, Caller(NUMBER))
    log.begin(desk, "walk-in", called="Tom")
    before = words_to_undo(desk.book)
    ring.ring(desk, Caller(NUMBER))
    call = told(desk, Caller(NUMBER))
    assert call.rings and words_to_undo(desk.book) == before
    undoing.undo(desk)
    assert replace(newest(desk, call), extra={}) == replace(call, extra={}), (
        "undo takes back what was done at the desk, not what the phone told"
    )


class Remembering:
    """What a running desk has in memory of today's visits, those that were followed up too."""

    def __init__(self, desk: Session) -> None:
        self._desk = desk

    def open_interactions(self) -> list[Interaction]:
        return list(days.look(self._desk).open.values())

    def missed_calls(self) -> list[Interaction]:
        return [visit for visit in days.look(self._desk).ended.values() if visit.missed_at]

    def cards_of_number(self, digits: str) -> None:
        return None


@pytest.mark.parametrize("runs", [True, False], ids=["a running desk", "a command"])
def test_a_missed_call_that_was_followed_up_is_not_counted_again(
    desk: Session, clock_: StandingClock, runs: bool
) -> None:
    desk.at_hand = Remembering(desk) if runs else None  # type: ignore[assignment]
    ring.ring(desk, Caller(NUMBER, call="1.1"))
    first = missed.hang_up(desk, Caller(NUMBER, call="1.1"))
    begun = missed.ring_back(desk, first)
    log.end(desk, begun, "told the price", overruled="-")
    assert ring.missed_calls(desk) == []
    clock_.on(hours=1)
    again = ring.ring(desk, Caller(NUMBER, call="1.2"))
    assert len(again.rings) == 1 and newest(desk, first).followed_up_by == begun.id


def test_who_tries_again_is_one_thing_to_do_with_a_count(desk: Session, clock_: StandingClock) -> None:
    for number in range(3):
        ring.ring(desk, Caller(NUMBER, call=f"1.{number}"))
        missed.hang_up(desk, Caller(NUMBER, call=f"1.{number}"))
        clock_.on(minutes=1)
    (call,) = (one for one in ring.missed_calls(desk) if one.is_to_ring_back)
    assert missed.sentence(call, clock_()) == f"Missed call from {NUMBER}, 10:02, rang 3 times."
    ring.ring(desk, Caller(NUMBER))
    assert ring.missed_calls(desk) == []


def test_a_withheld_number_cannot_be_rung_back_and_is_nothing_to_do(desk: Session) -> None:
    ring.ring(desk, Caller(""))
    call = missed.hang_up(desk, Caller(""))
    assert call.missed_at and not call.is_to_ring_back
    with refused(desk, "no number"):
        missed.ring_back(desk, call)


def test_ringing_back_begins_a_call_to_them_and_is_one_act(desk: Session, clock_: StandingClock) -> None:
    beth = customers.make(desk, "Beth Marlow", phone=NUMBER)
    ring.ring(desk, Caller(NUMBER))
    call = missed.hang_up(desk, Caller(NUMBER))
    clock_.on(minutes=5)
    begun = missed.ring_back(desk, call)
    assert (begun.kind, begun.state, begun.phone, begun.customer and begun.customer.id) == (
        "call",
        "serving",
        NUMBER,
        beth.id,
    )
    followed = newest(desk, call)
    assert (followed.followed_up_at, followed.followed_up_by, followed.is_to_ring_back) == (clock_(), begun.id, False)
    with refused(desk, "followed up already"):
        missed.ring_back(desk, followed)
    desk.book.undo(by="Robin", at=clock_())
    assert newest(desk, call).is_to_ring_back and desk.book.get("interactions", begun.id) is None


def test_what_is_settled_in_another_way_is_not_to_do(desk: Session) -> None:
    ring.ring(desk, Caller(NUMBER))
    call = missed.settle(desk, missed.hang_up(desk, Caller(NUMBER)))
    assert not call.is_to_ring_back and call.missed_at
    other = log.begin(desk, "call")
    with refused(desk, "no missed call"):
        missed.settle(desk, other)


def test_missed_calls_stand_above_what_ended_and_stay_for_a_week(desk: Session, clock_: StandingClock) -> None:
    ring.ring(desk, Caller(NUMBER))
    call = missed.hang_up(desk, Caller(NUMBER))
    clock_.on(minutes=1)
    log.end(desk, log.begin(desk, "walk-in", called="Tom", afterwards=True), "done")
    day = days.look(desk)
    assert day.ended_newest()[0].id == call.id
    clock_.on(days=3)
    assert days.turn(day, desk) and list(day.ended) == [call.id]
    missed.ring_back(desk, call)
    days.follow(day, desk, {("interactions", call.id)})
    assert not day.ended
    clock_.on(days=6)
    assert not days.look(desk).ended


def test_reports_count_a_missed_call_as_missed_and_not_as_served(desk: Session, clock_: StandingClock) -> None:
    ring.ring(desk, Caller(NUMBER))
    clock_.on(minutes=20)
    missed.hang_up(desk, Caller(NUMBER))
    served = log.begin(desk, "call", called="Tom")
    log.greet(desk, served)
    clock_.on(minutes=1)
    log.end(desk, log.get(desk, served.id), "done", overruled="x")
    report = reports.make(desk, around("day", clock_().date()))
    people = report.people
    assert (people.calls, people.missed_calls, people.served.count, people.greeted.count) == (1, 1, 1, 1)
    assert (people.waited.count, people.waited.longest_seconds) == (1, 0)
    assert {habit.runs for habit in report.habits} == {1}


def served_and_hung_up(desk: Session, clock: StandingClock) -> Interaction:
    """A call with one tick, whose caller hung up at 10:01."""
    call = ring.ring(desk, Caller(NUMBER, call="1.1"))
    checklists.toggle(desk, call, loader.checklists()["greeting_call"], 1)
    clock.on(minutes=1)
    missed.hang_up(desk, Caller(NUMBER, call="1.1"))
    clock.on(minutes=5)
    return newest(desk, call)


def taken_back_by(way: str, desk: Session, call: Interaction) -> None:
    if way == "undo":
        undoing.undo(desk)
    else:
        checklists.toggle(desk, call, loader.checklists()["greeting_call"], 1)


@pytest.mark.parametrize("way", ["undo", "untick"])
def test_a_call_that_was_hung_up_is_missed_once_its_only_act_of_service_is_taken_back(
    desk: Session, clock_: StandingClock, way: str
) -> None:
    call = served_and_hung_up(desk, clock_)
    taken_back_by(way, desk, call)
    missed_call = newest(desk, call)
    assert (missed_call.state, missed_call.outcome, missed_call.is_to_ring_back) == ("ended", "Missed call", True)
    assert missed_call.waited(clock_()) == timedelta(minutes=1)
    (undoing.redo if way == "undo" else undoing.undo)(desk)
    again = newest(desk, call)
    assert replace(again, extra={}) == replace(call, extra={})


def test_a_call_with_another_act_of_service_stays_open_when_a_tick_is_taken_back(
    desk: Session, clock_: StandingClock
) -> None:
    call = served_and_hung_up(desk, clock_)
    log.note(desk, call, "asks for the manager")
    checklists.toggle(desk, newest(desk, call), loader.checklists()["greeting_call"], 1)
    assert newest(desk, call).is_open
    undoing.undo(desk)
    undoing.undo(desk)
    assert newest(desk, call).is_open
    undoing.undo(desk)
    assert newest(desk, call).missed_at


def test_a_missed_call_that_was_opened_again_stays_open_when_that_is_done_again(
    desk: Session, clock_: StandingClock
) -> None:
    call = ring.ring(desk, Caller(NUMBER, call="1.1"))
    missed.hang_up(desk, Caller(NUMBER, call="1.1"))
    closing.reopen(desk, newest(desk, call))
    opened = newest(desk, call)
    undoing.undo(desk)
    assert newest(desk, call).missed_at
    undoing.redo(desk)
    assert newest(desk, call).state == opened.state != "ended"
