"""Questions about answers that were given: which of them, and how it reads now."""

from deskapp.desk.session import Session
from deskapp.desk.visits import log, requests
from deskapp.errors import RefusedError
from deskapp.model.interaction import Interaction
from deskapp.text.folding import holds
from deskapp.ui.questions.coached import coached
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions
from deskapp.ui.widgets.question import FINDS


def given(interaction: Interaction) -> list[Choice]:
    """The answers that were given, to be chosen and changed."""
    answered = (item for item in interaction.requests.items() if item[1].answered_at is not None)
    return [Choice(key, request.text, f"answered: {request.answer or 'without a word'}") for key, request in answered]


def change(desk: Session, interaction: Interaction, key: str) -> Question:
    """One answer that was given, to be written anew; Escape leaves it as it was."""
    request = interaction.requests[key]

    def submit(values: dict[str, str], chosen: str) -> str:
        requests.answer(desk, log.get(desk, interaction.id), key, values["answer"], again=True)
        return f"Answer changed: {request.text}"

    by = f" {request.answered_by} answered it." if request.answered_by else ""
    return coached(
        Question(
            title="Change answer",
            fields=[("answer", "Answer", request.answer)],
            submit=submit,
            on_change=lambda values: Suggestions(hint=f"To: {request.text}.{by} Esc leaves it as it was."),
            subject=interaction.id,
        )
    )


def which(desk: Session, interaction: Interaction) -> Question:
    """Choose the answer that is to be changed; the only one needs no choice."""
    choices = given(interaction)
    if len(choices) == 1:
        return change(desk, interaction, choices[0].value)

    def fitting(typed: str) -> list[Choice]:
        return [choice for choice in choices if holds(choice.text, typed)]

    def on_change(values: dict[str, str]) -> Suggestions:
        found = fitting(values["request"])
        return Suggestions(
            found, 0 if found else -1, "Words of it, Up or Down; Enter changes its answer.", bad=not found
        )

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if not chosen:
            raise RefusedError(f"No request says “{values['request'].strip():.40}”.", "Type words of one, or Esc.")
        return change(desk, log.get(desk, interaction.id), chosen)

    fields = [("request", "Which one?", "")]
    return Question(
        title="Change answer", fields=fields, on_change=on_change, submit=submit, subject=interaction.id, passing=FINDS
    )
