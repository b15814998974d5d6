"""What Textual keeps of lines that nobody sees any more, and lets go here.

Two places of Textual 8.2.8 hold on to drawn lines, of 1 to 4 kB each:

- `StylesCache.get_inner_outer` is a method under `lru_cache(1024)`: the cache of lines itself is part of the key, so
  that the lines of up to 1,024 widgets stay after their screens were closed (upstream: Textualize/textual#6665, open).
  Only the two colours matter for what it gives.
- `Strip.divide` remembers a line that is painted whole as a part of itself. No such line goes when it is no longer
  needed; it waits for the collector, which in a rush comes seldom (not told upstream yet).
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from textual._styles_cache import StylesCache
from textual.color import Color
from textual.screen import Screen
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from deskapp.ui.widgets.line_pane import Drawn

_divide = Strip.divide
_LAST: list[tuple[Strip, list[int], Sequence[Strip]]] = []
"""The blank line that was divided last, its cuts and its parts."""


@lru_cache(maxsize=1024)
def inner_and_outer(base_background: Color, background: Color) -> tuple[Style, Style]:
    """The style inside a widget's edges, and the one around them."""
    return Style(background=base_background + background), Style(background=base_background)


def divided(strip: Strip, cuts: Iterable[int]) -> Sequence[Strip]:
    """The parts of a line between cuts, in cells; a line that is not cut is its own only part.

    The blank rows of a screen are one line many times, mostly cut alike: it is divided once for all of them.
    """
    wanted, length = list(cuts), strip.cell_length
    if wanted[:1] == [length] and (len(wanted) == 1 or wanted[1] > length):
        return [strip]
    if len(strip._segments) != 1:
        return _divide(strip, wanted)
    if not (_LAST and _LAST[0][0] is strip and _LAST[0][1] == wanted):
        _LAST[:] = [(strip, wanted, _divide(strip, wanted))]
    return _LAST[0][2]


def let_lines_go() -> None:
    """From now on the lines of a widget go with it."""
    StylesCache.get_inner_outer = staticmethod(inner_and_outer)  # type: ignore[method-assign, assignment]
    Strip.divide = divided  # type: ignore[method-assign, assignment]


def let_lines_go_of(screen: Screen[Any]) -> None:
    """Let go of what is drawn of a screen that closes: its widgets refer to one another, and wait for the collector."""
    for widget in screen.walk_children(Widget, with_self=True):
        widget._styles_cache.clear()
        if isinstance(widget, Drawn):
            widget.let_rows_go()
