"""Keys of the screen by Textual's names, and how people read them; no Textual is needed for that."""

import re
import unicodedata
from collections.abc import Iterable

NAMES = {"plus": "+", "minus": "-", "slash": "/", "at": "@", "backslash": "\\", "underscore": "_"}
NAMES |= {"space": "Space", "escape": "Esc"}
"""Keys that read otherwise than their Unicode name, or their own, says."""
IN_USE: dict[str, str] = {}
"""The keys of commands where they are not the shipped ones, by the command's id; `keymap` fills it."""


def shown(key: str) -> str:
    """A key as a person reads it."""
    *held, last = canonical(key).split("+")
    if last[0] == "f" and last[1:].isdigit():
        last = last.upper()
    elif last in NAMES:
        last = NAMES[last]
    elif len(last) > 1:
        last = _character(last)
    return "+".join([*(modifier.capitalize() for modifier in held), last.upper() if held and len(last) == 1 else last])


def canonical(key: str) -> str:
    """The one name of a key: some terminals send Shift+F1 as F13, and Ctrl+Shift+F1 as Ctrl+F13."""
    sent = _AS_SENT.fullmatch(key)
    return f"{sent[1] or ''}shift+f{int(sent[2]) - 12}" if sent else key


def every_name(keys: Iterable[str]) -> list[str]:
    """Keys with the other names by which terminals send them."""
    names: list[str] = []
    for key in keys:
        names.append(key)
        if shifted := _SHIFTED.fullmatch(key):
            names.append(f"{shifted[1] or ''}f{int(shifted[2]) + 12}")
    return names


_SHIFTED = re.compile(r"(ctrl\+)?shift\+f(\d+)")
_AS_SENT = re.compile(r"(ctrl\+)?f(1[3-9]|2[0-4])")


def _character(name: str) -> str:
    """The character that Textual calls by its Unicode name; a key that types none keeps its name."""
    try:
        character = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return name.capitalize()
    return character if character.isprintable() else name.capitalize()
