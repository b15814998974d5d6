"""The sign of an allergy on the row of a person, wherever people are listed or chosen."""

from deskapp.desk import allergies
from deskapp.desk.session import Desk
from deskapp.ui.lines.line import Span, fit, span
from deskapp.ui.symbols import symbols

SHORTEST = 6


def allergy_hint(desk: Desk, customer_id: str) -> str:
    """The sign and what they must not have, for the row of a card that may be chosen; empty where none is known."""
    known = allergies.of_card(desk, customer_id)
    return f"{symbols().alarm} {known}" if known else ""


def allergy_spans(known: str, width: int) -> list[Span]:
    """The sign, and what they must not have where at least a few letters of it fit into a width."""
    if not known:
        return []
    words = f" {fit(known, width - 3)}" if width - 3 >= SHORTEST else ""
    return [span(f"{symbols().alarm}{words} ", "strong alarm")]
