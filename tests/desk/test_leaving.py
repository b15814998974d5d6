"""Nobody who is still here is left behind without a word: they are ended, or handed to somebody, at once."""

from datetime import timedelta

import pytest

from deskapp.desk.handover import leaving
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.shifts import shifts
from deskapp.desk.undo import undoing
from deskapp.desk.visits import day, log, requests, transfers
from deskapp.model.interaction import Interaction
from tests.builders import all_in, refused


@pytest.fixture
def here(desk: Session) -> list[Interaction]:
    log.hold(desk, log.identify_new(desk, log.begin(desk, "call"), "Beth"))
    log.begin(desk, "walk-in")
    log.begin(desk, "message")
    return leaving.still_here(day.look(desk), "Robin")


def test_who_is_still_here_is_counted_in_words(here: list[Interaction]) -> None:
    assert leaving.here_words(here) == "2 people and 1 message"
    alone = [visit for visit in here if visit.kind == "call"]
    assert leaving.here_words(alone) == "1 person" and leaving.here_words([]) == ""


def test_all_are_ended_with_one_outcome_in_one_step(desk: Session, here: list[Interaction]) -> None:
    before = all_in(desk)
    leaving.end_all(desk, here, "we closed")
    assert day.look(desk).open == {}
    desk.book.undo(by="Robin", at=desk.now())
    assert all_in(desk) == before


def test_one_open_request_holds_back_the_end_of_all_without_a_reason(desk: Session, here: list[Interaction]) -> None:
    requests.add(desk, here[0], "a price")
    here = leaving.still_here(day.look(desk), "Robin")
    with refused(desk, "Not answered: a price"):
        leaving.end_all(desk, here, "we closed")
    leaving.end_all(desk, here, "we closed", overruled="power cut")
    assert day.look(desk).open == {}


def test_all_are_handed_to_one_person_in_one_step(desk: Session, here: list[Interaction]) -> None:
    before = all_in(desk)
    with refused(desk, "not a person's name"):
        leaving.hand_all(desk, here, "the shift leader")
    leaving.hand_all(desk, here, "Ines")
    after = day.look(desk)
    assert {visit.with_whom for visit in after.open.values()} == {"Ines"}
    assert leaving.still_here(after, "Robin") == [] and len(leaving.still_here(after, "Ines")) == 3
    desk.book.undo(by="Robin", at=desk.now())
    assert all_in(desk) == before


def test_a_shift_ends_with_a_hand_over_only_where_somebody_said_who_they_are(desk: Session) -> None:
    shifts.begin(desk, "Robin")
    desk.staff = ""
    with refused(desk, "who is at the desk"):
        leaving.go(desk, day.look(desk), "Kim")
    running = shifts.running(desk)
    assert running and running.staff == "Robin"
    ended, sheet = leaving.go(desk, day.look(desk))
    assert ended.ended_at and sheet is None, "without a hand-over nobody's name is needed"


@pytest.mark.parametrize("to", ["Kim", ""])
def test_leaving_is_one_act_with_or_without_a_hand_over(desk: Session, to: str) -> None:
    shifts.begin(desk, "Robin")
    promises.make(desk, "a price", desk.now() + timedelta(hours=1))
    before = all_in(desk)
    with refused(desk, "Still open for today", leaving.StillOpenError):
        leaving.go(desk, day.look(desk), to)
    ended, sheet = leaving.go(desk, day.look(desk), to, anyway="power cut")
    assert shifts.running(desk) is None and ended.staff == "Robin"
    assert (sheet.to if sheet else "") == to
    undoing.undo(desk)
    assert all_in(desk) == before


def test_who_gives_a_promise_along_or_said_why_it_stays_is_not_held_back_by_it(desk: Session) -> None:
    shifts.begin(desk, "Robin")
    given, reasoned = (promises.make(desk, what, desk.now() + timedelta(hours=1)) for what in ("a price", "a bow"))
    with refused(desk, "Still open for today: a bow[.]", leaving.StillOpenError):
        leaving.go(desk, day.look(desk), "Kim", give=[given])
    with refused(desk, "Still open for today: a price[.]", leaving.StillOpenError):
        leaving.go(desk, day.look(desk), "Kim", left=[reasoned.id])
    _, sheet = leaving.go(desk, day.look(desk), "Kim", give=[given], left=[reasoned.id])
    assert sheet and not sheet.notes, "why was written before"
    assert {promise.what: promise.owner for promise in promises.all_open(desk)} == {"a price": "Kim", "a bow": "Robin"}


def test_nobody_leaves_where_no_shift_runs(desk: Session) -> None:
    with refused(desk, "No shift is running"):
        leaving.go(desk, day.look(desk), "Kim")


def test_what_was_transferred_before_is_not_left_behind(desk: Session, here: list[Interaction]) -> None:
    transfers.refer(desk, here[0], "Tom")
    assert len(leaving.still_here(day.look(desk), "Robin")) == 2
