"""What an upset customer's interaction holds beyond the usual: what each step of the resolution came to."""

from deskapp.model.interaction import Interaction
from deskapp.model.resolution import STEPS, Resolved
from deskapp.ui.lines.card import LABEL
from deskapp.ui.lines.line import Line, Span, span, wrapped
from deskapp.ui.symbols import symbols

WORDS = {
    "listen": "account",
    "thank": "thanks",
    "apologise": "apology",
    "options": "they want",
    "agree": "agreed",
    "act": "action",
    "follow_up": "follow-up",
}


def resolution_lines(interaction: Interaction, width: int) -> list[Line]:
    """The steps of the resolution that hold something, in their order; a click picks `resolved:agree`."""
    lines: list[Line] = []
    label = "Resolution"
    for step in STEPS:
        entry = interaction.resolution.get(step)
        if entry is None or not (entry.text or entry.offered):
            continue
        lines += _entry(step, entry, label, width)
        label = ""
    return lines


def _entry(step: str, entry: Resolved, label: str, width: int) -> list[Line]:
    filled = entry.is_filled(step)
    target = f"resolved:{step}"
    head = [
        span(f" {label:<{LABEL}}", "dim"),
        Span(f"{symbols().done if filled else symbols().todo} ", "good" if filled else "soon", target),
    ]
    text = f"{WORDS[step]}: {entry.text}"
    if entry.offered:
        text += f" ({'; '.join(entry.offered)})"
    if entry.confirmed is False:
        text += " (they say no)"
    return wrapped(head, text, width=width, role="quiet" if filled else "")
