"""The spool: a request to a running desk as a file, where it has no socket that can be trusted (see `client`).

Its folder is this account's alone. There the asker puts `NUMBER.ask`, and keeps it locked for as long as it waits; the
desk takes it up under the name `NUMBER.work`, empties it, does it and puts `NUMBER.said`. Of two who rename or remove a
file one comes first: what its asker has withdrawn is never done, and what is taken up is done once. A file that nobody
keeps locked is a dead asker's, and goes. That a desk is there is told by its own lock, on `here`.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from deskapp.errors import HungUpError, NotConfirmedError
from deskapp.messages import said
from deskapp.stopwatch import running
from deskapp.store.spool_files import ASK, LIMIT, PART, SAID, WORK, is_kept, opened

Message = dict[str, Any]
HERE = "here"
PAUSE = 0.02
CHUNK = 1 << 20
TRIES, BETWEEN = 20, 0.002


def ask_by_file(at: str, asked: bytes, taken_within: float, patience: float) -> Message:
    """Have the desk do a request that is put into the spool `at`, as `client.ask` does over the socket.

    Raises OSError where no desk is there (TimeoutError: where none takes it up within those seconds), so that nothing
    was done; NotConfirmedError and HungUpError as that does.
    """
    name = f"{at}/{os.urandom(8).hex()}"
    with _watched(f"{at}/{HERE}") as desk:
        kept = put(name, ASK, asked)
        try:
            _wait_until_taken(name, desk, taken_within)
            return _wait_until_said(name, desk, patience)
        except KeyboardInterrupt as error:
            if _withdrawn(name):
                raise
            raise NotConfirmedError(said("The desk has not said yet whether it was done.")) from error
        finally:
            for end in (ASK, SAID, WORK):
                remove(name + end)
            os.close(kept)


@contextmanager
def _watched(path: str) -> Iterator[int]:
    """The file by whose lock a desk is known to be there. Raises OSError where none is."""
    file = opened(path)
    try:
        if not is_kept(file):
            raise FileNotFoundError(path)
        yield file
    finally:
        os.close(file)


def _wait_until_taken(name: str, desk: int, taken_within: float) -> None:
    until = running() + taken_within
    while os.path.lexists(name + ASK):
        is_here = is_kept(desk)
        if (running() >= until or not is_here) and _withdrawn(name):
            raise TimeoutError if is_here else FileNotFoundError(name)
        time.sleep(PAUSE)


def _wait_until_said(name: str, desk: int, patience: float) -> Message:
    until = running() + patience
    try:
        while True:
            is_over = not is_kept(desk) or not os.path.lexists(name + WORK)
            if os.path.lexists(name + SAID):
                answer = json.loads(whole(name + SAID))
                if not isinstance(answer, dict):
                    raise ValueError("that is no answer")
                return answer
            if is_over:
                raise HungUpError(said("The desk ended before it said whether it was done."))
            if running() >= until:
                raise NotConfirmedError(said("The desk has not said yet whether it was done."))
            time.sleep(PAUSE)
    except (OSError, ValueError) as error:
        raise HungUpError(said("The desk did not say whether it was done.")) from error


def _withdrawn(name: str) -> bool:
    """Take back what no desk has taken up; False where one has."""
    try:
        os.unlink(name + ASK)  # noqa: PTH108
    except FileNotFoundError:
        return False
    return True


def put(name: str, end: str, data: bytes) -> int:
    """Put a whole file into the spool, and give it, open and locked. Raises OSError.

    Between its making and its lock it may look like a dead asker's to whoever clears up: then it is made again.
    """
    for _ in range(TRIES):
        with suppress(FileNotFoundError, BlockingIOError):
            return _put(name + end + PART, name + end, data)
        time.sleep(BETWEEN)
    return _put(name + end + PART, name + end, data)


def _put(aside: str, path: str, data: bytes) -> int:
    file = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        os.fchmod(file, 0o600)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for start in range(0, len(data), CHUNK):
            view = memoryview(data)[start : start + CHUNK]
            while view:
                view = view[os.write(file, view) :]
        os.fsync(file)
        os.rename(aside, path)  # noqa: PTH104
    except OSError:
        os.close(file)
        remove(aside)
        raise
    return file


def whole(path: str) -> bytes:
    """All of a file of the spool. Raises OSError."""
    file = opened(path)
    with os.fdopen(file, "rb") as bytes_of_it:
        return bytes_of_it.read(LIMIT)


def remove(path: str) -> None:
    """Remove a file of the spool, if it is there and can be."""
    with suppress(OSError):
        os.unlink(path)  # noqa: PTH108
