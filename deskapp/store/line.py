"""The running desk's end of the line: it answers what is asked over the local socket of its book (see `asking`).

Only what its asker still waits for is done: after READY it has to say GO.
"""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from deskapp import errors
from deskapp.store.asking import GO, LIMIT, NAME, READY, REFUSED, is_stale, socket_path, user

Message = dict[str, Any]
Handler = Callable[[Message], Message | Awaitable[Message]]


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
    path = Path(socket_path(folder))

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await _one_request(reader, writer, handle)
        except (OSError, ValueError, EOFError):
            pass
        finally:
            writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()

    try:
        if path.name != NAME:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            if path.parent.stat().st_uid != user():
                return None
        path.unlink(missing_ok=True)
        server = await asyncio.start_unix_server(answer, path, limit=LIMIT)
        path.chmod(0o600)
    except OSError:
        return None
    return Line(server, path)


async def _one_request(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, handle: Handler) -> None:
    """READY, GO, and the answer. Raises OSError, ValueError or EOFError where the asker has gone or sent no request."""
    request = json.loads(await reader.readline())
    if not isinstance(request, dict):
        raise ValueError("that is no request")
    writer.write(READY)
    await writer.drain()
    if await reader.readline() != GO:
        raise EOFError("the asker has given it up")
    writer.write(json.dumps(await _answer(handle, request)).encode() + b"\n")
    await writer.drain()


async def _answer(handle: Handler, request: Message) -> Message:
    try:
        if is_stale(request):
            raise errors.RefusedError("This was asked too long ago, so nothing was done.", "Ask again.")
        answer = handle(request)
        return await answer if isinstance(answer, Awaitable) else answer
    except errors.DeskError as error:
        return {REFUSED: [type(error).__name__, error.sentence, error.next_step]}
