"""Reports: what each figure counts, from facts that were written down by the verbs of the desk."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskapp import clock
from deskapp.desk.answers import faq
from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.reports import lessons, reports
from deskapp.desk.reports.tally import Sample, StoppedError, Tally, lengths, middle
from deskapp.desk.session import Session
from deskapp.desk.visits import checklists, log, requests, temperature, transfers
from deskapp.errors import RefusedError
from deskapp.model.interaction import Interaction
from deskapp.model.report import Lengths, Report, Span
from deskapp.words import loader
from tests.builders import StandingClock, time_zone
from tests.model.strategies import KEYS, PLAIN

TODAY = date(2026, 11, 24)


def report(desk: Session, span: Span = "day", day: date = TODAY, **more: str) -> Report:
    return reports.make(desk, reports.period(span, day), **more)  # type: ignore[arg-type]


def visit(desk: Session, now: StandingClock, wait: float = 1, serve: float = 10, reason: str = "") -> Interaction:
    """A walk-in that waits and is served for so many minutes."""
    one = log.begin(desk, "walk-in", reason=reason)
    now.on(minutes=wait)
    one = log.greet(desk, one)
    now.on(minutes=serve)
    return over(desk, one)


def over(desk: Session, one: Interaction) -> Interaction:
    """It ends, whatever stands open."""
    return log.end(desk, one, "helped", overruled="no time")


def test_who_came_and_who_is_still_here(desk: Session, clock_: StandingClock) -> None:
    visit(desk, clock_)
    for kind in ("call", "call", "message"):
        log.begin(desk, kind)
    people = report(desk).people
    assert (people.walk_ins, people.calls, people.messages, people.total, people.still_open) == (1, 2, 1, 4, 3)


def test_the_wait_is_that_of_all_and_the_greeting_that_of_the_greeted(desk: Session, clock_: StandingClock) -> None:
    for minutes in (1, 2, 5, 9):
        visit(desk, clock_, wait=minutes)
    log.begin(desk, "walk-in")
    log.begin(desk, "message")
    clock_.on(minutes=30)
    people = report(desk).people
    assert people.waited == Lengths(5, 300, 1800)
    assert people.greeted == Lengths(4, 210, 540)
    assert people.greeted_within_5_minutes == 3


def test_serving_goes_from_the_greeting_to_the_end_without_the_time_on_hold(
    desk: Session, clock_: StandingClock
) -> None:
    one = log.greet(desk, log.begin(desk, "call"))
    clock_.on(minutes=4)
    one = log.hold(desk, one)
    clock_.on(minutes=10)
    one = log.resume(desk, one)
    clock_.on(minutes=2)
    log.end(desk, one, "helped", overruled="no time")
    assert report(desk).people.served == Lengths(1, 360, 360)


def test_promises_are_told_by_when_they_were_due(desk: Session, clock_: StandingClock) -> None:
    start = clock_.at
    made = [promises.make(desk, what, start + timedelta(hours=2)) for what in ("a", "b", "c", "d")]
    promises.make(desk, "tomorrow", start + timedelta(days=1))
    promises.keep(desk, made[0])
    clock_.on(hours=3)
    promises.keep(desk, made[1])
    promises.give_up(desk, made[2])
    told = report(desk).promises
    assert (told.made, told.due, told.kept_in_time, told.kept_late, told.broken) == (5, 4, 1, 1, 1)
    assert (told.still_open, told.overdue) == (1, 1)
    assert [one.what for one in told.broken_ones] == ["c"]
    tomorrow = report(desk, day=TODAY + timedelta(days=1)).promises
    assert (tomorrow.made, tomorrow.due, tomorrow.still_open, tomorrow.overdue) == (0, 1, 1, 0)


def test_a_moved_promise_counts_as_told_only_where_the_customer_knew_each_time(desk: Session) -> None:
    hour = timedelta(hours=1)
    one, other = (promises.make(desk, what, desk.now() + hour) for what in "ab")
    promises.move(desk, one, desk.now() + 2 * hour, told=True)
    other = promises.move(desk, other, desk.now() + 2 * hour, told=False)
    promises.move(desk, other, desk.now() + 3 * hour, told=True)
    told = report(desk).promises
    assert (told.moved, told.moved_and_told) == (2, 1)


def test_a_promise_that_waited_on_the_customer_is_kept_in_time(desk: Session, clock_: StandingClock) -> None:
    one = promises.make(desk, "a", desk.now() + timedelta(hours=1))
    waiting = promises.pause(desk, one)
    clock_.on(hours=5)
    promises.keep(desk, waiting)
    assert report(desk).promises.kept_in_time == 1


def test_the_kettle_tells_who_came_to_60_and_who_cooled(desk: Session, clock_: StandingClock) -> None:
    for degrees in ((45,), (60, 55), (90, 70), (85, 40)):
        one = log.begin(desk, "call")
        for celsius in degrees:
            clock_.on(minutes=1)
            one = temperature.put(desk, one, celsius)
    heat = report(desk).kettle
    assert (heat.came_to_60_celsius, heat.cooled_below_60_celsius, heat.came_to_85_celsius) == (3, 2, 2)
    assert (heat.highest_celsius, heat.median_peak_celsius) == (90, 85)


def test_referrals_and_requests(desk: Session) -> None:
    one, other = log.begin(desk, "call"), log.begin(desk, "call")
    for to in ("Kim", "Lee", "Ada"):
        one = transfers.refer(desk, one, to)
    transfers.refer(desk, other, "Kim")
    for text in ("price", "date"):
        one = requests.add(desk, one, text)
    requests.answer(desk, one, next(iter(one.requests)), "80")
    handed = report(desk).handed
    assert (handed.referrals, handed.referred, handed.referred_3_times) == (4, 2, 1)
    assert (handed.requests, handed.answered) == (2, 1)


def test_what_people_came_about_most_and_how_much_of_it_the_faq_answers(desk: Session, clock_: StandingClock) -> None:
    ids = [visit(desk, clock_, reason="violin strings price").id for _ in range(3)]
    for reason in ("piano tuning date", "piano tuning date", "lost umbrella"):
        visit(desk, clock_, reason=reason)
    visit(desk, clock_)
    faq.make(desk, "What do violin strings cost?", "20.", asked_in=ids)
    topics = report(desk).topics
    assert [(one.words, one.times, one.in_faq) for one in topics.most] == [
        ("violin strings price", 3, True),
        ("piano tuning date", 2, False),
    ]
    assert (topics.with_reason, topics.with_faq_entry, topics.faq_coverage_percent) == (6, 3, 50)


def test_no_customer_is_named_by_what_they_came_about(desk: Session) -> None:
    card = customers.make(desk, "Beth Ocampo")
    for reason in ("Beth's pressure gauge is late", "Beth Ocampo: pressure gauge is late"):
        log.set_reason(desk, log.identify(desk, log.begin(desk, "call"), card), reason)
    (topic,) = report(desk).topics.most
    assert "Beth" not in topic.words and "Ocampo" not in topic.words and "pressure gauge is late" in topic.words


def test_habits_stand_beside_those_of_the_same_span_before(desk: Session, clock_: StandingClock) -> None:
    greeting = next(one for one in loader.checklists().values() if one.starts_with == "walk-in")
    for number in range(10):
        clock_.at += timedelta(days=number == 5)
        one = log.begin(desk, "walk-in")
        if number >= 5 or number == 0:
            one = checklists.tick(desk, one, greeting, greeting.steps[0])
        over(desk, one)
    today = report(desk, day=TODAY + timedelta(days=1))
    first, second = today.habits[:2]
    assert (first.step, first.runs, first.ticked_percent) == (greeting.steps[0].prompt, 5, 100)
    assert (first.runs_before, first.ticked_percent_before, first.change) == (5, 20, 80)
    assert (second.ticked_percent, second.change) == (0, 0)


def test_habits_may_be_those_of_one_person_alone(desk: Session) -> None:
    greeting = next(one for one in loader.checklists().values() if one.starts_with == "walk-in")
    over(desk, checklists.tick(desk, log.begin(desk, "walk-in"), greeting, greeting.steps[0]))
    desk.staff = "Kim"
    over(desk, log.begin(desk, "walk-in"))
    assert report(desk).habits[0].ticked_percent == 50
    assert report(desk, habits_of="Kim").habits[0].ticked_percent == 0
    assert report(desk, habits_of="Robin").habits[0].ticked_percent == 100
    assert report(desk, habits_of="nobody").habits == ()


def test_a_year_looks_back_on_all_its_lessons(desk: Session, clock_: StandingClock) -> None:
    lessons.add(desk, "Rang at once")
    clock_.on(days=14)
    lessons.add(desk, "Promised without asking", "bad")
    told = report(desk, "year").lessons
    assert [(one.text, one.decision) for one in told] == [("Rang at once", "good"), ("Promised without asking", "bad")]
    assert len(report(desk, "month").lessons) == 1


def test_bars_are_days_of_a_week_and_months_of_a_year(desk: Session, clock_: StandingClock) -> None:
    visit(desk, clock_)
    clock_.on(days=2)
    visit(desk, clock_)
    assert [one.interactions for one in report(desk, "week").bars] == [0, 1, 0, 1, 0, 0, 0]
    assert [one.interactions for one in report(desk, "year").bars] == [0] * 10 + [2, 0]
    assert report(desk).bars == ()


def test_a_day_is_that_of_the_desks_own_wall_clock(desk: Session, clock_: StandingClock) -> None:
    with time_zone("Asia/Tokyo"):
        clock_.at = clock_.at.replace(hour=15, minute=30)
        visit(desk, clock_)
        assert report(desk).is_empty
        assert report(desk, day=TODAY + timedelta(days=1)).people.total == 1
        assert [one.interactions for one in report(desk, "week").bars] == [0, 0, 1, 0, 0, 0, 0]


def test_an_empty_stretch_is_empty(desk: Session) -> None:
    assert report(desk, "year", date(1999, 1, 1)).is_empty
    with pytest.raises(RefusedError, match="nothing to look back on"):
        reports.period("day", date(9999, 12, 31))


def test_counting_stops_where_nobody_waits_for_it(desk: Session, clock_: StandingClock) -> None:
    visit(desk, clock_)
    with pytest.raises(StoppedError):
        reports.make(desk, reports.period("day", TODAY), goes_on=lambda: False)


def test_a_report_over_sealed_months_counts_each_once(
    desk: Session, clock_: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        visit(desk, clock_)
    clock_.on(days=120)
    visit(desk, clock_)
    monkeypatch.setattr(clock, "now", clock_)
    desk.book.checkpoint.save()
    assert desk.book.shelf("interactions").sealed
    assert report(desk, "month").people.total == 3
    assert report(desk, "month", date(2027, 3, 1)).people.total == 1


FIELDS = ("id", "kind", "state", "arrived_at", "greeted_at", "ended_at", "temperature", "staff", "reason", "customer",
          "runs", "ticks", "requests", "readings", "referrals", "holds")  # fmt: skip
TELLING = st.sampled_from(["2026-11-24T10:00:00.000Z", "2026-11-24T10:00:00", "ended", "call"])
ODD = PLAIN | st.lists(PLAIN, max_size=1) | st.dictionaries(KEYS, PLAIN, max_size=1) | TELLING


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), ODD | st.dictionaries(KEYS, ODD, max_size=2)), max_size=4))
def test_no_odd_document_stops_the_counting(documents: list[dict[str, object]]) -> None:
    tally = Tally(StandingClock().at)
    for one in documents:
        tally.add({"arrived_at": "2026-11-24T10:00:00.000Z", **one})
    people = tally.people()
    assert people.total <= len(documents) and tally.heat().cooled_below_60_celsius <= len(documents)


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_the_middle_has_as_many_below_as_above(values: list[float]) -> None:
    half = middle(values)
    assert sum(one < half for one in values) <= len(values) / 2 >= sum(one > half for one in values)
    assert lengths(values).median_seconds <= lengths(values).longest_seconds


@given(st.integers(0, 500), st.integers(2, 40))
def test_a_sample_is_even_and_never_too_large(seen: int, most: int) -> None:
    sample: Sample[int] = Sample(most)
    for item in range(seen):
        sample.add(item)
    assert sample.items == list(range(0, seen, sample.every)) and len(sample.items) <= most
