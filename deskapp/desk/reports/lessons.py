"""Lessons: good and bad decisions written down, to be looked back on at the end of the year (practice G2)."""

from dataclasses import replace
from datetime import datetime

from deskapp.desk.documents import TABLES, as_it_stands, every, gone, look, put, store, take_out
from deskapp.desk.session import Session
from deskapp.desk.visits.log import with_draft
from deskapp.errors import line_of
from deskapp.model.interaction import Interaction
from deskapp.model.lesson import Decision, Lesson

TABLE, DRAFT = TABLES[Lesson], "lesson"
NEXT_STEP = "Write what was decided, and what came of it."


def between(desk: Session, start: datetime, after: datetime) -> list[Lesson]:
    """The lessons of a stretch of time, from `start` up to and without `after`, the first one first."""
    lessons = (lesson for lesson in every(desk, Lesson) if start <= lesson.at < after)
    return sorted(lessons, key=lambda lesson: (lesson.at, lesson.id))


def get(desk: Session, identifier: str) -> Lesson:
    """The lesson with that id. Raises NotFoundError."""
    lesson = look(desk, Lesson, identifier)
    if lesson is None:
        raise gone(desk, "lesson", identifier)
    return lesson


def add(desk: Session, text: str, decision: Decision = "good", *, interaction: Interaction | None = None) -> Lesson:
    """Write a lesson down; what was typed of it on an interaction is then no draft any more."""
    lesson = Lesson(
        id=desk.new_id(TABLE),
        text=line_of(text, NEXT_STEP),
        decision=decision,
        at=desk.now(),
        by=desk.staff,
        interaction=interaction.id if interaction else "",
    )
    with desk.book.change(f"lesson '{lesson.text:.40}'", by=desk.staff, at=desk.now()) as change:
        put(change, lesson)
        if interaction and (taught := as_it_stands(change, Interaction, interaction.id)):
            put(change, replace(taught, drafts=with_draft(taught, DRAFT)))
    return lesson


def write(desk: Session, text: str, *, bad: bool = False, about: Interaction | None = None) -> Lesson:
    """Write down a decision, good or `bad`, with the visit that taught it."""
    return add(desk, text, "bad" if bad else "good", interaction=about)


def alter(desk: Session, lesson: Lesson, *, text: str = "", decision: Decision | None = None) -> Lesson:
    """Change its words or how the decision is seen, those that are given; a stretch of typing is one step for undo."""
    newest = get(desk, lesson.id)
    words = line_of(text, NEXT_STEP) if text else newest.text
    changed = replace(newest, text=words, decision=decision or newest.decision)
    run = f"{lesson.id}.text" if text and not decision else ""
    return store(desk, changed, f"change lesson '{changed.text:.40}'", coalesce=run)


def remove(desk: Session, lesson: Lesson) -> None:
    """Take a lesson out of the book."""
    take_out(desk, get(desk, lesson.id), f"remove lesson '{lesson.text:.40}'")
