"""The coach beside the selected step: words to swap, then how the house does it (E1, C1)."""

from collections.abc import Sequence

from deskapp.desk.answers import coach
from deskapp.desk.crisis import resolution
from deskapp.desk.visits.checklists import RESOLUTION
from deskapp.messages import said
from deskapp.model.interaction import Interaction
from deskapp.model.words import Checklist, Phrase, Step, spoken
from deskapp.ui.render.keys import pressed
from deskapp.ui.render.line import EMPTY, Line, row, span, wrapped
from deskapp.words import loader

NO_PROCESS = "No process for this: repeat it back, check the facts, refer it to who can decide."


def phrase_lines(
    interaction: Interaction, checklist: Checklist, step: Step | None, words: dict[str, str], width: int, *, most: int
) -> list[Line]:
    """Not this, say that: for the selected step and the temperature; a click picks `phrase:ID`."""
    phrases = _fitting(interaction, checklist, step, most)
    if not phrases:
        return []
    lines = [EMPTY, row([span(" Rather", "dim"), pressed("say"), span("finds more", "dim")], width=width)]
    for phrase in phrases:
        target = f"phrase:{phrase.id}"
        lines += wrapped([span("  Not  ", "soon", target)], phrase.avoid, width=width, role="quiet", most=2)
        lines += wrapped([span("  Say  ", "good", target)], spoken(phrase.say, words), width=width, most=3)
    return lines


def phrase_line(
    interaction: Interaction, checklist: Checklist, step: Step | None, words: dict[str, str], width: int
) -> list[Line]:
    """The one most useful phrase, for a narrow screen."""
    lines: list[Line] = []
    for phrase in _fitting(interaction, checklist, step, 1):
        target = f"phrase:{phrase.id}"
        lines += wrapped([span(" "), span("Or   ", "good", target)], spoken(phrase.say, words), width=width)
    return lines


def _fitting(interaction: Interaction, checklist: Checklist, step: Step | None, most: int) -> Sequence[Phrase]:
    key = checklist.tick_key(step) if step else ""
    return coach.suggestions(loader.phrases().values(), key, interaction.temperature, most=most)


def process_lines(interaction: Interaction, checklist: Checklist, width: int, *, steps: bool = True) -> list[Line]:
    """How the shop does it, to be told as it goes along; where it has no way, what to do then (practice C1)."""
    if checklist.id != RESOLUTION:
        return []
    process = resolution.process_for(interaction)
    if process is None:
        return wrapped([span(" How  ", "dim")], NO_PROCESS, width=width, role="quiet", most=3)
    lines = wrapped([span(" How  ", "dim")], f"{process.title}: {process.tell}", width=width, most=4)
    for number, text in enumerate(process.steps if steps else (), start=1):
        lines += wrapped([span(f"      {number} ", "dim")], text, width=width, role="quiet", most=2)
    if process.decides:
        lines += wrapped(
            [span("      ", "dim")],
            said("For more than this, ask {who}.", who=process.decides),
            width=width,
            role="quiet",
        )
    return lines


def spotted(text: str) -> list[coach.Spotted]:
    """What the coach finds in a text, with the shop's own phrases."""
    return coach.spotter(loader.phrases()).spot(text)
