"""A book whose months were folded for the search by an earlier program: made again when they're searched, no fault."""

import random
from datetime import timedelta
from pathlib import Path

import pytest

from deskapp.desk.privacy import erasing, person
from deskapp.store import open_book
from deskapp.store.copies.doctor import check
from deskapp.store.history.archive import FOLD_MARK, OLDER_MARK, Fold, read_fold, with_mark
from tests.builders import a_desk
from tests.lives import found_in, life, today
from tests.store.books import NOW, entry, put


@pytest.fixture
def folder(tmp_path: Path, the_clock_stands: None) -> Path:
    """A book with three sealed months, the search text of each as it was made before: with the tones of Thai."""
    folder = tmp_path / "book"
    with open_book(folder) as book:
        for number, reason in enumerate(("น้ำฝน came", "O'Brien called", "nobody", "still hot")):
            put(book, entry(number, NOW - timedelta(days=300 - 80 * number), reason=reason))
        book.checkpoint.save()
    for path, text in zip(folds(folder), ("น้ําฝน came", "o'brien called", "nobody"), strict=True):
        found = read_fold(path.read_bytes(), check=True)
        assert found is not None
        older = with_mark(Fold(f"{text}\n".encode(), found.places))
        path.write_bytes(older.replace(FOLD_MARK, OLDER_MARK, 1))
    return folder


def folds(folder: Path) -> list[Path]:
    return sorted((folder / "archive").glob("*.fold"))


def marks(folder: Path) -> set[bytes]:
    return {path.read_bytes()[: len(FOLD_MARK)] for path in folds(folder)}


def test_the_doctor_has_nothing_to_say_of_it(folder: Path) -> None:
    assert check(folder) == []
    assert marks(folder) == {OLDER_MARK}


def test_a_search_makes_it_again_once(folder: Path) -> None:
    with open_book(folder) as book:
        for typed, identifier in (("นำฝน", "int_00000"), ("น้ำฝน", "int_00000"), ("obrien", "int_00001")):
            assert [one["id"] for one in book.search("interactions", typed)] == [identifier]
    assert marks(folder) == {FOLD_MARK}
    times = [path.stat().st_mtime_ns for path in folds(folder)]
    with open_book(folder) as book:
        assert [one["id"] for one in book.search("interactions", "o’brien")] == ["int_00001"]
    assert [path.stat().st_mtime_ns for path in folds(folder)] == times
    assert check(folder) == []


def test_an_erasure_makes_it_again_and_finds_nobody_in_it(tmp_path: Path) -> None:
    with a_desk(tmp_path / "book", today()) as desk:
        gone = life(desk, random.Random(1))[0]
        for path in folds(desk.book.path):
            path.write_bytes(path.read_bytes().replace(FOLD_MARK, OLDER_MARK, 1))
        desk.book.archive.forget()
        told = erasing.erase(desk, person.of(desk, gone))
        assert told.left == () and found_in(desk.book.path, gone.name) == []
        assert marks(desk.book.path) == {FOLD_MARK}
