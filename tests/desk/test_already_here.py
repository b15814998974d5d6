"""A second open visit of one person is told."""

from deskapp.desk.cards import customers, merge
from deskapp.desk.session import Session
from deskapp.desk.visits import already_here, log
from tests.builders import StandingClock


def test_the_other_open_visit_is_told_with_its_time_and_state(desk: Session, clock_: StandingClock) -> None:
    beth = customers.make(desk, "Beth")
    first = log.set_reason(desk, log.identify(desk, log.begin(desk, "call"), beth), "a bow")
    log.hold(desk, first)
    clock_.on(minutes=20)
    second = log.identify(desk, log.begin(desk, "walk-in"), beth)
    assert already_here.told(desk, second) == "Beth is here already since 10:00, on hold, about a bow."
    assert [other.id for other in already_here.others(desk, second)] == [first.id]
    log.end(desk, first, "done")
    assert already_here.told(desk, second) == ""


def test_a_visit_under_a_card_that_was_merged_is_theirs_and_nobody_elses_is(desk: Session) -> None:
    bet, beth = customers.make(desk, "Bet"), customers.make(desk, "Beth")
    first = log.identify(desk, log.begin(desk, "call"), bet)
    merge.merge(desk, beth, bet)
    second = log.identify(desk, log.begin(desk, "walk-in"), beth)
    assert [other.id for other in already_here.others(desk, second)] == [first.id]
    log.begin(desk, "walk-in", called="Beth")
    assert len(already_here.others(desk, second)) == 1
    assert already_here.others(desk, log.identify_new(desk, log.begin(desk, "call"), "Gus")) == []


def test_one_of_yesterday_is_told_with_its_day(desk: Session, clock_: StandingClock) -> None:
    beth = customers.make(desk, "Beth")
    log.greet(desk, log.identify(desk, log.begin(desk, "call"), beth))
    clock_.on(days=1)
    second = log.identify(desk, log.begin(desk, "walk-in"), beth)
    assert already_here.told(desk, second) == "Beth is here already since Tuesday 10:00, being served."


def test_somebody_of_the_same_name_with_another_card_or_none_may_be_the_same(desk: Session) -> None:
    first = log.begin(desk, "walk-in", called="Beth Marlow")
    second = log.identify_new(desk, log.begin(desk, "call"), "beth marlow")
    told = "Somebody called beth marlow is here already since 10:00, waiting: the same person?"
    nearest = already_here.nearest(desk, second)
    assert already_here.told(desk, second) == told and nearest and nearest.id == first.id
    log.end(desk, first, "done", overruled="test")
    assert already_here.told(desk, second) == "" and already_here.nearest(desk, second) is None
    assert already_here.told(desk, log.begin(desk, "walk-in")) == ""
