"""Places in a pane that a click means something at, and the letters that name them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

Mark = tuple[int, str]
"""A column, and the letters that stand there."""


@dataclass(frozen=True)
class Spot:
    """A place in a pane, in cells from its corner, and what a click there does. `air` are the blank cells before it."""

    x: int
    y: int
    act: Callable[[], object]
    air: int = 0


def is_scale(target: str) -> bool:
    """Whether it is one of many cells that stand for a number; those have keys, and would take all the letters."""
    return target.startswith("kettle:")


def marked(strip: Strip, marks: Sequence[Mark], style: Style) -> Strip:
    """A row with some letters over it; it stays as wide as it is."""
    for column, text in marks:
        end = column + len(text)
        strip = Strip.join([strip.crop(0, column), Strip([Segment(text, style)]), strip.crop(end)])
    return strip
