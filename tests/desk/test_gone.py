"""What is no longer in the book is told with the step that brings it back, and with none where nothing does."""

from collections.abc import Callable

import pytest

from deskapp import slots
from deskapp.desk.cards import customers
from deskapp.desk.crisis import resolution
from deskapp.desk.privacy import erasing, person
from deskapp.desk.promises import promises
from deskapp.desk.reports import lessons
from deskapp.desk.session import Session
from deskapp.desk.visits import log, numbers, requests
from deskapp.errors import DeskError
from deskapp.model.interaction import Interaction
from deskapp.store.undo import DESK, Whose

VERBS: dict[str, Callable[[Session, Interaction], object]] = {
    "note": lambda desk, visit: log.note(desk, visit, "a scarf"),
    "name": lambda desk, visit: log.identify_new(desk, visit, "Gus"),
    "request": lambda desk, visit: requests.add(desk, visit, "a bow"),
    "number": lambda desk, visit: numbers.keep(desk, "202 555 0143", visit=visit, customer=None, shared=False),
    "resolution": lambda desk, visit: resolution.promise(desk, visit, "act", "a bow", desk.now(), owner="Mo"),
}


def refusal(verb: Callable[[], object]) -> str:
    with pytest.raises(DeskError) as told:
        verb()
    return told.value.next_step


@pytest.mark.parametrize("name", VERBS)
def test_an_undone_visit_comes_back_by_redo_as_long_as_that_is_the_next_one(desk: Session, name: str) -> None:
    visit = log.begin(desk, "walk-in")
    desk.book.undo(by=desk.staff, at=desk.now(), whose=Whose(desk.staff, frozenset({DESK})))
    assert refusal(lambda: VERBS[name](desk, visit)) == f"{slots.press('redo')} to bring it back."
    customers.make(desk, "Gus")
    assert refusal(lambda: VERBS[name](desk, visit)) == "Look for it in the list again."


def test_a_deleted_lesson_comes_back_by_undo(desk: Session) -> None:
    lesson = lessons.add(desk, "ask first")
    lessons.remove(desk, lesson)
    assert refusal(lambda: lessons.get(desk, lesson.id)) == f"{slots.press('undo')} to bring it back."


def test_an_erased_card_comes_back_by_nothing(desk: Session) -> None:
    beth = customers.make(desk, "Beth Marlow")
    promise = promises.make(desk, "a call", desk.now(), customer=beth)
    erasing.erase(desk, person.of(desk, beth))
    for verb in (
        lambda: customers.set_text(desk, beth, "notes", "likes tea"),
        lambda: customers.add_preference(desk, beth, "tea"),
        lambda: promises.keep(desk, promise),
    ):
        assert refusal(verb) == "It was erased for good."
