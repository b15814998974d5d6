"""The lock: a look at it makes no writer fail, a disk that refuses its text does not, and a link in its place does."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from deskapp.errors import BookInUseError, DiskRefusedError
from deskapp.store import open_book
from deskapp.store.copies.doctor import repair
from deskapp.store.engine import lock as locks


def test_looking_whether_it_is_held_makes_no_writer_fail(tmp_path: Path) -> None:
    with open_book(tmp_path / "book"):
        pass
    assert (tmp_path / "book" / "LOCK").read_bytes().strip() == b""
    is_over = threading.Event()

    def look() -> None:
        while not is_over.is_set():
            locks.standing(tmp_path / "book")

    lookers = [threading.Thread(target=look) for _ in range(3)]
    for looker in lookers:
        looker.start()
    try:
        for _ in range(60):
            open_book(tmp_path / "book").close()
    finally:
        is_over.set()
        for looker in lookers:
            looker.join()


def test_two_who_look_do_not_take_each_other_for_a_writer(tmp_path: Path) -> None:
    with open_book(tmp_path / "book"):
        pass
    (tmp_path / "book" / "LOCK").write_text('{"pid": 1}')
    fd = os.open(tmp_path / "book" / "LOCK", os.O_RDWR)
    try:
        locks._take(fd, to_look=True)
        assert locks.standing(tmp_path / "book") == locks.FREE
    finally:
        os.close(fd)


def test_a_lock_whose_text_cannot_be_written_holds_and_is_freed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(fd: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("deskapp.store.engine.lock.os.write", full)
        with open_book(tmp_path / "book"), pytest.raises(BookInUseError):
            open_book(tmp_path / "book")
    with open_book(tmp_path / "book"):
        pass


def test_a_lock_that_is_given_up_in_the_making_is_held_by_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "book").mkdir()

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("deskapp.store.engine.lock.BookLock._write", broken)
        with pytest.raises(KeyboardInterrupt):
            locks.BookLock(tmp_path / "book")
    assert locks.standing(tmp_path / "book") == locks.FREE
    locks.BookLock(tmp_path / "book").release()


@pytest.mark.parametrize("kind", ["link", "dangling link", "pipe", "folder", "device"])
def test_what_stands_in_place_of_the_lock_is_left_alone_and_said(tmp_path: Path, kind: str) -> None:
    folder, precious = tmp_path / "book", tmp_path / "precious"
    with open_book(folder):
        pass
    precious.write_text("the only copy")
    there = folder / "LOCK"
    there.unlink()
    if kind == "pipe":
        os.mkfifo(there)
    elif kind == "folder":
        there.mkdir()
    else:
        goal = {"link": precious, "dangling link": tmp_path / "nowhere", "device": Path("/dev/zero")}[kind]
        there.symlink_to(goal)
    for way in (lambda: open_book(folder), lambda: repair(folder)):
        with pytest.raises((DiskRefusedError, OSError), match=r"(?i)lock is no plain file"):
            way()
    assert precious.read_text() == "the only copy" and not (tmp_path / "nowhere").exists()
    with open_book(folder, read_only=True) as book:
        assert book.standing == locks.SHUT


def test_a_live_holder_is_named_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("deskapp.store.engine.lock.time.sleep", pauses.append)
    code = "import sys; from deskapp.store import open_book; b = open_book(__import__('pathlib').Path(sys.argv[1]));"
    code += "print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", code, str(tmp_path / "book")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout and holder.stdout.readline() == "held\n"
        with pytest.raises(BookInUseError, match=str(holder.pid)):
            open_book(tmp_path / "book")
        assert pauses == []
        holder.communicate()
