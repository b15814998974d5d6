"""What a command is, and how its key reads."""

import re
import unicodedata
from collections.abc import Iterable

from deskapp.model.frozen import dataclass

NAMES = {
    "question_mark": "?",
    "plus": "+",
    "minus": "-",
    "comma": ",",
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "enter": "Enter",
    "space": "Space",
    "escape": "Esc",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "at": "@",
    "backslash": "\\",
    "underscore": "_",
}
IN_USE: dict[str, str] = {}
"""The keys of commands where they are not the shipped ones, by the command's id; `keymap` fills it."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `keys` are Textual's names, comma separated; `where` the screens on which it works, or `all`.

    `fn` is its key where letters are not wanted; `words` are what people call it besides its label and its help.
    """

    id: str
    keys: str
    label: str
    help: str
    where: tuple[str, ...] = ("desk",)
    fn: str = ""
    words: str = ""

    @property
    def first_key(self) -> str:
        """The first of its shipped keys, by Textual's name; on one screen it means this command only."""
        return self.keys.split(",")[0]

    @property
    def keys_now(self) -> list[str]:
        """The keys that run it now: its own, or those that were set in their place."""
        return IN_USE.get(self.id, self.keys).split(",")

    @property
    def shown_key(self) -> str:
        """Its first key of now, as a person reads it."""
        return "1-9" if self.id == "tick" else shown(self.keys_now[0])

    @property
    def action(self) -> str:
        """The action that it runs."""
        return f"do('{self.id}')"


def shown(key: str) -> str:
    """A key as a person reads it."""
    *held, last = canonical(key).split("+")
    if last[0] == "f" and last[1:].isdigit():
        last = last.upper()
    elif last in NAMES:
        last = NAMES[last]
    elif len(last) > 1:
        last = _character(last)
    return "+".join([*(one.capitalize() for one in held), last.upper() if held and len(last) == 1 else last])


def canonical(key: str) -> str:
    """The one name of a key: some terminals send Shift+F1 as F13, and Ctrl+Shift+F1 as Ctrl+F13."""
    found = _AS_SENT.fullmatch(key)
    return f"{found[1] or ''}shift+f{int(found[2]) - 12}" if found else key


def every_name(keys: Iterable[str]) -> list[str]:
    """Keys with the other names by which terminals send them."""
    names: list[str] = []
    for key in keys:
        names.append(key)
        if found := _SHIFTED.fullmatch(key):
            names.append(f"{found[1] or ''}f{int(found[2]) + 12}")
    return names


_SHIFTED = re.compile(r"(ctrl\+)?shift\+f(\d+)")
_AS_SENT = re.compile(r"(ctrl\+)?f(1[3-9]|2[0-4])")


def _character(name: str) -> str:
    """The character that Textual calls by its Unicode name; a key that types none keeps its name."""
    try:
        found = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return name.capitalize()
    return found if found.isprintable() else name.capitalize()
