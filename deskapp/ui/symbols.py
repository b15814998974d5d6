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
    selected: str = "▌"
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
    none: str = "–"
    times: str = "×"


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
    selected=">",
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
    none="-",
    times="x",
)
SIGNS = str.maketrans(
    {"…": "...", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "·": "-", "×": "x", "→": ">", "°": ""}
)
PLAIN_TERMINALS = ("linux", "dumb", "ansi", "cygwin")
PLAIN_LOCALES = ("C", "POSIX")


@cache
def symbols() -> Symbols:
    """The symbols that this terminal can draw."""
    return Symbols() if draws_unicode() else ASCII


def draws_unicode() -> bool:
    """Whether the terminal can be trusted with more than ASCII (`DESKAPP_ASCII=1` says no)."""
    term = os.environ.get("TERM", "")
    if os.environ.get("DESKAPP_ASCII") or term in PLAIN_TERMINALS or term.startswith("vt"):
        return False
    return _asked_locale() not in PLAIN_LOCALES and "utf" in locale.getpreferredencoding(False).lower()


def _asked_locale() -> str:
    """The locale that somebody chose; Python 3.7 and later puts `LC_CTYPE=C.UTF-8` over a plain `LANG=C` (PEP 538)."""
    everything, letters, language = (os.environ.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    return everything or (language if language in PLAIN_LOCALES and letters == "C.UTF-8" else letters or language)


def in_plain_signs(text: str) -> str:
    """A text with its typographic signs as the terminal can draw them; letters stay."""
    return text if symbols().ellipsis == "…" else text.translate(SIGNS)


def frames() -> dict[str, str]:
    """How edges are drawn, as variables of the style sheets: `$edge` over a pane, `$frame` around a dialog."""
    return {"edge": "solid", "frame": "round"} if draws_unicode() else {"edge": "ascii", "frame": "ascii"}
