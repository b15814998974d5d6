"""How plain mode calls the commands that sentences name, and what a command printed as a line says it."""

from collections.abc import Iterable, Mapping

from deskapp import slots
from deskapp.cli.call import Call
from deskapp.commands.meant import SHORT
from deskapp.model.interaction import Interaction

TYPED = {
    "resume": "o",
    "note": "n TEXT",
    "shift": "s NAME",
    "crisis": "x",
    "copy_brief": "x brief ours",
    "boundary": "b",
    "undo": "u",
    "redo": "U",
    "reopen": "E",
    "answer": "A",
    "faq_of_this": "F QUESTION",
    "handover": "sign",
    "promises": "promises",
}
AT_THE_DESK = {
    "playbook": "the Playbook at the desk",
    "playbook_write": "the Playbook at the desk",
    "write_here": "its key at the desk",
    "read_notice": "its key at the desk",
}

_BEGINNING = frozenset({"log", "ring-back", "reopen"})
"""The commands that open a visit and print its id."""


def filled(sentence: str) -> str:
    """A sentence with what is typed at the prompt for each command that it names."""
    return slots.fill(
        sentence, lambda command: AT_THE_DESK.get(command) or TYPED.get(command, command), "Type", typed=""
    )


def without_id(line: str, ids: Iterable[str]) -> str:
    """A line without the end of an id in brackets that a command puts last, where it is one of these."""
    for identifier in ids:
        for stop in ("", "."):
            end = f" ({identifier[-SHORT:]}){stop}"
            if line.endswith(end):
                return line.removesuffix(end) + stop
    return line


def give_out(call: Call, printed: str) -> None:
    """What a command gave out: a file or a pipe takes it as it is, a terminal line by line and made safe."""
    if call.out.isatty():
        for line in printed.splitlines():
            call.line(line)
    elif printed:
        call.out.write(printed if printed.endswith("\n") else f"{printed}\n")


def opened_by(command: str, visits: Mapping[str, Interaction], printed: str) -> set[str]:
    """The visits that a command printed as opened by it, and not by somebody beside who did so while it ran."""
    if command not in _BEGINNING:
        return set()
    return {name for name in visits if name in printed or f"({name[-SHORT:]})" in printed}
