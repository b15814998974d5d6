"""In a real pseudo-terminal: a walk-in and two ticks outlive kill -9, and what is typed ahead is taken in order."""

import json
import os
import subprocess
import sys
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.store import open_book
from tests.ui.terminal import ROOT, Terminal, stray_controls, the_program

Size = tuple[int, int]


def listed(folder: Path) -> Any:
    """What `deskapp list --json` gives of a book."""
    command = [sys.executable, "-m", "deskapp", "--data", str(folder), "list", "--json"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, check=True, capture_output=True, timeout=30, env=env)
    return json.loads(done.stdout)


def test_a_walk_in_and_two_ticks_are_there_after_kill_9(folder: Path, size: Size) -> None:
    with the_program(folder, size, "--staff", "Robin") as terminal:
        terminal.until("Nobody is here.")
        terminal.press("w", "Beth Ocampo", "enter", "1", "2")
        terminal.until("Greeting 2/7", "Beth Ocampo")
        assert stray_controls(terminal.written) == []
    with the_program(folder, size, "--staff", "Robin") as terminal:
        terminal.until("Greeting 2/7", "Beth Ocampo", "✓ Look up, make eye contact")
    (one,) = listed(folder)
    assert (one["kind"], one["state"], one["customer"]["name"]) == ("walk-in", "serving", "Beth Ocampo")
    assert sorted(one["ticks"]) == ["greeting_walk_in-look_up", "greeting_walk_in-upright"]


def test_a_command_beside_the_open_desk_is_seen_there(folder: Path) -> None:
    with the_program(folder, (80, 24), "--staff", "Robin") as terminal:
        terminal.until("Nobody is here.")
        command = [sys.executable, "-m", "deskapp", "--data", str(folder), "log", "call", "Gus Whitfield"]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        subprocess.run(command, check=True, capture_output=True, timeout=30, env=env)
        terminal.until("Gus Whitfield", "1 here")


def test_leaving_puts_the_terminal_back_and_ends_with_0(folder: Path) -> None:
    with the_program(folder, (80, 24), "--staff", "Robin") as terminal:
        terminal.until("Nobody is here.")
        terminal.press("ctrl+q")
        while b"\x1b[?1049l" not in terminal.written:
            assert terminal.read(5), "the terminal was not put back"
        terminal.rest()
    assert b"Traceback" not in terminal.written
    assert listed(folder) == []


@pytest.mark.parametrize(
    "plain", [{"DESKAPP_ASCII": "1"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}]
)
def test_a_terminal_without_signs_gets_plain_letters(folder: Path, plain: dict[str, str]) -> None:
    with the_program(folder, (80, 24), "--staff", "Robin", env=plain) as terminal:
        terminal.until("Nobody is here.")
        terminal.press("w", "Beth", "enter", "1")
        terminal.until("Greeting 1/7", "1 + Stand or sit upright")
        assert not set("▌○●✓…·") & set(terminal.text)


def test_a_second_desk_says_who_holds_the_book_and_may_look_on(folder: Path) -> None:
    with open_book(folder, staff="Ana") as book, the_program(folder, (80, 24), "--staff", "Robin") as terminal:
        terminal.until("in use by process", "Look on, without changing anything? (y/n)")
        terminal.press("y", "enter")
        terminal.until("You look on")
        desk = Session(book, "Ana")
        log.identify_new(desk, log.begin(desk, "call"), "Gus Whitfield")
        terminal.until("Gus Whitfield")
        terminal.press("w")
        terminal.until("open to look on only", "at the desk that holds it")


def test_a_command_that_is_at_the_book_for_a_moment_keeps_no_desk_from_opening(folder: Path) -> None:
    book = open_book(folder)
    Timer(0.8, book.close).start()
    with the_program(folder, (80, 24), "--staff", "Robin") as terminal:
        terminal.until("Nobody is here.")


FAULTY = """
import sys
from deskapp.__main__ import main
from deskapp.ui.handlers.visits import Visits

def fail(self):
    secret = "Beth Ocampo"
    raise RuntimeError(secret)

Visits.ACTIONS["greet"] = fail
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("debug", ["", "1"])
def test_a_fault_of_the_program_ends_in_one_sentence_and_shows_nobody_s_words(folder: Path, debug: str) -> None:
    given = [f"PYTHONPATH={ROOT}", "LC_ALL=C.UTF-8", f"DESKAPP_DEBUG={debug}"]
    command = ["env", *given, sys.executable, "-c", FAULTY, "--data", str(folder), "--staff", "Robin"]
    terminal = Terminal(command, (80, 24))
    try:
        terminal.until("Nobody is here.")
        terminal.press("w", "Gus", "enter")
        terminal.until("Gus", "Greeting 0/7")
        terminal.press("g")
        while terminal.read(2):
            pass
    finally:
        terminal.session.kill()
    end = terminal.written[terminal.written.rindex(b"\x1b[?1049l") :].decode()
    assert "met a fault of its own and stopped" in " ".join(end.split())
    assert ("Traceback" in end, "Beth Ocampo" in end) == (bool(debug), bool(debug))
    assert [one["customer"]["name"] for one in listed(folder)] == ["Gus"]
