"""What an upset customer's interaction holds beyond the usual: resolution, boundary, crisis sheet."""

from datetime import datetime

from deskapp.desk.crisis import boundary, crisis
from deskapp.model.interaction import Interaction
from deskapp.model.upset import STEPS, BoundaryEvent, Resolved
from deskapp.text.when import wall
from deskapp.ui.render.card import LABEL, labelled
from deskapp.ui.render.keys import filled, key_of
from deskapp.ui.render.line import Line, Span, span, wrapped
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


EVENTS = {"warned": "warned", "ended": "ended it"}


def boundary_lines(interaction: Interaction, now: datetime, width: int) -> list[Line]:
    """What was said and done at the boundary, and how long the rest afterwards lasts (practice B6)."""
    lines: list[Line] = []
    for event in sorted(interaction.boundary.values(), key=lambda one: one.at):
        if event.kind in EVENTS:
            lines += labelled(f"{symbols().soon} Boundary", _event(event), width, target="key:b")
    until = boundary.rests_until(interaction)
    if until and until > now:
        words = f"until {wall(until)}: water, air, a few steps. Nothing here runs away."
        lines += labelled("Take five", words, width, role="accent")
    return lines


def crisis_lines(interaction: Interaction, now: datetime, width: int, *, is_at_desk: bool = True) -> list[Line]:
    """That there is a crisis sheet, and what is useful next on it; a click opens it."""
    sheet = interaction.crisis
    if sheet is None:
        return []
    words = f"{key_of('crisis')} opens the sheet" if is_at_desk else "there is a sheet"
    if interaction.is_open and is_at_desk:
        words = filled(crisis.next_step(sheet, now), "desk")
    return labelled(f"{symbols().soon} Crisis", words, width, role="soon", target="key:x")


def _event(event: BoundaryEvent) -> str:
    by = f" by {event.by}" if event.by else ""
    fact = f". They said: {event.fact}" if event.fact else ""
    return f"{EVENTS[event.kind]} {wall(event.at)}{by}{fact}"


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
