"""Each call to the disk fails in turn: the caller is told, what was acknowledged is there, and the next try works."""

import contextlib
import errno
import os
import random
import resource
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deskapp.errors import DeskError, DiskRefusedError
from deskapp.store import Book, open_book
from deskapp.store.engine import journal as journals
from tests.store.faulty import FaultyDisk, WholeLineThenError

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CODES = (errno.EIO, errno.ENOSPC, errno.EROFS)


def write(book: Book, number: int, words: str = "") -> None:
    with book.change(f"set {number}", by="Ana", at=NOW) as change:
        change.put("customers", {"id": f"cus_{number % 3}", "n": number, "words": words})
        change.put("promises", {"id": f"pro_{number % 2}", "n": number})


def day(folder: Path, disk: FaultyDisk, seed: int = 0) -> dict[tuple[str, str], int]:
    """A short life of a book: changes, upkeep, a restart; each seed another. Returns what was acknowledged."""
    known: dict[tuple[str, str], int] = {}
    dice = random.Random(seed)
    for first in (0, 10, 20, 30)[: dice.randint(2, 4) if seed else 2]:
        book = None
        for _ in range(3):
            with contextlib.suppress(DeskError):
                book = open_book(folder, disk=disk)
                break
        assert book is not None
        for number in range(first, first + (dice.randint(4, 9) if seed else 8)):
            words = "x" * dice.choice((0, 300, 6000)) if seed else ""
            for _ in range(3):
                try:
                    write(book, number, words)
                except DiskRefusedError as error:
                    assert error.sentence
                    assert error.next_step
                    continue
                known["customers", f"cus_{number % 3}"] = known["promises", f"pro_{number % 2}"] = number
                break
            if dice.random() < 0.2 if seed else number % 5 == 3:
                with contextlib.suppress(OSError, DeskError):
                    book.checkpoint.save()
            assert contents(book) == known
        book.close()
    return known


def contents(book: Book) -> dict[tuple[str, str], int]:
    return {(table, d["id"]): d["n"] for table in ("customers", "promises") for d in book.select(table)}


def count_calls(folder: Path, seed: int = 0) -> int:
    disk = FaultyDisk()
    day(folder, disk, seed)
    return disk.calls


@pytest.mark.parametrize("code", CODES)
def test_one_failing_call_at_each_position_costs_nothing_that_was_acknowledged(
    tmp_path: Path, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "RESERVE", 5000)
    total = count_calls(tmp_path / "count")
    assert total > 100
    fail_at_each(tmp_path, code, range(1 + CODES.index(code), total + 1, len(CODES)))


@pytest.mark.long
@pytest.mark.parametrize("code", CODES)
def test_every_fault_at_every_position(tmp_path: Path, code: int) -> None:
    fail_at_each(tmp_path, code, range(1, count_calls(tmp_path / "count") + 1))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 11))
@pytest.mark.parametrize("code", CODES)
def test_every_fault_in_each_of_ten_other_lives(
    tmp_path: Path, code: int, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "RESERVE", 5000)
    total = count_calls(tmp_path / "count", seed)
    assert total > 100
    fail_at_each(tmp_path, code, range(1, total + 1), seed)


def fail_at_each(tmp_path: Path, code: int, positions: range, seed: int = 0) -> None:
    for position in positions:
        folder = tmp_path / f"{position}"
        disk = FaultyDisk(position, code)
        known = day(folder, disk, seed)
        with open_book(folder) as book:
            assert contents(book) == known, (position, disk.failed)
            assert book.notices.sentences == [], (position, disk.failed)
            assert seed or known["customers", "cus_2"] == 17
        shutil.rmtree(folder)


@pytest.mark.parametrize("code", CODES)
def test_a_fault_that_lasts_refuses_each_change_and_is_over_when_it_is_over(tmp_path: Path, code: int) -> None:
    disk = FaultyDisk()
    book = open_book(tmp_path / "book", disk=disk)
    write(book, 1)
    disk.fail_at, disk.times, disk.code = disk.calls + 1, 10**9, code
    for _ in range(3):
        with pytest.raises(DiskRefusedError, match=r"this change was not saved, everything before it is") as caught:
            write(book, 2)
        assert caught.value.exit_status == 1
        assert contents(book) == {("customers", "cus_1"): 1, ("promises", "pro_1"): 1}
    disk.fail_at = 0
    write(book, 2)
    book.close()
    with open_book(tmp_path / "book") as book:
        assert contents(book)["customers", "cus_2"] == 2
        assert book.notices.sentences == []


def test_a_failed_change_never_comes_back_even_when_it_could_not_be_cut_off(tmp_path: Path) -> None:
    disk = FaultyDisk()
    folder = tmp_path / "book"
    book = open_book(folder, disk=disk)
    write(book, 1)
    book.engine.journal._disk = WholeLineThenError()
    with pytest.raises(DiskRefusedError):
        write(book, 2)
    book.engine.journal._disk = disk
    write(book, 4)
    with open_book(folder, read_only=True) as seen:
        assert contents(seen) == {("customers", "cus_1"): 4, ("promises", "pro_1"): 1, ("promises", "pro_0"): 4}
    book.close()


def test_ticks_still_save_for_a_while_on_a_full_disk(tmp_path: Path) -> None:
    class Full(FaultyDisk):
        def reserve(self, fd: int, offset: int, length: int) -> None:
            if offset or self.fail_at:
                raise OSError(errno.ENOSPC, "No space left on device")
            super().reserve(fd, offset, length)

    book = open_book(tmp_path / "book", disk=Full())
    saved = 0
    with pytest.raises(DiskRefusedError, match="disk is full"):
        for number in range(10_000):
            write(book, number)
            saved = number
    assert saved > 500
    with open_book(tmp_path / "book", read_only=True) as seen:
        assert max(contents(seen).values()) == saved
    book.close()


def test_a_limit_on_the_size_of_files_is_told_in_one_sentence(tmp_path: Path) -> None:
    code = (
        "import resource, sys, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"sys.path.insert(0, {str(Path.cwd())!r})\n"
        "from pathlib import Path\n"
        "from deskapp.store import open_book\n"
        "from deskapp.errors import DeskError\n"
        "from tests.store.test_faults import write\n"
        f"book = open_book(Path({str(tmp_path / 'book')!r})); n = 0\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({journals.RESERVE + 5000}, {journals.RESERVE + 5000}))\n"
        "try:\n"
        "    while True: write(book, n); n += 1\n"
        "except DeskError as error: print(n, error.exit_status, error.sentence, sep='|')\n"
        "book.close()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    number, status, sentence = done.stdout.strip().split("|")
    assert status == "1"
    assert "may not grow any further" in sentence
    with open_book(tmp_path / "book") as book:
        assert max(contents(book).values()) == int(number) - 1


@pytest.mark.skipif(os.name == "nt" or resource.getrlimit(resource.RLIMIT_NOFILE)[0] < 1, reason="needs POSIX")
def test_a_folder_that_cannot_be_written_is_told_in_one_sentence(tmp_path: Path) -> None:
    for code, words in ((errno.EACCES, "no permission"), (errno.EROFS, "read-only"), (errno.ENOSPC, "disk is full")):
        with pytest.raises(DiskRefusedError, match=f"cannot be opened to write: .*{words}") as caught:
            open_book(tmp_path / "book", disk=FaultyDisk(1, code))
        assert caught.value.next_step
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskRefusedError, match="cannot be opened to write"):
        open_book(tmp_path / "file")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_can_be_looked_at(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        write(book, 1)
    (tmp_path / "book").chmod(0o500)
    with pytest.raises(DiskRefusedError, match="no permission"):
        open_book(tmp_path / "book")
    with open_book(tmp_path / "book", read_only=True) as seen:
        assert seen.count("customers") == 1
    (tmp_path / "book").chmod(0o700)


@pytest.mark.parametrize("year", [1970, 2099])
def test_the_clock_may_jump(tmp_path: Path, year: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_book(tmp_path / "book") as book:
        write(book, 1)
        write(book, 4)
        before = (book.get("customers", "cus_1") or {})["stamps"]["n"]
        monkeypatch.setattr("deskapp.clock.now", lambda: datetime(year, 1, 1, tzinfo=UTC))
        write(book, 7)
        assert (book.get("customers", "cus_1") or {})["stamps"]["n"] > before
    with open_book(tmp_path / "book") as book:
        monkeypatch.undo()
        write(book, 10)
        assert contents(book)["customers", "cus_1"] == 10
        assert book.undo(by="", at=NOW).words == "set 10"
        assert contents(book)["customers", "cus_1"] == 7
