"""Questions about lessons: write one down, choose one, change it (practice G2)."""

from collections.abc import Callable, Sequence

from deskapp.desk import lessons, log
from deskapp.desk.session import Desk
from deskapp.model.interaction import Interaction
from deskapp.model.lesson import Decision, Lesson
from deskapp.text.folding import holds
from deskapp.ui.asks.choosing import choosing
from deskapp.ui.widgets.entry import Ask, Choice, Next, Offer
from deskapp.ui.widgets.question import keep_nowhere

DECISIONS = (Choice("good", "It went well", "do it again"), Choice("bad", "It went badly", "otherwise next time"))
HINT = "What was decided, and what came of it. Down if it went badly; Enter keeps it."


def new(desk: Desk, interaction: Interaction | None = None) -> Ask:
    """A lesson of an interaction, or of the day."""

    def store(name: str, text: str) -> None:
        if interaction:
            log.draft(desk, interaction, name, text)

    def done(values: dict[str, str], chosen: str) -> str:
        one = lessons.add(desk, values[lessons.DRAFT], _decision(chosen), interaction=interaction)
        return f"To look back on: {one.text}"

    def left() -> None:
        if interaction and not log.get(desk, interaction.id).drafts.get(lessons.DRAFT, "x").strip():
            log.draft(desk, interaction, lessons.DRAFT, "")

    typed = interaction.drafts.get(lessons.DRAFT, "") if interaction else ""
    fields = [(lessons.DRAFT, "Lesson", typed)]
    offer = Offer(DECISIONS, 0, HINT)
    kept = store if interaction else keep_nowhere
    return Ask(
        title="Lesson",
        fields=fields,
        react=lambda values: offer,
        store=kept,
        done=done,
        left=left,
        subject=interaction.id if interaction else "",
    )


def change(desk: Desk, lesson: Lesson) -> Ask:
    """Change its words, stored as they are typed, and how the decision is seen."""

    def store(name: str, text: str) -> None:
        if text.strip():
            lessons.alter(desk, lesson, text=text)

    def done(values: dict[str, str], chosen: str) -> str:
        lessons.alter(desk, lesson, text=values[lessons.DRAFT])
        lessons.alter(desk, lesson, decision=_decision(chosen or lesson.decision))
        return ""

    offer = Offer(DECISIONS, int(lesson.decision == "bad"), "Kept as you type. Up and Down say how it went.")
    return Ask(
        title="Lesson",
        fields=[(lessons.DRAFT, "Lesson", lesson.text)],
        react=lambda values: offer,
        store=store,
        done=done,
        edits=True,
        holds=lambda: {lessons.DRAFT: lessons.get(desk, lesson.id).text},
    )


def which(found: Sequence[Lesson], chosen_one: Callable[[Lesson], Next]) -> Ask:
    """Choose one of several, by words of it or the arrows."""
    by_id = {one.id: one for one in found}

    def react(values: dict[str, str]) -> Offer:
        shown = [one for one in found if holds(one.text, values["which"])]
        choices = [Choice(one.id, one.text, "" if one.decision == "good" else "badly") for one in shown]
        return Offer(
            choices, 0 if choices else -1, "Words of it, or the arrows." if choices else "No lesson has these."
        )

    def done(values: dict[str, str], chosen: str) -> Next:
        return chosen_one(by_id[chosen]) if chosen else ""

    return choosing(Ask(title="Lesson", fields=[("which", "Which?", "")], react=react, done=done, rows=8))


def _decision(chosen: str) -> Decision:
    return "bad" if chosen == "bad" else "good"
