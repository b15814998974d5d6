"""Not this, say that: found by its words, copied, and shown in full before it is said (practice E1)."""

from collections.abc import Callable

from deskapp import slots
from deskapp.desk import coach
from deskapp.desk.checklists import lit, next_step
from deskapp.model.interaction import Interaction
from deskapp.model.phrase import Phrase
from deskapp.model.placeholder import spoken
from deskapp.playbook import loader
from deskapp.ui.asks.choosing import choosing
from deskapp.ui.widgets.entry import Ask, Choice, Offer

ROWS = 6


def find(interaction: Interaction | None, words: dict[str, str], copy: Callable[[str], None]) -> Ask:
    """Search the phrases; without words, those for the lit step and the temperature. Enter copies the lit one."""
    bank = loader.phrases()

    def react(values: dict[str, str]) -> Offer:
        typed = values["say"].strip()
        found = coach.search(bank.values(), typed) if typed else _for_now(interaction) or list(bank.values())
        choices = [Choice(one.id, f"{spoken(one.say, words)}", f"not: {one.avoid}") for one in found[:ROWS]]
        hint = (
            f"{len(found)} found. Enter copies the lit one."
            if found
            else f"No phrase has these words. {slots.key('playbook')} adds one."
        )
        return Offer(choices, 0 if choices else -1, hint)

    def done(values: dict[str, str], chosen: str) -> str:
        if chosen:
            copy(spoken(bank[chosen].say, words))
        return ""

    return choosing(Ask(title="Say", fields=[("say", "Instead of", "")], react=react, done=done, rows=ROWS, wraps=True))


def _for_now(interaction: Interaction | None) -> list[Phrase]:
    if interaction is None:
        return []
    checklist = lit(interaction)
    step = next_step(interaction, checklist) if checklist else None
    key = checklist.tick_key(step) if checklist and step else ""
    return coach.suggestions(loader.phrases().values(), key, interaction.temperature, most=ROWS)
