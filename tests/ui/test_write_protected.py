"""A book that may not be written opens on the screen all the same, to look on, and says why and what to do."""

import os
import sys
from pathlib import Path

import pytest

from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.store import open_book
from tests.protected import rights
from tests.ui.terminal import ROOT, Terminal

WITH_RIGHTS_THAT_COUNT = (
    "import os, sys; from tests.protected import without_overrides; without_overrides(); "
    "os.execv(sys.executable, [sys.executable, '-m', 'deskapp', *sys.argv[1:]])"
)


@pytest.mark.skipif(os.name == "nt", reason="rights are another matter there")
def test_a_write_protected_book_opens_to_look_on(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    with open_book(folder) as book:
        desk = Session(book, "Ana")
        log.identify_new(desk, log.begin(desk, "call"), "Gus Whitfield")
    given = [f"PYTHONPATH={ROOT}", "LC_ALL=C.UTF-8", "TZ=UTC"]
    command = ["env", *given, sys.executable, "-c", WITH_RIGHTS_THAT_COUNT, "--data", str(folder), "--staff", "Robin"]
    with rights(folder, 0o400, 0o500):
        terminal = Terminal(command, (80, 24))
        try:
            terminal.until("looking on", "Gus Whitfield", "You look on.")
            terminal.until_words("no permission to write. Give this user the right to write there, then try again.")
            terminal.press("w")
            terminal.until("▲ The book in", "then try again")
            terminal.press("f3")
            terminal.until("1 card", "Gus Whitfield")
        finally:
            terminal.session.kill()
    with open_book(folder, read_only=True) as book:
        assert (book.count("interactions"), book.count("customers")) == (1, 1)
