"""What tests of several rooms build: a clock that stands still, and a desk on a book of its own."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deskapp.desk import settings
from deskapp.desk.session import Desk
from deskapp.store import open_book


@dataclass
class StandingClock:
    """Gives one instant (10:00 on a Tuesday) until it is moved on."""

    at: datetime = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def on(self, **span: float) -> None:
        self.at += timedelta(**span)


@contextmanager
def time_zone(name: str) -> Iterator[None]:
    """The machine's time zone is this one for a while."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", name)
        time.tzset()
        yield
    time.tzset()


@contextmanager
def a_desk(folder: Path, now: StandingClock, staff: str = "Robin", *, zone: str = "UTC") -> Iterator[Desk]:
    """A desk of Robin's whose first start is over."""
    with time_zone(zone):
        book = open_book(folder, staff=staff)
        desk = Desk(book, staff, now=now)
        settings.write(desk, staff=staff, desk_name="Harbour Lane")
        try:
            yield desk
        finally:
            book.close()
