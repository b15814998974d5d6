"""Handing on goes to a named person; the third time is an alarm (practice A3)."""

import pytest

from deskapp.desk import log, referrals
from deskapp.desk.session import Desk
from tests.builders import StandingClock, refused


def test_the_third_hand_over_is_an_alarm(desk: Desk, clock_: StandingClock) -> None:
    one = log.begin(desk, "call")
    for number, person in enumerate((" Mo ", "Ines", "Mo"), start=1):
        one = referrals.refer(desk, one, person, " knows  pianos ")
        assert referrals.is_passed_around(one) is (number >= 3)
        clock_.on(minutes=1)
    first = next(iter(one.referrals.values()))
    assert (first.to, first.why, first.by) == ("Mo", "knows pianos", "Robin")
    assert [referral.to for referral in one.referrals.values()] == ["Mo", "Ines", "Mo"]


@pytest.mark.parametrize("person", ["", "  "])
def test_nobody_is_handed_to_nobody(desk: Desk, person: str) -> None:
    one = log.begin(desk, "call")
    with refused(desk, "goes to a person"):
        referrals.refer(desk, one, person)
    with refused(desk, "Somebody owns it"):
        referrals.own(desk, one, person)


def test_one_name_owns_it_and_the_typed_name_is_no_draft_any_more(desk: Desk) -> None:
    one = log.draft(desk, log.begin(desk, "call"), "refer", "In")
    one = referrals.own(desk, referrals.refer(desk, one, "Ines"), " Ines  Vega ")
    assert one.owner == "Ines Vega" and one.drafts == {} and log.get(desk, one.id).owner == "Ines Vega"
