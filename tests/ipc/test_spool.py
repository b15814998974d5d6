"""The spool: a desk without a socket is asked by files, and each is done once or, withdrawn, never."""

import asyncio
import fcntl
import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from deskapp.errors import BookInUseError, HungUpError, NoAnswerError, NotConfirmedError, RefusedError
from deskapp.ipc import client, spool
from deskapp.ipc.client import ask
from deskapp.ipc.server import Message
from deskapp.ipc.spool import put
from deskapp.ipc.spool_server import SpoolServer
from deskapp.store import spool_files
from deskapp.store.spool_files import left_behind
from tests.store.by_file import KEPT, WORDS, Book, book, look, no_sockets

ROOT = Path(__file__).parents[2]
__all__ = ["book", "no_sockets"]


def stand_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk is there and looks at nothing."""
    monkeypatch.setattr(SpoolServer, "_look", lambda self: None)


async def test_a_request_is_answered_and_nothing_stays(book: Book) -> None:
    big = {"argv": ["tea ☕ \n" * 20_000]}
    assert (await asyncio.to_thread(ask, book.folder, big))["echo"] == big["argv"]
    with pytest.raises(RefusedError, match="That makes no sense") as caught:
        await asyncio.to_thread(ask, book.folder, {"argv": ["refuse"]})
    assert caught.value.next_step == "Try another."
    assert len(book.done) == 2
    await book.comes_to_rest()


async def test_many_are_answered_each_once(book: Book) -> None:
    asked = [{"argv": [str(number)]} for number in range(100)]
    answers = await asyncio.gather(*(asyncio.to_thread(ask, book.folder, one) for one in asked))
    assert [one["echo"] for one in answers] == [one["argv"] for one in asked]
    assert sorted(int(one["argv"][0]) for one in book.done) == list(range(100))
    await book.comes_to_rest()


async def test_while_it_is_done_its_words_lie_in_no_file_and_its_files_are_this_accounts_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, seen = Book(tmp_path), {}

    def handle(request: Message) -> Message:
        seen.update({path.name: path.stat() for path in book.home.iterdir()})
        return {}

    monkeypatch.setattr(book, "handle", handle)
    old = os.umask(0)
    try:
        await book.open()
        await asyncio.to_thread(ask, tmp_path, WORDS)
    finally:
        os.umask(old)
    (work,) = [facts for name, facts in seen.items() if name.endswith(".work")]
    assert work.st_size == 0
    assert {stat.S_IMODE(facts.st_mode) for facts in seen.values()} == {0o600}
    assert stat.S_IMODE(book.home.stat().st_mode) == 0o700
    book.close()


async def test_what_a_desk_that_stands_still_does_not_take_up_is_withdrawn_and_never_done(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "TAKEN_WITHIN", 0.1)
    with monkeypatch.context() as still:
        stand_still(still)
        await asyncio.sleep(0.1)
        with pytest.raises(NoAnswerError, match="so nothing was done"):
            await asyncio.to_thread(ask, book.folder, WORDS)
        assert book.names() == KEPT
    look(book)
    await asyncio.sleep(0.1)
    assert book.done == []


async def test_what_is_taken_up_and_not_answered_in_time_is_not_known_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, may = Book(tmp_path), threading.Event()

    async def handle(request: Message) -> Message:
        await asyncio.to_thread(may.wait, 20)
        book.done.append(request)
        return {}

    said: list[object] = []
    monkeypatch.setattr(book, "handle", handle)
    monkeypatch.setattr("deskapp.ipc.spool_server.put", lambda *given: said.append(given))
    await book.open()
    with pytest.raises(NotConfirmedError) as caught:
        await asyncio.to_thread(ask, tmp_path, WORDS, patience=0.2)
    assert caught.type is NotConfirmedError
    may.set()
    while not book.done:
        await asyncio.sleep(0.01)
    await book.comes_to_rest()
    assert said == []
    book.close()


ASKER = """
import sys
from deskapp.ipc import client
client._connected = lambda folder, path: None
client.ask(sys.argv[1], {"argv": ["note", "Beth", "allergic to nuts"]})
"""


async def asker_of(book: Book, end: str) -> "subprocess.Popen[bytes]":
    """Another process that asks; its file is there."""
    asker = subprocess.Popen([sys.executable, "-c", ASKER, str(book.folder)], cwd=ROOT, stderr=subprocess.DEVNULL)
    while not any(name.endswith(end) for name in book.names()):
        assert asker.poll() is None
        await asyncio.sleep(0.01)
    return asker


async def test_what_a_killed_asker_asked_for_is_not_done_and_goes(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as still:
        stand_still(still)
        await asyncio.sleep(0.1)
        asker = await asker_of(book, ".ask")
        asker.kill()
        asker.wait()
        assert b"nuts" in b"".join(path.read_bytes() for path in book.home.iterdir())
    look(book)
    assert book.names() == KEPT
    await asyncio.sleep(0.1)
    assert book.done == []


async def test_the_answer_for_an_asker_that_was_killed_meanwhile_goes_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, may = Book(tmp_path), asyncio.Event()

    async def handle(request: Message) -> Message:
        await may.wait()
        book.done.append(request)
        return {}

    monkeypatch.setattr(book, "handle", handle)
    await book.open()
    asker = await asker_of(book, ".work")
    asker.kill()
    asker.wait()
    may.set()
    await book.comes_to_rest()
    assert len(book.done) == 1
    book.close()


async def test_who_interrupts_before_it_is_taken_up_has_withdrawn(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as still:
        stand_still(still)
        await asyncio.sleep(0.1)
        asker = await asker_of(book, ".ask")
        asker.send_signal(signal.SIGINT)
        assert asker.wait() == -signal.SIGINT
        assert book.names() == KEPT


DESK = """
import asyncio, os, sys
from pathlib import Path
from deskapp.ipc import server, spool_server
spool_server.EVERY = 0.02
def handle(request):
    Path(sys.argv[2]).write_text("begun")
    os.kill(os.getpid(), 9)
async def main():
    server.Server._listening = lambda self, path: asyncio.sleep(0)
    await server.serve(Path(sys.argv[1]), handle)
    print("open", flush=True)
    await asyncio.sleep(60)
asyncio.run(main())
"""


def test_a_desk_killed_at_its_work_is_known_to_have_hung_up(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    command = [sys.executable, "-c", DESK, str(folder), str(tmp_path / "begun")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as desk:
        assert desk.stdout and desk.stdout.readline() == b"open\n"
        with pytest.raises(HungUpError):
            ask(folder, WORDS)
    assert (tmp_path / "begun").exists()
    assert {path.name for path in (folder / "asked").iterdir()} == KEPT
    with pytest.raises(BookInUseError):
        ask(folder, WORDS)


async def test_a_new_desk_knows_nothing_of_what_the_one_before_took_up(tmp_path: Path) -> None:
    book = await Book(tmp_path).open()
    kept = put(f"{book.home}/1a", ".work", b"")
    await book.comes_to_rest()
    os.close(kept)
    assert book.done == []
    book.close()


def test_what_no_desk_works_at_any_more_is_not_waited_for(tmp_path: Path) -> None:
    desk = put(f"{tmp_path}/here", "", b"")
    watched = spool_files.opened(f"{tmp_path}/here")
    with pytest.raises(HungUpError):
        spool._wait_until_said(f"{tmp_path}/1a", watched, 5)
    os.close(watched)
    os.close(desk)


async def test_a_desk_that_closes_takes_up_nothing_more(book: Book) -> None:
    kept = put(f"{book.home}/1a", ".ask", json.dumps(WORDS).encode())
    look(book)
    book.close()
    under_its_number = [os.open(book.home, os.O_RDONLY) for _ in range(4)]
    await asyncio.sleep(0.1)
    assert (book.done, book.names()) == ([], KEPT | {"1a.ask"})
    for file in (kept, *under_its_number):
        os.close(file)


def test_where_no_desk_is_there_nobody_waits_and_no_words_are_put(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "put", None)
    (tmp_path / "asked").mkdir(0o700)
    (tmp_path / "asked" / "here").touch(0o600)
    with pytest.raises(BookInUseError):
        ask(tmp_path, WORDS)
    assert {path.name for path in (tmp_path / "asked").iterdir()} == KEPT


async def test_somebody_who_looks_whether_a_desk_is_there_does_not_keep_one_from_opening(tmp_path: Path) -> None:
    is_over = threading.Event()

    def look_for_one() -> None:
        while not is_over.is_set():
            spool_files._is_kept(str(tmp_path / "asked" / "here"))
            time.sleep(0)

    thread = threading.Thread(target=look_for_one)
    thread.start()
    try:
        for _ in range(20):
            (await Book(tmp_path).open()).close()
    finally:
        is_over.set()
        thread.join()


async def test_a_look_that_meets_the_opening_of_a_desk_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = fcntl.flock
    tried: list[int] = []

    def busy(file: int, how: int) -> None:
        tried.append(how)
        if len(tried) == 1:
            raise BlockingIOError
        lock(file, how)

    monkeypatch.setattr(fcntl, "flock", busy)
    book = await Book(tmp_path).open()
    assert book.line is not None and len(tried) == 2
    book.close()


def test_what_a_live_asker_keeps_is_nobodys_leftover(tmp_path: Path) -> None:
    kept = put(f"{tmp_path}/1a", ".ask", b"x")
    assert list(left_behind(str(tmp_path))) == []
    os.close(kept)
    assert list(left_behind(str(tmp_path))) == [f"{tmp_path}/1a.ask"]


def test_a_request_is_whole_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    sync, rename = os.fsync, os.rename

    def synced(file: int) -> None:
        done.append("synced")
        sync(file)

    def renamed(old: str, new: str) -> None:
        done.append(Path(old).read_text())
        rename(old, new)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "rename", renamed)
    os.close(put(f"{tmp_path}/1a", ".ask", b"whole"))
    assert done == ["synced", "whole"]


def test_a_request_that_is_cleared_away_before_its_asker_has_locked_it_is_put_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = fcntl.flock
    locks: list[int] = []

    def late(file: int, how: int) -> None:
        locks.append(how)
        if len(locks) == 1:
            for left in list(left_behind(str(tmp_path))):
                spool.remove(left)
        lock(file, how)

    monkeypatch.setattr(fcntl, "flock", late)
    kept = put(f"{tmp_path}/1a", ".ask", b"whole")
    assert [path.name for path in tmp_path.iterdir()] == ["1a.ask"]
    assert len(locks) > 1
    os.close(kept)


def test_a_file_that_goes_while_it_is_looked_at_hides_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "2b.ask").touch(0o600)
    monkeypatch.setattr(os, "listdir", lambda _: ["1a.ask", "2b.ask"])
    assert f"{tmp_path}/2b.ask" in list(left_behind(str(tmp_path)))


async def test_only_so_many_are_at_work_at_once_and_the_others_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskapp.ipc.spool_server.MOST", 2)
    book, at_work, most = Book(tmp_path), set(), []

    async def handle(request: Message) -> Message:
        at_work.add(id(request))
        most.append(len(at_work))
        await asyncio.sleep(0.05)
        at_work.remove(id(request))
        book.done.append(request)
        return {}

    monkeypatch.setattr(book, "handle", handle)
    await book.open()
    kept = [put(f"{book.home}/{number:x}", ".ask", json.dumps(WORDS).encode()) for number in range(6)]
    while len(book.done) < len(kept):
        await asyncio.sleep(0.01)
    for file in kept:
        os.close(file)
    await book.comes_to_rest()
    assert max(most) <= 2
    book.close()
