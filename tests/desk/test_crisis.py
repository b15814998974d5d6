"""The crisis sheet, practice by practice (F1 to F8)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.crisis import brief, crisis
from deskapp.desk.crisis import record as crisis_record
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.times.closed_hours import ClosedThenError
from deskapp.desk.visits import log
from deskapp.errors import NotFoundError, RefusedError
from deskapp.model.crisis import CrisisSheet, Side
from deskapp.model.document import from_document
from deskapp.model.interaction import Interaction
from tests.builders import StandingClock, refused


@pytest.fixture
def call(desk: Session) -> Interaction:
    customer = customers.make(desk, "Hotel Meridian")
    call = log.begin(desk, "call", reason="The grand is dead, gala tonight")
    return crisis.start(desk, log.identify(desk, call, customer))


def sheet(desk: Session, call: Interaction) -> CrisisSheet:
    return crisis.sheet_of(log.get(desk, call.id))


def test_a_sheet_begins_with_what_it_is_about_and_is_opened_once(desk: Session, call: Interaction) -> None:
    crisis.add(desk, call, "facts", crisis.fact(desk, "No sound from the top octave"))
    crisis.start(desk, call)
    assert sheet(desk, call).background == "The grand is dead, gala tonight"
    assert len(sheet(desk, call).facts) == 1


def test_without_a_sheet_nothing_can_be_written_on_it(desk: Session) -> None:
    with pytest.raises(NotFoundError, match="Open one first"):
        crisis.write(desk, log.begin(desk, "call"), "background", "x")


def test_f1_research_takes_two_people(desk: Session, call: Interaction) -> None:
    crisis.write(desk, call, "first", "Priya")
    with refused(desk, "two people"):
        crisis.write(desk, call, "second", " priya ")
    with refused(desk, "not a person's name"):
        crisis.write(desk, call, "second", "the workshop")
    crisis.write(desk, call, "second", " Baptiste  Roy ")
    with refused(desk, "two people"):
        crisis.write(desk, call, "first", "baptiste roy")
    assert (sheet(desk, call).first, sheet(desk, call).second) == ("Priya", "Baptiste Roy")
    desk.book.undo(by="Robin", at=desk.now())
    assert (sheet(desk, call).first, sheet(desk, call).second) == ("Priya", "")


def test_f2_the_human_being_comes_first(desk: Session, call: Interaction) -> None:
    assert crisis.next_step(sheet(desk, call), desk.now()).startswith("The human being first")
    call = crisis.add(desk, call, "needs", crisis.need(desk, "Tea, and ten minutes alone"))
    assert crisis.next_step(sheet(desk, call), desk.now()) == "See to it now: Tea, and ten minutes alone"
    (key,) = sheet(desk, call).needs
    crisis.change(desk, call, "needs", key, seen_to_at=desk.now())
    assert "two who research" in crisis.next_step(sheet(desk, call), desk.now())


def test_f3_both_managements_get_background_and_facts(desk: Session, call: Interaction) -> None:
    told: dict[str, Any] = {"told": "yes", "how_much": "facts"}
    call = crisis.add(desk, call, "people", replace(crisis.person("Ingrid", "ours"), **told))
    call = crisis.add(desk, call, "people", replace(crisis.person("Mr Sato", "theirs"), **told))
    call = crisis.add(desk, call, "facts", replace(crisis.fact(desk, "Six strings broke"), shared="both"))
    call = crisis.add(desk, call, "facts", crisis.fact(desk, "We forgot the service"))
    ours, theirs = (brief.make(sheet(desk, call), side, desk.now()).text for side in ("ours", "theirs"))
    assert "Six strings broke" in ours and "We forgot the service" in ours and "gala tonight" in ours
    assert "Six strings broke" in theirs and "We forgot the service" not in theirs and "gala" not in theirs


def test_f4_a_person_may_not_be_told_before_the_customer_was_asked(desk: Session, call: Interaction) -> None:
    crisis.add(desk, call, "people", crisis.person("Mr Sato", "theirs"))
    with pytest.raises(RefusedError, match="may be told yet"):
        brief.make(sheet(desk, call), "theirs", desk.now())


def test_f4_what_the_customer_said_has_a_time_and_who_noted_it(
    desk: Session, call: Interaction, clock_: StandingClock
) -> None:
    call = crisis.add(desk, call, "people", crisis.person("Mr Sato", "theirs"))
    (key,) = sheet(desk, call).people

    def record() -> tuple[object, ...]:
        one = sheet(desk, call).people[key]
        return one.told, one.said_at, one.noted_by

    def says(**changes: object) -> None:
        crisis.change(desk, call, "people", key, **changes)

    says(told="yes")
    first = clock_.at
    assert record() == ("yes", first, "Robin")
    clock_.on(hours=1)
    desk.staff = "Kim"
    says(role="manager")
    assert record() == ("yes", first, "Robin"), "their part is no word of the customer's"
    says(how_much="everything")
    assert record() == ("yes", clock_.at, "Kim"), "how much they may hear is"
    says(said_at=first, noted_by="Nobody")
    assert record() == ("yes", clock_.at, "Kim")
    says(told="not_asked")
    assert record() == ("not_asked", None, "")
    desk.staff = ""
    with refused(desk, "who is at the desk"):
        says(told="no")
    desk.book.undo(by="Kim", at=desk.now())
    assert record() == ("yes", clock_.at, "Kim")


def test_a_sheet_of_before_has_its_consent_without_a_time(desk: Session, call: Interaction) -> None:
    told = replace(crisis.person("Mr Sato", "theirs"), told="yes")
    call = crisis.add(desk, call, "people", told)
    document = desk.book.get("interactions", call.id)
    assert document
    for entry in document["crisis"]["people"].values():
        del entry["said_at"], entry["noted_by"]
    read = crisis.sheet_of(from_document(Interaction, document))
    (one,) = read.people.values()
    assert (one.told, one.said_at, one.noted_by) == ("yes", None, "")
    assert crisis_record.consent(one, desk.now()) == "may be told the background"
    assert "For Mr Sato only" in brief.make(read, "theirs", desk.now()).text


def test_f5_an_answer_to_an_approval_has_a_time_and_who_noted_it(
    desk: Session, call: Interaction, clock_: StandingClock
) -> None:
    call = crisis.add(desk, call, "approvals", crisis.approval(desk, "Lend the grand", "Ingrid"))
    (key,) = sheet(desk, call).approvals
    clock_.on(minutes=5)
    crisis.change(desk, call, "approvals", key, answer="given")
    one = sheet(desk, call).approvals[key]
    assert (one.answered_at, one.noted_by) == (clock_.at, "Robin")
    assert crisis_record.answer(one, clock_.at) == "given, noted 10:05 by Robin"
    with refused(desk, "not a person's name"):
        crisis.approval(desk, "Lend the grand", "the management")


def test_f5_a_blessing_is_asked_of_a_name_and_answered(desk: Session) -> None:
    with pytest.raises(RefusedError):
        crisis.approval(desk, "Lend the concert grand", "")
    asked = crisis.approval(desk, "Lend the concert grand", "Ingrid")
    assert (asked.answer, asked.answered_at, asked.shared) == ("asked", None, "ours")


def test_f6_stakeholders_of_both_sides_are_brought_in(desk: Session, call: Interaction) -> None:
    sides: tuple[tuple[str, Side], ...] = (("Ingrid", "ours"), ("Mr Sato", "theirs"))
    for name, side in sides:
        call = crisis.add(desk, call, "people", crisis.person(name, side))
    assert {one.side for one in sheet(desk, call).people.values()} == {"ours", "theirs"}


def test_f7_each_part_of_the_plan_is_a_promise_with_owner_and_time(desk: Session, call: Interaction) -> None:
    due = desk.now() + timedelta(hours=3)
    made = crisis.plan(desk, call, "Bring the loan piano", "Priya", due, due_typed="in 3h", though_closed=False)
    (step,) = sheet(desk, call).plan.values()
    assert (step.who, step.promise) == ("Priya", made.id)
    assert [(one.owner, one.due, one.interaction) for one in promises.all_open(desk)] == [("Priya", due, call.id)]
    desk.book.undo(by="Robin", at=desk.now())
    assert promises.all_open(desk) == [] and sheet(desk, call).plan == {}


def test_f7_a_part_of_the_plan_is_due_while_the_desk_is_open_unless_that_is_meant(
    desk: Session, call: Interaction
) -> None:
    settings.write(desk, hours="mon-fri 9:00-18:00")
    night = desk.now() + timedelta(hours=10)
    with refused(desk, "outside the opening hours", ClosedThenError):
        crisis.plan(desk, call, "Bring the loan piano", "Priya", night, due_typed="20:00", though_closed=False)
    made = crisis.plan(desk, call, "Bring the loan piano", "Priya", night, due_typed="20:00", though_closed=True)
    assert (made.due, made.due_typed) == (night, "20:00") and len(sheet(desk, call).plan) == 1


def test_f8_a_stand_in_and_a_lasting_way_stand_side_by_side(desk: Session, call: Interaction) -> None:
    for entry in (
        crisis.option("Our stage piano", "1 hour"),
        crisis.option("A rented upright", "2 hours"),
        replace(crisis.option("New strings", "3 weeks"), lasts="lasting"),
    ):
        call = crisis.add(desk, call, "options", entry)
    for key in sheet(desk, call).options:
        crisis.choose(desk, call, key)
    chosen = [one.text for one in sheet(desk, call).options.values() if one.chosen]
    assert chosen == ["A rented upright", "New strings"]


def test_a_brief_that_left_is_on_record(desk: Session, call: Interaction) -> None:
    with refused(desk, "Ingrid may not be told yet"):
        crisis.briefed(desk, call, "ours", ("Ingrid",))
    crisis.add(desk, call, "people", replace(crisis.person("Ingrid", "ours"), told="yes"))
    crisis.briefed(desk, call, "ours", ("Ingrid",))
    (given,) = sheet(desk, call).briefs.values()
    assert (given.side, given.readers, given.by, given.at) == ("ours", ("Ingrid",), "Robin", desk.now())


def test_an_entry_is_taken_off_and_comes_back_with_undo(desk: Session, call: Interaction) -> None:
    call = crisis.add(desk, call, "facts", crisis.fact(desk, "A"))
    crisis.remove(desk, call, "facts", next(iter(sheet(desk, call).facts)))
    assert sheet(desk, call).facts == {}
    desk.book.undo(by="Robin", at=desk.now())
    assert [one.text for one in sheet(desk, call).facts.values()] == ["A"]


@pytest.mark.parametrize("make", [crisis.fact, crisis.need])
def test_empty_entries_are_refused(desk: Session, make: object) -> None:
    with pytest.raises(RefusedError):
        make(desk, "  ")  # type: ignore[operator]


def test_the_sheet_leads_through_to_the_plan(desk: Session, call: Interaction) -> None:
    seen = [crisis.next_step(sheet(desk, call), desk.now())]
    crisis.add(desk, call, "needs", replace(crisis.need(desk, "Tea"), seen_to_at=desk.now()))
    crisis.write(desk, crisis.write(desk, call, "first", "Priya"), "second", "Baptiste")
    crisis.add(desk, call, "facts", replace(crisis.fact(desk, "Broken"), certainty="checked"))
    crisis.add(desk, call, "people", replace(crisis.person("Ingrid", "ours"), told="yes"))
    crisis.add(desk, call, "options", crisis.option("Our stage piano", "1 hour"))
    seen.append(crisis.next_step(sheet(desk, call), desk.now()))
    due = desk.now() + timedelta(hours=1)
    crisis.plan(desk, call, "Bring it", "Priya", due, due_typed="", though_closed=False)
    seen.append(crisis.next_step(sheet(desk, call), desk.now()))
    crisis.briefed(desk, call, "ours", ("Ingrid",))
    seen.append(crisis.next_step(sheet(desk, call), desk.now()))
    assert [words.split(":")[0].split(".")[0] for words in seen] == [
        "The human being first",
        "Make one plan",
        "Brief those who may be told",
        "The plan stands",
    ]
