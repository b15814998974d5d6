"""What a command of the command line printed, as a line says it: without ids, and which visit it opened."""

from collections.abc import Iterable

from deskapp.commands.meant import SHORT
from deskapp.model.interaction import Interaction

_BEGINNING = frozenset({"log", "ring-back", "reopen"})
"""The commands that open a visit and print its id."""


def without_id(line: str, ids: Iterable[str]) -> str:
    """A line without the end of an id in brackets that a command puts last, where it is one of these."""
    for identifier in ids:
        for stop in ("", "."):
            end = f" ({identifier[-SHORT:]}){stop}"
            if line.endswith(end):
                return line.removesuffix(end) + stop
    return line


def is_of(command: str, visit: Interaction, printed: str) -> bool:
    """Whether a command opened a visit, and not somebody beside who did so while it ran."""
    return command in _BEGINNING and (visit.id in printed or f"({visit.id[-SHORT:]})" in printed)
