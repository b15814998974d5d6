"""The sign of an allergy on the row of a person, wherever people are listed or chosen."""

from deskapp.ui.render.line import Span, fit, span
from deskapp.ui.symbols import symbols

SHORTEST = 6


def allergy_spans(known: str, width: int) -> list[Span]:
    """The sign, and what they must not have where at least a few letters of it fit into a width."""
    if not known:
        return []
    words = f" {fit(known, width - 3)}" if width - 3 >= SHORTEST else ""
    return [span(f"{symbols().alarm}{words} ", "strong alarm")]
