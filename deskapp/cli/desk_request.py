"""Commands beside a running desk: what is asked of it, and the shortest way there for a phone that rings.

A caller listens to the ringing while `deskapp ring` starts, so that one command goes straight to the desk's socket: of
the 60 modules that commands load, it needs these few. Wherever anything is out of the ordinary it takes the long way.
"""

import os

from deskapp.cli.command_line import folder, staff_of, take_apart, width_of, writable
from deskapp.errors import DeskError, NotConfirmedError, UsageError
from deskapp.ipc.client import ask
from deskapp.messages import said
from deskapp.stopwatch import running

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, TextIO

    from deskapp.cli.command_line import CommandLine

    LongWay = Callable[[dict[str, Any] | None], int]
    """Does it in this process: what a desk was told to do and did not answer by that request, else as it is new."""

RING = "ring"


def ring_at_once(
    argv: "Sequence[str]", out: "TextIO", err: "TextIO", long_way: "LongWay", asked_at: float | None = None
) -> int:
    """Have the running desk do a `ring`, and give its exit status; any other command line takes the long way.

    `asked_at` is when it rang, in seconds of `stopwatch.running`: now where nothing is given.
    """
    asked = _ring(argv) if RING in argv else None
    if asked is None:
        return long_way(None)
    path, _ = folder(asked.data)
    return tell(path, (RING, *asked.words), staff_of(asked.staff), out, err, long_way, asked_at)


def _ring(argv: "Sequence[str]") -> "CommandLine | None":
    """A ring that is nothing out of the ordinary."""
    try:
        asked = take_apart(argv)
    except UsageError:
        return None
    own = asked.words[: asked.words.index("--")] if "--" in asked.words else asked.words
    is_odd = asked.command != RING or asked.help or asked.version or any(word.startswith("--data") for word in own)
    return None if is_odd else asked


def tell(
    path: str,
    argv: "Sequence[str]",
    staff: str,
    out: "TextIO",
    err: "TextIO",
    long_way: "LongWay",
    asked_at: float | None = None,
) -> int:
    """Have the desk that holds a book do a command line, and give its exit status; the long way where none answers.

    What a desk was told to do and did not answer goes that way under the same number.
    """
    asked = request(argv, staff, width_of(out), asked_at=asked_at)
    try:
        return show(ask(path, asked), out, err)
    except NotConfirmedError:
        asked["told_to"] = True
    except DeskError:
        pass
    return long_way(asked if "told_to" in asked else None)


def request(
    argv: "Sequence[str]", staff: str, width: int, slots: str = "", act: str = "", asked_at: float | None = None
) -> "dict[str, Any]":
    """What the desk is asked: a command line, who asks and when, how wide the answer may be, and a number of its own.

    `act` names the act that it is part of, where that has other commands. `slots` is the mark by which the desk leaves
    the names of commands for whoever asks to fill in. `told_to` joins it once a desk was told to do it: then whoever
    does it elsewhere looks for its number first.
    """
    made = {"argv": [writable(word) for word in argv], "staff": staff, "width": width, "slots": slots, "act": act}
    return {**made, "number": os.urandom(5).hex(), "asked_at": running() if asked_at is None else asked_at}


def show(answer: "Mapping[str, Any]", out: "TextIO", err: "TextIO", named: "Callable[[str], str] | None" = None) -> int:
    """Show what the desk answered, with the names of commands filled in by `named`, and give the exit status."""
    result, words = (named(text) if named else text for text in (str(answer.get(part, "")) for part in ("out", "err")))
    deliver(result, words, out, err)
    return int(answer.get("status", 1))


def deliver(result: str, words: str, out: "TextIO", err: "TextIO") -> None:
    """Write what came of a change that is made; where nobody can take it, it is made all the same."""
    try:
        err.write(words)
        err.flush()
    except OSError:
        let_go(err)
    try:
        out.write(result)
        out.flush()
    except OSError as error:
        let_go(out)
        if not isinstance(error, BrokenPipeError):
            deliver(
                "",
                said("It is done, but the answer could not be written: {strerror}.\n", strerror=error.strerror),
                out,
                err,
            )


def let_go(stream: "TextIO") -> None:
    """Have a stream that takes nothing more take everything, so that what it still holds is no fault at the end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return
