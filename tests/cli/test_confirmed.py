"""A command that was handed over: done once, not done, or not known yet, and its exit status says which."""

import asyncio
import re
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from deskapp import clock
from deskapp.cli.running_desk import RunningDesk
from deskapp.desk.session import Session
from deskapp.ipc import client
from deskapp.ipc.server import Message, serve
from deskapp.model.document import read_instant
from deskapp.store import Book, open_book
from tests.ami_server import ami_server, dial_begin
from tests.builders import words_to_undo
from tests.cli.conftest import Answer, Tool

Does = Callable[[RunningDesk, Message], Message | Awaitable[Message]]


class Odd:
    """A desk that holds the book and listens, but does with requests what a test says; `end` as at kill -9."""

    def __init__(self, folder: Path, does: Does) -> None:
        self._ready, self._leave = threading.Event(), asyncio.Event()
        self._thread = threading.Thread(target=asyncio.run, args=(self._work(folder, does),))
        self._thread.start()
        assert self._ready.wait(20)

    async def _work(self, folder: Path, does: Does) -> None:
        self.loop = asyncio.get_running_loop()
        with open_book(folder) as book:
            desktop = RunningDesk(Session(book, "Robin"))
            line = await serve(folder, lambda request: does(desktop, request))
            self._ready.set()
            await self._leave.wait()
            if line:
                line.close()

    def stand_still(self, seconds: float) -> None:
        """As a process that was stopped, or one whose terminal is not read."""
        self.loop.call_soon_threadsafe(time.sleep, seconds)

    def end(self) -> None:
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._leave.set)
        self._thread.join(20)


@contextmanager
def odd_desk(folder: Path, does: Does = RunningDesk.answer) -> Iterator[Odd]:
    desk = Odd(folder, does)
    try:
        yield desk
    finally:
        desk.end()


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for ten seconds here."""
    monkeypatch.setattr("deskapp.ipc.client.TAKEN_WITHIN", 0.4)
    monkeypatch.setattr("deskapp.cli.book_in_use.PATIENCE", 1.5)


def visits(folder: Path) -> list[dict[str, Any]]:
    with open_book(folder, read_only=True) as book:
        return list(book.select("interactions"))


def number_in(answer: Answer) -> str:
    (number,) = re.findall(r"`deskapp confirmed ([0-9a-f]+)`", answer.err)
    return str(number)


def test_what_a_desk_that_stood_still_did_not_take_is_not_done_later_however_often_it_was_tried(
    folder: Path, tool: Tool
) -> None:
    with odd_desk(folder) as desk:
        desk.stand_still(2)
        for _ in range(3):
            answer = tool("log", "walk-in", "Ann")
            assert (answer.status, answer.out) == (4, "")
            assert "nothing was done. Try again when it answers." in answer.err
        time.sleep(1.2)
        assert tool("log", "walk-in", "Ben").status == 0
    assert [one["customer"]["name"] for one in visits(folder)] == ["Ben"]


def test_what_is_taken_late_keeps_the_time_it_was_asked_for(
    folder: Path, tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskapp.ipc.client.TAKEN_WITHIN", 5.0)
    monkeypatch.setattr("deskapp.cli.run.LATE", 0.3)
    with odd_desk(folder) as desk:
        desk.stand_still(1.0)
        asked_at = clock.now()
        assert tool("log", "walk-in", "Ann").status == 0
        assert (clock.now() - asked_at).total_seconds() > 0.9
        desk.stand_still(1.0)
        promised_at = clock.now()
        assert tool("promise", "Ann", "call her", "--by", "in 20m").status == 0
    (visit,) = visits(folder)
    assert abs((read_instant(visit["arrived_at"]) - asked_at).total_seconds()) < 0.3
    with open_book(folder, read_only=True) as book:
        (promise,) = book.select("promises")
    assert abs((read_instant(promise["due"]) - promised_at).total_seconds() - 1200) < 60.3


def test_what_waits_for_a_free_book_keeps_the_time_it_was_asked_for(
    folder: Path, tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskapp.cli.run.LATE", 0.3)
    book = open_book(folder)
    threading.Timer(0.8, book.close).start()
    asked_at = clock.now()
    assert tool("log", "call", "Ann").status == 0
    (visit,) = visits(folder)
    assert abs((read_instant(visit["arrived_at"]) - asked_at).total_seconds()) < 0.3


@pytest.mark.parametrize("is_done", [True, False])
def test_a_desk_that_ends_before_it_answers_leaves_it_done_once(
    folder: Path, tool: Tool, is_done: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskapp.cli.book_in_use.PATIENCE", 0.5)

    numbers: list[str] = []

    def does(desktop: RunningDesk, request: Message) -> Message:
        numbers.append(request["number"])
        time.sleep(0.7)
        if is_done:
            desktop.answer(request)
        threading.Thread(target=desk.end).start()
        raise OSError("killed before it could answer")

    with odd_desk(folder, does) as desk:
        answer = tool("log", "walk-in", "Ann", "--reason", "lens")
    assert (answer.status, answer.err.count("was done")) == (0, int(is_done)), answer
    assert [one["reason"] for one in visits(folder)] == ["lens"]
    assert tool("confirmed", *numbers).status == 0


def test_a_new_desk_does_not_do_again_what_the_one_before_has_done(folder: Path, tool: Tool) -> None:
    with odd_desk(folder) as desk:
        asked: list[Message] = []

        def keep(desktop: RunningDesk, request: Message) -> Message:
            asked.append(request)
            return desktop.answer(request)

        desk.end()
        with odd_desk(folder, keep):
            assert tool("log", "walk-in", "Ann").status == 0
        with open_book(folder) as book:
            again = RunningDesk(Session(book, "Robin")).answer(asked[0])
            assert (again["status"], "was done" in again["err"]) == (0, True)
            assert book.count("interactions") == 1


class Slow:
    """Takes requests on and answers only when it may; `first` says whether it does them before it waits."""

    def __init__(self, first: bool) -> None:
        self.first, self.may = first, threading.Event()

    async def __call__(self, desktop: RunningDesk, request: Message) -> Message:
        if request["argv"][:1] == ["confirmed"]:
            return desktop.answer(request)
        answer = desktop.answer(request) if self.first else {}
        while not self.may.is_set():
            await asyncio.sleep(0.02)
        return answer or desktop.answer(request)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    from deskapp.cli import book_in_use

    ask = client.ask
    monkeypatch.setattr(
        book_in_use, "ask", lambda *given, patience=0.0: ask(*given, patience=0.3 if patience else 10.0)
    )


def test_done_but_not_answered_is_found_in_the_book_and_is_done(folder: Path, tool: Tool, impatient: None) -> None:
    slow = Slow(first=True)
    with odd_desk(folder, slow):
        answer = tool("log", "walk-in", "Ann")
        assert (answer.status, "was done, and it is in the book" in answer.err) == (0, True)
        slow.may.set()
    assert len(visits(folder)) == 1


def test_taken_over_and_not_confirmed_can_be_asked_for_while_later_and_after_a_restart(
    folder: Path, tool: Tool, impatient: None
) -> None:
    slow = Slow(first=False)
    with odd_desk(folder, slow) as desk:
        answer = tool("log", "walk-in", "Ann")
        assert (answer.status, answer.out) == (5, "")
        assert "has taken it over and has not confirmed it yet" in answer.err
        number = number_in(answer)
        desk.stand_still(1.2)
        asked = tool("confirmed", number)
        assert (asked.status, "not known yet" in asked.err) == (5, True)
        time.sleep(1.0)
        slow.may.set()
        while not visits(folder):
            time.sleep(0.02)
        asked = tool("confirmed", number)
        assert (asked.status, asked.out.splitlines()[1][:22]) == (0, "Logged: walk-in of Ann")
    for _ in range(2):
        assert tool("confirmed", number.upper()).status == 0
        open_book(folder).close()
    assert len(visits(folder)) == 1


def test_what_was_told_not_to_be_done_is_not_done_afterwards(folder: Path, tool: Tool, impatient: None) -> None:
    slow = Slow(first=False)
    with odd_desk(folder, slow):
        number = number_in(tool("log", "walk-in", "Ann"))
        answer = tool("confirmed", number)
        assert (answer.status, "was not done, and won't be" in answer.err) == (1, True)
        slow.may.set()
        time.sleep(0.2)
    assert visits(folder) == []
    assert tool("confirmed", number).status == 1


def test_a_refusal_that_came_too_late_is_told_when_it_is_asked_for(folder: Path, tool: Tool, impatient: None) -> None:
    slow = Slow(first=True)
    with odd_desk(folder, slow):
        told = tool("note", "nobody", "x")
        assert told.status in (1, 5) and ("was refused" in told.err) is (told.status == 1)
        number = number_in(told)
        answer = tool("confirmed", number)
        assert (answer.status, "was refused" in answer.err, "Nobody called" in answer.err) == (1, True, True)
        slow.may.set()


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("reason", "Ann", "strings"), 0, "was done"),
        (("note", "nobody", "x"), 1, "was refused"),
        (("erase", "Ann", "--yes"), 1, "was refused"),
        (("note",), 1, "was refused"),
    ],
)
def test_what_changed_nothing_and_what_was_refused_is_known_after_the_desk_has_ended(
    folder: Path, tool: Tool, words: tuple[str, ...], status: int, told: str
) -> None:
    tool("log", "walk-in", "Ann", "--reason", "strings")
    with open_book(folder) as book:
        RunningDesk(Session(book, "Robin")).answer({"number": "1a2b", "argv": list(words)})
    for _ in range(2):
        answer = tool("confirmed", "1a2b")
        assert (answer.status, told in answer.out + answer.err) == (status, True), answer
        assert "not done" not in answer.err and "request" not in (answer.out + answer.err).casefold()
    with open_book(folder) as book:
        (visit,) = book.select("interactions")
        assert (words_to_undo(book), visit["reason"]) == ("walk-in of Ann; card of Ann", "strings")


def test_what_is_no_number_and_what_has_no_book_is_told(folder: Path, tool: Tool) -> None:
    assert tool("confirmed", "Ann").status == 2
    answer = tool("confirmed", "3f2a")
    assert (answer.status, "no book" in answer.err) == (1, True)
    tool("log", "walk-in", "Ann")
    assert tool("confirmed", "3f2a").status == 1


def test_a_request_that_was_sent_too_long_ago_is_not_done(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from deskapp.errors import RefusedError
    from deskapp.ipc.client import ask

    monkeypatch.setattr("deskapp.ipc.client.STALE_AFTER", -1.0)
    with odd_desk(folder), pytest.raises(RefusedError, match="too long ago"):
        ask(folder, {"argv": ["log", "walk-in", "Ann"]})
    assert visits(folder) == []


def test_a_refused_command_leaves_nothing_of_what_it_had_begun(
    folder: Path, tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deskapp.desk.visits import log
    from deskapp.errors import RefusedError

    def refuse(*given: object, **more: object) -> None:
        raise RefusedError("It cannot end like this.")

    monkeypatch.setattr(log, "end", refuse)
    answer = tool("log", "walk-in", "Ann", "--end", "repaired")
    assert (answer.status, answer.out, answer.err) == (1, "", "deskapp: It cannot end like this.\n")
    with open_book(folder, read_only=True) as book:
        assert (book.count("interactions"), book.count("customers")) == (0, 0)


def last_record(book: Book) -> int:
    return book.engine.serial


def test_a_command_with_several_changes_is_one_record(folder: Path, tool: Tool) -> None:
    tool("log", "walk-in", "Ben")
    with open_book(folder) as book:
        before = last_record(book)
    tool("log", "walk-in", "Ann", "--reason", "lens", "--phone", "202 555 0123", "--end", "repaired")
    with open_book(folder) as book:
        assert last_record(book) == before + 1


def test_a_phone_that_rings_while_the_desk_stands_still_is_logged_once_and_with_its_time(
    folder: Path, tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESKAPP_AMI_PASSWORD", "secret")
    with odd_desk(folder) as desk, ami_server() as server:
        words = ("listen", "asterisk", "--port", str(server.port))
        listening = threading.Thread(target=lambda: tool(*words), daemon=True)
        listening.start()
        assert server.logged_in.acquire(timeout=5)
        desk.stand_still(2.5)
        rung_at = clock.now()
        server.send(dial_begin("2025550123", call="1") + dial_begin("2025550124", call="2"))
        limit = time.monotonic() + 20
        while len(visits(folder)) < 2 and time.monotonic() < limit:
            time.sleep(0.05)
        assert (clock.now() - rung_at).total_seconds() > 2.0
        server.password = "another"
        server.hang_up()
        listening.join(15)
    assert [len(one["rings"]) for one in visits(folder)] == [1, 1]
    for one in visits(folder):
        assert abs((read_instant(one["arrived_at"]) - rung_at).total_seconds()) < 1.0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("flags", [[], ["-u"]])
def test_a_change_whose_answer_cannot_be_written_is_done_and_says_so(folder: Path, flags: list[str]) -> None:
    def program(*words: str) -> "subprocess.CompletedProcess[str]":
        argv = [sys.executable, *flags, "-m", "deskapp", "--data", str(folder), "--staff", "Robin", *words]
        with Path("/dev/full").open("w") as full:
            return subprocess.run(argv, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)

    done = program("log", "walk-in", "Ann")
    assert done.returncode == 0
    assert done.stderr.splitlines()[1] == "It is done, but the answer could not be written: No space left on device."
    assert len(visits(folder)) == 1
    looked = program("list")
    assert (looked.returncode, looked.stderr.count("\n"), "No space left" in looked.stderr) == (1, 1, True)
