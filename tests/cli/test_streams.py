"""Streams that are closed, full or no longer read: what was asked for is done, and no traceback is shown."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deskapp.store import open_book
from tests.ui.terminal import ROOT

ENV = {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "book"


def shell(folder: Path, line: str) -> subprocess.CompletedProcess[bytes]:
    """What comes of a line of a shell, in which `deskapp` is the program on this book."""
    program = f"{sys.executable} -m deskapp --data {folder} --staff Robin"
    return subprocess.run(
        ["bash", "-c", line.replace("deskapp", program)], capture_output=True, timeout=60, env=ENV, check=False
    )


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
def test_a_command_with_closed_streams_is_done(folder: Path, closed: str) -> None:
    done = shell(folder, f"deskapp log walk-in Beth {closed}")
    assert done.returncode == 0 and b"Traceback" not in done.stderr
    with open_book(folder) as book:
        assert [document["customer"]["name"] for document in book.select("interactions")] == ["Beth"]


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("deskapp ring 555 >&-", 0),
        ("deskapp nothing-such 2>&-", 2),
        ("deskapp nothing-such 2>/dev/full", 2),
        ("deskapp where >/dev/full", 1),
        ("deskapp where >/dev/full 2>/dev/full", 1),
        ("deskapp <&-", 1),
        ("deskapp plain <&-", 0),
        ("deskapp --help | true; exit ${PIPESTATUS[0]}", 141),
        ("deskapp --help 2>&1 | head -1; exit ${PIPESTATUS[1]}", 0),
    ],
)
def test_what_cannot_be_written_leaves_the_status_and_no_traceback(folder: Path, line: str, status: int) -> None:
    done = shell(folder, line)
    assert done.returncode == status
    assert b"Traceback" not in done.stderr and b"fault of its own" not in done.stderr
    assert b"Exception ignored" not in done.stderr


def test_results_that_a_full_disk_refuses_are_told(folder: Path) -> None:
    assert b"No space left" in shell(folder, "deskapp where >/dev/full").stderr
    assert b"No space left" in shell(folder, "deskapp where --json >/dev/full").stderr
