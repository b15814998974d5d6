"""The few symbols of the screen, with plain letters for terminals that have no others."""

import locale
import os
from functools import cache

SIGNS = str.maketrans(
    {"…": "...", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "·": "-", "×": "x", "→": ">", "°": ""}
)
PLAIN_TERMINALS = ("linux", "dumb", "ansi", "cygwin")
PLAIN_LOCALES = ("C", "POSIX")


class Symbols:
    """One way to draw each sign, in `plain` letters or not. Each stands for one thing everywhere."""

    def __init__(self, *, plain: bool = False) -> None:
        def sign(drawn: str, letters: str) -> str:
            return letters if plain else drawn

        self.waiting, self.serving = sign("○", "o"), sign("●", "*")
        self.on_hold, self.ended = sign("‖", "="), sign("·", ".")
        self.alarm, self.soon, self.promise = sign("▲", "!"), sign("◆", "~"), sign("◇", "-")
        self.done, self.todo = sign("✓", "+"), sign("○", "o")
        self.selected, self.dot, self.rule = sign("▌", ">"), sign("·", "-"), sign("─", "-")
        self.arrow, self.up, self.down = sign("→", ">"), sign("↑", "^"), sign("↓", "v")
        self.ellipsis, self.none, self.times = sign("…", "~"), sign("–", "-"), sign("×", "x")
        self.full, self.empty, self.curve = sign("█", "#"), sign("░", "."), sign("▁▂▃▄▅▆▇█", "_.,-=+*#")
        self.quote_open, self.quote_close, self.degree = sign("“", '"'), sign("”", '"'), sign("°C", "C")


@cache
def symbols() -> Symbols:
    """The symbols that this terminal can draw."""
    return Symbols(plain=not draws_unicode())


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
