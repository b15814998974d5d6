"""The seven steps, each with its field; nothing is forced, and what is filled is ticked."""

from datetime import timedelta

import pytest

from deskapp.desk.crisis import resolution
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import checklists, log
from deskapp.errors import RefusedError
from deskapp.model.interaction import Interaction
from deskapp.model.upset import STEPS, Resolved
from deskapp.words import loader


@pytest.fixture
def call(desk: Session) -> Interaction:
    return log.begin(desk, "call", called="Gus")


def ticked(interaction: Interaction) -> set[str]:
    return {key.removeprefix("resolution-") for key in interaction.ticks if key.startswith("resolution-")}


def test_the_fields_are_those_of_the_shipped_checklist() -> None:
    assert tuple(step.id for step in loader.checklists()["resolution"].steps) == STEPS


def test_c1_their_account_is_done_when_it_was_read_back(desk: Session, call: Interaction) -> None:
    call = resolution.settle(desk, resolution.write(desk, call, "listen", "No pedal,  wrong pedal"), "listen")
    assert ticked(call) == set()
    call = resolution.settle(desk, resolution.confirm(desk, call, "listen", True), "listen")
    assert ticked(call) == {"listen"}
    assert call.resolution["listen"].text == "No pedal, wrong pedal"


@pytest.mark.parametrize("step", ["thank", "apologise"])
def test_c2_c3_thanks_and_apology_are_done_when_written(desk: Session, call: Interaction, step: str) -> None:
    assert ticked(resolution.settle(desk, resolution.write(desk, call, step, "Said so"), step)) == {step}


def test_c4_two_ways_are_asked_for(desk: Session, call: Interaction) -> None:
    call = resolution.write(desk, call, "options", "A pedal tonight")
    call = resolution.settle(desk, resolution.offer(desk, call, 0, "Ours on loan"), "options")
    assert ticked(call) == set()
    call = resolution.settle(desk, resolution.offer(desk, call, 1, "A taxi to the store"), "options")
    assert ticked(call) == {"options"}


def test_c5_an_agreement_needs_their_yes(desk: Session, call: Interaction) -> None:
    call = resolution.write(desk, call, "agree", "The loan, by six")
    assert ticked(resolution.settle(desk, resolution.confirm(desk, call, "agree", False), "agree")) == set()
    assert ticked(resolution.settle(desk, resolution.confirm(desk, call, "agree", True), "agree")) == {"agree"}


@pytest.mark.parametrize("step", ["act", "follow_up"])
def test_c6_c7_action_and_follow_up_are_promises_with_an_owner(desk: Session, call: Interaction, step: str) -> None:
    due = desk.now() + timedelta(hours=2)
    made = resolution.promise(desk, call, step, "Bring the pedal", due, due_typed="in 2h", owner=" Priya ")
    after = log.get(desk, call.id)
    assert (made.owner, made.due, made.interaction) == ("Priya", due, call.id)
    assert [one.id for one in promises.all_open(desk)] == [made.id]
    assert after.resolution[step].promise == made.id and ticked(after) == {step}
    desk.book.undo(by="Robin", at=desk.now())
    assert promises.all_open(desk) == [] and ticked(log.get(desk, call.id)) == set()


def test_a_promise_needs_words(desk: Session, call: Interaction) -> None:
    with pytest.raises(RefusedError):
        resolution.promise(desk, call, "act", "  ", desk.now())


def test_filling_a_field_starts_the_run(desk: Session, call: Interaction) -> None:
    assert checklists.RESOLUTION in resolution.write(desk, call, "thank", "Thank you").runs


def test_nothing_is_forced_in_order(desk: Session, call: Interaction) -> None:
    call = resolution.settle(desk, resolution.write(desk, call, "apologise", "Sorry"), "apologise")
    assert resolution.next_unfilled(call) == "listen"


def test_typing_is_one_step_for_undo(desk: Session, call: Interaction) -> None:
    for text in ("T", "Th", "Thanks"):
        call = resolution.write(desk, call, "thank", text)
    desk.book.undo(by="Robin", at=desk.now())
    assert "thank" not in log.get(desk, call.id).resolution


def test_the_process_is_found_by_what_it_is_about(desk: Session) -> None:
    def found(reason: str) -> str:
        process = resolution.process_for(log.begin(desk, "call", reason=reason))
        return process.id if process else ""

    assert found("Wants his money back for the deposit") == "refund"
    assert found("The bow is cracked") == "repair"
    assert found("Sings in the yard") == ""


def test_an_empty_field_fills_nothing(desk: Session) -> None:
    assert not any(Resolved(desk.now()).is_filled(step) for step in STEPS)
