"""Commands named in sentences of ours: `press("undo")`, `key("undo")`; each face fills in how it is called there.

A verb knows of no keys: where a command has none, as on the command line, its words stand there instead.

A sentence holds words of people too, and those may look like anything. So a slot is no pattern that somebody could type
or have stored: it bears a number that this process drew by chance, and `fill` fills no other.
"""

import re
from collections.abc import Callable
from os import urandom

_OURS = urandom(8).hex()
SLOT = re.compile(rf"\{{(press|key|typed):([a-z_]+)#{_OURS}\}}")
DESKAPP = f"{{typed:deskapp#{_OURS}}}"
"""What a command of the command line begins with where it is read: `deskapp `, or nothing at a prompt of ours."""


def press(command: str) -> str:
    """The slot for a command's name with the verb before it, as a sentence begins: `Press u`, "Use `deskapp undo`"."""
    return f"{{press:{command}#{_OURS}}}"


def key(command: str) -> str:
    """The slot for a command's name alone: `u`, "`deskapp undo`"."""
    return f"{{key:{command}#{_OURS}}}"


def line(command: str) -> str:
    """The slot for what a line begins with that says more to a command: `x`, `deskapp crisis WHO`; for no screen."""
    return f"{{typed:{command}#{_OURS}}}"


def mark() -> str:
    """The number of this process's slots, for another process that is to leave slots for this one to fill."""
    return _OURS


def marked_for(sentence: str, other: str) -> str:
    """A sentence with its slots left for another process to fill, by that one's `mark`."""
    return SLOT.sub(lambda slot: f"{{{slot[1]}:{slot[2]}#{other}}}", sentence)


def fill(sentence: str, named: Callable[[str], str], verb: str, *, typed: str = "deskapp ") -> str:
    """A sentence with its slots filled: `named` gives the words for a command's id, `verb` what stands before them.

    `typed` is what `DESKAPP` stands for. It is done once, where the sentence is shown; nothing that is filled in or was
    there already is read again.
    """
    if _OURS not in sentence:
        return sentence

    def put(slot: re.Match[str]) -> str:
        kind, command = slot.groups()
        if kind == "typed":
            return typed if command == "deskapp" else named(command).strip("`")
        return f"{verb} {named(command)}" if kind == "press" else named(command)

    return SLOT.sub(put, sentence)
