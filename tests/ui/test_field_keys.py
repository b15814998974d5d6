"""A key that a field keeps for itself runs no command while words are typed: no command is declared with one."""

import re
import string
from dataclasses import replace
from pathlib import Path

import pytest
from textual.binding import Binding, BindingsMap

from deskapp.commands.keys import shown
from deskapp.desk.visits import log
from deskapp.ui.commands import BY_ID, COMMANDS, Command
from deskapp.ui.keymap import EVERYWHERE, FUNCTION_KEYS
from tests.builders import StandingClock, a_desk
from tests.new_rows import declared_in
from tests.ui.hands import Hands, at_the_desk

CONTROL = tuple(f"ctrl+{letter}" for letter in string.ascii_lowercase)
OVER_ANY_FIELD = {"f9": "curtain", "ctrl+q": "leave"}
"""What the app itself takes, before a field: the command has it there, too."""


def keys_of(command: Command) -> list[str]:
    """The keys of a command that are to work while words are typed: no letter, and none that means a field."""
    keys = (key for key in (*command.keys.split(","), command.fn) if key not in EVERYWHERE)
    return [key for key in keys if re.fullmatch(r"f\d+|.+\+.+", key)]


async def taken_by_a_field(hands: Hands, keys: list[str]) -> list[str]:
    """Those of some keys that do not come to the screen while a note is typed."""
    await hands.press("n")
    screen, came = hands.app.screen, list[str]()
    screen.action_do = lambda name: came.append(name)  # type: ignore[attr-defined]
    for key in keys:
        screen._bindings = BindingsMap([Binding(key, f"do('{key}')", show=False)])
        await hands.press(key)
        if hands.app.screen is not screen:
            await hands.press("escape")
        assert screen.is_asking, f"{key} has left the field"  # type: ignore[attr-defined]
    return [key for key in keys if key not in came]


def faults(commands: tuple[Command, ...], taken: list[str]) -> list[str]:
    """What is wrong with the keys of commands, a sentence each."""
    return [
        f"{shown(key)} does nothing for “{command.id}” while words are typed, as the field takes it: "
        f"give it another key in {declared_in(command)}."
        for command in commands
        for key in keys_of(command)
        if key in taken and OVER_ANY_FIELD.get(key) != command.id
    ]


@pytest.fixture
async def taken(tmp_path: Path) -> list[str]:
    declared = {key for command in COMMANDS for key in keys_of(command)}
    with a_desk(tmp_path / "book", StandingClock()) as desk:
        log.begin(desk, "walk-in", called="Gus")
        async with at_the_desk(desk) as hands:
            return await taken_by_a_field(hands, sorted({*declared, *CONTROL, *FUNCTION_KEYS}))


async def test_no_command_has_a_key_that_a_field_takes(taken: list[str]) -> None:
    assert {"ctrl+k", "ctrl+n", "ctrl+u", "ctrl+w"} < {*taken} and not {*taken} & {*FUNCTION_KEYS}
    assert faults(COMMANDS, taken) == []


async def test_a_key_that_a_field_takes_is_told_with_the_file_of_its_command(taken: list[str]) -> None:
    note = BY_ID["note"]
    brews = [replace(note, keys="N", fn="ctrl+k"), replace(note, keys="ctrl+n", fn=""), replace(note, fn="f9")]
    told = faults(tuple(brews), taken)
    assert len(told) == 3 and told[0] == (
        "Ctrl+K does nothing for “note” while words are typed, as the field takes it: "
        "give it another key in deskapp/commands/visits.py."
    )
