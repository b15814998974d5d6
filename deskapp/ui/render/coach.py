"""The coach beside the selected step: words to swap, then how the house does it (E1, C1)."""

from deskapp.desk.answers import coach
from deskapp.desk.crisis import resolution
from deskapp.desk.visits.checklists import RESOLUTION
from deskapp.model.interaction import Interaction
from deskapp.model.words import Checklist, Phrase, Process, Step, spoken
from deskapp.ui.render.keys import pressed
from deskapp.ui.render.line import EMPTY, Line, row, span, wrapped
from deskapp.words import loader

NO_PROCESS = "No process for this: repeat it back, check the facts, refer it to who can decide."


def phrase_lines(
    interaction: Interaction, checklist: Checklist, step: Step | None, words: dict[str, str], width: int, *, most: int
) -> list[Line]:
    """Not this, say that: for the selected step and the temperature; a click picks `phrase:ID`."""
    key = checklist.tick_key(step) if step else ""
    found = coach.suggestions(loader.phrases().values(), key, interaction.temperature, most=most)
    if not found:
        return []
    lines = [EMPTY, row([span(" Rather", "dim"), pressed("say"), span("finds more", "dim")], width=width)]
    for one in found:
        lines += _pair(one, words, width)
    return lines


def phrase_line(
    interaction: Interaction, checklist: Checklist, step: Step | None, words: dict[str, str], width: int, indent: int
) -> list[Line]:
    """The one most useful phrase in one row, for a narrow screen."""
    key = checklist.tick_key(step) if step else ""
    found = coach.suggestions(loader.phrases().values(), key, interaction.temperature, most=1)
    target = f"phrase:{found[0].id}" if found else ""
    text = spoken(found[0].say, words) if found else ""
    return (
        [row([span(" " * indent), span("Or   ", "good", target), span(text, "", target)], width=width)] if found else []
    )


def process_lines(interaction: Interaction, checklist: Checklist, width: int, *, steps: bool = True) -> list[Line]:
    """How the house does it, to be told as it goes along; where it has no way, what to do then (practice C1)."""
    if checklist.id != RESOLUTION:
        return []
    found = resolution.process_for(interaction)
    if found is None:
        return wrapped([span(" How  ", "dim")], NO_PROCESS, width=width, role="quiet", most=3)
    return _process(found, width, steps=steps)


def _process(process: Process, width: int, *, steps: bool) -> list[Line]:
    lines = wrapped([span(" How  ", "dim")], f"{process.title}: {process.tell}", width=width, most=4)
    if steps:
        for number, text in enumerate(process.steps, start=1):
            lines += wrapped([span(f"      {number} ", "dim")], text, width=width, role="quiet", most=2)
    if process.decides:
        lines += wrapped([span("      ", "dim")], f"Beyond it decides {process.decides}.", width=width, role="quiet")
    return lines


def _pair(phrase: Phrase, words: dict[str, str], width: int) -> list[Line]:
    target = f"phrase:{phrase.id}"
    lines = wrapped([span("  Not  ", "soon", target)], phrase.avoid, width=width, role="quiet", most=2)
    return lines + wrapped([span("  Say  ", "good", target)], spoken(phrase.say, words), width=width, most=3)
