"""Where two parts of the store meet: an empty journal, upkeep that goes on failing, a copy set aside and an erasure."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deskapp.errors import BookDamagedError
from deskapp.store import Book, open_book
from deskapp.store.copies.doctor import check, repair
from deskapp.store.copies.rotation import daily
from deskapp.store.engine import lock
from deskapp.store.engine.journal import segments_in

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def noted(book: Book, number: int) -> None:
    with book.change("note", by="", at=NOW) as change:
        change.put("customers", {"id": f"cus_{number}", "name": f"Customer {number}"})


@pytest.mark.parametrize("loss", ["its files", "the folder", "its files, after a repair"])
def test_a_book_whose_journal_is_empty_is_told_repaired_once_and_opened(tmp_path: Path, loss: str) -> None:
    folder = tmp_path / "book"
    with open_book(folder) as book:
        noted(book, 0)
        book.checkpoint.save()
        noted(book, 1)
    if loss.endswith("repair"):
        segments_in(folder)[-1].unlink()
        repair(folder)
    for path in segments_in(folder):
        path.unlink()
    if loss == "the folder":
        (folder / "journal").rmdir()
    with pytest.raises(BookDamagedError):
        open_book(folder)
    assert [finding for finding in check(folder) if finding.loses]
    repair(folder)
    assert not [finding for finding in check(folder) if finding.loses]
    assert not list((folder / "kept").glob("journal*"))
    for number in (2, 3):
        with open_book(folder) as book:
            noted(book, number)
            assert book.count("customers") == number + 1
            assert book.notices.sentences == []


def test_upkeep_that_goes_on_failing_makes_no_segment_for_each_change(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    with open_book(folder) as book:
        noted(book, 0)
        book.checkpoint.stop()
        (folder / "customers.json.new").mkdir()
        book.engine.start_segment()
        for number in range(1, 20):
            noted(book, number)
            book.checkpoint.stop()
        assert len(segments_in(folder)) <= 4
        (folder / "customers.json.new").rmdir()
    with open_book(folder) as book:
        assert book.count("customers") == 20


def test_one_repair_is_enough_for_a_copy_of_a_month(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    with open_book(folder) as book:
        with book.change("fill", by="", at=NOW) as change:
            for number, when in enumerate(("2026-05-03", "2026-11-21")):
                at = f"{when}T09:00:00.000Z"
                change.put("interactions", {"id": f"int_{number}", "state": "ended", "arrived_at": at})
        book.checkpoint.save()
        daily(book)
    [copy] = (folder / "backups" / "archive").glob("*.json")
    copy.write_bytes(copy.read_bytes()[:-9])
    assert [finding for finding in check(folder) if finding.path == copy]
    repair(folder)
    assert check(folder) == []


def test_a_lock_that_nobody_could_sign_counts_as_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "book").mkdir()
    with monkeypatch.context() as patched:
        patched.setattr("deskapp.store.engine.lock._put", lambda *_: None)
        held = lock.BookLock(tmp_path / "book")
        assert lock.standing(tmp_path / "book") == lock.HELD
        held.release()
    assert lock.standing(tmp_path / "book") == lock.FREE
    shutil.rmtree(tmp_path / "book")
