"""What people usually come about is offered from the shop's own recent visits, by a number that stands alone."""

from deskapp.desk.answers import reasons
from deskapp.desk.session import Session
from deskapp.desk.visits import history, log
from tests.builders import StandingClock


def ended(desk: Session, reason: str, times: int = 1) -> None:
    for _ in range(times):
        log.end(desk, log.begin(desk, "walk-in", reason=reason), "Done")


def test_the_most_usual_come_first_with_their_count(desk: Session) -> None:
    ended(desk, "Opening hours", 2)
    ended(desk, "wants a refund", 3)
    ended(desk, "opening  HOURS", 2)
    ended(desk, "a lost scarf")
    found = [(reason.times, reason.looked_at) for reason in reasons.usual(desk)]
    assert found == [(4, 8), (3, 8)]
    assert [reason.text.casefold() for reason in reasons.usual(desk)] == ["opening hours", "wants a refund"]


def test_nothing_is_made_up_without_a_recent_history(desk: Session, clock_: StandingClock) -> None:
    assert reasons.usual(desk) == []
    ended(desk, "wants a refund", 3)
    clock_.on(days=100)
    assert reasons.usual(desk) == []


def test_a_number_takes_one_only_alone(desk: Session) -> None:
    ended(desk, "opening hours", 3)
    ended(desk, "2 strings broken", 2)
    usual = reasons.usual(desk)
    second = reasons.numbered(usual, "2")
    assert second is not None
    assert second.text == "2 strings broken"
    assert all(reasons.numbered(usual, typed) is None for typed in ("", "0", "3", "2 s", "2 strings", "22", "²"))
    assert [number for number, _ in reasons.fitting(usual, "2 str")] == [2]
    assert reasons.fitting(usual, "opening hours") == []


def test_no_more_visits_are_read_however_long_the_history(desk: Session) -> None:
    visit = log.end(desk, log.begin(desk, "walk-in", reason="opening hours"), "Done")
    document = desk.book.get("interactions", visit.id)
    assert document is not None
    with desk.book.change("a history", by="Robin", at=desk.now()) as change:
        for number in range(1000):
            change.put("interactions", {**document, "id": f"int_{number:026d}"})
    (usual,) = reasons.usual(desk)
    assert usual.times == usual.looked_at == history.LOOKED_AT
