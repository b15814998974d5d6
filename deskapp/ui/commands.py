"""The commands of the screen, as Textual's bindings."""

from collections.abc import Iterable
from functools import cache

from textual.binding import Binding

from deskapp.commands import every
from deskapp.commands.declared import EVERYWHERE, Command
from deskapp.commands.keys import every_name

__all__ = ["BY_ID", "COMMANDS", "Command", "bindings", "on_screen"]
COMMANDS = tuple(command for command in every.COMMANDS if command.keys)
BY_ID = {command.id: command for command in COMMANDS}


@cache
def on_screen(name: str) -> tuple[Command, ...]:
    """The commands that work on a screen, its own first."""
    own = (command for command in COMMANDS if name in command.where)
    return (*own, *(command for command in COMMANDS if command.where == EVERYWHERE))


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """Textual's bindings of commands; they can be remapped by the command's id."""
    bound = []
    for command in commands:
        for number, key in enumerate(every_name(command.keys_now)):
            action = f"tick({key})" if command.id == "tick" else f"do('{command.id}')"
            name = command.id if number == 0 else f"{command.id}.{number}"
            bound.append(Binding(key, action, command.label, show=False, id=name, tooltip=command.help))
    return bound
