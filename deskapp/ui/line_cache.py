"""What Textual keeps of widgets that are gone, and does not keep any more here.

Textual 8.2.8 remembers two mixed colours for each widget's cache of lines by the cache itself: `get_inner_outer` is a
method under `lru_cache(1024)`, so that the lines of up to 1,024 widgets stay in memory after their screens were closed
(upstream: Textualize/textual#6665, open). Only the two colours matter for the result; here they alone are the key.
"""

from functools import lru_cache

from textual._styles_cache import StylesCache
from textual.color import Color
from textual.style import Style


@lru_cache(maxsize=1024)
def inner_and_outer(base_background: Color, background: Color) -> tuple[Style, Style]:
    """The style inside a widget's edges, and the one around them."""
    return Style(background=base_background + background), Style(background=base_background)


def let_lines_go() -> None:
    """From now on the lines of a widget go with it."""
    StylesCache.get_inner_outer = staticmethod(inner_and_outer)  # type: ignore[method-assign, assignment]
