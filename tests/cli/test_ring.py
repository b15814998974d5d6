"""`deskapp ring` and `deskapp listen asterisk`, without a desk beside them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from deskapp.cli import listening as listens
from deskapp.cli.listening import PASSWORD
from deskapp.store import open_book
from tests.ami_server import AmiServer, ami_server, dial_begin, dial_end, hangup


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


def test_a_withheld_number_that_rings_again_is_one_call_with_a_count(tool: Any) -> None:
    assert tool("ring", "anonymous").out == "Ringing: a number that is not shown\n"
    assert tool("ring", "unknown").out == "Ringing, 2 times by now: a number that is not shown\n"
    assert len(tool("list", "--open", "--json").json) == 1


def test_a_number_of_two_cards_names_both_and_takes_none(tool: Any) -> None:
    for name in ("Tom Berger", "Anna Berger"):
        tool("log", "walk-in", name, "--end", "done")
    book = tool("customers", "--json").json
    for card in book:
        tool("promise", card["id"], "call", "--by", "in 3h", "--phone", "202 555 0018", "--shared")
    assert tool("ring", "202 555 0018").out == "Ringing: 202 555 0018: Anna Berger or Tom Berger\n"
    assert tool("list", "--open", "--json").json[0]["customer"] is None


def test_a_caller_who_hung_up_is_to_be_rung_back(tool: Any) -> None:
    tool("ring", "202 555 0999", "--call", "1.1")
    assert tool("ring", "202 555 0999", "--call", "1.1", "--hung-up").out == "Missed call: 202 555 0999\n"
    assert tool("list", "--open", "--json").json == []
    listed = tool("ring-back").out
    assert "Missed call from 202 555 0999, " in listed
    assert "missed, ring back" in tool("list").out
    begun = tool("ring-back", "0999", "--json").json[0]
    assert (begun["state"], begun["phone"]) == ("serving", "202 555 0999")
    assert tool("ring-back").err == "Nobody has to be rung back.\n"
    assert tool("ring-back", "0999").status == 1
    assert tool("undo").status == 0
    assert tool("ring-back", "202 555 0999", "--settled").out.startswith("Settled: Missed call from 202 555 0999, ")


def test_an_answered_call_is_served_and_stays_open_when_it_is_hung_up(tool: Any) -> None:
    tool("ring", "202 555 0999")
    assert tool("ring", "202 555 0999", "--answered").out == "Answered: 202 555 0999\n"
    assert tool("ring", "202 555 0999", "--hung-up").out == "Hung up: 202 555 0999\n"
    (call,) = tool("list", "--open", "--json").json
    assert call["state"] == "serving" and call["missed_at"] is None


def test_what_became_of_a_call_is_said_once_and_of_a_call_that_is_there(tool: Any) -> None:
    assert tool("ring", "1234567", "--hung-up", "--answered").status == 2
    answer = tool("ring", "1234567", "--hung-up")
    assert (answer.status, answer.err.count("\n")) == (1, 1)


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, "secret")
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
        return sorted(book.select("interactions", newest_first=False), key=lambda one: one["phone"] or "unknown")


def until(true: Callable[[], bool]) -> bool:
    end = monotonic() + 30
    while not true() and monotonic() < end:
        sleep(0.01)
    return true()


def test_a_phone_system_that_rings_begins_calls(tool: Any, folder: Path, password: None) -> None:
    with listening(tool) as server:
        server.send(dial_begin("2025550123", "Beth", call="1") + dial_begin("2025550124", call="2"))
        assert until(lambda: len(calls(folder)) == 2)
        assert [(one["phone"], one["called"]) for one in calls(folder)] == [("2025550123", "Beth"), ("2025550124", "")]


def test_a_phone_system_tells_of_answers_and_of_missed_calls(tool: Any, folder: Path, password: None) -> None:
    with listening(tool) as server:
        server.send(dial_begin("2025550123", call="1") + dial_end("ANSWER", call="1") + hangup("1"))
        server.send(dial_begin("2025550124", call="2") + hangup("2"))
        server.send(dial_begin("anonymous", call="3") + dial_begin("anonymous", call="4"))
        assert until(lambda: len(calls(folder)) == 4 and calls(folder)[1]["state"] == "ended")
        assert [(one["state"], bool(one["missed_at"])) for one in calls(folder)] == [
            ("serving", False),
            ("ended", True),
            ("waiting", False),
            ("waiting", False),
        ]


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
    file.chmod(0o600)
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
