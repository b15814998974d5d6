"""Questions about reports: which day to look back on, and the lessons of it (practice G2)."""

from collections.abc import Callable, Sequence
from datetime import date

from deskapp.desk.reports import lessons
from deskapp.desk.session import Session
from deskapp.desk.times import days
from deskapp.errors import RefusedError
from deskapp.model.interaction import Interaction
from deskapp.model.lesson import Decision, Lesson
from deskapp.text.folding import holds
from deskapp.ui.questions.choosing import pick
from deskapp.ui.questions.typed import on_visit, says, stored
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions
from deskapp.ui.widgets.question import FINDS

DECISIONS = (Choice("good", "It went well", "do it again"), Choice("bad", "It went badly", "otherwise next time"))


def at(desk: Session, taken: Callable[[date], NextStep]) -> Question:
    """A day; the span that is looked at stays."""

    def on_change(values: dict[str, str]) -> Suggestions:
        try:
            day = days.read_day(desk, values["day"], past=True) if values["day"].strip() else None
        except RefusedError:
            return Suggestions(hint="A day such as 2026-03-31, 31 mar, 3 months, yesterday.")
        return Suggestions(
            hint=f"{day:%A} {day.day} {day:%B} {day.year}" if day else "A day such as 31 mar, 3 months, 1y."
        )

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        return taken(days.read_day(desk, values["day"], past=True)) if values["day"].strip() else ""

    return Question("Go to", [("day", "Day", "")], submit, on_change, passing=FINDS)


def new_lesson(desk: Session, visit: Interaction | None = None) -> Question:
    """A lesson of a visit, or of the day."""

    def submit(values: dict[str, str], chosen: str) -> str:
        lesson = lessons.add(desk, values[lessons.DRAFT], _decision(chosen), interaction=visit)
        return f"To look back on: {lesson.text}"

    hint = "What was decided, and what came of it. Down if it went badly; Enter keeps it."
    return on_visit(desk, visit, "Lesson", [(lessons.DRAFT, "Lesson", "")], submit, says(hint, DECISIONS, 0))


def change_lesson(desk: Session, lesson: Lesson) -> Question:
    """Change its words, stored as they are typed, and how the decision is seen."""

    def submit(values: dict[str, str], chosen: str) -> str:
        lessons.alter(desk, lesson, text=values[lessons.DRAFT])
        lessons.alter(desk, lesson, decision=_decision(chosen or lesson.decision))
        return ""

    return stored(
        "Lesson",
        [(lessons.DRAFT, "Lesson")],
        lambda: {lessons.DRAFT: lessons.get(desk, lesson.id).text},
        lambda name, text: lessons.alter(desk, lesson, text=text),
        says("Kept as you type. Up and Down say how it went.", DECISIONS, int(lesson.decision == "bad")),
        submit,
    )


def which_lesson(several: Sequence[Lesson], chosen_one: Callable[[Lesson], NextStep]) -> Question:
    """Choose one of several, by words of it or the arrows."""
    by_id = {lesson.id: lesson for lesson in several}
    rows = [Choice(lesson.id, lesson.text, "" if lesson.decision == "good" else "badly") for lesson in several]
    return pick(
        *("Lesson", rows, lambda chosen: chosen_one(by_id[chosen])),
        label="Which?",
        hint="Words of it, or the arrows.",
        none="No lesson has these.",
        fits=lambda typed, row: holds(row.text, typed),
        rows=8,
    )


def _decision(chosen: str) -> Decision:
    return "bad" if chosen == "bad" else "good"
