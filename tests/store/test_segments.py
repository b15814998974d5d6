"""The journal's segments on the real disk: the room in them, and what becomes of one in which a write failed."""

import errno
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deskapp.errors import DiskRefusedError
from deskapp.store import Book, open_book
from deskapp.store.engine.journal import RESERVE
from tests.store import real_day
from tests.store.books import NOW, segments
from tests.store.calls import Call, recorded
from tests.store.faulty import WholeLineThenError
from tests.store.order import Watch

pytestmark = [
    pytest.mark.usefixtures("the_clock_stands"),
    pytest.mark.skipif(sys.platform != "linux", reason="the calls are those of Linux"),
]


def numbers(folder: Path) -> list[int]:
    """What a book holds of `real_day.put`."""
    with open_book(folder, read_only=True) as book:
        assert len(book.notices) == 0
        return sorted(one["n"] for one in book.select("customers"))


def after_a_fault(folder: Path, code: int) -> tuple[list[Call], str]:
    """A record of which ten bytes are written before the disk refuses, and one more; the calls, and its segment."""
    folder.mkdir()
    watch = Watch(folder, folder)
    with recorded(folder) as seen, open_book(folder) as book:
        real_day.put(book, 1)
        (segment,) = (folder / "journal").iterdir()
        length, done = book.engine.journal.offset, len(seen.calls)
        seen.at_once, seen.refuse = 10, {"pwrite": [code]}
        with pytest.raises(DiskRefusedError):
            real_day.put(book, 2)
        assert segment.stat().st_size == length
        seen.at_once = 0
        real_day.put(book, 4, seen.say)
        calls = list(seen.calls)
        with open_book(folder, read_only=True) as looked_at:
            assert [one["n"] for one in looked_at.select("customers")] == [4]
    assert watch.play(calls) == []
    assert [call.kind for call in calls[done : done + 4]] == ["durable", "failed", "cut", "sync"]
    return calls[done:], str(segment)


def test_what_a_failed_write_left_is_cut_off_and_a_disk_that_is_full_is_gone_on_with(tmp_path: Path) -> None:
    calls, segment = after_a_fault(tmp_path / "book", errno.ENOSPC)
    assert {call.path for call in calls if call.kind in ("write", "durable")} == {segment}


def test_a_segment_in_which_a_write_failed_for_another_reason_is_never_written_to_again(tmp_path: Path) -> None:
    calls, segment = after_a_fault(tmp_path / "book", errno.EIO)
    after = calls[[call.kind for call in calls].index("failed") :]
    assert segment not in {call.path for call in after if call.kind in ("write", "durable")}


def test_a_durable_write_that_failed_is_not_taken_for_one_that_the_system_does_not_know(tmp_path: Path) -> None:
    """What a disk could not write once it may say to have written when it is asked again."""
    with recorded(tmp_path) as seen, open_book(tmp_path / "book") as book:
        real_day.put(book, 1)
        seen.refuse, done = {"pwritev": [errno.EIO]}, len(seen.calls)
        with pytest.raises(DiskRefusedError, match="reports an error"):
            real_day.put(book, 2)
        assert "write" not in {call.kind for call in seen.calls[done:]}
        assert numbers(tmp_path / "book") == [1]


def test_room_is_taken_before_it_is_needed_and_given_back(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    with recorded(tmp_path) as seen, open_book(folder) as book:
        for number in range(3):
            real_day.put(book, number)
            (segment,) = segments(folder)[-1:]
            kinds = [call for call in seen.calls if call.path == str(segment)]
            assert [(call.kind, call.size) for call in kinds[:3]] == [
                ("create", 0), ("room", RESERVE), ("sync", 0)
            ]  # fmt: skip
            assert segment.stat().st_size == RESERVE
            book.checkpoint.save()
            assert all(path.read_bytes().endswith(b"]\n") for path in segments(folder)[:-1])
    assert all(path.read_bytes().endswith(b"]\n") for path in segments(folder)[:-1])


def test_a_segment_is_closed_when_it_is_left(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        real_day.put(book, 1)
        book.checkpoint.save()
        before = len(list(Path("/proc/self/fd").iterdir()))
        for _ in range(5):
            book.checkpoint.save()
        assert len(list(Path("/proc/self/fd").iterdir())) <= before


def test_a_segment_that_could_not_be_made_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    with open_book(folder) as book:
        real_day.put(book, 1)
    before = segments(folder)
    with recorded(tmp_path) as seen, open_book(folder) as book:
        seen.refuse = {"fsync": [errno.ENOSPC]}
        with pytest.raises(DiskRefusedError, match="disk is full"):
            real_day.put(book, 2)
        assert segments(folder) == before
        real_day.put(book, 4)
        seen.refuse = {"fsync": [errno.ENOSPC]}
        with pytest.raises(DiskRefusedError, match="disk is full"):
            book.checkpoint.save()
        assert segments(folder) == before
        real_day.put(book, 5)
        assert numbers(folder) == [4, 5]


def refused(book: Book, number: int) -> None:
    whole = book.engine.journal._disk
    book.engine.journal._disk = WholeLineThenError()
    with pytest.raises(DiskRefusedError):
        real_day.put(book, number)
    book.engine.journal._disk = whole


def test_what_was_refused_and_could_not_be_cut_off_does_not_come_back_after_the_end(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    with open_book(folder) as book:
        real_day.put(book, 1)
        book.checkpoint.save()
        real_day.put(book, 2)
        book.checkpoint.save()
        with book.change("same", by="Ana", at=datetime(2026, 11, 22, 13, tzinfo=UTC)) as change:
            change.put("promises", {"id": "pro_1", "n": 2})
        refused(book, 3)
        for shelf in book.engine.shelves.values():
            assert not shelf.is_dirty
    assert numbers(folder) == [1, 2]
    with open_book(folder) as book:
        real_day.put(book, 5)
    assert numbers(folder) == [1, 5]


def test_each_record_is_there_wherever_the_tables_files_stand(tmp_path: Path) -> None:
    """Segments that the tables' files hold are passed over, and never one that a single table still needs."""
    folder = tmp_path / "book"
    with open_book(folder) as book:
        for number in range(8):
            real_day.put(book, number)
            if number % 3 == 2:
                book.checkpoint.save()
                with book.change("another table", by="Ana", at=NOW) as change:
                    change.put("faq", {"id": "faq_1", "n": number})
            copy = tmp_path / f"copy {number}"
            shutil.copytree(folder, copy)
            for table in ("customers", "faq"):
                older = tmp_path / f"copy {number - 1}" / f"{table}.json"
                if number and older.exists():
                    shutil.copy(older, copy / f"{table}.json")
            with open_book(copy, read_only=True) as looked_at:
                for table in ("customers", "promises", "faq", "interactions"):
                    assert list(looked_at.select(table)) == list(book.select(table)), (number, table)
