"""A brief that leaves this desk is on record, and what did not leave is not (F4)."""

import pytest

from deskapp.desk.crisis import brief, crisis
from deskapp.desk.crisis.brief import Brief
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.errors import DeskError, RefusedError
from deskapp.model.crisis import BriefGiven
from deskapp.model.interaction import Interaction
from tests.builders import refused


@pytest.fixture
def call(desk: Session) -> Interaction:
    call = crisis.start(desk, log.begin(desk, "call", called="Beth"))
    call = crisis.add(desk, call, "people", crisis.person("Ingrid Moe", "ours"))
    (key,) = crisis.sheet_of(call).people
    return crisis.change(desk, call, "people", key, told="yes")


def on_record(desk: Session, call: Interaction) -> list[BriefGiven]:
    return list(crisis.sheet_of(log.get(desk, call.id)).briefs.values())


def test_while_nobody_is_at_the_desk_no_brief_is_given(desk: Session, call: Interaction) -> None:
    desk.staff, given = "", list[Brief]()
    with refused(desk, "who is at the desk"):
        brief.give(desk, call, "ours", given.append)
    assert not given and not on_record(desk, call)


def test_a_brief_is_on_record_before_it_is_given(desk: Session, call: Interaction) -> None:
    seen = list[list[BriefGiven]]()
    brief.give(desk, call, "ours", lambda made: seen.append(on_record(desk, call)))
    assert [[one.readers for one in record] for record in seen] == [[("Ingrid Moe",)]]
    assert len(on_record(desk, call)) == 1


@pytest.mark.parametrize("error", [RefusedError("No such folder.", "Give another."), OSError("the disk is full")])
def test_a_brief_that_could_not_be_given_is_not_on_record(desk: Session, call: Interaction, error: Exception) -> None:
    brief.give(desk, call, "ours", lambda made: None)

    def fails(made: Brief) -> None:
        raise error

    with pytest.raises((DeskError, OSError)):
        brief.give(desk, call, "ours", fails)
    assert len(on_record(desk, call)) == 1
    desk.book.undo(by="Robin", at=desk.now())
    assert not on_record(desk, call), "what failed is nothing to undo: the brief before it is the last act"
