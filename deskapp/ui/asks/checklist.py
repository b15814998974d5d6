"""Which checklist to start on an interaction."""

from collections.abc import Callable

from deskapp import slots
from deskapp.desk import checklists
from deskapp.desk.session import Desk
from deskapp.model.interaction import Interaction
from deskapp.playbook import loader
from deskapp.ui.asks.choosing import choosing
from deskapp.ui.widgets.entry import Ask, Choice, Offer


def start(desk: Desk, interaction: Interaction, show: Callable[[str], None]) -> Ask:
    """Those that fit what it is about, then all others; one that runs already is only shown."""
    fits = checklists.fitting(interaction)
    others = [one for one in loader.checklists().values() if one not in fits]
    hints = {one.id: "fits this" for one in fits} | dict.fromkeys(interaction.runs, "runs")
    hints |= {one.id: f"for a {one.starts_with}" for one in others if one.starts_with and one.id not in hints}
    choices = [Choice(one.id, one.title, hints.get(one.id, "")) for one in [*fits, *others]]

    def react(values: dict[str, str]) -> Offer:
        typed = values["list"].strip().casefold()
        shown = [one for one in choices if typed in one.text.casefold()]
        return Offer(
            shown, 0 if shown else -1, f"Down chooses, Enter starts it. {slots.key('playbook')} makes new ones."
        )

    def done(values: dict[str, str], chosen: str) -> str:
        if not chosen:
            return ""
        if chosen not in interaction.runs:
            checklists.start(desk, interaction, chosen)
        show(chosen)
        return ""

    return choosing(Ask(title="Checklist", fields=[("list", "Checklist", "")], react=react, done=done, rows=8))
