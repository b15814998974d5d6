"""The journal's last file: its loss is never silent, it goes on from day to day, and a full disk can be started on."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from deskapp.errors import BookDamagedError, DiskRefusedError
from deskapp.store import Book, open_book
from deskapp.store.copies.doctor import check, repair
from deskapp.store.engine.disk import Disk
from deskapp.store.engine.journal import RESERVE, segments_in
from tests.store.books import NOW, kill
from tests.store.test_month_faults import WAYS, cut


def garbage(path: Path) -> None:
    path.write_bytes(os.urandom(4000).replace(b"\n", b"") + b"\n" + b"x" * 300 + b"\n")


def zeros(path: Path) -> None:
    path.write_bytes(bytes(4096))


def beheaded(path: Path) -> None:
    """Its first byte is another one."""
    path.write_bytes(b"}" + path.read_bytes()[1:])


def noted(book: Book, number: int) -> None:
    with book.change("note", by="", at=NOW) as change:
        change.put("customers", {"id": f"cus_{number}", "name": f"Customer {number}"})


def killed(folder: Path, numbers: range) -> None:
    """A desk that wrote and was killed: its files are as they are, nothing is closed."""
    book = open_book(folder)
    for number in numbers:
        noted(book, number)
    kill(book)


def first_day(folder: Path) -> None:
    killed(folder, range(5))


def after_a_close(folder: Path) -> None:
    with open_book(folder) as book:
        noted(book, 0)
    killed(folder, range(1, 5))


def after_an_upkeep(folder: Path) -> None:
    with open_book(folder) as book:
        for number in range(3):
            noted(book, number)
            book.checkpoint.save()
    killed(folder, range(3, 5))


def after_a_fault(folder: Path) -> None:
    """The disk reported an error, so that the desk went on in another segment."""
    book = open_book(folder)
    noted(book, 0)
    book.engine.journal._after_fault(OSError(errno.EIO, "test"))
    for number in range(1, 5):
        noted(book, number)
        book.checkpoint.stop()  # the files are brought up to date once, at the first change after the fault
    kill(book)


LIVES = (first_day, after_a_close, after_an_upkeep, after_a_fault)
LOSSES = (*(way for way in WAYS if way is not cut), garbage, zeros, beheaded)


@pytest.mark.parametrize("life", LIVES)
@pytest.mark.parametrize("way", LOSSES)
def test_the_loss_of_the_last_segment_is_never_silent(
    tmp_path: Path, life: Callable[[Path], None], way: Callable[[Path], None]
) -> None:
    folder = tmp_path / "book"
    life(folder)
    with open_book(folder, read_only=True) as book:
        assert book.count("customers") == 5
    last = segments_in(folder)[-1]
    way(last)
    findings = check(folder)
    assert [finding for finding in findings if finding.loses and last.name in f"{finding.path} {finding.sentence}"]
    for read_only in (True, False):
        with pytest.raises(BookDamagedError, match=last.name):
            open_book(folder, read_only=read_only)
    done = repair(folder)
    assert any(last.name in sentence for sentence in done.lost), done
    assert not [finding for finding in check(folder) if finding.loses]
    with open_book(folder) as book:
        noted(book, 9)
    with open_book(folder, read_only=True) as book:
        assert book.get("customers", "cus_9")


def test_several_unreadable_lines_at_the_end_are_a_loss_and_one_is_a_torn_line(tmp_path: Path) -> None:
    for lines, loses in ((1, False), (2, True)):
        folder = tmp_path / f"book{lines}"
        killed(folder, range(5))
        last = segments_in(folder)[-1]
        rows = last.read_bytes().rstrip(b"\0").split(b"\n")
        rows[-1 - lines : -1] = [b"#" + row[1:] for row in rows[-1 - lines : -1]]
        last.write_bytes(b"\n".join(rows))
        assert [finding.loses for finding in check(folder) if finding.path == last] == [loses]


def test_days_go_on_in_one_segment_and_each_change_is_there(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    with open_book(folder) as book:
        noted(book, 0)
    files = {path.name for path in segments_in(folder)}
    for day in range(1, 6):
        killed(folder, range(day, day + 1))
        assert {path.name for path in segments_in(folder)} == files
    with open_book(folder) as book:
        assert sorted(one["id"] for one in book.select("customers")) == [f"cus_{n}" for n in range(6)]
        assert book.notices.sentences == []


class FullDisk(Disk):
    """Nothing grows any more: only bytes that the file holds already can be written anew."""

    def create(self, path: Path) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def make_folder(self, path: Path) -> None:
        if not path.is_dir():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def write_at(self, fd: int, data: bytes, offset: int) -> None:
        if offset + len(data) > os.fstat(fd).st_size:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        super().write_at(fd, data, offset)

    def write_durably(self, fd: int, data: bytes, offset: int) -> None:
        self.write_at(fd, data, offset)
        self.sync(fd)


@pytest.mark.parametrize("ending", ["closed", "killed"])
def test_a_desk_starts_on_a_full_disk_and_saves_while_the_reserve_lasts(
    tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "book"
    if ending == "closed":
        with open_book(folder) as book:
            noted(book, 0)
    else:
        killed(folder, range(1))

    def full(fd: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("deskapp.store.engine.lock.os.write", full)
    saved = 0
    with open_book(folder, disk=FullDisk()) as book:
        with pytest.raises(DiskRefusedError, match="full"):
            for number in range(1, 20_000):
                noted(book, number)
                saved = number
        assert saved > RESERVE / 2000
        assert len(book.notices) <= 1
    monkeypatch.undo()
    with open_book(folder) as book:
        assert book.count("customers") == saved + 1
