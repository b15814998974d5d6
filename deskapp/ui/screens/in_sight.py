"""How many rows each part of the desk gets in a low window: what is pinned of the person comes before all else."""

from collections.abc import Callable, Sequence

from textual.screen import Screen

from deskapp.ui.lines.card import MOST_ALLERGIES
from deskapp.ui.lines.line import Line
from deskapp.ui.widgets.line_pane import LinePane, Titled
from deskapp.ui.widgets.pinned import Pinned

MOST_HERE = 6
FEWEST_HERE, MOST_HERE_IN_LOW, FEWEST_PERSON = 2, 4, 3
EDGES = 2
"""The edges of the two upper panes."""


def rows_for_here(desk: Screen[None], *, is_wide: bool) -> int:
    """The rows for those who are here: the height of their pane, or what the pinned rows leave of a low window."""
    if is_wide:
        return desk.query_one("#here", LinePane).size.height
    if not desk.has_class("-low"):
        return MOST_HERE
    around = sum(widget.outer_size.height for widget in desk.query("#top, #keys, MessageLine") if widget.display)
    room = desk.app.size.height - around - EDGES - len(desk.query_one("#pinned", Pinned).lines)
    return max(FEWEST_HERE, min(MOST_HERE_IN_LOW, room))


def keep_pinned(desk: Screen[None], pinned_lines: Callable[[int], Sequence[Line]], *, is_wide: bool) -> None:
    """In a stack, make the pane of the person no lower than what is pinned in it, and a row more where it goes on."""
    person = desk.query_one("#person", Titled)
    rows = 0 if is_wide else len(pinned_lines(desk.app.size.width))
    fewest = max(FEWEST_PERSON, 1 + rows + (rows >= MOST_ALLERGIES))
    least = person.styles.min_height
    if least is None or least.value != fewest:
        person.styles.min_height = fewest
