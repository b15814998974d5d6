"""A sealed month that is missing, damaged or unreadable: nobody gets another's visit, nothing is written on a guess."""

import errno
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deskapp.errors import BookDamagedError
from deskapp.store import Book, open_book, where
from deskapp.store.copies.doctor import check, repair
from deskapp.store.engine.codec import Document
from deskapp.store.history.archive import Month
from tests import damage
from tests.store.books import NOW, flip, moment

pytestmark = pytest.mark.usefixtures("the_clock_stands")
MANY = 40
MONTH = "interactions-2026-08.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A book with one sealed month of forty visits: each has a word of its own, and all share one."""
    start = datetime(2026, 8, 3, 9, tzinfo=UTC)
    with open_book(tmp_path / "book") as book:
        with book.change("fill", by="", at=NOW) as change:
            for number in range(MANY):
                when = moment(start + timedelta(hours=8 * number))
                about = {"state": "ended", "arrived_at": when, "reason": f"kettle w{number}x"}
                change.put("interactions", {"id": f"int_{number:03d}", **about})
            now = moment(NOW)
            change.put("interactions", {"id": "int_999", "state": "ended", "arrived_at": now, "reason": "today"})
        book.checkpoint.save()
    assert (tmp_path / "book" / "archive" / MONTH).exists()
    return tmp_path / "book"


def reasons(book: Book, words: str) -> list[str]:
    return [str(one["reason"]) for one in book.search("interactions", words)]


@pytest.mark.parametrize("first", ["", "kettle"], ids=["the month is not in memory", "it was searched whole before"])
def test_a_flipped_bit_in_any_line_never_gives_another_visit(folder: Path, first: str) -> None:
    path = folder / "archive" / MONTH
    whole = path.read_bytes()
    for bad in range(0, MANY, 3):
        flip(path, whole.index(b"kettle w%dx" % bad) + 2)
        with open_book(folder, read_only=True) as book:
            if first:
                assert len(reasons(book, first)) == MANY - 1
            for number in range(MANY):
                found = reasons(book, f"w{number}x")
                assert found == ([] if number == bad else [f"kettle w{number}x"]), (bad, number)
            assert any(MONTH in sentence for sentence in book.notices.sentences), bad
        path.write_bytes(whole)


def test_search_text_made_of_a_damaged_month_is_not_kept_and_each_search_tells_of_it(folder: Path) -> None:
    path = folder / "archive" / MONTH
    path.with_suffix(".fold").unlink()
    flip(path, path.read_bytes().index(b"kettle w7x"))
    for _ in range(2):
        with open_book(folder) as book:
            assert reasons(book, "w7x") == [] and reasons(book, "w8x") == ["kettle w8x"]
            assert any(MONTH in sentence for sentence in book.notices.sentences)
            with book.notices.met() as met:
                reasons(book, "w7x")
            assert any(notice.is_short for notice in met.values())


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def link(path: Path) -> None:
    path.replace(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))


WAYS = (damage.removed, damage.emptied, cut, damage.folder, damage.fifo, link, damage.device)


@pytest.mark.parametrize("way", WAYS)
def test_whoever_looks_into_an_unreadable_month_is_told(folder: Path, way: Callable[[Path], None]) -> None:
    way(folder / "archive" / MONTH)
    looks: list[Callable[[Book], object]] = [
        lambda book: reasons(book, "kettle"),
        lambda book: book.get("interactions", "int_003"),
        lambda book: list(book.history("interactions")),
        lambda book: list(book.select("interactions", where("reason").search("kettle"), archived=True)),
        lambda book: list(book.between("interactions", NOW - timedelta(days=200), NOW)),
    ]
    for look in looks:
        with open_book(folder, read_only=True) as book:
            with book.notices.met() as met:
                look(book)
            assert any(notice.is_short and MONTH in notice.sentence for notice in met.values())
            with book.notices.met() as again:
                look(book)
            assert again == met
    assert [finding for finding in check(folder) if finding.loses and MONTH in finding.sentence]


@pytest.mark.parametrize("way", WAYS)
def test_a_change_to_what_may_lie_in_an_unreadable_month_is_refused(folder: Path, way: Callable[[Path], None]) -> None:
    path = folder / "archive" / MONTH
    whole = path.read_bytes()
    way(path)
    with open_book(folder) as book:
        for identifier in ("int_035",) if way is cut else ("int_005", "int_035"):
            with pytest.raises(BookDamagedError, match=MONTH), book.change("note", by="", at=NOW) as change:
                change.put("interactions", {"id": identifier, "state": "ended", "reason": "typed anew"})
        with book.change("new", by="", at=NOW) as change:
            change.put("interactions", {"id": "int_9999", "state": "open", "reason": "somebody new"})
    if way is damage.folder:
        path.rmdir()
    path.unlink(missing_ok=True)
    path.write_bytes(whole)
    with open_book(folder) as book:
        with book.change("note", by="", at=NOW) as change:
            change.put("interactions", {**(book.get("interactions", "int_035") or {}), "reason": "typed later"})
        assert [one["id"] for one in book.history("interactions")].count("int_035") == 1
        assert len(book.history("interactions")) == MANY + 2
    assert check(folder) == []


def test_a_month_that_cannot_be_read_for_a_moment_does_not_make_an_id_twice(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_out = True

    def data(month: Month) -> bytes:
        if is_out:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return month.path.read_bytes()

    with open_book(folder) as book:
        monkeypatch.setattr(Month, "data", property(data))
        with pytest.raises(BookDamagedError), book.change("note", by="", at=NOW) as change:
            change.put("interactions", {"id": "int_005", "reason": "typed anew"})
        is_out = False
        with book.change("note", by="", at=NOW) as change:
            change.put("interactions", {**(book.get("interactions", "int_005") or {}), "reason": "typed anew"})
        assert [one["id"] for one in book.history("interactions")].count("int_005") == 1


def twice_hot(book: Book, old: Document) -> None:
    number = book.shelf("interactions").next_number
    put_raw(book, number, {**old, "id": "int_999", "rev": 9, "reason": "the newer one"})


def twice_beside_a_month(book: Book, old: Document) -> None:
    put_raw(book, book.shelf("interactions").next_number, {**old, "rev": 9, "reason": "the newer one"})


def put_raw(book: Book, number: int, document: Document) -> None:
    from deskapp.store.engine.codec import Op, encode

    book.engine.record([Op("interactions", number, encode(document))])


@pytest.mark.parametrize("twice", [twice_hot, twice_beside_a_month])
def test_the_doctor_finds_an_id_that_stands_twice_and_keeps_the_newer(
    folder: Path, twice: Callable[[Book, Document], None]
) -> None:
    with open_book(folder) as book:
        twice(book, book.get("interactions", "int_005") or {})
    found = [finding for finding in check(folder) if "twice" in finding.sentence]
    assert len(found) == 1 and ("int_005" in found[0].sentence or "int_999" in found[0].sentence)
    done = repair(folder)
    assert any("twice" in step for step in done.done)
    assert check(folder) == []
    with open_book(folder) as book:
        assert len(book.history("interactions")) == MANY + 1
        assert reasons(book, "newer") == ["the newer one"]
