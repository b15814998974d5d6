"""The line to a running desk: a local socket that carries one JSON request and one JSON answer.

The socket lies in the book's folder, or under a short name where the folder's path is too long for a socket. What is
inside a request is the caller's business. A DeskError of the desk is raised again at the asker's end.
"""

import asyncio
import contextlib
import hashlib
import json
import os
import socket
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from deskapp import errors
from deskapp.store.lock import in_use

NAME = "desk.sock"
LONGEST = 100
LIMIT = 16 << 20
REFUSED = "$refused"
Message = dict[str, Any]
Handler = Callable[[Message], Message | Awaitable[Message]]


def socket_path(folder: Path) -> Path:
    """Where the desk that holds a book listens; the same for both ends."""
    folder = folder.resolve()
    near = folder / NAME
    if len(os.fsencode(near)) <= LONGEST:
        return near
    short = hashlib.sha256(os.fsencode(folder)).hexdigest()[:24]
    runtime = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
    return Path(runtime) / f"deskapp-{_user()}" / f"{short}.sock"


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0


class Line:
    """The listening end. `close()` ends it."""

    def __init__(self, server: asyncio.Server, path: Path) -> None:
        self._server, self._path = server, path

    def close(self) -> None:
        """Listen no more."""
        self._server.close()
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)


async def serve(folder: Path, handle: Handler) -> Line | None:
    """Answer requests from now on, in the event loop's thread unless `handle` gives something to be awaited.

    Only for the holder of the book's lock. None where this platform or this file system has no such sockets: then
    askers are told that the book is in use.
    """
    if not hasattr(asyncio, "start_unix_server"):
        return None
    path = socket_path(folder)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, ValueError, asyncio.IncompleteReadError):
            request = json.loads(await reader.readline())
            writer.write(json.dumps(await _answer(handle, request)).encode() + b"\n")
            await writer.drain()
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()

    try:
        if path.name != NAME:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            if path.parent.stat().st_uid != _user():
                return None
        path.unlink(missing_ok=True)
        server = await asyncio.start_unix_server(answer, path, limit=LIMIT)
        path.chmod(0o600)
    except OSError:
        return None
    return Line(server, path)


async def _answer(handle: Handler, request: Message) -> Message:
    try:
        answer = handle(request)
        return await answer if isinstance(answer, Awaitable) else answer
    except errors.DeskError as error:
        return {REFUSED: [type(error).__name__, error.sentence, error.next_step]}


def ask(folder: Path, request: Message, *, patience: float = 10.0) -> Message:
    """Ask the desk that holds a book, and wait `patience` seconds at most for the answer.

    Raises the desk's own DeskError, or BookInUseError when nobody answers in time.
    """
    if not hasattr(socket, "AF_UNIX"):
        raise in_use(folder)
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(patience)
            line.connect(str(socket_path(folder)))
            line.sendall(json.dumps(request).encode() + b"\n")
            with line.makefile("rb") as answers:
                answer = json.loads(answers.readline(LIMIT))
    except (OSError, ValueError) as error:
        raise in_use(folder) from error
    if not isinstance(answer, dict):
        raise in_use(folder)
    if REFUSED in answer:
        name, sentence, next_step = answer[REFUSED]
        kind = getattr(errors, name, errors.DeskError)
        raise kind(sentence, next_step)
    return answer
