"""The running desk's end of the line: it answers what is asked over the local socket of its book (see `client`).

Only what its asker still waits for is done: after READY it has to say GO. What comes by file instead is in `spooled`.
"""

import asyncio
import contextlib
import json
import os
import socket
import stat
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

from deskapp import errors
from deskapp.ipc.client import (
    GO,
    NAME,
    READY,
    REFUSED,
    STALE_AFTER,
    enter,
    is_ours,
    is_stale,
    within,
)
from deskapp.messages import said
from deskapp.store.spool_files import FOLDER, LIMIT, OTHERS_MAY_WRITE

Message = dict[str, Any]
Handler = Callable[[Message], Message | Awaitable[Message]]
MOST = 64
"""Askers that are listened to at once; one more is told that the book is in use."""
PRIVATE = 0o700


class Server:
    """The listening end. `close()` ends it."""

    def __init__(self, home: int, at: str, handle: Handler) -> None:
        from deskapp.ipc.spool_server import SpoolServer

        self._home, self._at, self._handle = home, at, handle
        self._spooled = SpoolServer(at, partial(_answer, handle))
        self._server: asyncio.Server | None = None
        self._open = 0

    async def begin(self) -> None:
        """Listen from now on, over the socket where there are such. Raises OSError."""
        try:
            await self._spooled.begin()
            self._server = await self._listening(f"{self._at}/{NAME}")
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Listen no more."""
        if self._server:
            self._server.close()
            with contextlib.suppress(OSError):
                os.unlink(f"{self._at}/{NAME}")  # noqa: PTH108
            self._server = None
        self._spooled.close()
        if self._home >= 0:
            os.close(self._home)
            self._home = -1

    async def _listening(self, path: str) -> asyncio.Server | None:
        """The socket's end; None where this file system has no sockets, so that askers use the spool."""
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path)  # noqa: PTH108
            line.bind(path)
            os.chmod(path, 0o600)  # noqa: PTH101
            return await asyncio.start_unix_server(self._one, sock=line, limit=LIMIT)
        except OSError:
            line.close()
            return None

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One asker, who has to be this account or root."""
        self._open += 1
        try:
            if self._open <= MOST and is_ours(writer.get_extra_info("socket")):
                await _one_request(reader, writer, self._handle)
        except (OSError, ValueError, EOFError):
            pass
        finally:
            self._open -= 1
            writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


async def serve(folder: Path, handle: Handler) -> Server | None:
    """Answer requests from now on, in the event loop's thread unless `handle` gives something to be awaited.

    Only for the holder of the book's lock. None on a platform without local sockets: then askers are told that the
    book is in use. Raises RefusedError where the folder for it is not this account's alone.
    """
    if os.name == "nt":
        return None
    try:
        home = _home(folder)
        line = Server(home, within(home, folder), handle)
        await line.begin()
    except OSError as error:
        sentence = f"Commands can't reach this desk: {folder / FOLDER} is not a folder of yours alone."
        raise errors.RefusedError(sentence, said("Remove it, then open the desk again.")) from error
    return line


def _home(folder: Path) -> int:
    """The open folder of the line, made where it is missing. Raises OSError where it is not this account's alone.

    One of its own that was open to others is closed to them, and nothing stays that they may have put there.
    """
    with contextlib.suppress(FileExistsError):
        (folder / FOLDER).mkdir(PRIVATE)
    home = os.open(folder / FOLDER, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        facts = os.fstat(home)
        if facts.st_uid == os.geteuid() and stat.S_IMODE(facts.st_mode) != PRIVATE:
            os.fchmod(home, PRIVATE)
            if facts.st_mode & OTHERS_MAY_WRITE:
                for name in os.listdir(home):  # noqa: PTH208
                    with contextlib.suppress(OSError):
                        os.unlink(name, dir_fd=home)
    finally:
        os.close(home)
    return enter(folder)


async def _one_request(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, handle: Handler) -> None:
    """READY, GO, and the answer. Raises OSError, ValueError or EOFError where the asker has gone or sent no request."""
    async with asyncio.timeout(STALE_AFTER):
        request = json.loads(await reader.readline())
        if not isinstance(request, dict):
            raise ValueError("that is no request")
        writer.write(READY)
        await writer.drain()
        if await reader.readline() != GO:
            raise EOFError("the asker has given it up")
    answer = await _answer(handle, request)
    async with asyncio.timeout(STALE_AFTER):
        writer.write(json.dumps(answer).encode() + b"\n")
        await writer.drain()


async def _answer(handle: Handler, request: Message) -> Message:
    try:
        if is_stale(request):
            raise errors.RefusedError(said("This was asked too long ago, so nothing was done."), said("Ask again."))
        answer = handle(request)
        return await answer if isinstance(answer, Awaitable) else answer
    except errors.DeskError as error:
        return {REFUSED: [type(error).__name__, error.sentence, error.next_step]}
