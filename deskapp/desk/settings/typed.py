"""Settings as people type them: each read, checked and told in words."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, get_args

from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.errors import NotFoundError, RefusedError
from deskapp.model.interaction import GateKind
from deskapp.model.settings import KeyPreset, Settings
from deskapp.text import countries, hours

THEMES = ("dark", "light", "contrast")
LONGEST_HOLD, LONGEST_CLIPBOARD, LONGEST_IDLE = 120, 3600, 480
_KEY = re.compile(r"[A-Za-z0-9_]+(\+[A-Za-z0-9_]+)*")
_YES, _NO = ("on", "yes", "true", "1"), ("off", "no", "false", "0")


def names() -> tuple[str, ...]:
    """The settings that can be changed."""
    return tuple(one.name for one in fields(Settings) if one.name in READERS)


def told(value: object) -> str:
    """A setting's value in words, as it can be typed again."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, Mapping):
        return ", ".join(f"{name}={what}" for name, what in value.items())
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def put(desk: Session, name: str, text: str) -> Settings:
    """Change one setting from typed words. Raises NotFoundError for its name, RefusedError for its value."""
    reader = READERS.get(name)
    if reader is None:
        raise NotFoundError(f"There is no setting '{name:.30}'.", f"The settings are {', '.join(names())}.")
    words = f"setting: {name.replace('_', ' ')}"
    return settings.record(desk, words, {name: reader(text.strip())}, undoable=True)


def _line(text: str) -> str:
    return " ".join(text.split())


def _needed(text: str) -> str:
    if not _line(text):
        raise RefusedError("That setting needs words.", "Type them.")
    return _line(text)


def _hours(text: str) -> str:
    hours.read_hours(text)
    return _line(text)


def _switch(text: str) -> bool:
    if text.casefold() in _YES or text.casefold() in _NO:
        return text.casefold() in _YES
    raise RefusedError(f"'{text:.20}' is neither on nor off.", "Write on or off.")


def _keys(text: str) -> dict[str, str]:
    """Own keys as `walk_in=shift+f1, end=ctrl+e`; the desk tells of a clash, and of a key that no terminal sends."""
    pairs = [piece.partition("=") for piece in text.replace(",", " ").split()]
    if odd := next((f"{name}={key}" for name, _, key in pairs if not (name and _KEY.fullmatch(key))), ""):
        raise RefusedError(f"'{odd:.30}' is no command with its key.", "Write them as walk_in=shift+f1, end=ctrl+e.")
    return {name: key for name, _, key in pairs}


def _one_of(choices: tuple[str, ...]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.casefold() not in choices:
            raise RefusedError(f"'{text:.20}' is not offered.", f"Choose {', '.join(choices)}.")
        return text.casefold()

    return read


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text[:9]) <= most):
            raise RefusedError(f"'{text:.20}' does not fit.", f"Write a whole number from {least} to {most}.")
        return int(text)

    return read


READERS: dict[str, Callable[[str], Any]] = {
    "desk_name": _needed,
    "staff": _line,
    "country": countries.read,
    "theme": _one_of(THEMES),
    "gate": _one_of(get_args(GateKind)),
    "hold_minutes": _number(1, LONGEST_HOLD),
    "hours": _hours,
    "holidays": hours.read_holidays,
    "clipboard_seconds": _number(0, LONGEST_CLIPBOARD),
    "alert_bell": _switch,
    "alert_terminal": _switch,
    "alert_desktop": _switch,
    "idle_minutes": _number(0, LONGEST_IDLE),
    "key_preset": _one_of(get_args(KeyPreset)),
    "keys": _keys,
}
