"""Lines end in the middle, or the terminal is gone: no half line is a command, and the sitting ends in good order."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deskapp.store import open_book
from tests.ui.terminal import ROOT, the_program
from tests.ui.test_ending import DEAF, SOON

ENV = {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "book"


def sit(folder: Path, typed: bytes | Path) -> str:
    """What plain mode says of lines that come through a pipe, or from a file."""
    command = [sys.executable, "-m", "deskapp", "--data", str(folder), "--staff", "Robin", "plain"]
    if isinstance(typed, Path):
        with typed.open("rb") as lines:
            done = subprocess.run(command, stdin=lines, capture_output=True, timeout=60, env=ENV)
    else:
        done = subprocess.run(command, input=typed, capture_output=True, timeout=60, env=ENV)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def names(folder: Path) -> list[str]:
    with open_book(folder) as book:
        return [document["customer"]["name"] for document in book.select("interactions")]


def test_half_a_line_is_no_command(folder: Path) -> None:
    assert "Nothing was done with “w Gus Whit”: its line has no end." in sit(folder, b"w Beth\nw Gus Whit")
    assert names(folder) == ["Beth"]


def test_half_an_answer_is_none(folder: Path) -> None:
    assert "Nothing was done with “the red li”" in sit(folder, b"w Beth\nn\nthe red li")
    with open_book(folder) as book:
        assert [document["notes"] for document in book.select("interactions")] == [{}]


def test_a_file_may_leave_out_the_end_of_its_last_line(folder: Path, tmp_path: Path) -> None:
    lines = tmp_path / "lines"
    lines.write_bytes(b"w Beth\nw Gus")
    assert "Nothing was done" not in sit(folder, lines)
    assert sorted(names(folder)) == ["Beth", "Gus"]


def test_a_terminal_that_is_gone_ends_the_sitting(folder: Path) -> None:
    with the_program(folder, (80, 24), "--staff", "Robin", "plain", within=DEAF) as terminal:
        terminal.until("> ")
        terminal.press("w Beth\r")
        terminal.until("Next: 1")
        os.write(terminal.session.fd, b"w Gus Whit")
        terminal.session.hang_up()
        assert terminal.session.ended(SOON) is not None
    assert names(folder) == ["Beth"]
