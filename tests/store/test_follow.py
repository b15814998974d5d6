"""A reader that follows a journal takes nothing for its next line that is not, and hears of all that differs."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deskapp.store import Book, open_book
from deskapp.store.engine import follow
from deskapp.store.engine.load import load
from deskapp.store.engine.loaded import Loaded

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def put(book: Book, number: int, text: str = "") -> None:
    with book.change("set", by="", at=NOW) as change:
        change.put("customers", {"id": f"cus_{number}", "text": text})


def texts(book: Book) -> dict[str, str]:
    return {one["id"]: one["text"] for one in book.select("customers")}


def segment(folder: Path) -> Path:
    return max((folder / "journal").iterdir())


def test_a_line_that_is_not_seen_yet_is_not_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a page of the file is older than the one after it."""
    folder = tmp_path / "book"
    with open_book(folder) as book, open_book(folder, read_only=True) as seen:
        put(book, 1)
        seen.refresh()
        start = book.engine.journal.offset
        put(book, 2)
        end = book.engine.journal.offset
        put(book, 3)
        whole = segment(folder).read_bytes()
        segment(folder).write_bytes(whole[:start] + whole[end:])

        def when_it_is_seen(folder: Path) -> Loaded:
            segment(folder).write_bytes(whole)
            return load(folder)

        monkeypatch.setattr(follow, "load", when_it_is_seen)
        touched = seen.refresh()
        assert texts(seen) == texts(book)
        assert touched == {("customers", "cus_2"), ("customers", "cus_3")}


def test_another_book_under_the_same_name_is_read_anew(tmp_path: Path) -> None:
    """As after a restore: its journal goes on under the same name, and the same number, with other bytes."""
    with open_book(tmp_path / "base") as book:
        put(book, 1)
    for name, text in (("book", "here"), ("other", "elsewhere, and longer")):
        shutil.copytree(tmp_path / "base", tmp_path / f"{name} at work")
        with open_book(tmp_path / f"{name} at work") as book:
            put(book, 2, text)
            shutil.copytree(book.path, tmp_path / name)
    folder, other = tmp_path / "book", tmp_path / "other"
    with open_book(folder, read_only=True) as seen:
        assert texts(seen)["cus_2"] == "here"
        assert segment(folder).name == segment(other).name
        for path in [*other.glob("*.json"), *other.glob("*.prev")]:
            shutil.copy(path, folder)
        segment(folder).write_bytes(segment(other).read_bytes())
        assert seen.refresh() == {("customers", "cus_2")}
        assert texts(seen)["cus_2"] == "elsewhere, and longer"


def test_what_is_deleted_and_what_is_in_files_by_now_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    with open_book(folder) as book, open_book(folder, read_only=True) as seen:
        for number in range(3):
            put(book, number)
        assert len(seen.refresh()) == 3
        with book.change("delete", by="", at=NOW) as change:
            change.delete("customers", "cus_1")
        assert seen.refresh() == {("customers", "cus_1")}
        put(book, 2, "new")
        book.checkpoint.save()
        put(book, 5)
        with book.change("delete", by="", at=NOW) as change:
            change.delete("customers", "cus_0")
        assert seen.refresh() == {("customers", f"cus_{number}") for number in (0, 2, 5)}
        assert texts(seen) == texts(book)
