"""A desk without a socket, for what is asked of it by files."""

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deskapp.errors import RefusedError
from deskapp.ipc.server import Message, Server, serve

WORDS = {"argv": ["note", "Beth", "allergic to nuts"]}
KEPT = {"here"}


@pytest.fixture(autouse=True)
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stick, or a share of the network: its file system has no sockets. The desk looks often, for a test's sake."""

    def refuse(*_: object) -> None:
        raise PermissionError("no sockets here")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    monkeypatch.setattr("deskapp.ipc.spool_server.EVERY", 0.02)


class Book:
    """A folder with a desk that notes what it does."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.home = folder, folder / "asked"
        self.done: list[Message] = []
        self.line: Server | None = None

    async def open(self) -> "Book":
        self.line = await serve(self.folder, self.handle)
        return self

    def handle(self, request: Message) -> Message:
        self.done.append(request)
        if request["argv"] == ["refuse"]:
            raise RefusedError("That makes no sense.", "Try another.")
        return {"echo": request["argv"]}

    def names(self) -> set[str]:
        return {path.name for path in self.home.iterdir()}

    async def comes_to_rest(self) -> None:
        """Wait until nothing lies in the spool."""
        for _ in range(1000):
            if self.names() == KEPT:
                return
            await asyncio.sleep(0.02)
        raise TimeoutError(str(self.names()))

    def close(self) -> None:
        if self.line:
            self.line.close()
            self.line = None


@pytest.fixture
async def book(tmp_path: Path) -> AsyncIterator[Book]:
    """One whose desk is open."""
    made = await Book(tmp_path).open()
    yield made
    made.close()


def look(book: Book) -> None:
    assert book.line
    book.line._spooled._look()
