"""A sound file that is not the one which belongs there: another table's, another book's, or an older one of our own."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deskapp.errors import BookDamagedError
from deskapp.store import Book, open_book
from deskapp.store.copies.backup import backup
from deskapp.store.copies.doctor import check, repair
from deskapp.store.copies.rotation import daily
from deskapp.store.engine.journal import segments_in
from tests.store.books import NOW, moment
from tests.store.test_last_segment import killed, noted

pytestmark = pytest.mark.usefixtures("the_clock_stands")
MONTH = "interactions-2026-08.json"


def lived(folder: Path, who: str) -> None:
    with open_book(folder) as book:
        with book.change("fill", by="", at=NOW) as change:
            for number in range(9):
                when = moment(datetime(2026, 8, 3, 9, tzinfo=UTC) + timedelta(days=number))
                visit = {"id": f"int_{number}", "state": "ended", "arrived_at": when, "reason": f"{who} {number}"}
                change.put("interactions", visit)
            now = moment(NOW)
            change.put("interactions", {"id": "int_99", "state": "open", "arrived_at": now, "reason": who})
            change.put("faq", {"id": "faq_1", "question": who})
        book.checkpoint.save()
        noted(book, 1)
        book.checkpoint.save()
        noted(book, 2)


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    lived(tmp_path / "theirs", "theirs")
    lived(tmp_path / "ours", "ours")
    return tmp_path / "ours"


def content(book: Book) -> dict[str, object]:
    found = {str(one["id"]): one["reason"] for one in book.history("interactions")}
    return found | {str(one["id"]): one["name"] for one in book.select("customers")}


def another_table(ours: Path) -> Path:
    shutil.copy(ours / "faq.json", ours / "customers.json")
    return ours / "customers.json"


def another_books_table(ours: Path) -> Path:
    shutil.copy(ours.parent / "theirs" / "customers.json", ours / "customers.json")
    return ours / "customers.json"


def an_older_table(ours: Path) -> Path:
    shutil.copy(ours / "customers.json.prev", ours.parent / "older.json")
    with open_book(ours) as book:
        noted(book, 2)
        noted(book, 3)
    with open_book(ours) as book:
        noted(book, 4)
    shutil.copy(ours.parent / "older.json", ours / "customers.json")
    return ours / "customers.json"


@pytest.mark.parametrize("way", [another_table, another_books_table, an_older_table])
def test_a_table_that_is_not_this_one_is_told_and_the_copy_before_it_counts(
    ours: Path, way: Callable[[Path], Path]
) -> None:
    path = way(ours)
    before = 4 if way is an_older_table else 2
    strange = path.read_bytes()
    with open_book(ours, read_only=True) as book:
        assert book.count("customers") == before
        assert any("customers.json" in sentence for sentence in book.notices.sentences)
    assert [finding for finding in check(ours) if finding.path == path and not finding.loses]
    done = repair(ours)
    assert done.lost == [] and any(copy.is_file() and copy.read_bytes() == strange for copy in done.kept)
    assert check(ours) == []
    with open_book(ours) as book:
        assert book.count("customers") == before


def the_one_before(ours: Path) -> None:
    files = segments_in(ours)
    shutil.copy(files[-2], files[-1])


def another_books(ours: Path) -> None:
    last = segments_in(ours)[-1]
    found = next(path for path in segments_in(ours.parent / "theirs") if path.name == last.name)
    shutil.copy(found, last)


@pytest.mark.parametrize("way", [the_one_before, another_books])
def test_a_segment_that_is_not_the_last_one_is_a_loss_that_is_told(ours: Path, way: Callable[[Path], None]) -> None:
    killed(ours, range(5, 7))
    assert len(segments_in(ours)) > 1
    way(ours)
    last = segments_in(ours)[-1].name
    with pytest.raises(BookDamagedError, match=last):
        open_book(ours)
    assert any(last in sentence for sentence in repair(ours).lost)


@pytest.mark.parametrize("with_fold", [True, False])
@pytest.mark.parametrize("has_copy", [True, False])
def test_another_books_month_is_never_taken_for_ours(ours: Path, with_fold: bool, has_copy: bool) -> None:
    if has_copy:
        with open_book(ours) as book:
            backup(book, ours / "backups" / "by-hand.zip")
    theirs = ours.parent / "theirs" / "archive" / MONTH
    shutil.copy(theirs, ours / "archive" / MONTH)
    if with_fold:
        shutil.copy(theirs.with_suffix(".fold"), ours / "archive" / MONTH.replace(".json", ".fold"))
    with open_book(ours, read_only=True) as book:
        with book.notices.met() as met:
            assert [one["reason"] for one in book.search("interactions", "theirs")] == []
            assert book.get("interactions", "int_3") is None
            assert all("theirs" not in str(one["reason"]) for one in book.history("interactions"))
        assert any(notice.is_short and MONTH in notice.sentence for notice in met.values())
    assert [finding for finding in check(ours) if MONTH in finding.sentence and finding.loses != has_copy]
    done = repair(ours)
    assert bool(done.lost) != has_copy and (has_copy or any(MONTH in sentence for sentence in done.lost))
    with open_book(ours) as book:
        found = content(book)
    assert [found.get(f"int_{number}") for number in range(9)] == [
        f"ours {number}" if has_copy else None for number in range(9)
    ]


def test_a_copy_that_is_another_books_mends_nothing(ours: Path) -> None:
    with open_book(ours) as book:
        daily(book)
    pool = ours / "backups" / "archive" / MONTH
    shutil.copy(ours.parent / "theirs" / "archive" / MONTH, pool)
    month = ours / "archive" / MONTH
    month.write_bytes(month.read_bytes()[:-5])
    repair(ours)
    with open_book(ours) as book:
        assert [content(book)[f"int_{number}"] for number in range(9)] == [f"ours {number}" for number in range(9)]


def test_a_month_in_a_whole_backup_is_found_and_a_missing_one_is_told_at_once(ours: Path) -> None:
    with open_book(ours) as book:
        backup(book, ours / "backups" / "by-hand.zip")
    (ours / "archive" / MONTH).unlink()
    for read_only in (True, False):
        with open_book(ours, read_only=read_only) as book:
            assert any(MONTH in sentence for sentence in book.notices.sentences)
    assert repair(ours).lost == []
    with open_book(ours) as book:
        assert len(book.history("interactions")) == 10 and book.notices.sentences == []


def test_a_journal_that_is_removed_under_an_open_desk_costs_nothing(ours: Path) -> None:
    book = open_book(ours)
    noted(book, 7)
    for path in segments_in(ours):
        path.unlink()
    noted(book, 8)
    book.checkpoint.stop()
    assert any("removed the journal's file" in sentence for sentence in book.notices.sentences)
    copy = ours.parent / "killed"
    shutil.copytree(ours, copy)
    book.close()
    with open_book(copy) as left:
        assert {"cus_7", "cus_8"} <= {str(one["id"]) for one in left.select("customers")}
        assert len(left.history("interactions")) == 10
