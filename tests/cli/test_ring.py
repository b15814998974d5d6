"""`deskapp ring` and `deskapp listen asterisk`, without a desk beside them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from deskapp.cli import listening as listens
from deskapp.store import open_book
from tests.ami_server import AmiServer, ami_server, dial_begin


def test_a_ring_begins_the_call_in_the_book_where_no_desk_is_open(tool: Any) -> None:
    tool("log", "walk-in", "Beth Marlow", "--phone", "202 555 0123", "--end", "done")
    answer = tool("ring", "+12025550123")
    assert (answer.status, answer.out) == (0, "Ringing: Beth Marlow\n")
    (call,) = tool("list", "--open", "--json").json
    assert (call["kind"], call["state"], call["customer"]["name"]) == ("call", "waiting", "Beth Marlow")


def test_a_ring_with_a_name_or_with_nothing_known(tool: Any) -> None:
    assert tool("ring", "202 555 0999", "--name", "J Park").out == "Ringing: J Park\n"
    assert tool("ring", "202 555 0998").out == "Ringing: 202 555 0998\n"
    assert tool("ring", "anonymous").out == "Ringing: a number that is not shown\n"
    assert [one["called"] for one in tool("list", "--open", "--json").json] == ["", "", "J Park"]


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(listens.PASSWORD, "secret")
    monkeypatch.setattr(listens, "FIRST_PAUSE", 0.01)


@contextmanager
def listening(tool: Any, *more: str) -> Iterator[AmiServer]:
    """A phone system, and `deskapp listen` on its line; it ends when its password is taken no longer."""
    with ami_server() as server:
        words = ("listen", "asterisk", "--port", str(server.port), *more)
        thread = threading.Thread(target=lambda: tool(*words), daemon=True)
        thread.start()
        assert server.logged_in.acquire(timeout=5)
        yield server
        server.password = "another"
        server.hang_up()
        thread.join(5)
        assert not thread.is_alive()


def calls(folder: Path) -> list[Any]:
    with open_book(folder, read_only=True) as book:
        return list(book.select("interactions", newest_first=False))


def until(true: Callable[[], bool]) -> bool:
    end = monotonic() + 5
    while not true() and monotonic() < end:
        sleep(0.01)
    return true()


def test_a_phone_system_that_rings_begins_calls(tool: Any, folder: Path, password: None) -> None:
    with listening(tool) as server:
        server.send(dial_begin("2025550123", "Beth", call="1") + dial_begin("2025550124", call="2"))
        assert until(lambda: len(calls(folder)) == 2)
        assert [(one["phone"], one["called"]) for one in calls(folder)] == [("2025550123", "Beth"), ("2025550124", "")]


def test_a_lost_line_is_taken_up_again(tool: Any, folder: Path, password: None) -> None:
    with listening(tool) as server:
        server.hang_up()
        assert server.logged_in.acquire(timeout=5)
        server.send(dial_begin("2025550123"))
        assert until(lambda: len(calls(folder)) == 1)


def test_a_quiet_line_is_asked_whether_it_is_there(tool: Any, password: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listens, "QUIET", 0.05)
    with listening(tool) as server:
        assert until(lambda: server.pings > 1)


def test_a_wrong_password_is_told_and_not_tried_again(tool: Any, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("wrong\n")
    with ami_server() as server:
        answer = tool("listen", "asterisk", "--port", str(server.port), "--password-file", str(file))
    assert answer.status == 1
    assert "refused the user or the password" in answer.err


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--port", "abc"), 2, "port is a number"),
        ((), 2, "no password"),
        (("--password-file", "/nowhere/at/all"), 1, "cannot be read"),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(tool: Any, words: tuple[str, ...], status: int, said: str) -> None:
    answer = tool("listen", "asterisk", *words)
    assert (answer.status, said in answer.err, answer.err.count("\n")) == (status, True, 1)
