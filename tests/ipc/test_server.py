"""The line to a running desk, and the reader beside it."""

import asyncio
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deskapp.errors import BookInUseError, NotConfirmedError, RefusedError
from deskapp.ipc.client import ask
from deskapp.ipc.server import Message, serve
from deskapp.store import open_book
from tests.builders import socket_path, words_to_undo

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def handle(request: Message) -> Message:
    if request.get("refuse"):
        raise RefusedError("That makes no sense.", "Try another.")
    return {"echo": request}


@pytest.mark.parametrize("deep", [False, True])
async def test_a_request_reaches_the_desk_and_its_answer_comes_back(tmp_path: Path, deep: bool) -> None:
    folder = tmp_path / ("long" * 30 if deep else "b")
    open_book(folder).close()
    line = await serve(folder, handle)
    assert line is not None
    big = {"words": "tea ☕ \n" * 20_000}
    assert (await asyncio.to_thread(ask, folder, big))["echo"].items() > big.items()
    with pytest.raises(RefusedError, match="That makes no sense") as caught:
        await asyncio.to_thread(ask, folder, {"refuse": True})
    assert caught.value.next_step == "Try another."
    assert oct(Path(socket_path(folder)).stat().st_mode)[-3:] == "600"
    line.close()
    assert not Path(socket_path(folder)).exists()


async def test_many_askers_are_answered(tmp_path: Path) -> None:
    line = await serve(tmp_path, handle)
    assert line is not None
    answers = await asyncio.gather(*(asyncio.to_thread(ask, tmp_path, {"n": n}) for n in range(20)))
    assert [answer["echo"]["n"] for answer in answers] == list(range(20))
    line.close()


async def test_nonsense_on_the_line_is_survived(tmp_path: Path) -> None:
    line = await serve(tmp_path, handle)
    assert line is not None
    reader, writer = await asyncio.open_unix_connection(socket_path(tmp_path))
    writer.write(b"no json\n")
    assert await reader.read() == b""
    writer.close()
    assert (await asyncio.to_thread(ask, tmp_path, {"n": 1}))["echo"]["n"] == 1
    line.close()


async def test_a_socket_left_behind_is_replaced(tmp_path: Path) -> None:
    Path(socket_path(tmp_path)).parent.mkdir(0o700)
    Path(socket_path(tmp_path)).write_text("")
    line = await serve(tmp_path, handle)
    assert Path(socket_path(tmp_path)).is_socket()
    assert set((await asyncio.to_thread(ask, tmp_path, {}))["echo"]) == {"sent_at"}
    assert line is not None
    line.close()


async def test_when_nobody_answers_in_time_the_holder_is_named(tmp_path: Path) -> None:
    with open_book(tmp_path / "book"):
        with pytest.raises(BookInUseError, match="in use by process"):
            ask(tmp_path / "book", {})
        line = await serve(tmp_path / "book", lambda request: time.sleep(0.5) or {})
        with pytest.raises(NotConfirmedError):
            await asyncio.to_thread(ask, tmp_path / "book", {}, patience=0.1)
        assert line is not None
        await asyncio.sleep(0.6)
        line.close()


def test_readers_beside_a_writer_never_see_half_a_change(tmp_path: Path) -> None:
    folder, done = tmp_path / "book", threading.Event()
    faults: list[object] = []
    reads = 0

    def read() -> None:
        nonlocal reads
        follower = open_book(folder, read_only=True)
        while not done.is_set():
            for seen in (open_book(folder, read_only=True), follower):
                seen.refresh()
                left, right = seen.get("customers", "cus_1"), seen.get("promises", "pro_1")
                if (left or {}).get("n") != (right or {}).get("n") or len(seen.notices):
                    faults.append((left, right, seen.notices.sentences))
                reads += 1

    with open_book(folder) as book:
        book.checkpoint.limit = 20_000
        reader = threading.Thread(target=read)
        reader.start()
        for number in range(1500):
            with book.change("set", by="", at=NOW, undoable=number % 10 == 0) as change:
                change.put("customers", {"id": "cus_1", "n": number, "text": "x" * 50})
                change.put("promises", {"id": "pro_1", "n": number})
        done.set()
        reader.join()
    assert faults == []
    assert reads > 20


def test_a_follower_keeps_up_with_everything(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book, open_book(tmp_path / "book", read_only=True) as seen:
        for number in range(200):
            with book.change("set", by="", at=NOW) as change:
                if number % 7 == 6:
                    change.delete("customers", f"cus_{number % 5}")
                else:
                    change.put("customers", {"id": f"cus_{number % 5}", "n": number})
            if number % 50 == 20:
                book.checkpoint.save()
            if number % 60 == 30:
                book.undo(by="", at=NOW)
            touched = seen.refresh()
            assert touched or number % 7 == 6
            assert list(seen.select("customers")) == list(book.select("customers"))
        assert words_to_undo(seen) == words_to_undo(book)
        assert seen.refresh() == frozenset()
