"""An answer that was given can be changed on the screen, whether or not something else is still open."""

import pytest

from deskapp.desk.session import Session
from deskapp.desk.visits import log, requests
from tests.ui.hands import at_the_desk


def answers(desk: Session, visit_id: str) -> dict[str, str]:
    return {request.text: request.answer for request in log.get(desk, visit_id).requests.values()}


@pytest.mark.parametrize(("others_open", "way"), [(0, ()), (1, ("down",)), (2, ("down", "down"))])
async def test_the_only_answer_is_changed_by_the_key_that_answers(
    desk: Session, others_open: int, way: tuple[str, ...]
) -> None:
    visit = log.begin(desk, "walk-in", called="Beth")
    for text in ("a fuse", "a lamp", "a cable")[: others_open + 1]:
        visit = requests.add(desk, visit, text)
    requests.answer(desk, visit, next(iter(visit.requests)), "Two in stock")
    async with at_the_desk(desk) as hands:
        await hands.press("A", *way, *(["enter"] if way else []))
        hands.sees("Change answer", "To: a fuse. Robin answered it. Esc leaves it as it was.")
        await hands.press("escape")
        assert answers(desk, visit.id)["a fuse"] == "Two in stock"
        await hands.press("A", *way, *(["enter"] if way else []), "ctrl+u", *"None left", "enter")
        hands.sees("Answer changed: a fuse")
    assert answers(desk, visit.id) == {"a fuse": "None left", **dict.fromkeys(list(answers(desk, visit.id))[1:], "")}
    assert len(log.get(desk, visit.id).open_requests) == others_open
    desk.book.undo(by="Robin", at=desk.now())
    assert answers(desk, visit.id)["a fuse"] == "Two in stock"
