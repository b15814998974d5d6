"""Questions about lessons: write one down, choose one, change it (practice G2)."""

from collections.abc import Callable, Sequence

from deskapp.desk.reports import lessons
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.model.interaction import Interaction
from deskapp.model.report import Decision, Lesson
from deskapp.text.folding import holds
from deskapp.ui.questions.choosing import choosing
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions
from deskapp.ui.widgets.question import keep_nowhere

DECISIONS = (Choice("good", "It went well", "do it again"), Choice("bad", "It went badly", "otherwise next time"))
HINT = "What was decided, and what came of it. Down if it went badly; Enter keeps it."


def new(desk: Session, interaction: Interaction | None = None) -> Question:
    """A lesson of an interaction, or of the day."""

    def store(name: str, text: str) -> None:
        if interaction:
            log.draft(desk, interaction, name, text)

    def submit(values: dict[str, str], chosen: str) -> str:
        one = lessons.add(desk, values[lessons.DRAFT], _decision(chosen), interaction=interaction)
        return f"To look back on: {one.text}"

    def left() -> None:
        if interaction and not log.get(desk, interaction.id).drafts.get(lessons.DRAFT, "x").strip():
            log.draft(desk, interaction, lessons.DRAFT, "")

    typed = interaction.drafts.get(lessons.DRAFT, "") if interaction else ""
    fields = [(lessons.DRAFT, "Lesson", typed)]
    offer = Suggestions(DECISIONS, 0, HINT)
    kept = store if interaction else keep_nowhere
    return Question(
        title="Lesson",
        fields=fields,
        on_change=lambda values: offer,
        store=kept,
        submit=submit,
        left=left,
        subject=interaction.id if interaction else "",
    )


def change(desk: Session, lesson: Lesson) -> Question:
    """Change its words, stored as they are typed, and how the decision is seen."""

    def store(name: str, text: str) -> None:
        if text.strip():
            lessons.alter(desk, lesson, text=text)

    def submit(values: dict[str, str], chosen: str) -> str:
        lessons.alter(desk, lesson, text=values[lessons.DRAFT])
        lessons.alter(desk, lesson, decision=_decision(chosen or lesson.decision))
        return ""

    offer = Suggestions(DECISIONS, int(lesson.decision == "bad"), "Kept as you type. Up and Down say how it went.")
    return Question(
        title="Lesson",
        fields=[(lessons.DRAFT, "Lesson", lesson.text)],
        on_change=lambda values: offer,
        store=store,
        submit=submit,
        edits=True,
        holds=lambda: {lessons.DRAFT: lessons.get(desk, lesson.id).text},
    )


def which(found: Sequence[Lesson], chosen_one: Callable[[Lesson], NextStep]) -> Question:
    """Choose one of several, by words of it or the arrows."""
    by_id = {one.id: one for one in found}

    def on_change(values: dict[str, str]) -> Suggestions:
        shown = [one for one in found if holds(one.text, values["which"])]
        choices = [Choice(one.id, one.text, "" if one.decision == "good" else "badly") for one in shown]
        return Suggestions(
            choices, 0 if choices else -1, "Words of it, or the arrows." if choices else "No lesson has these."
        )

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        return chosen_one(by_id[chosen]) if chosen else ""

    return choosing(
        Question(title="Lesson", fields=[("which", "Which?", "")], on_change=on_change, submit=submit, rows=8)
    )


def _decision(chosen: str) -> Decision:
    return "bad" if chosen == "bad" else "good"
