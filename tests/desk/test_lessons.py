"""Lessons: written down, changed, taken out, tied to what taught them, and each step taken back by one undo."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from deskapp.desk.reports import lessons
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.errors import NotFoundError
from deskapp.model.document import from_document, to_document
from deskapp.model.lesson import Lesson
from tests.builders import StandingClock, refused
from tests.model.strategies import nouns


def everything(desk: Session) -> list[Lesson]:
    return between(desk, desk.now() - timedelta(days=400), desk.now() + timedelta(days=1))


def between(desk: Session, start: datetime, after: datetime) -> list[Lesson]:
    """Without what the store itself adds."""
    return [replace(one, extra={}) for one in lessons.between(desk, start, after)]


def undo(desk: Session) -> str:
    return desk.book.undo(by=desk.staff, at=desk.now()).words


def test_a_lesson_says_what_was_decided_how_it_is_seen_and_by_whom(desk: Session) -> None:
    one = lessons.add(desk, "  Rang at once,\nand she calmed down ")
    two = lessons.add(desk, "Promised Friday without asking the workshop", "bad")
    assert (one.text, one.decision, one.by) == ("Rang at once, and she calmed down", "good", "Robin")
    assert (two.decision, two.at) == ("bad", desk.now())
    assert sorted(one.text for one in everything(desk)) == sorted([one.text, two.text])


def test_it_may_be_tied_to_what_taught_it_and_ends_the_draft_there(desk: Session) -> None:
    visit = log.begin(desk, "call")
    log.draft(desk, visit, lessons.DRAFT, "Rang at on")
    one = lessons.add(desk, "Rang at once", interaction=visit)
    assert one.interaction == visit.id and log.get(desk, visit.id).drafts == {}


def test_its_words_and_how_it_is_seen_can_change(desk: Session) -> None:
    one = lessons.add(desk, "Rang later")
    lessons.alter(desk, one, text="Rang much later")
    changed = lessons.alter(desk, one, decision="bad")
    assert (changed.text, changed.decision) == ("Rang much later", "bad") == (everything(desk)[0].text, "bad")


def test_a_stretch_of_typing_is_one_step_for_undo(desk: Session) -> None:
    one = lessons.add(desk, "Rang")
    for text in ("Rang at", "Rang at once"):
        lessons.alter(desk, one, text=text)
    undo(desk)
    assert everything(desk) == [one]


def test_how_it_is_seen_is_a_step_of_its_own_beside_the_typing(desk: Session) -> None:
    one = lessons.add(desk, "Rang")
    typed = lessons.alter(desk, one, text="Rang at once")
    bad = lessons.alter(desk, one, decision="bad")
    lessons.alter(desk, one, decision="good")
    undo(desk)
    assert everything(desk) == [replace(bad, extra={})]
    undo(desk)
    assert everything(desk) == [replace(typed, extra={})]
    late = lessons.alter(desk, one, text="Rang late")
    lessons.alter(desk, one, text="Rang later", decision="bad")
    undo(desk)
    assert everything(desk) == [replace(late, extra={})]


def test_adding_changing_and_taking_out_are_undone_one_by_one(desk: Session) -> None:
    one = lessons.add(desk, "Rang")
    lessons.alter(desk, one, decision="bad")
    lessons.remove(desk, one)
    assert everything(desk) == []
    assert undo(desk) == "remove lesson 'Rang'" and everything(desk)[0].decision == "bad"
    assert undo(desk) == "change lesson 'Rang'" and everything(desk) == [one]
    assert undo(desk) == "lesson 'Rang'" and everything(desk) == []


def test_only_those_of_the_stretch_are_looked_back_on_in_their_order(desk: Session, clock_: StandingClock) -> None:
    first = lessons.add(desk, "One")
    clock_.on(hours=1)
    second = lessons.add(desk, "Two")
    start = first.at
    assert between(desk, start, second.at) == [first]
    assert between(desk, start, second.at + timedelta(seconds=1)) == [first, second]


def test_a_lesson_needs_words_and_one_that_is_gone_is_told(desk: Session) -> None:
    with refused(desk, "Nothing was written"):
        lessons.add(desk, " \n")
    one = lessons.add(desk, "Rang")
    with refused(desk, "Nothing was written"):
        lessons.alter(desk, one, text=" ")
    lessons.remove(desk, one)
    for verb in (lessons.remove, lessons.alter):
        with pytest.raises(NotFoundError, match="no longer"):
            verb(desk, one)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(nouns(Lesson))
def test_a_lesson_comes_back_from_its_document_as_it_was(one: Lesson) -> None:
    assert from_document(Lesson, to_document(one)) == one
