"""How many rows each part of the desk gets in a low window: what is pinned of the person comes before all else."""

from collections.abc import Iterable

from textual.widget import Widget

MOST_HERE = 6
FEWEST_HERE, MOST_HERE_IN_LOW = 2, 4
EDGES = 2
"""The edges of the two upper panes."""


def rows_in_low(height: int, around: Iterable[Widget], pinned: int) -> int:
    """The rows for those who are here that the pinned rows, and what stands around, leave of a low window's height."""
    room = height - sum(widget.outer_size.height for widget in around if widget.display) - EDGES - pinned
    return max(FEWEST_HERE, min(MOST_HERE_IN_LOW, room))
