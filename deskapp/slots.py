"""Sentences that name a command by a slot, `{press:undo}` or `{key:undo}`; each face fills in how it is called there.

A verb knows of no keys: where a command has none, as on the command line, its words stand there instead.
"""

import re
from collections.abc import Callable

SLOT = re.compile(r"\{(press|key):([a-z_]+)\}")


def fill(sentence: str, named: Callable[[str], str], press: str) -> str:
    """A sentence with its slots filled: `named` gives the words for a command's id, `press` the verb before them."""
    if "{" not in sentence:
        return sentence
    return SLOT.sub(lambda slot: f"{press} {named(slot[2])}" if slot[1] == "press" else named(slot[2]), sentence)
