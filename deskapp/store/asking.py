"""The asker's end of the line to a running desk: one JSON request and one JSON answer over a local socket.

In between the desk says that it is there (READY), and only then it is told to do the request (GO). So a desk that
stands still, or whose asker has gone, does nothing of it later: whoever did not say GO has withdrawn. What came of a
GO without an answer is looked for in the book, by the request's number.

The socket lies in the book's folder, or under a short name where the folder's path is too long for a socket. What is
inside a request is the caller's business; `sent_at` joins it (seconds of `stopwatch.running`). A DeskError of the desk
is raised again here. `deskapp ring` waits for this module to load, so that it loads little.
"""

import json
import os
import socket

from deskapp import errors
from deskapp.stopwatch import running

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO, Any

    Message = dict[str, Any]
    Folder = str | os.PathLike[str]

NAME = "desk.sock"
LONGEST = 100
LIMIT = 16 << 20
REFUSED = "$refused"
READY, GO = b"ready\n", b"go\n"
TAKEN_WITHIN, STALE_AFTER = 10.0, 20.0
"""Seconds in which a desk has to say that it is there, and after which it no longer does what was asked."""


def socket_path(folder: "Folder") -> str:
    """Where the desk that holds a book listens; the same for both ends."""
    real = os.path.realpath(folder)
    near = os.path.join(real, NAME)  # noqa: PTH118 - pathlib takes 9 ms to load
    if len(os.fsencode(near)) <= LONGEST:
        return near
    import tempfile

    from deskapp.digests import sha256

    short = sha256(os.fsencode(real)).hexdigest()[:24]
    runtime = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
    return os.path.join(runtime, f"deskapp-{user()}", f"{short}.sock")  # noqa: PTH118


def user() -> int:
    """The number of the user on this machine, where it has such."""
    return os.getuid() if hasattr(os, "getuid") else 0


def is_stale(request: "Message") -> bool:
    """Whether a request was sent so long ago that whoever sent it has given it up."""
    sent_at = request.get("sent_at")
    return isinstance(sent_at, int | float) and not 0 <= running() - sent_at <= STALE_AFTER


def ask(folder: "Folder", request: "Message", *, patience: float = 10.0) -> "Message":
    """Have the desk that holds a book do a request, and wait `patience` seconds at most for the answer.

    Raises the desk's own DeskError; BookInUseError when no desk is there (NoAnswerError: when it says nothing in
    time), so that nothing was done; NotConfirmedError when it was told to and has not answered, HungUpError when it
    never will.
    """
    if not hasattr(socket, "AF_UNIX"):
        raise _in_use(folder)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line, line.makefile("rb") as answers:
        answer = _done(folder, line, answers, request, patience)
    if REFUSED in answer:
        name, sentence, next_step = answer[REFUSED]
        kind = getattr(errors, name, errors.DeskError)
        raise kind(sentence, next_step)
    return answer


def _done(
    folder: "Folder", line: socket.socket, answers: "IO[bytes]", request: "Message", patience: float
) -> "Message":
    """Wait for READY, say GO, and give the answer."""
    try:
        line.settimeout(TAKEN_WITHIN)
        line.connect(socket_path(folder))
        line.sendall(json.dumps({**request, "sent_at": running()}).encode() + b"\n")
        ready = answers.readline(LIMIT)
    except TimeoutError as error:
        more = f"It did not answer for {TAKEN_WITHIN:.0f} seconds, so nothing was done."
        raise errors.NoAnswerError(f"{_in_use(folder).sentence} {more}", "Try again when it answers.") from error
    except OSError as error:
        raise _in_use(folder) from error
    if ready != READY:
        raise _in_use(folder)
    try:
        line.settimeout(patience)
        line.sendall(GO)
        answer = json.loads(answers.readline(LIMIT))
    except (TimeoutError, KeyboardInterrupt) as error:
        raise errors.NotConfirmedError("The desk has not said yet whether it was done.") from error
    except (OSError, ValueError) as error:
        raise errors.HungUpError("The desk ended before it said whether it was done.") from error
    if not isinstance(answer, dict):
        raise errors.HungUpError("The desk did not say whether it was done.")
    return answer


def _in_use(folder: "Folder") -> errors.BookInUseError:
    from pathlib import Path

    from deskapp.store.lock import in_use

    return in_use(Path(folder))
