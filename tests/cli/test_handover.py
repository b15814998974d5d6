"""A command line beside a desk that runs on the same book, over the real line."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskapp.cli.handover import Desktop
from deskapp.desk.session import Desk
from deskapp.store import open_book
from deskapp.store.line import serve
from tests.cli.conftest import Tool


@pytest.fixture
def running_desk(folder: Path) -> Iterator[Desk]:
    """A desk that holds the book and listens, in a thread of its own."""
    ready, leave, held = threading.Event(), asyncio.Event(), {}

    async def work() -> None:
        with open_book(folder) as book:
            held["desk"] = Desk(book, "Robin")
            held["loop"] = asyncio.get_running_loop()
            line = await serve(folder, Desktop(held["desk"]).answer)
            ready.set()
            await leave.wait()
            if line:
                line.close()

    thread = threading.Thread(target=asyncio.run, args=(work(),))
    thread.start()
    assert ready.wait(20)
    yield held["desk"]
    held["loop"].call_soon_threadsafe(leave.set)
    thread.join(20)


def test_a_command_that_writes_is_done_by_the_running_desk(running_desk: Desk, tool: Tool) -> None:
    answer = tool("log", "walk-in", "Ann", "--reason", "lens", "--json")
    assert (answer.status, answer.err) == (0, "A new card was made for Ann.\n")
    (one,) = answer.json
    assert running_desk.book.get("interactions", one["id"]) == one
    assert one["staff"] == "Robin"
    assert tool("note", "ann", "hello").out.startswith("Noted for Ann")
    assert tool("undo").out == "Undone: note for Ann\n"


def test_a_refusal_of_the_running_desk_reaches_the_caller(running_desk: Desk, tool: Tool) -> None:
    answer = tool("note", "nobody", "x")
    assert (answer.status, "Nobody called 'nobody' is here now." in answer.err) == (1, True)


def test_who_is_at_the_desk_stays_who_asked(running_desk: Desk, tool: Tool) -> None:
    assert tool("--staff", "Kim", "log", "call", "Ben", "--json").json[0]["staff"] == "Kim"
    assert running_desk.staff == "Robin"


def test_looking_on_needs_no_desk_and_sees_its_work(running_desk: Desk, tool: Tool) -> None:
    tool("log", "walk-in", "Ann")
    assert "Ann" in tool("list").out
    assert tool("doctor").status == 0
