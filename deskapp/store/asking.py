"""The asker's end of the line to a running desk: one JSON request and one JSON answer over a local socket.

The socket lies in the book's folder, or under a short name where the folder's path is too long for a socket. What is
inside a request is the caller's business. A DeskError of the desk is raised again here. `deskapp ring` waits for this
module to load, so that it loads little.
"""

import json
import os
import socket

from deskapp import errors

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Message = dict[str, Any]
    Folder = str | os.PathLike[str]

NAME = "desk.sock"
LONGEST = 100
LIMIT = 16 << 20
REFUSED = "$refused"


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


def ask(folder: "Folder", request: "Message", *, patience: float = 10.0) -> "Message":
    """Ask the desk that holds a book, and wait `patience` seconds at most for the answer.

    Raises the desk's own DeskError, or BookInUseError when nobody answers in time.
    """
    if not hasattr(socket, "AF_UNIX"):
        raise _in_use(folder)
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(patience)
            line.connect(socket_path(folder))
            line.sendall(json.dumps(request).encode() + b"\n")
            with line.makefile("rb") as answers:
                answer = json.loads(answers.readline(LIMIT))
    except (OSError, ValueError) as error:
        raise _in_use(folder) from error
    if not isinstance(answer, dict):
        raise _in_use(folder)
    if REFUSED in answer:
        name, sentence, next_step = answer[REFUSED]
        kind = getattr(errors, name, errors.DeskError)
        raise kind(sentence, next_step)
    return answer


def _in_use(folder: "Folder") -> errors.BookInUseError:
    from pathlib import Path

    from deskapp.store.lock import in_use

    return in_use(Path(folder))
