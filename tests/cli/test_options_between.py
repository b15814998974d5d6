"""Options of the command line: they may stand before, between and after the free words of a command."""

from collections.abc import Iterator

import pytest

from deskapp.cli.commands import COMMANDS
from deskapp.cli.declared import Argument, Command
from deskapp.errors import UsageError
from tests.cli.conftest import Tool


def words_of(free: Argument) -> list[str]:
    """Words that an argument takes: as many as it can, up to three."""
    choices = list(free.more.get("choices") or [free.flags[0]])
    return choices[:1] if free.more.get("nargs") in (None, "?") else [choices[0], "two", "three"]


def options_of(command: Command) -> Iterator[list[str]]:
    """Each option of a command, with a value where it takes one."""
    for one in command.arguments:
        if one.flags[0].startswith("-"):
            choices = one.more.get("choices") or ["value"]
            yield [one.flags[-1]] if one.more.get("action") == "store_true" else [one.flags[-1], str(choices[0])]


WITH_WORDS = [one for one in COMMANDS if any(not it.flags[0].startswith("-") for it in one.arguments)]


@pytest.mark.parametrize("command", WITH_WORDS, ids=lambda command: command.name)
def test_an_option_means_the_same_wherever_it_stands(command: Command) -> None:
    free = [word for one in command.arguments if not one.flags[0].startswith("-") for word in words_of(one)]
    needed = [
        word for one in command.arguments if one.more.get("required") for word in (one.flags[-1], "what is needed")
    ]
    for option in [*options_of(command), ["--staff", "Kim"]]:
        at_the_end = command.read([*needed, *free, *option])
        for place in range(len(free) + 1):
            words = [*needed, *free[:place], *option, *free[place:]]
            assert command.read(words) == at_the_end, words
            after_a_dash = [*needed, *free[:place], *option, "--", *free[place:]]
            assert command.read(after_a_dash) == at_the_end, after_a_dash


def test_a_name_after_an_option_is_the_name(tool: Tool) -> None:
    assert tool("log", "walk-in", "--no-card", "Anna", "Berger").status == 0
    assert tool("log", "call", "Beth", "--reason", "a price", "Ocampo").status == 0
    assert [one["called"] for one in tool("list", "--json").json] == ["", "Anna Berger"]
    assert [one["name"] for one in tool("customers", "--json").json] == ["Beth Ocampo"]


def test_what_no_option_is_stays_refused_between_words() -> None:
    (log,) = (one for one in COMMANDS if one.name == "log")
    with pytest.raises(UsageError, match="Unrecognized arguments: --nope"):
        log.read(["walk-in", "--nope", "Anna"])
    assert log.read(["walk-in", "--no-card", "--", "--nope"]).name == ["--nope"]
