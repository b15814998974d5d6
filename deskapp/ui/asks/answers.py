"""Questions about answers that were given: which of them, and how it reads now."""

from deskapp.desk import log, requests
from deskapp.desk.session import Desk
from deskapp.errors import RefusedError
from deskapp.model.interaction import Interaction
from deskapp.text.folding import holds
from deskapp.ui.asks.coached import coached
from deskapp.ui.widgets.entry import Ask, Choice, Next, Offer
from deskapp.ui.widgets.question import FINDS


def given(interaction: Interaction) -> list[Choice]:
    """The answers that were given, to be chosen and changed."""
    answered = (item for item in interaction.requests.items() if item[1].answered_at is not None)
    return [Choice(key, request.text, f"answered: {request.answer or 'without a word'}") for key, request in answered]


def change(desk: Desk, interaction: Interaction, key: str) -> Ask:
    """One answer that was given, to be written anew; Escape leaves it as it was."""
    request = interaction.requests[key]

    def done(values: dict[str, str], chosen: str) -> str:
        requests.answer(desk, log.get(desk, interaction.id), key, values["answer"], again=True)
        return f"Answer changed: {request.text}"

    by = f" {request.answered_by} answered it." if request.answered_by else ""
    return coached(
        Ask(
            title="Change answer",
            fields=[("answer", "Answer", request.answer)],
            done=done,
            react=lambda values: Offer(hint=f"To: {request.text}.{by} Esc leaves it as it was."),
            subject=interaction.id,
        )
    )


def which(desk: Desk, interaction: Interaction) -> Ask:
    """Choose the answer that is to be changed; the only one needs no choice."""
    choices = given(interaction)
    if len(choices) == 1:
        return change(desk, interaction, choices[0].value)

    def fitting(typed: str) -> list[Choice]:
        return [choice for choice in choices if holds(choice.text, typed)]

    def react(values: dict[str, str]) -> Offer:
        found = fitting(values["request"])
        return Offer(found, 0 if found else -1, "Words of it, Up or Down; Enter changes its answer.", bad=not found)

    def done(values: dict[str, str], chosen: str) -> Next:
        if not chosen:
            raise RefusedError(f"No request says “{values['request'].strip():.40}”.", "Type words of one, or Esc.")
        return change(desk, log.get(desk, interaction.id), chosen)

    fields = [("request", "Which one?", "")]
    return Ask(title="Change answer", fields=fields, react=react, done=done, subject=interaction.id, passing=FINDS)
