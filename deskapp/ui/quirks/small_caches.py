"""What Textual 8.2.8 and Rich 15 keep to be quick, in sizes that a desk has use for.

- `DOMNode.query_one` keeps 1,024 answers for each node, under a key in which the changes of the node's children are
  counted: after a change none of those before is asked for again, and a screen that lives all day keeps 250 kB of them.
- A `Strip` has seven caches of parts and styles of itself, which are half of its 1.2 kB before anything is in them. A
  desk draws most lines once: without them a key is painted just as fast (`tests.benchmarks.key_cost`).
- `Region` keeps up to 4,096 results of each kind of arithmetic, and Rich the widths of 4,096 texts: as a desk's clocks
  make new texts each second, that fills up whatever is done, and takes 2 to 4 MB.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from rich import cells
from textual import dom, strip
from textual.cache import FIFOCache, LRUCache
from textual.geometry import Region

from deskapp.text import widths

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
