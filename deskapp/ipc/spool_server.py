"""The running desk's end of the spool: it takes up what lies there within a second (see `spool`)."""

import asyncio
import fcntl
import json
import os
from collections.abc import Awaitable, Callable
from functools import partial

from deskapp.ipc.spool import HERE, Message, put, remove
from deskapp.store.spool_files import ASK, LIMIT, SAID, WORK, is_kept, left_behind, opened

EVERY = 0.5
"""Seconds between two looks into the spool."""
MOST = 64
TRIES, BETWEEN = 200, 0.01


class SpoolServer:
    """Looks into the spool while the desk is open. `close()` ends it."""

    def __init__(self, at: str, answer: Callable[[Message], Awaitable[Message]]) -> None:
        self._at, self._answer = at, answer
        self._here = -1
        self._at_work: dict[str, asyncio.Task[None]] = {}
        self._next: asyncio.TimerHandle | None = None

    async def begin(self) -> None:
        """Tell by a lock that a desk is here, and look from now on. Raises OSError.

        Somebody who asks whether one is here holds that lock for an instant.
        """
        here = f"{self._at}/{HERE}"
        remove(here)
        self._here = os.open(here, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        os.fchmod(self._here, 0o600)
        for tried in range(TRIES):
            try:
                fcntl.flock(self._here, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if tried == TRIES - 1:
                    self.close()
                    raise
                await asyncio.sleep(BETWEEN)
        self._look()

    def close(self) -> None:
        """Look no more."""
        if self._next:
            self._next.cancel()
            self._next = None
        if self._here >= 0:
            os.close(self._here)
            self._here = -1

    def _look(self) -> None:
        self._next = asyncio.get_running_loop().call_later(EVERY, self._look)
        try:
            names = set(os.listdir(self._at))  # noqa: PTH208
        except OSError:
            return
        if not any(name.endswith((ASK, WORK, SAID, ".part")) for name in names):
            return
        for left in left_behind(self._at):
            remove(left)
        for name in sorted(names):
            stem, end = os.path.splitext(name)  # noqa: PTH122
            if end == ASK and len(self._at_work) < MOST:
                self._at_work[stem] = task = asyncio.get_running_loop().create_task(self._do(f"{self._at}/{stem}"))
                task.add_done_callback(partial(self._is_done, stem))
            elif end == WORK and stem not in self._at_work and f"{stem}{SAID}" not in names:
                remove(f"{self._at}/{name}")  # nobody is at it: it failed, or a desk before this one took it up

    def _is_done(self, stem: str, _: "asyncio.Task[None]") -> None:
        self._at_work.pop(stem, None)

    async def _do(self, name: str) -> None:
        """Take up a request, do it, and put what is said of it where its asker waits for that.

        Where nothing can be said, the next look removes the request, by which its asker knows.
        """
        try:
            request = self._taken_up(name)
            if request is not None:
                answer = json.dumps(await self._answer(request)).encode()
                if self._here >= 0 and os.path.lexists(name + WORK):
                    os.close(put(name, SAID, answer))
        except (OSError, ValueError):
            return

    def _taken_up(self, name: str) -> Message | None:
        """A request that its asker still waits for; its words do not stay in the file. Raises OSError, ValueError."""
        if self._here < 0:
            return None
        file = opened(name + ASK)
        try:
            if not is_kept(file):
                return None
            os.rename(name + ASK, name + WORK)  # noqa: PTH104
            with os.fdopen(os.dup(file), "rb") as asked:
                request = json.loads(asked.read(LIMIT))
            os.ftruncate(file, 0)
        finally:
            os.close(file)
        if not isinstance(request, dict):
            raise ValueError("that is no request")
        return request
