"""Which key runs which command: the shipped ones, or function keys in place of letters, and a desk's own over either.

Textual 8.2's `set_keymap` is not enough here: while a field has the focus it drops a letter's binding before it would
give it a function key, and it maps anew at each key press. So `rebind` makes a screen's map of bindings once.
"""

import re
from collections.abc import Mapping
from functools import cache

from textual.binding import BindingsMap
from textual.keys import key_to_character
from textual.screen import Screen

from deskapp.commands.declared import EVERYWHERE as ALL_SCREENS
from deskapp.commands.declared import Command
from deskapp.commands.keys import IN_USE, canonical, shown
from deskapp.model.settings import KeyPreset, Settings
from deskapp.ui.commands import BY_ID, COMMANDS, bindings, on_screen

Keys = Mapping[str, str]
ARRIVES = tuple(number for number in range(1, 13) if number != 3)
"""F3 with Shift or Ctrl looks like an answer of the terminal, and Textual 8.2 takes it for one."""
HELD = ("shift", "ctrl", "ctrl+shift")
FUNCTION_KEYS = ("f12", *(f"{held}+f{number}" for held in HELD for number in ARRIVES), "f10", "f11")
MOVES = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown")
EVERYWHERE = ("enter", "escape", "tab", "shift+tab", "backspace", "delete", "space", *MOVES)
OF_TERMINALS = tuple(f"ctrl+{letter}" for letter in "chijmqsz")
SENT = re.compile(r"f([1-9]|1[0-2])|(ctrl|alt)\+[a-z]|alt\+[0-9]")


@cache
def preset(name: KeyPreset) -> Keys:
    """The keys of a preset where they differ from the shipped ones: no command takes a letter in `function keys`.

    One that has no key there is found by its words, in the palette, until somebody gives it a key.
    """
    if name == "letters":
        return {}
    return {command.id: command.fn for command in COMMANDS if command.fn or is_letter(command.first_key)}


def is_letter(key: str) -> bool:
    """Whether a key is a letter, and not one that is only called by a word: `b`, but not `space`."""
    return len(key) == 1 and key.isalpha()


def holder(keys: Keys, command: Command, key: str) -> Command | None:
    """Who has a key already on a screen where this command works too."""
    for other in COMMANDS:
        if other.id != command.id and key in keys.get(other.id, other.keys).split(",") and _meet(command, other):
            return other
    return None


def unfit(command: Command, key: str) -> str:
    """Why a command cannot have a key, whoever has it now; "" where it can."""
    if is_fixed(command):
        return f"The key of “{command.label}” stays as it is."
    if key in EVERYWHERE:
        return f"{shown(key)} means the same everywhere. Choose another key."
    if key in OF_TERMINALS:
        return f"Terminals keep {shown(key)} for themselves. Choose another key."
    if key.isdigit():
        return "Digits tick the steps. Choose another key."
    if not (SENT.fullmatch(key) or key in FUNCTION_KEYS or (len(key_to_character(key) or "") == 1 and "+" not in key)):
        return f"Not every terminal sends {shown(key)}. Choose another key."
    return ""


def is_fixed(command: Command) -> bool:
    """Whether a command's key cannot be changed: it moves the selection, opens, leaves, or ticks."""
    first = command.first_key
    return (first in EVERYWHERE and command.id != "who") or command.id in ("tick", "leave")


def read(name: KeyPreset, own: Keys) -> tuple[Keys, str]:
    """The keys that differ from the shipped ones, and what is wrong with the desk's own: then those are left out."""
    fault = why(name, own)
    if fault:
        return preset(name), f"Your own keys are not used: {fault} Set them again under Settings."
    return _all(name, own), ""


def why(name: KeyPreset, own: Keys) -> str:
    """Why a desk's own keys cannot be used; "" where they can. Those of commands unknown here are left alone."""
    keys = _all(name, own)
    for identifier in own.keys() & BY_ID.keys():
        command, key = BY_ID[identifier], canonical(own[identifier])
        other = holder(keys, command, key)
        if wrong := unfit(command, key):
            return wrong
        if other:
            return f"{shown(key)} is “{other.label}”{_places(other)} already."
    return ""


def _all(name: KeyPreset, own: Keys) -> Keys:
    known = {command: _with_function_key(command, canonical(key)) for command, key in own.items() if command in BY_ID}
    return {**preset(name), **known}


def with_key(name: KeyPreset, own: Keys, command: Command, key: str) -> dict[str, str]:
    """The desk's own keys with one more; "", or the key that the preset gives anyway, takes it off."""
    usual = preset(name).get(command.id, command.keys).split(",")[0]
    kept = {identifier: old for identifier, old in own.items() if identifier != command.id}
    return kept | ({command.id: key} if key not in ("", usual) else {})


def use(keys: Keys) -> None:
    """From now on commands have these keys; those left out have their shipped ones."""
    IN_USE.clear()
    IN_USE.update(keys)


def rebind(screen: Screen[None], name: str) -> None:
    """Give a screen the keys in use for its commands; whatever else it binds stays."""
    merged = type(screen)._merged_bindings or BindingsMap()
    others = [binding for _, binding in merged if (binding.id or "").split(".")[0] not in BY_ID]
    screen._bindings = BindingsMap([*others, *bindings(on_screen(name))])


def _with_function_key(identifier: str, key: str) -> str:
    """F1 helps, whatever else does; a curtain on a letter has F9 as well, which draws it while words are typed."""
    shipped = BY_ID[identifier].keys.split(",")
    types = identifier == "curtain" and not SENT.fullmatch(key) and key not in FUNCTION_KEYS
    behind = shipped if types else shipped[1:]
    return ",".join([key, *(other for other in behind if SENT.fullmatch(other) and other != key)])


def _meet(first: Command, second: Command) -> bool:
    return ALL_SCREENS in (first.where, second.where) or not set(first.where).isdisjoint(second.where)


def _places(command: Command) -> str:
    return {"desk": " at the desk", "all": ""}.get(command.where[0], f" in {command.where[0].capitalize()}")


class OwnKeys:
    """Takes the keys of the settings; `fault` tells what is wrong with them."""

    def __init__(self) -> None:
        self.fault = ""
        self._of: tuple[KeyPreset, Keys] = ("letters", {})
        use({})

    def follow(self, settings: Settings) -> bool:
        """Whether the keys are others than before; then screens are to `use_keys` anew."""
        wanted = (settings.key_preset, settings.keys)
        if wanted == self._of:
            return False
        self._of = wanted
        keys, self.fault = read(*wanted)
        use(keys)
        return True
