"""Options of the command line: they may stand before, between and after the free words of a command."""

from collections.abc import Iterator

import pytest

from deskapp.cli.parser import read
from deskapp.commands.declared import JSON, Argument, Command
from deskapp.commands.every import NAMED as COMMANDS
from deskapp.errors import UsageError
from tests.cli.conftest import Tool


def words_of(free: Argument) -> list[str]:
    """Words that an argument takes: as many as it can, up to three."""
    choices = list(free.choices or [free.name])
    return choices[:1] if free.takes in ("one", "maybe") else [choices[0], "two", "three"]


def options_of(command: Command) -> Iterator[list[str]]:
    """Each option of a command, with a value where it takes one."""
    for argument in (*command.arguments, *([JSON] if command.json else [])):
        for flag in argument.flags[-2:] if argument.kind == "yes" else argument.flags[-1:]:
            value = [str((argument.choices or ["value"])[0])] if argument.takes != "switch" else []
            yield [flag, *value]


WITH_WORDS = [one for one in COMMANDS if any(not it.is_option for it in one.arguments)]


@pytest.mark.parametrize("command", WITH_WORDS, ids=lambda command: command.name)
def test_an_option_means_the_same_wherever_it_stands(command: Command) -> None:
    free = [word for one in command.arguments if not one.is_option for word in words_of(one)]
    needed = [
        word
        for one in command.arguments
        if one.required and one.kind != "yes"
        for word in (one.flags[-1], "what is needed")
    ]
    for option in [*options_of(command), ["--staff", "Kim"]]:
        at_the_end = read(command, [*needed, *free, *option])
        for place in range(len(free) + 1):
            words = [*needed, *free[:place], *option, *free[place:]]
            assert read(command, words) == at_the_end, words
            after_a_dash = [*needed, *free[:place], *option, "--", *free[place:]]
            assert read(command, after_a_dash) == at_the_end, after_a_dash


def test_a_name_after_an_option_is_the_name(tool: Tool) -> None:
    assert tool("log", "walk-in", "--no-card", "Anna", "Berger").status == 0
    assert tool("log", "call", "Beth", "--reason", "a price", "Ocampo").status == 0
    assert [one["called"] for one in tool("list", "--json").json] == ["", "Anna Berger"]
    assert [one["name"] for one in tool("customers", "--json").json] == ["Beth Ocampo"]


def test_what_no_option_is_stays_refused_between_words() -> None:
    (log,) = (one for one in COMMANDS if one.name == "log")
    with pytest.raises(UsageError, match="Unrecognized arguments: --nope"):
        read(log, ["walk-in", "--nope", "Anna"])
    assert read(log, ["walk-in", "--no-card", "--", "--nope"]).name == ["--nope"]
