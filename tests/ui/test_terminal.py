"""In a real pseudo-terminal: a walk-in and two ticks outlive kill -9, and what is typed ahead is taken in order."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.ui.terminal import ROOT, stray_controls, the_program

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
        terminal.until("Greeting 2/6", "Beth Ocampo")
        assert stray_controls(terminal.written) == []
    with the_program(folder, size, "--staff", "Robin") as terminal:
        terminal.until("Greeting 2/6", "Beth Ocampo", "✓ Look up at once")
    (one,) = listed(folder)
    assert (one["kind"], one["state"], one["customer"]["name"]) == ("walk-in", "waiting", "Beth Ocampo")
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
        terminal.until("Greeting 1/6", "1 x Stand or sit upright")
        assert not set("▌○●✓…·") & set(terminal.text)
