"""A pytest plugin that puts the book in TinyDB's place, for TinyDB's own test suite (see test_tinydb_suite.py)."""

import itertools
import tempfile
from pathlib import Path
from typing import Any

import pytest
import tinydb
from tinydb.storages import JSONStorage, MemoryStorage

from deskapp.store.opening import open_book
from deskapp.store.tables import BookDB, BookStorage

FOLDERS = Path(tempfile.mkdtemp(prefix="tinydb-suite-"))
NUMBER = itertools.count()
PLAIN = tinydb.TinyDB


class InTheBook(BookDB):
    """`TinyDB(path)` or `TinyDB(storage=MemoryStorage)` as a book; any other storage stays with plain TinyDB."""

    def __new__(cls, *arguments: Any, **named: Any) -> Any:
        if named.get("storage", JSONStorage) in (JSONStorage, MemoryStorage) and set(named) <= {"storage"}:
            return super().__new__(cls)
        return PLAIN(*arguments, **named)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        folder = FOLDERS / str(next(NUMBER)) if not arguments else Path(f"{arguments[0]}.book")
        self.book = open_book(folder)
        super().__init__(storage=lambda: BookStorage(self.book, self.book.by_a_script, self.book.close))

    def close(self) -> None:
        """Close the book too."""
        self._opened = False
        self.book.close()


tinydb.TinyDB = InTheBook  # type: ignore[misc]


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
