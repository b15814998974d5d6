"""The desk by prompts and lines: for screen readers, slow lines and whoever likes it plain.

No colour, no cursor that moves, no screen that is redrawn. What a line says is done by the same commands that the
command line has, each with the book opened for it alone, so that other commands and a running desk work beside it.
"""

from typing import TextIO

from deskapp.cli.call import Call
from deskapp.plain import verbs
from deskapp.plain.session import PlainSession
from deskapp.plain.typed import Typed


def run(call: Call, stream: TextIO) -> int:
    """Take lines from a stream until it ends or somebody leaves; gives the exit status."""
    return PlainSession(call, Typed(stream)).run(verbs.do)
