"""What is wrong with the book's files stands in a red row until it is read, whatever is done meanwhile."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.model.document import from_document, to_document
from deskapp.model.interaction import Interaction
from deskapp.store import open_book
from tests.builders import StandingClock, a_desk
from tests.store.test_month_faults import WAYS
from tests.ui.hands import at_the_desk

SIZES = ((80, 24), (120, 36))


def old_visit(desk: Session, words: str, back: timedelta) -> None:
    when = desk.now() - back
    visit = log.begin(desk, "walk-in", at=when, afterwards=True, reason=words)
    ended = {"state": "ended", "ended_at": to_document(visit)["arrived_at"]}
    with desk.book.change("past", by="Robin", at=desk.now(), undoable=False) as change:
        change.put("interactions", to_document(from_document(Interaction, {**to_document(visit), **ended})))


@pytest.fixture
def sealed(folder: Path, now: StandingClock) -> Path:
    """A book with one sealed month and somebody who is here."""
    with a_desk(folder, now) as desk:
        old_visit(desk, "a kettle that leaks", timedelta(days=100))
        for _ in range(2):
            log.begin(desk, "walk-in")
            desk.book.checkpoint.save()
    return folder


@pytest.mark.parametrize("size", SIZES)
async def test_what_was_met_at_the_start_stands_there_until_it_is_read(
    sealed: Path, now: StandingClock, copied: list[str], size: tuple[int, int]
) -> None:
    path = sealed / "interactions.json"
    path.write_bytes(path.read_bytes().replace(b'"arrived_at"', b'"arrived_aT"', 1))
    with open_book(sealed, staff="Robin") as book:
        async with at_the_desk(Session(book, "Robin", now=now), size) as hands:
            assert "interactions.json is damaged" in hands.words
            assert "Press ! when you've read it." in hands.words
            await hands.press("w")
            assert "interactions.json is damaged" in hands.words
            assert "Press Esc, then ! when you've read it." in hands.words
            await hands.press("escape")
            await hands.press("f5")
            assert "interactions.json is damaged" in hands.words
            await hands.press("!")
            assert "interactions.json is damaged" not in hands.words
            assert book.notices.unread == []
            await hands.press("!")
            assert "You have read all there is about the book." in hands.words


async def test_what_is_met_later_comes_by_itself_one_after_the_other(
    sealed: Path, now: StandingClock, copied: list[str]
) -> None:
    with open_book(sealed, staff="Robin") as book:
        async with at_the_desk(Session(book, "Robin", now=now), (120, 36)) as hands:
            next((sealed / "archive").glob("interactions-*.json")).unlink()
            list(book.search("interactions", "kettle"))
            book.get("interactions", "int_00000000000000000000000000")
            list(book.history("interactions"))
            hands.app._tick()
            await hands.settle()
            assert "archive/interactions-" in hands.words and "cannot be read" in hands.words
            assert "may be missing here" in hands.words and "deskapp doctor" in hands.words
            await hands.press("!")
            assert "cannot be read" not in hands.words


async def test_a_backup_of_the_day_that_failed_stands_there_until_it_is_read(
    sealed: Path, now: StandingClock, copied: list[str]
) -> None:
    with open_book(sealed, staff="Robin") as book:
        async with at_the_desk(Session(book, "Robin", now=now), (120, 36)) as hands:
            month = next((sealed / "archive").glob("interactions-*.json"))
            month.write_bytes(month.read_bytes()[:-5])
            await asyncio.to_thread(hands.app._after_start._daily_backup)
            hands.app._tick()
            await hands.settle()
            assert month.name in hands.words and "no backup was taken" in hands.words
            await hands.press("w", "escape", "f5")
            assert "no backup was taken" in hands.words
            await hands.press("!")
            assert "no backup was taken" not in hands.words


@pytest.mark.parametrize("way", WAYS)
async def test_a_desk_opens_on_a_book_whose_month_is_spoilt_and_the_log_says_so(
    sealed: Path, now: StandingClock, copied: list[str], way: Callable[[Path], None]
) -> None:
    way(next((sealed / "archive").glob("interactions-*.json")))
    with open_book(sealed, staff="Robin") as book:
        async with at_the_desk(Session(book, "Robin", now=now), (120, 36)) as hands:
            await hands.press("f5")
            hands.app._tick()
            await hands.settle()
            assert "archive/interactions-" in hands.words
