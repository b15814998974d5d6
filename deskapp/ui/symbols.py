"""The few symbols of the screen, with plain letters for terminals that have no others."""

import locale
import os
from functools import cache

from deskapp.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Symbols:
    """One way to draw each sign. Each stands for one thing everywhere."""

    waiting: str = "○"
    serving: str = "●"
    on_hold: str = "‖"
    ended: str = "·"
    alarm: str = "▲"
    soon: str = "◆"
    promise: str = "◇"
    done: str = "✓"
    todo: str = "○"
    lit: str = "▌"
    dot: str = "·"
    arrow: str = "→"
    ellipsis: str = "…"
    full: str = "█"
    empty: str = "░"
    rule: str = "─"
    curve: str = "▁▂▃▄▅▆▇█"
    up: str = "↑"
    down: str = "↓"
    quote_open: str = "“"
    quote_close: str = "”"
    degree: str = "°C"


ASCII = Symbols(
    waiting="o",
    serving="*",
    on_hold="=",
    ended=".",
    alarm="!",
    soon="~",
    promise="-",
    done="x",
    todo="o",
    lit=">",
    dot="-",
    arrow=">",
    ellipsis="~",
    full="#",
    empty=".",
    rule="-",
    curve="_.,-=+*#",
    up="^",
    down="v",
    quote_open='"',
    quote_close='"',
    degree="C",
)


@cache
def symbols() -> Symbols:
    """The symbols that this terminal can draw."""
    return Symbols() if draws_unicode() else ASCII


def draws_unicode() -> bool:
    """Whether the terminal can be trusted with more than ASCII (`DESKAPP_ASCII=1` says no)."""
    if os.environ.get("DESKAPP_ASCII") or os.environ.get("TERM") in ("linux", "dumb"):
        return False
    return "utf" in locale.getpreferredencoding(False).lower()
