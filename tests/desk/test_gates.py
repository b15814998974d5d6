"""What stands open at the end: shown, overruled with a reason, and on record."""

import pytest

from deskapp.desk.crisis import resolution
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.visits import checklists, gates, log, requests, transfers
from deskapp.errors import RefusedError


def test_c2_an_unanswered_request_is_a_hard_gate(desk: Session) -> None:
    call = requests.add(desk, log.begin(desk, "call"), "The delivery fee back")
    with pytest.raises(RefusedError, match="delivery fee"):
        log.end(desk, call, "Sorted")
    assert log.get(desk, call.id).is_open


def test_a_hard_gate_is_passed_with_a_reason_that_is_logged(desk: Session) -> None:
    call = requests.add(desk, log.begin(desk, "call"), "The delivery fee back")
    ended = log.end(desk, call, "Sorted", overruled="They rang off")
    (gate,) = ended.gates.values()
    assert (gate.kind, gate.reason, gate.by) == ("hard", "They rang off", "Robin")
    assert gate.points == ("Not answered: The delivery fee back",)
    assert ended.overruled == "They rang off"


def test_a_soft_desk_warns_only_and_logs_what_stood_open(desk: Session) -> None:
    desk_settings.write(desk, gate="soft")
    call = requests.add(desk, log.begin(desk, "call"), "The delivery fee back")
    ended = log.end(desk, call, "Sorted")
    (gate,) = ended.gates.values()
    assert (gate.kind, gate.reason) == ("soft", "")


def test_a_mandatory_step_is_a_hard_gate_until_it_is_ticked(desk: Session) -> None:
    call = checklists.start(desk, log.begin(desk, "call"), checklists.RESOLUTION)
    assert [one.text for one in gates.points(desk, call)] == ["Not done: Make sure they agree (Resolution)"]
    checklist = next(one for one in checklists.running(call) if one.id == checklists.RESOLUTION)
    assert gates.points(desk, checklists.toggle(desk, call, checklist, 5)) == []


def test_c4_one_way_out_is_worth_a_look_but_never_blocks(desk: Session) -> None:
    call = resolution.write(desk, log.begin(desk, "call"), "options", "Money back")
    call = resolution.offer(desk, call, 0, "Money back")
    texts = {one.text: one.kind for one in gates.points(desk, call)}
    assert texts["Only one way out was offered"] == "soft"
    call = resolution.offer(desk, call, 1, "A new one")
    assert "Only one way out was offered" not in {one.text for one in gates.points(desk, call)}


def test_a3_the_third_hand_over_without_an_owner_is_worth_a_look(desk: Session) -> None:
    call = log.begin(desk, "call")
    for name in ("Priya", "Ingrid", "Baptiste"):
        call = transfers.refer(desk, call, name)
    assert [one.text for one in gates.points(desk, call)] == ["3 transfers, and nobody owns it"]
    call = transfers.own(desk, call, " Priya ")
    assert call.owner == "Priya" and gates.points(desk, call) == []


def test_nothing_is_logged_where_nothing_stood_open(desk: Session) -> None:
    assert log.end(desk, log.begin(desk, "walk-in"), "Sold a reed").gates == {}
