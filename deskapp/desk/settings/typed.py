"""Settings as people type them: what each is called and under which heading, how it is read, checked and told."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, get_args

from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.errors import NotFoundError, RefusedError, line_of
from deskapp.messages import noted, said
from deskapp.model.frozen import dataclass
from deskapp.model.interaction import GateKind
from deskapp.model.settings import KeyPreset, Settings
from deskapp.text import countries, hours

_KEY = re.compile(r"[A-Za-z0-9_]+(\+[A-Za-z0-9_]+)*")
_YES, _NO = ("on", "yes", "true", "1"), ("off", "no", "false", "0")


@dataclass(frozen=True, slots=True)
class TypedSetting:
    """One setting in words. `choices` are all that may be typed, where there are few and no `reader` reads more."""

    name: str
    part: str
    label: str
    hint: str
    reader: Callable[[str], Any] | None = None
    choices: tuple[str, ...] = ()
    unit: str = ""

    def told(self, held: Settings) -> str:
        """What is set now, as it can be typed again."""
        return told(getattr(held, self.name))

    def read(self, text: str) -> Any:
        """The value of typed words. Raises RefusedError."""
        if self.reader:
            return self.reader(text.strip())
        word = text.strip().casefold()
        if word not in self.choices:
            raise RefusedError(
                said("'{text:.20}' is not offered.", text=text.strip()),
                said("Choose {choices}.", choices=", ".join(self.choices)),
            )
        return word


def names() -> tuple[str, ...]:
    """The settings that can be changed."""
    return tuple(field.name for field in fields(Settings) if field.name in BY_NAME)


def told(value: object) -> str:
    """A setting's value in words, as it can be typed again."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, Mapping):
        return ", ".join(f"{name}={what}" for name, what in value.items())
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def put(desk: Session, name: str, text: str) -> Settings:
    """Change one setting from typed words. Raises NotFoundError for its name, RefusedError for its value."""
    setting = BY_NAME.get(name)
    if setting is None:
        raise NotFoundError(
            said("There is no setting '{name:.30}'.", name=name),
            said("The settings are {names}.", names=", ".join(names())),
        )
    words = f"setting: {name.replace('_', ' ')}"
    return settings.record(desk, words, {name: setting.read(text)}, undoable=True)


def _line(text: str) -> str:
    return " ".join(text.split())


def _needed(text: str) -> str:
    return line_of(text, said("Type them."), said("That setting needs words."))


def _hours(text: str) -> str:
    hours.read_hours(text)
    return _line(text)


def _switch(text: str) -> bool:
    if text.casefold() not in (*_YES, *_NO):
        raise RefusedError(said("'{text:.20}' is neither on nor off.", text=text), said("Write on or off."))
    return text.casefold() in _YES


def _keys(text: str) -> dict[str, str]:
    """Own keys as `walk_in=shift+f1, end=ctrl+e`; the desk tells of a clash, and of a key that no terminal sends."""
    pairs = [piece.partition("=") for piece in text.replace(",", " ").split()]
    if odd := next((f"{name}={key}" for name, _, key in pairs if not (name and _KEY.fullmatch(key))), ""):
        raise RefusedError(
            said("'{odd:.30}' is no command with its key.", odd=odd),
            said("Write them as walk_in=shift+f1, end=ctrl+e."),
        )
    return {name: key for name, _, key in pairs}


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text[:9]) <= most):
            raise RefusedError(
                said("'{text:.20}' does not fit.", text=text),
                said("Write a whole number from {least} to {most}.", least=least, most=most),
            )
        return int(text)

    return read


_ROOM, _WORK, _LOOKS, _SWITCH = "The desk", "At work", "Looks and sounds", ("on", "off")
_COUNTRY = noted("Two letters, such as DE, GB or US. Local phone numbers and dates such as 3/4 are read by it.")
_HOURS = noted("As mon-fri 9:00-18:00, sat 9:00-13:00. A promise outside them is warned of. Empty: always open.")
_HOLIDAYS = noted("Days as 2026-12-24, or 12-25 for every year, with commas between them.")
_HOLD = noted("Minutes on hold after which it is an alarm.")
_GATE = noted("What happens at the end with points still open. hard: it takes a reason. soft: it only tells them.")
_CLIPBOARD = noted("Seconds after which a copied text is taken off the clipboard; 0: it stays.")
_BELL = noted("The terminal's bell at an alarm and a due promise.")
_TERMINAL = noted("A notification through the terminal, where it has one.")
_DESKTOP = noted("A notification through the desktop (notify-send).")
_PRESET = "letters: a letter for each command. function keys: no command takes a letter."
_IDLE = noted("Minutes without a key after which the curtain falls by itself; 0: never.")
ALL: tuple[TypedSetting, ...] = (
    TypedSetting("desk_name", _ROOM, "Desk", noted("What this desk is called."), _needed),
    TypedSetting(
        "staff", _ROOM, "Staff", noted("Who is at the desk when it opens; s at the desk begins a shift."), _line
    ),
    TypedSetting("country", _ROOM, "Country", _COUNTRY, countries.read),
    TypedSetting("hours", _ROOM, "Hours", _HOURS, _hours),
    TypedSetting("holidays", _ROOM, "Holidays", _HOLIDAYS, hours.read_holidays),
    TypedSetting("hold_minutes", _WORK, "On hold", _HOLD, _number(1, 120), unit="min"),
    TypedSetting("gate", _WORK, "Open points", _GATE, choices=get_args(GateKind)),
    TypedSetting("clipboard_seconds", _WORK, "Clipboard", _CLIPBOARD, _number(0, 3600), unit="s"),
    TypedSetting("theme", _LOOKS, "Theme", noted("Takes effect at once."), choices=("dark", "light", "contrast")),
    TypedSetting("alert_bell", _LOOKS, "Bell", _BELL, _switch, _SWITCH),
    TypedSetting("alert_terminal", _LOOKS, "Notify", _TERMINAL, _switch, _SWITCH),
    TypedSetting("alert_desktop", _LOOKS, "Desktop", _DESKTOP, _switch, _SWITCH),
    TypedSetting("key_preset", "Keys", "Keys", _PRESET, choices=get_args(KeyPreset)),
    TypedSetting("idle_minutes", "The curtain", "Idle", _IDLE, _number(0, 480), unit="min"),
)
"""The settings in the order of the screen."""
BY_NAME = {setting.name: setting for setting in (*ALL, TypedSetting("keys", "", "", "", _keys))}
