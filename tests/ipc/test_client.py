"""The asker's end: what is known of a request when the line breaks, at each place where it may."""

import asyncio
import os
import signal
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from deskapp.errors import BookInUseError, DeskError, HungUpError, NotConfirmedError
from deskapp.ipc import client, server
from deskapp.ipc.client import GO, READY, ask
from deskapp.ipc.server import serve
from deskapp.store import open_book
from deskapp.store.asked import settle, status_of, whole
from deskapp.store.engine.engine import ASKED
from tests.store.test_whole import put

Does = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@contextmanager
def desk(folder: Path, does: Does) -> Iterator[None]:
    """One that holds the book and does with a line what a test says, in a thread of its own."""
    ready, over = threading.Event(), asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def work() -> None:
        loops.append(asyncio.get_running_loop())
        listening = await serve(folder, dict)
        ready.set()
        await over.wait()
        if listening:
            listening.close()

    with pytest.MonkeyPatch.context() as patch, open_book(folder):
        patch.setattr(server, "_one_request", lambda reader, writer, handle: does(reader, writer))
        thread = threading.Thread(target=asyncio.run, args=(work(),))
        thread.start()
        assert ready.wait(20)
        try:
            yield
        finally:
            loops[0].call_soon_threadsafe(over.set)
            thread.join()


async def is_told(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Take a request, say READY, and wait for GO."""
    await reader.readline()
    writer.write(READY)
    assert await reader.readline() == GO


async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readline()


async def hang_up_when_told(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await is_told(reader, writer)


async def answer_with_half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await is_told(reader, writer)
    writer.write(b'{"status": 0')


async def answer_with_a_list(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await is_told(reader, writer)
    writer.write(b"[]\n")


async def be_another_program(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readline()
    writer.write(b"{}....\n")


async def interrupt(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await is_told(reader, writer)
    os.kill(os.getpid(), signal.SIGINT)
    await asyncio.wait_for(reader.readline(), 20)


@pytest.mark.parametrize(
    ("does", "error"),
    [
        (hang_up, BookInUseError),
        (be_another_program, BookInUseError),
        (hang_up_when_told, HungUpError),
        (answer_with_half, HungUpError),
        (answer_with_a_list, HungUpError),
        (interrupt, NotConfirmedError),
    ],
)
def test_what_is_known_when_the_line_breaks(tmp_path: Path, does: Does, error: type[Exception]) -> None:
    with desk(tmp_path / "book", does):
        told: type[BaseException] | None = None
        try:
            ask(tmp_path / "book", {})
        except (DeskError, KeyboardInterrupt) as caught:
            told = type(caught)
        assert told is error


def test_who_does_not_say_go_has_withdrawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[object] = []

    async def work() -> None:
        listening = await serve(tmp_path / "book", lambda request: done.append(request) or {})
        with suppress(HungUpError):
            await asyncio.to_thread(ask, tmp_path / "book", {})
        if listening:
            listening.close()

    with open_book(tmp_path / "book"):
        monkeypatch.setattr(client, "GO", b"no\n")
        asyncio.run(work())
        assert done == []
        monkeypatch.undo()
        asyncio.run(work())
        assert len(done) == 1


def test_a_request_that_changed_something_has_its_number_in_the_book_once(tmp_path: Path) -> None:
    with open_book(tmp_path) as book:
        with whole(book, "a1"):
            put(book, "cus_0", n=1)
        settle(book, "a1", 0)
        settle(book, "b2", 1)
        settle(book, "b2", 0)
        assert len(book.shelf(ASKED)) == 2
        assert (status_of(book, "a1"), status_of(book, "b2")) == (0, 1)
