"""Not this, say that: found by its words, copied, and shown in full before it is said (practice E1)."""

from collections.abc import Callable

from deskapp import slots
from deskapp.desk.answers import coach
from deskapp.desk.visits.checklists import next_step, selected
from deskapp.model.interaction import Interaction
from deskapp.model.words import Phrase, spoken
from deskapp.ui.questions.choosing import choosing
from deskapp.ui.widgets.entry import Choice, Question, Suggestions
from deskapp.words import loader

ROWS = 6


def find(interaction: Interaction | None, words: dict[str, str], copy: Callable[[str], None]) -> Question:
    """Search the phrases; without words, those for the selected step and the temperature. Enter copies the selected
    one.
    """
    bank = loader.phrases()

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["say"].strip()
        found = coach.search(bank.values(), typed) if typed else _for_now(interaction) or list(bank.values())
        choices = [Choice(one.id, f"{spoken(one.say, words)}", f"not: {one.avoid}") for one in found[:ROWS]]
        hint = (
            f"{len(found)} found. Enter copies the lit one."
            if found
            else f"No phrase has these words. {slots.key('playbook')} adds one."
        )
        return Suggestions(choices, 0 if choices else -1, hint)

    def submit(values: dict[str, str], chosen: str) -> str:
        if chosen:
            copy(spoken(bank[chosen].say, words))
        return ""

    return choosing(
        Question(
            title="Say", fields=[("say", "Instead of", "")], on_change=on_change, submit=submit, rows=ROWS, wraps=True
        )
    )


def _for_now(interaction: Interaction | None) -> list[Phrase]:
    if interaction is None:
        return []
    checklist = selected(interaction)
    step = next_step(interaction, checklist) if checklist else None
    key = checklist.tick_key(step) if checklist and step else ""
    return coach.suggestions(loader.phrases().values(), key, interaction.temperature, most=ROWS)
