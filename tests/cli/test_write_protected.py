"""A book that may not be written can be looked at on every face, and one that may not be read is no empty one."""

import os
from pathlib import Path

import pytest

from deskapp.store import open_book
from tests.cli.conftest import Tool
from tests.protected import by_program, each_command, rights

pytestmark = pytest.mark.skipif(os.name == "nt", reason="rights are another matter there")
LOOKS = [
    ["list"],
    ["card", "Ann"],
    ["promises"],
    ["report", "day"],
    ["export", "customers"],
    ["handover"],
    ["settings"],
    ["settings", "country"],
    ["reply"],
    ["where"],
    ["doctor"],
    ["customers"],
]
CHANGES = [
    ["log", "walk-in", "Ben"],
    ["note", "Ann", "hello"],
    ["promise", "Ann", "call", "--by", "in 20m"],
    ["settings", "country", "DE"],
    ["undo"],
    ["ring", "202 555 0123"],
    ["shift", "Kim"],
    ["backup"],
    ["doctor", "--repair"],
]


@pytest.fixture
def book(folder: Path, tool: Tool) -> Path:
    tool("log", "walk-in", "Ann", "--reason", "lens")
    tool("promise", "Ann", "call", "--by", "in 20m")
    tool("settings", "country", "GB")
    return folder


def test_a_write_protected_book_is_looked_at_and_what_would_change_it_says_why_not(book: Path) -> None:
    with rights(book, 0o400, 0o500):
        looks, changes = each_command(book, LOOKS), each_command(book, CHANGES)
    assert [(line, answer) for line, answer in zip(LOOKS, looks, strict=True) if answer[0] != 0] == []
    assert "lens" in looks[0][1] and "Ann" in looks[1][1] and "call" in looks[2][1]
    for line, (status, out, words) in zip(CHANGES, changes, strict=True):
        assert (line, status, out, words.count("\n")) == (line, 1, "", 1), words
        assert "permission" in words.lower()
        assert "try again" in words or (line == ["backup"] and "Choose another folder." in words)
    with open_book(book, read_only=True) as seen:
        assert (seen.count("interactions"), seen.count("promises"), seen.notices.sentences) == (1, 1, [])


@pytest.mark.parametrize("inner", ["", "journal", "customers.json"])
def test_a_book_that_may_not_be_read_is_told_and_never_taken_for_an_empty_or_a_damaged_one(
    book: Path, inner: str
) -> None:
    (book / inner).chmod(0)
    try:
        answers = each_command(book, [["list"], ["customers"], ["log", "walk-in", "Ben"], ["settings"], ["doctor"]])
    finally:
        (book / inner).chmod(0o700)
    for status, out, words in answers:
        assert (status, out, words.count("\n")) == (1, "", 1), words
        assert "permission" in words.lower()


def test_plain_mode_looks_at_a_write_protected_book(book: Path) -> None:
    program = "import sys; from deskapp.__main__ import main; sys.exit(main(['--data', sys.argv[1], 'plain']))"
    with rights(book, 0o400, 0o500):
        done = by_program(book, program, "card Ann\nw Ben\n\nn hello\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 promise due" in done.stdout and "promised:       call" in done.stdout
    assert done.stdout.count("There is no permission to write") + done.stdout.count("no permission to write.") == 2
