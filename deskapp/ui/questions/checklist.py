"""Which checklist to start on an interaction."""

from collections.abc import Callable

from deskapp import slots
from deskapp.desk.session import Session
from deskapp.desk.visits import checklists
from deskapp.model.interaction import Interaction
from deskapp.ui.questions.choosing import choosing
from deskapp.ui.widgets.entry import Choice, Question, Suggestions
from deskapp.words import loader


def start(desk: Session, interaction: Interaction, show: Callable[[str], None]) -> Question:
    """Those that fit what it is about, then all others; one that runs already is only shown."""
    fits = checklists.fitting(interaction)
    others = [one for one in loader.checklists().values() if one not in fits]
    hints = {one.id: "fits this" for one in fits} | dict.fromkeys(interaction.runs, "runs")
    hints |= {one.id: f"for a {one.starts_with}" for one in others if one.starts_with and one.id not in hints}
    choices = [Choice(one.id, one.title, hints.get(one.id, "")) for one in [*fits, *others]]

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["list"].strip().casefold()
        shown = [one for one in choices if typed in one.text.casefold()]
        return Suggestions(
            shown, 0 if shown else -1, f"Down chooses, Enter starts it. {slots.key('playbook')} makes new ones."
        )

    def submit(values: dict[str, str], chosen: str) -> str:
        if not chosen:
            return ""
        if chosen not in interaction.runs:
            checklists.start(desk, interaction, chosen)
        show(chosen)
        return ""

    return choosing(
        Question(title="Checklist", fields=[("list", "Checklist", "")], on_change=on_change, submit=submit, rows=8)
    )
