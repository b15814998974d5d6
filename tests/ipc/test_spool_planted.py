"""What others, or a fault, put into the spool is not done, not believed, and holds nobody up."""

import asyncio
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from deskapp.errors import HungUpError
from deskapp.ipc import spool
from deskapp.ipc.client import ask
from deskapp.ipc.spool import put
from deskapp.store import spool_files
from tests.store.by_file import WORDS, Book, book, look, no_sockets

__all__ = ["book", "no_sockets"]


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_way_out(path: Path) -> None:
    elsewhere = path.parents[1] / "elsewhere"
    elsewhere.write_text(json.dumps(WORDS))
    path.symlink_to(elsewhere)


def a_second_name(path: Path) -> None:
    elsewhere = path.parents[1] / "elsewhere"
    elsewhere.write_text(json.dumps(WORDS))
    os.link(elsewhere, path)


def open_to_others(path: Path) -> None:
    path.write_text(json.dumps(WORDS))
    path.chmod(0o666)


def without_end(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(spool_files.LIMIT + 1)


def nonsense(path: Path) -> None:
    path.write_bytes(b"\xff\0 no json")


@pytest.mark.parametrize("end", [".ask", ".said", ".work", ".ask.part"])
@pytest.mark.parametrize("made", [a_pipe, a_way_out, a_second_name, open_to_others, without_end, nonsense, Path.mkdir])
async def test_what_nobody_asks_for_is_not_done_and_holds_nobody_up(
    book: Book, made: Callable[[Path], None], end: str
) -> None:
    path = book.home / f"1a{end}"
    made(path)
    assert (await asyncio.to_thread(ask, book.folder, WORDS))["echo"] == WORDS["argv"]
    look(book)
    assert [one["argv"] for one in book.done] == [WORDS["argv"]]
    assert path.is_dir() or not os.path.lexists(path)
    if (elsewhere := book.folder / "elsewhere").exists():
        assert elsewhere.read_text() == json.dumps(WORDS)


@pytest.mark.parametrize("made", [a_pipe, a_way_out, a_second_name, open_to_others, without_end, nonsense])
def test_an_answer_that_is_no_plain_file_of_this_account_is_not_believed(
    tmp_path: Path, made: Callable[[Path], None]
) -> None:
    home = tmp_path / "asked"
    home.mkdir(0o700)
    os.close(put(f"{home}/1a", ".work", b""))
    here = put(f"{home}/here", "", b"")
    made(home / "1a.said")
    reading = os.open(home / "here", os.O_RDWR)
    with pytest.raises(HungUpError):
        spool._wait_until_said(f"{home}/1a", reading, 5)
    os.close(here)
    os.close(reading)


def test_what_is_no_plain_file_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To open a device can already do something."""
    os.mkfifo(tmp_path / "1a.ask")
    monkeypatch.setattr(os, "open", None)
    with pytest.raises(PermissionError):
        spool_files.opened(f"{tmp_path}/1a.ask")


def test_a_file_of_the_spool_is_its_owners_alone_under_any_umask(tmp_path: Path) -> None:
    for umask in (0o000, 0o777):
        before = os.umask(umask)
        try:
            os.close(put(f"{tmp_path}/{umask}", ".ask", b"x"))
        finally:
            os.umask(before)
        assert stat.S_IMODE((tmp_path / f"{umask}.ask").stat().st_mode) == 0o600


async def test_what_is_longer_than_a_request_may_be_is_not_done(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool_files, "LIMIT", 20)
    kept = put(f"{book.home}/1a", ".ask", json.dumps(WORDS).encode())
    await book.comes_to_rest()
    os.close(kept)
    assert book.done == []


async def test_who_dies_between_two_looks_of_the_desk_has_asked_for_nothing(book: Book) -> None:
    os.close(put(f"{book.home}/1a", ".ask", json.dumps(WORDS).encode()))
    assert book.line and book.line._spooled._taken_up(f"{book.home}/1a") is None
    assert book.done == []
