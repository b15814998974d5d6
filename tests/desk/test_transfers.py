"""A transfer goes to a named person; the third is an alarm, and a fourth waits for an owner (practice A3)."""

from datetime import timedelta

import pytest

from deskapp.desk.session import Session
from deskapp.desk.visits import day, log, requests, transfers, watch
from tests.builders import StandingClock, refused


def test_the_third_transfer_is_an_alarm(desk: Session, clock_: StandingClock) -> None:
    one = log.begin(desk, "call")
    for number, person in enumerate((" Mo ", "Ines", "Mo"), start=1):
        one = transfers.refer(desk, one, person, " knows  pianos ")
        assert transfers.is_passed_around(one) is (number >= 3)
        clock_.on(minutes=1)
    first = next(iter(one.referrals.values()))
    assert (first.to, first.why, first.by) == ("Mo", "knows pianos", "Robin")
    assert [referral.to for referral in one.referrals.values()] == ["Mo", "Ines", "Mo"]


def test_a_fourth_transfer_waits_for_an_owner(desk: Session) -> None:
    one = log.begin(desk, "call")
    for person in ("Mo", "Ines", "Mo"):
        one = transfers.refer(desk, one, person)
    with refused(desk, "transferred 3 times"):
        transfers.refer(desk, one, "Kay")
    one = transfers.refer(desk, transfers.own(desk, one, "Ines"), "Kay")
    assert (one.with_whom, one.owner) == ("Kay", "Ines")


@pytest.mark.parametrize("person", ["", "  "])
def test_nobody_is_transferred_to_nobody(desk: Session, person: str) -> None:
    one = log.begin(desk, "call")
    with refused(desk, "goes to a person"):
        transfers.refer(desk, one, person)
    with refused(desk, "Somebody owns it"):
        transfers.own(desk, one, person)


def test_one_name_owns_it_and_the_typed_name_is_no_draft_any_more(desk: Session) -> None:
    one = log.draft(desk, log.begin(desk, "call"), "refer", "In")
    one = transfers.own(desk, transfers.refer(desk, one, "Ines"), " Ines  Vega ")
    assert one.owner == "Ines Vega" and one.drafts == {} and log.get(desk, one.id).owner == "Ines Vega"


def test_a_transfer_ends_the_hold_and_its_alarm_in_one_step(desk: Session, clock_: StandingClock) -> None:
    held = log.hold(desk, log.begin(desk, "call"))
    clock_.on(minutes=6)
    assert watch.alarms(day.look(desk), clock_.at)
    one = transfers.refer(desk, held, "Tom")
    assert (one.state, one.with_whom) == ("serving", "Tom")
    assert [hold.until for hold in one.holds.values()] == [clock_.at]
    clock_.on(minutes=30)
    assert watch.alarms(day.look(desk), clock_.at) == [] and one.held(clock_.at) == timedelta(0)
    desk.book.undo(by="Robin", at=desk.now())
    assert log.get(desk, one.id).state == "on_hold"


def test_a_hold_after_the_transfer_takes_it_back_to_this_desk(desk: Session, clock_: StandingClock) -> None:
    one = transfers.refer(desk, log.begin(desk, "call"), "Tom")
    clock_.on(minutes=1)
    held = log.hold(desk, one)
    assert (held.state, held.with_whom) == ("on_hold", "")
    assert log.resume(desk, held).with_whom == ""


def test_it_may_end_here_with_the_transfer_and_what_is_open_goes_along(desk: Session) -> None:
    asked = requests.add(desk, log.hold(desk, log.begin(desk, "call")), "a new bow")
    one = transfers.refer(desk, asked, "Tom Reyes", "knows bows", ends=True)
    assert (one.state, one.outcome, one.overruled) == ("ended", "Transferred to Tom Reyes", "Transferred to Tom Reyes")
    (passed,) = one.gates.values()
    assert passed.points == ("Not answered: a new bow",)
    desk.book.undo(by="Robin", at=desk.now())
    back = log.get(desk, one.id)
    assert (back.state, back.referrals, back.outcome) == ("on_hold", {}, "")


def test_nothing_is_overruled_where_nothing_stood_open(desk: Session) -> None:
    one = transfers.refer(desk, log.begin(desk, "message"), "Tom", ends=True)
    assert (one.state, one.overruled, one.gates) == ("ended", "", {})
