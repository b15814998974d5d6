"""The asker's end of the line to a running desk: one JSON request and one JSON answer over a local socket.

In between the desk says that it is there (READY), and only then it is told to do the request (GO). So a desk that
stands still, or whose asker has gone, does nothing of it later: whoever did not say GO has withdrawn. What came of a
GO without an answer is looked for in the book, by the request's number.

The socket lies in a folder of the book that is this account's alone, and each end asks the kernel who is at the other.
Where it cannot be had or trusted, the request goes by files in that folder (see `spool`). What is inside a request is
the caller's business; `sent_at` joins it (seconds of `stopwatch.running`). A DeskError of the desk is raised again
here. `deskapp ring` waits for this module to load, so that it loads little.
"""

import json
import os
import socket
import stat
import sys

from deskapp import errors
from deskapp.messages import said
from deskapp.stopwatch import running
from deskapp.store.spool_files import FOLDER, LIMIT, refuse_foreign

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Message = dict[str, Any]
    Folder = str | os.PathLike[str]

NAME = "desk.sock"
REFUSED = "$refused"
READY, GO = b"ready\n", b"go\n"
TAKEN_WITHIN, STALE_AFTER = 10.0, 20.0
"""Seconds in which a desk has to say that it is there, and after which it no longer does what was asked."""
ROOT = 0


def enter(folder: "Folder") -> int:
    """Open the folder in which the desk of a book is asked. Raises OSError unless it is one of this account alone."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    home = os.open(os.path.join(folder, FOLDER), flags)  # noqa: PTH118
    try:
        refuse_foreign(os.fstat(home))
        if not _is_by_number(home):
            refuse_foreign(os.stat(folder))  # noqa: PTH116
    except OSError:
        os.close(home)
        raise
    return home


def within(home: int, folder: "Folder") -> str:
    """A path to that open folder: by its number where the system has that, which can't be led astray.

    It is short, too: the path of a book is often too long for a socket.
    """
    return _by_number(home) if _is_by_number(home) else os.path.join(os.path.realpath(folder), FOLDER)  # noqa: PTH118


def _by_number(home: int) -> str:
    return f"/proc/self/fd/{home}"


def _is_by_number(home: int) -> bool:
    return sys.platform == "linux" and os.path.isdir(_by_number(home))  # noqa: PTH112


def is_ours(line: "socket.socket") -> bool:
    """Whether the kernel says that this very account, or root, is at the other end of a connected socket."""
    if sys.platform == "linux":
        facts = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
    elif sys.platform == "darwin":
        facts = line.getsockopt(0, 1, 76)
    else:
        return False
    return int.from_bytes(facts[4:8], sys.byteorder) in (os.geteuid(), ROOT)


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
    asked = json.dumps({**request, "sent_at": running()}).encode() + b"\n"
    if len(asked) > LIMIT:
        raise errors.RefusedError(
            said("That is too long for a desk that is open."), said("Close the desk, then try again.")
        )
    if os.name == "nt":
        raise in_use(folder)
    try:
        home = enter(folder)
    except OSError as error:
        raise in_use(folder) from error
    try:
        line = _connected(folder, f"{within(home, folder)}/{NAME}")
        if line is None:
            answer = _done_by_file(folder, within(home, folder), asked, patience)
        else:
            with line:
                answer = _done(folder, line, asked, patience)
    finally:
        os.close(home)
    if REFUSED in answer:
        name, sentence, next_step = answer[REFUSED]
        kind = getattr(errors, name, errors.DeskError)
        raise kind(sentence, next_step)
    return answer


def _connected(folder: "Folder", path: str) -> socket.socket | None:
    """The line to the desk; None where there is none, or somebody else is at its other end: those are told nothing."""
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        facts = os.lstat(path)
        line.settimeout(TAKEN_WITHIN)
        if stat.S_ISSOCK(facts.st_mode) and facts.st_uid == os.geteuid():
            line.connect(path)
            if is_ours(line):
                return line
    except TimeoutError as error:
        line.close()
        raise no_answer(folder) from error
    except OSError:
        pass
    line.close()
    return None


def _done(folder: "Folder", line: socket.socket, asked: bytes, patience: float) -> "Message":
    """Wait for READY, say GO, and give the answer."""
    try:
        line.sendall(asked)
        ready = _read(line, len(READY), TAKEN_WITHIN)
    except TimeoutError as error:
        raise no_answer(folder) from error
    except OSError as error:
        raise in_use(folder) from error
    if ready != READY:
        raise in_use(folder)
    try:
        line.sendall(GO)
        answer = json.loads(_read(line, LIMIT, patience))
    except (TimeoutError, KeyboardInterrupt) as error:
        raise errors.NotConfirmedError(said("The desk has not said yet whether it was done.")) from error
    except (OSError, ValueError) as error:
        raise errors.HungUpError(said("The desk ended before it said whether it was done.")) from error
    if not isinstance(answer, dict):
        raise errors.HungUpError(said("The desk did not say whether it was done."))
    return answer


def _done_by_file(folder: "Folder", at: str, asked: bytes, patience: float) -> "Message":
    """The same by files in the spool."""
    from deskapp.ipc.spool import ask_by_file

    try:
        return ask_by_file(at, asked, TAKEN_WITHIN, patience)
    except TimeoutError as error:
        raise no_answer(folder) from error
    except OSError as error:
        raise in_use(folder) from error


def _read(line: socket.socket, longest: int, seconds: float) -> bytes:
    """One line, or what came of it until the other end hung up. Raises TimeoutError, however slowly it drips."""
    read, until = bytearray(), running() + seconds
    while not read.endswith(b"\n") and len(read) < longest:
        if (left := until - running()) <= 0:
            raise TimeoutError
        line.settimeout(left)
        came = line.recv(min(longest - len(read), 1 << 16))
        if not came:
            break
        read += came
    return bytes(read)


def no_answer(folder: "Folder") -> errors.NoAnswerError:
    """A desk holds the book, and did not say that it is there."""
    more = said("It did not answer for {taken_within:.0f} seconds, so nothing was done.", taken_within=TAKEN_WITHIN)
    return errors.NoAnswerError(f"{in_use(folder).sentence} {more}", said("Try again when it answers."))


def in_use(folder: "Folder") -> errors.BookInUseError:
    """The refusal that names who holds a book."""
    from pathlib import Path

    from deskapp.store.engine import lock

    return lock.in_use(Path(folder))
