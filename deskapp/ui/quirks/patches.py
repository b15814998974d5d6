"""What Textual 8.2.8 and Rich 15 keep or do that a desk has no use for, altered once at the start.

- `DOMNode.query_one` keeps 1,024 answers for each node, under a key in which the changes of the node's children are
  counted: after a change none of those before is asked for again, and a screen that lives all day keeps 250 kB of them.
- A `Strip` has seven caches of parts and styles of itself, which are half of its 1.2 kB before anything is in them. A
  desk draws most lines once: without them a key is painted just as fast (`tests.benchmarks.key_cost`).
- `Region` keeps up to 4,096 results of each kind of arithmetic, and Rich the widths of 4,096 texts: as a desk's clocks
  make new texts each second, that fills up whatever is done, and takes 2 to 4 MB.
- `StylesCache.get_inner_outer` is a method under `lru_cache(1024)`: the cache of lines itself is part of the key, so
  that the lines of up to 1,024 widgets, of 1 to 4 kB each, stay after their screens were closed
  (Textualize/textual#6665, open). Only the two colours matter for what it gives.
- `Strip.divide` remembers a line that is painted whole as a part of itself: no such line goes before the collector
  comes, which in a rush is seldom (not told upstream yet).
- A widget that got another size in a layout asks for a layout again, by its `virtual_size`. Where the new one brings a
  scrollbar, the scrollbar asks for it itself (not told upstream yet; counted by `tests.benchmarks.call_count`).
- One renderer draws all scrollbars, whose ends are parts of cells, which not every terminal can draw.
- A context variable tells a thread which worker runs in it, and is never taken back: each thread that waits for more
  work holds its last worker, and the screen that began it, long after that was closed (not told upstream yet).
"""

import asyncio
import sys
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from concurrent.futures import Future
from concurrent.futures.thread import ThreadPoolExecutor
from contextvars import Context
from functools import lru_cache, partialmethod
from typing import Any, ClassVar

from rich import cells
from textual import dom, strip
from textual._styles_cache import StylesCache
from textual.cache import FIFOCache, LRUCache
from textual.color import Color
from textual.geometry import Region
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from deskapp.text import widths
from deskapp.ui.symbols import draws_unicode
from deskapp.ui.widgets.line_pane import Drawn

ANSWERS, REGIONS = 64, 128
"""How many are kept: widgets found for one node, results of one kind of arithmetic."""


class FewAnswers(LRUCache[Any, Any]):
    """What `query_one` found, for no more questions than a screen asks."""

    __slots__ = ()

    def __init__(self, maxsize: int) -> None:
        super().__init__(min(maxsize, ANSWERS))


class NoCache(FIFOCache[Any, Any]):
    """A cache that keeps nothing."""

    __slots__ = ()

    def get(self, key: Hashable, default: Any = None) -> Any:
        """Nothing."""
        return default

    def set(self, key: Hashable, value: Any) -> None:
        """Let it go."""

    __setitem__ = set


NOTHING_KEPT = NoCache(1)
"""The one for all lines."""
_no_cache = defaultdict[int, NoCache](lambda: NOTHING_KEPT).__getitem__
"""What gives a line each of its seven caches, whatever their size, without a call of Python."""


def keep_little() -> None:
    """From now on less is kept."""
    dom.LRUCache = FewAnswers  # type: ignore[attr-defined]
    strip.FIFOCache = _no_cache  # type: ignore[attr-defined, assignment]
    _measure_with(widths.cells)
    for name, method in list(vars(Region).items()):
        if getattr(method, "cache_parameters", None) and method.cache_parameters()["maxsize"] > REGIONS:
            setattr(Region, name, lru_cache(maxsize=REGIONS)(method.__wrapped__))


def _measure_with(wanted: Callable[..., int]) -> None:
    """Put it in the place of Rich's own, wherever that was imported by its name."""
    kept = cells.cached_cell_len
    for module in [sys.modules[name] for name in sys.modules if name.startswith(("rich.", "textual."))]:
        for name in ("cached_cell_len", "cell_len"):
            if vars(module).get(name) is kept:
                setattr(module, name, wanted)


_divide, _size_updated = Strip.divide, Widget._size_updated


@lru_cache(maxsize=1024)
def inner_and_outer(base_background: Color, background: Color) -> tuple[Style, Style]:
    """The style inside a widget's edges, and the one around them."""
    return Style(background=base_background + background), Style(background=base_background)


def divided(strip: Strip, cuts: Iterable[int]) -> Sequence[Strip]:
    """The parts of a line between cuts, in cells; a line that is not cut is its own only part."""
    wanted, length = list(cuts), strip.cell_length
    is_whole = wanted[:1] == [length] and (len(wanted) == 1 or wanted[1] > length)
    return [strip] if is_whole else _divide(strip, wanted)


def let_lines_go() -> None:
    """From now on the lines of a widget go with it."""
    StylesCache.get_inner_outer = staticmethod(inner_and_outer)  # type: ignore[method-assign, assignment]
    Strip.divide = divided  # type: ignore[method-assign, assignment]


class WholeCells(ScrollBarRender):
    """Nothing but coloured blanks."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "] * 8


def alter_textual() -> None:
    """From now on Textual keeps and does what a desk has use for, and draws what its terminal can."""
    let_lines_go()
    keep_little()
    Widget._size_updated = partialmethod(_size_updated, layout=False)  # type: ignore[method-assign, assignment]
    ScrollBar.renderer = ScrollBarRender if draws_unicode() else WholeCells


def let_lines_go_of(screen: Screen[Any]) -> None:
    """Let go of what is drawn of a screen that closes: its widgets refer to one another, and wait for the collector."""
    for widget in screen.walk_children(Widget, with_self=True):
        widget._styles_cache.clear()
        if isinstance(widget, Drawn):
            widget._strips.clear()


class ForgetfulThreads(ThreadPoolExecutor):
    """A pool whose threads hold nothing between one piece of work and the next."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Run a function in a thread, in a context that ends with it."""
        return super().submit(Context().run, fn, *args, **kwargs)


def use_forgetful_threads() -> None:
    """Have the running loop do its work beside the screen so. No thread is started yet."""
    asyncio.get_running_loop().set_default_executor(ForgetfulThreads(thread_name_prefix="work"))
