"""A command line beside a desk that runs on the same book, over the real line."""

import io
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deskapp.cli.book_in_use import became
from deskapp.cli.desk_request import ring_at_once
from deskapp.cli.running_desk import RunningDesk
from deskapp.desk.session import Session
from deskapp.store import open_book
from tests.builders import a_running_desk
from tests.cli.conftest import Tool

ROOT = Path(__file__).parents[2]
LONG_WAY = 70


@pytest.fixture
def running_desk(folder: Path) -> Iterator[Session]:
    with a_running_desk(folder, "Robin") as desk:
        yield desk


def test_a_command_that_writes_is_done_by_the_running_desk(running_desk: Session, tool: Tool) -> None:
    answer = tool("log", "walk-in", "Ann", "--reason", "lens", "--json")
    assert (answer.status, answer.err) == (0, "A new card was made for Ann.\n")
    (one,) = answer.json
    assert running_desk.book.get("interactions", one["id"]) == one
    assert one["staff"] == "Robin"
    assert tool("note", "ann", "hello").out.startswith("Noted for Ann")
    assert tool("undo").out == "Undone: note for Ann\n"


def test_a_refusal_of_the_running_desk_reaches_the_caller(running_desk: Session, tool: Tool) -> None:
    answer = tool("note", "nobody", "x")
    assert (answer.status, "Nobody called 'nobody' is here now." in answer.err) == (1, True)


def test_who_is_at_the_desk_stays_who_asked(running_desk: Session, tool: Tool) -> None:
    assert tool("--staff", "Kim", "log", "call", "Ben", "--json").json[0]["staff"] == "Kim"
    assert running_desk.staff == "Robin"


def test_looking_on_needs_no_desk_and_sees_its_work(running_desk: Session, tool: Tool) -> None:
    tool("log", "walk-in", "Ann")
    assert "Ann" in tool("list").out
    assert tool("doctor").status == 0


def ring(folder: Path, *words: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    status = ring_at_once(["--data", str(folder), *words], out, err, lambda request: LONG_WAY)
    return status, out.getvalue(), err.getvalue()


def test_a_ring_goes_straight_to_the_running_desk(running_desk: Session, folder: Path) -> None:
    assert ring(folder, "ring", "202 555 0123") == (0, "Ringing: 202 555 0123\n", "")
    assert ring(folder, "--staff", "Kim", "ring", "--name", "Ann", "--", "202 555 0124") == (0, "Ringing: Ann\n", "")
    told = [(one["phone"], one["called"], one["staff"]) for one in running_desk.book.select("interactions")]
    assert told == [("202 555 0124", "Ann", "Kim"), ("202 555 0123", "", "Robin")]
    status, out, err = ring(folder, "ring")
    assert (status, out, "number" in err.lower()) == (2, "", True)


@pytest.mark.parametrize(
    "words",
    [["ring", "--help"], ["ring", "1", "--data", "elsewhere"], ["--what", "ring"], ["log", "ring"], ["ring", "1"]],
)
def test_a_ring_out_of_the_ordinary_takes_the_long_way(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert ring(tmp_path, *words) == (LONG_WAY, "", "")


def test_a_ring_loads_next_to_nothing(running_desk: Session, folder: Path) -> None:
    program = (
        "import sys; before = set(sys.modules); import deskapp.__main__ as m; status = m.main(sys.argv[1:]); "
        "print(*sorted(name for name in set(sys.modules) - before if name.startswith('deskapp'))); "
        "print(*sorted({'textual', 'tinydb', 'phonenumbers', 'orjson', 'argparse', 'dataclasses', 'asyncio', 'uuid'} "
        "& (set(sys.modules) - before))); sys.exit(status)"
    )
    words = [sys.executable, "-c", program, "--data", str(folder), "ring", "202 555 0123"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, cwd=ROOT)
    said, own, others = done.stdout.split("\n")[:3]
    assert (done.returncode, said, done.stderr) == (0, "Ringing: 202 555 0123", "")
    assert others == ""
    light = {
        "__main__",
        "cli",
        "cli.command_line",
        "cli.desk_request",
        "errors",
        "messages",
        "stopwatch",
        "ipc",
        "ipc.client",
        "store",
        "store.spool_files",
    }
    assert set(own.split()) == {"deskapp", *(f"deskapp.{name}" for name in light)}


def test_what_a_ring_needs_can_be_loaded_before() -> None:
    load = "import sys; from deskapp.cli.running_desk import RunningDesk; RunningDesk(None).load()"
    program = f"{load}; print({{'deskapp.desk.visits.ring', 'argparse'}} <= set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, "True\n"), done.stderr


def test_what_is_at_work_in_a_thread_is_not_begun_again_under_its_number(
    folder: Path, tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deskapp.desk.privacy import erasing

    tool("log", "walk-in", "Ann", "--end", "done")
    begun, may, erase, times = threading.Event(), threading.Event(), erasing.erase, []

    def slowly(*given: Any, **more: Any) -> erasing.Erased:
        times.append(given)
        begun.set()
        assert may.wait(20)
        return erase(*given, **more)

    monkeypatch.setattr(erasing, "erase", slowly)
    request, answers = {"number": "1a2b", "argv": ["erase", "Ann", "--yes"]}, []
    with open_book(folder) as book:
        desktop = RunningDesk(Session(book, "Robin"))
        first = threading.Thread(target=lambda: answers.append(desktop.answer(request)))
        first.start()
        assert begun.wait(20)
        second = threading.Thread(target=lambda: answers.append(desktop.answer(request)))
        second.start()
        second.join(2)
        may.set()
        first.join(20)
        second.join(20)
        assert [one["status"] for one in answers] == [5, 0], answers
        assert (len(times), desktop.answer(request)["status"]) == (1, 0)


def test_a_command_is_not_called_a_request_which_is_what_a_customer_asks_for(folder: Path, tool: Tool) -> None:
    tool("log", "walk-in", "Ann")
    with open_book(folder) as book:
        desktop = RunningDesk(Session(book, "Robin"))
        told = [desktop.answer({"argv": ["confirmed", "1a2b"]})["err"]]
        told.append(desktop.answer({"number": "1a2b", "argv": ["greet", "Ann"]})["err"])
    told += [tool("confirmed", "3c4d").err, *(became("5e6f", status) for status in (0, 1, None))]
    assert all("ommand " in words and "equest" not in words for words in told), told
    assert "equest" not in tool("confirmed", "Ann").err
