"""How such visits usually end, from the shop's own history, whatever its length."""

from deskapp.desk.session import Session
from deskapp.desk.visits import closing, history, log, missed, ring, transfers
from deskapp.desk.visits.ring import Caller
from tests.builders import StandingClock
from tests.conftest import Within


def ended(desk: Session, kind: str, reason: str, outcome: str) -> None:
    log.end(desk, log.begin(desk, kind, reason=reason), outcome)  # type: ignore[arg-type]


def test_those_of_the_same_kind_and_thing_come_first(desk: Session, clock_: StandingClock) -> None:
    for _ in range(3):
        ended(desk, "call", "opening hours", "Told the hours")
    ended(desk, "call", "a loose lens", "Booked for repair")
    clock_.on(minutes=1)
    ended(desk, "call", "a loose screw", "told  the HOURS")
    clock_.on(minutes=1)
    ended(desk, "call", "a parcel", "Sent away")
    ended(desk, "walk-in", "a loose lens", "Repaired")
    visit = log.begin(desk, "call", reason="lens fell out")
    assert history.usual(desk, visit) == ["Booked for repair", "told the HOURS"]
    assert history.usual(desk, log.begin(desk, "message")) == []


def test_who_has_it_and_how_it_ended_before_are_offered_first(desk: Session) -> None:
    for _ in range(2):
        ended(desk, "call", "", "Told the hours")
    visit = transfers.refer(desk, log.begin(desk, "call"), "Tom")
    assert history.usual(desk, visit)[0] == "Transferred to Tom"
    again = closing.reopen(desk, log.end(desk, log.begin(desk, "call"), "Will call again"))
    assert history.usual(desk, again) == ["Will call again", "Told the hours"]


def test_what_was_closed_later_is_no_usual_end(desk: Session, clock_: StandingClock) -> None:
    visits = [log.begin(desk, "call") for _ in range(3)]
    clock_.on(days=1)
    closing.close(desk, visits)
    assert history.usual(desk, log.begin(desk, "call")) == []


def test_a_long_history_costs_no_more(desk: Session, within: Within) -> None:
    with desk.book.change("a history", by="Robin", at=desk.now()) as change:
        document = desk.book.get("interactions", log.end(desk, log.begin(desk, "call", reason="hours"), "Told").id)
        assert document is not None
        for number in range(2000):
            change.put("interactions", {**document, "id": f"int_{number:026d}"})
    visit = log.begin(desk, "call", reason="hours")
    assert history.usual(desk, visit) == ["Told"]
    with within(0.05):
        history.usual(desk, visit)


def test_a_rare_kind_looks_no_further_back_than_a_common_one(desk: Session, clock_: StandingClock) -> None:
    for _ in range(2):
        ended(desk, "message", "hours", "Told the hours")
    assert history.usual(desk, log.begin(desk, "message")) == ["Told the hours"]
    clock_.on(minutes=1)
    walk_in = desk.book.get("interactions", log.end(desk, log.begin(desk, "walk-in"), "done").id)
    assert walk_in is not None
    with desk.book.change("a history", by="Robin", at=desk.now()) as change:
        for number in range(history.PASSED_OVER):
            change.put("interactions", {**walk_in, "id": f"int_{number:026d}"})
    assert history.usual(desk, log.begin(desk, "message")) == []
    assert history.usual(desk, log.begin(desk, "walk-in")) == ["done"]


def test_what_the_program_wrote_of_a_call_is_no_usual_end(desk: Session, clock_: StandingClock) -> None:
    for number in ("020 7946 0018", "020 7946 0019"):
        ring.ring(desk, Caller(number))
        call = missed.hang_up(desk, Caller(number))
        other = number.replace("7946", "7947")
        ring.ring(desk, Caller(other))
        missed.answer_elsewhere(desk, Caller(other))
    assert history.usual(desk, log.begin(desk, "call")) == []
    assert history.usual(desk, closing.reopen(desk, call)) == []
    left = log.begin(desk, "walk-in")
    clock_.on(days=1)
    (closed,) = closing.close(desk, [left])
    assert history.usual(desk, closing.reopen(desk, closed)) == []
