"""What tests of several rooms build: a clock that stands still, and a desk on a book of its own."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from deskapp.cli.running_desk import RunningDesk
from deskapp.desk.demo import tour
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.errors import DeskError, RefusedError
from deskapp.ipc.client import NAME
from deskapp.ipc.server import serve
from deskapp.store import Book, actions, open_book
from deskapp.store.spool_files import FOLDER

TABLES = ("interactions", "customers", "promises", "settings", "handovers", "shifts", "faq", "lessons")
VCARDS = """BEGIN:VCARD
VERSION:3.0
FN:Joe Park
TEL;TYPE=CELL:202 555 0199
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Beth Marlow
TEL:202 555 0123
ORG:Harbour Bakery
END:VCARD
BEGIN:VCARD
VERSION:3.0
TEL:
END:VCARD
"""
"""Two people of an address book, and a card that nobody can be made of."""
BOOKKEEPING = {"schema", "rev", "updated_at", "updated_by", "desk", "stamps"}


def so_many(usual: int) -> int:
    """How many values a test makes up that sets their number itself: in a hunt twenty times as many."""
    return usual * (20 if hypothesis.settings.get_current_profile_name() == "hunt" else 1)


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
def a_desk(folder: Path, now: StandingClock, staff: str = "Robin", *, zone: str = "UTC") -> Iterator[Session]:
    """A desk of Robin's whose first days are over."""
    with time_zone(zone):
        book = open_book(folder, staff=staff)
        desk = Session(book, staff, now=now)
        settings.write(desk, staff=staff, desk_name="Harbour Lane", country="US", hints_gone=tour.HINTS)
        try:
            yield desk
        finally:
            book.close()


@contextmanager
def a_running_desk(folder: Path, staff: str) -> Iterator[Session]:
    """A desk that holds a book and listens, in a thread of its own."""
    ready, leave = threading.Event(), asyncio.Event()
    held: dict[str, Any] = {}

    async def work() -> None:
        with open_book(folder) as book:
            held["desk"], held["loop"] = Session(book, staff), asyncio.get_running_loop()
            line = await serve(folder, RunningDesk(held["desk"]).answer)
            ready.set()
            await leave.wait()
            if line:
                line.close()

    thread = threading.Thread(target=asyncio.run, args=(work(),))
    thread.start()
    assert ready.wait(20)
    try:
        yield held["desk"]
    finally:
        held["loop"].call_soon_threadsafe(leave.set)
        thread.join(20)


def all_in(desk: Session) -> dict[tuple[str, str], dict[str, Any]]:
    """Every document of a desk's book by table and id, without what the store itself adds."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for table in TABLES:
        for document in desk.book.select(table, archived=True):
            own = {name: value for name, value in document.items() if name not in BOOKKEEPING}
            found[table, document["id"]] = own
    return found


@contextmanager
def refused(desk: Session, words: str = "", error: type[DeskError] = RefusedError) -> Iterator[None]:
    """What is done inside is refused with a sentence that holds these words, and leaves the book as it was."""
    before, to_undo = all_in(desk), words_to_undo(desk.book)
    with pytest.raises(error, match=words) as told:
        yield
    assert told.value.sentence.endswith(".") or told.value.sentence.endswith("?")
    assert all_in(desk) == before and words_to_undo(desk.book) == to_undo


def words_to_undo(book: Book) -> str | None:
    """What `undo` would take back."""
    return _words(actions.to_undo(book))


def words_to_redo(book: Book) -> str | None:
    """What `redo` would do again."""
    return _words(actions.to_redo(book))


def _words(act: list[actions.Numbered]) -> str | None:
    return actions.joined([action["words"] for _, action in act]) if act else None


def socket_path(folder: Path) -> str:
    """Where the desk that holds a book listens."""
    return str(folder.resolve() / FOLDER / NAME)
