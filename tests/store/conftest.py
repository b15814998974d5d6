"""Books that tests of the store begin with, and a clock that stands; the long forms run on demand, by `-m long`."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskapp.store import Book, open_book
from tests.builders import a_desk
from tests.lives import life, today
from tests.store.books import NOW, grow


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "long" not in (config.getoption("-m") or ""):
        items[:] = [item for item in items if item.get_closest_marker("long") is None]


@pytest.fixture
def the_clock_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's clock shows `NOW`, for as long as a test runs."""
    monkeypatch.setattr("deskapp.clock.now", lambda: NOW)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """An empty book, open."""
    with open_book(tmp_path / "book") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed book of seventy visits over seven months, the last ten of them since an upkeep."""
    with open_book(tmp_path / "book") as book:
        grow(book, 60, 70)
    return tmp_path / "book"


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed book with sealed months, backups, an original in `kept/` and much to undo."""
    folder = tmp_path_factory.mktemp("made") / "book"
    with a_desk(folder, today()) as desk:
        life(desk, random.Random(11), people=3, visits=14)
    return folder
