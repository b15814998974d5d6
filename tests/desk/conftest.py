"""A desk on an empty book, with a clock that stands still until it is moved."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deskapp.desk.session import Desk
from deskapp.store import open_book


@dataclass
class StandingClock:
    """Gives one instant until it is moved on."""

    at: datetime = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def on(self, **span: float) -> None:
        self.at += timedelta(**span)


@pytest.fixture
def clock_() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path: Path, clock_: StandingClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    book = open_book(tmp_path / "book", staff="Robin")
    yield Desk(book, "Robin", now=clock_)
    book.close()
    monkeypatch.undo()
    time.tzset()
