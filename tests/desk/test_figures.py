"""The figures of a report: whose waits count, what is not yet due, who is no caller; each has words and rows."""

from datetime import date, timedelta

from deskapp.desk.answers import concerns, faq
from deskapp.desk.cards import customers, merge
from deskapp.desk.promises import promises
from deskapp.desk.reports import behind, definitions, reports
from deskapp.desk.session import Session
from deskapp.desk.undo import undoing
from deskapp.desk.visits import closing, log, missed, requests, ring, temperature, transfers
from deskapp.desk.visits.ring import Caller
from deskapp.exchange import tables_out
from deskapp.model.document import to_document
from deskapp.model.interaction import Interaction
from deskapp.model.report import Lengths, Report, ReportFigure
from tests.builders import StandingClock

TODAY = date(2026, 11, 24)
DAY = reports.period("day", TODAY)


def report(desk: Session) -> Report:
    return reports.make(desk, DAY)


def figures(desk: Session) -> dict[str, ReportFigure]:
    return {figure.id: figure for figure in definitions.figures(report(desk))}


def old(desk: Session, visit: Interaction) -> None:
    """The visit as a book of before has it."""
    document = to_document(visit)
    for name in ("direction", "afterwards", "elsewhere_at", "imported_by"):
        del document[name]
    with desk.book.change("before", by="", at=desk.now()) as change:
        change.put("interactions", document)


def test_who_was_never_greeted_waits_to_the_end_or_to_now(desk: Session, clock_: StandingClock) -> None:
    left = log.begin(desk, "walk-in")
    clock_.on(minutes=12)
    log.end(desk, left, "went away", overruled="no time")
    log.begin(desk, "walk-in")
    clock_.on(minutes=40)
    people = report(desk).people
    assert people.waited == Lengths(2, 26 * 60, 40 * 60)
    assert (people.left_unseen, people.still_waiting, people.greeted.count) == (1, 1, 0)
    assert (people.greeted_within_5_minutes, people.greeted_within_5_minutes_of) == (0, 2)


def test_who_may_still_be_greeted_in_time_is_in_no_share(desk: Session, clock_: StandingClock) -> None:
    log.begin(desk, "walk-in")
    clock_.on(minutes=4)
    assert figures(desk)["people.greeted_within_5_minutes"].share is None
    clock_.on(minutes=2)
    assert figures(desk)["people.greeted_within_5_minutes"].share == 0


def test_what_is_written_down_afterwards_has_no_wait(desk: Session, clock_: StandingClock) -> None:
    at = desk.now() - timedelta(hours=2)
    told = log.begin(desk, "walk-in", at=at, afterwards=True)
    log.note(desk, told, "brought the violin")
    log.end(desk, log.begin(desk, "call", afterwards=True), "repaired", overruled="no time")
    clock_.on(minutes=1)
    log.end(desk, log.get(desk, told.id), "repaired", overruled="no time")
    people = report(desk).people
    assert (people.total, people.could_wait) == (2, 2)
    assert people.waited == people.greeted == people.served == Lengths()


def test_calls_that_we_make_are_no_callers(desk: Session, clock_: StandingClock) -> None:
    rang = ring.ring(desk, Caller("202 555 0123"))
    clock_.on(seconds=20)
    missed.hang_up(desk, Caller("202 555 0123"))
    clock_.on(minutes=5)
    back = missed.ring_back(desk, log.get(desk, rang.id))
    clock_.on(minutes=5)
    log.end(desk, back, "told them", overruled="no time")
    people = report(desk).people
    assert (people.calls, people.missed_calls, people.calls_made, people.total) == (0, 1, 1, 1)
    assert people.waited == people.served == Lengths()
    old(desk, log.get(desk, back.id))
    assert report(desk).people == people


def test_a_call_taken_on_another_phone_did_not_wait_for_us(desk: Session, clock_: StandingClock) -> None:
    ring.ring(desk, Caller("202 555 0123"))
    clock_.on(seconds=20)
    call = missed.answer_elsewhere(desk, Caller("202 555 0123"))
    people = report(desk).people
    assert (people.calls, people.missed_calls, people.could_wait, people.waited.count) == (1, 0, 0, 0)
    clock_.on(minutes=1)
    closing.reopen(desk, call)
    clock_.on(minutes=1)
    assert report(desk).people.waited == Lengths(1, 80, 80)


def test_nobody_waits_between_an_end_and_its_being_taken_back(desk: Session, clock_: StandingClock) -> None:
    visit = log.begin(desk, "walk-in")
    clock_.on(minutes=2)
    visit = log.end(desk, visit, "gone", overruled="no time")
    clock_.on(hours=3)
    visit = closing.reopen(desk, visit)
    clock_.on(minutes=1)
    assert visit.waited(clock_.at) == timedelta(minutes=3)
    assert clock_.at - visit.in_state_since() == timedelta(minutes=3)
    visit = log.greet(desk, visit)
    clock_.on(minutes=10)
    log.end(desk, visit, "helped", overruled="no time")
    people = report(desk).people
    assert people.waited == Lengths(1, 180, 180) and people.served == Lengths(1, 600, 600)


def test_a_book_of_before_tells_them_apart_by_what_it_has(desk: Session, clock_: StandingClock) -> None:
    afterwards = log.begin(desk, "walk-in", at=desk.now() - timedelta(hours=1), afterwards=True)
    here = log.begin(desk, "walk-in")
    clock_.on(minutes=1)
    for visit in (afterwards, log.greet(desk, here)):
        old(desk, visit)
    assert report(desk).people.waited == Lengths(1, 60, 60)


def test_what_is_not_yet_due_is_neither_kept_nor_late(desk: Session, clock_: StandingClock) -> None:
    for hours in (1, 2, 3):
        promises.make(desk, "call", clock_.at + timedelta(hours=hours))
    assert figures(desk)["promises.kept_in_time"].share is None
    promises.keep(desk, promises.all_open(desk)[2])
    clock_.on(minutes=90)
    kept = report(desk).promises
    assert (kept.due, kept.not_yet_due, kept.overdue, kept.kept_in_time, kept.kept_in_time_of) == (3, 1, 1, 1, 2)


def test_who_is_still_here_may_yet_calm_down_and_be_answered(desk: Session, clock_: StandingClock) -> None:
    visit = temperature.put(desk, log.begin(desk, "call"), 75)
    visit = requests.add(desk, visit, "a price")
    told = report(desk)
    assert (told.kettle.cooled_below_60_celsius_of, told.handed.requests, told.handed.answered_of) == (0, 1, 0)
    clock_.on(minutes=1)
    log.end(desk, visit, "went", overruled="no time")
    told = report(desk)
    assert (told.kettle.cooled_below_60_celsius, told.kettle.cooled_below_60_celsius_of) == (0, 1)
    assert (told.handed.answered, told.handed.answered_of) == (0, 1)


def test_an_open_visit_is_no_forgotten_step(desk: Session) -> None:
    visit = log.begin(desk, "walk-in")
    assert report(desk).habits == ()
    log.end(desk, visit, "helped", overruled="no time")
    first = report(desk).habits[0]
    assert (first.runs, first.ticked) == (1, 0)


def test_every_figure_has_its_words_and_its_rows(desk: Session, clock_: StandingClock) -> None:
    visit = temperature.put(desk, log.begin(desk, "walk-in", reason="violin strings"), 75)
    log.end(desk, requests.add(desk, visit, "a price"), "helped", overruled="no time")
    log.begin(desk, "call", reason="violin strings")
    promises.make(desk, "call", clock_.at)
    clock_.on(minutes=7)
    known = figures(desk)
    assert len(known) > 40 and known["topics.about violin strings"].count == 2
    for name, figure in known.items():
        assert definitions.told(name).endswith(".")
        assert len(behind.rows(desk, DAY, name)) == figure.count, name
    assert behind.rows(desk, DAY, "people.still_waiting")[0].amount == 7 * 60
    assert known["people.waited"] == ReportFigure("people.waited", 2, 2, 210, 420, "s")


def test_a_length_that_nobody_knows_stays_empty_in_a_table(desk: Session, clock_: StandingClock) -> None:
    known = log.greet(desk, log.begin(desk, "walk-in"))
    told = log.end(desk, log.begin(desk, "walk-in", at=clock_.at - timedelta(hours=1), afterwards=True), "repaired")
    clock_.on(minutes=3)
    known = log.end(desk, known, "helped", overruled="no time")
    columns = [row[3:5] for row in tables_out.log_rows([known, told, log.begin(desk, "message")], clock_.at)]
    assert columns == [("0 min", "3 min"), ("", ""), ("", "0 min")]


def test_our_own_calls_are_no_questions_for_the_faq(desk: Session) -> None:
    log.begin(desk, "call", reason="violin strings")
    log.begin(desk, "call", reason="violin strings", ours=True)
    learnt = concerns.weigh(concerns.newest(desk), faq.everything(desk))
    assert (learnt.looked_at, learnt.told) == (1, "answers 0 of the last question")


def test_what_is_taken_back_or_merged_changes_no_figure(desk: Session, clock_: StandingClock) -> None:
    beth, twin = (customers.make(desk, name) for name in ("Beth Ocampo", "Beth Ocampo-Reyes"))
    for card in (beth, twin):
        visit = log.identify(desk, log.begin(desk, "walk-in", reason="a tuning"), card)
        clock_.on(minutes=2)
        visit = transfers.refer(desk, visit, "Kim")
        clock_.on(minutes=3)
        log.end(desk, visit, "helped", overruled="no time")
    before = report(desk)
    merge.merge(desk, beth, twin)
    after = report(desk)
    assert (after.people, after.handed, after.topics) == (before.people, before.handed, before.topics)
    undoing.undo(desk)
    undoing.undo(desk)
    told = report(desk).people
    assert (told.still_open, told.served.count, told.waited) == (1, 1, before.people.waited)
    undoing.redo(desk)
    assert report(desk).people == before.people


def test_a_visit_over_midnight_belongs_to_the_day_on_which_it_began(desk: Session, clock_: StandingClock) -> None:
    clock_.at = clock_.at.replace(hour=23, minute=58)
    visit = log.begin(desk, "walk-in")
    clock_.on(minutes=4)
    visit = log.greet(desk, visit)
    clock_.on(minutes=10)
    log.end(desk, visit, "helped", overruled="no time")
    assert report(desk).people.waited == Lengths(1, 240, 240)
    assert reports.make(desk, reports.period("day", TODAY + timedelta(days=1))).is_empty
