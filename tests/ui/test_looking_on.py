"""A desk that looks on: no word is typed into nowhere, and once the other desk has left one key makes it write."""

import errno
import os
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from deskapp.desk.answers import faq
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import log, requests
from deskapp.errors import DiskRefusedError
from deskapp.store import Book, look_on, open_book
from deskapp.store import book as books
from deskapp.store.engine import lock
from deskapp.ui import start
from deskapp.ui.commands import on_screen
from deskapp.ui.frame.base_screen import BaseScreen
from deskapp.ui.looking_on import WRITE_HERE
from deskapp.ui.widgets.question import FILE, FINDS
from tests.builders import StandingClock, a_desk
from tests.ui.hands import Hands, at_the_desk
from tests.ui.terminal import the_program
from tests.ui.test_terminal import listed

SIZE = (120, 36)
PLACES = ("desk", "customers", "promises", "log", "replies", "reports", "playbook", "settings")
LEAVES = ("leave", "write_here", "back")


@pytest.fixture
def writer(folder: Path, now: StandingClock) -> Iterator[Book]:
    """The desk that writes, with a bit of everything in its book."""
    with a_desk(folder, now) as desk:
        visit = log.identify_new(desk, log.begin(desk, "walk-in"), "Beth Ocampo")
        requests.add(desk, visit, "a cable")
        promises.make(desk, "a price", now() + timedelta(hours=1))
        faq.make(desk, "When do you close?", "At six.")
        yield desk.book


@pytest.fixture
async def hands(writer: Book, now: StandingClock, copied: list[str]) -> AsyncIterator[Hands]:
    with open_book(writer.path, read_only=True) as book:
        async with at_the_desk(Session(book, "Ana", now=now), SIZE) as hands:
            yield hands


def typed_nowhere(hands: Hands) -> str:
    """The title of the question or sheet that stands there and whose words no book would keep."""
    screen = hands.app.screen
    question = screen.question if isinstance(screen, BaseScreen) else None
    if question is not None and question.passing not in (FINDS, FILE):
        return question.title
    areas = screen.query("TextArea").results()
    return "a sheet" if any(not area.read_only for area in areas) else ""  # type: ignore[attr-defined]


@pytest.mark.parametrize("place", PLACES)
async def test_no_command_opens_a_field_whose_words_are_kept_nowhere(hands: Hands, writer: Book, place: str) -> None:
    before, opened = writer.serial, []
    for command in on_screen(place):
        if command.id in LEAVES or ("all" in command.where and place != "desk"):
            continue
        if not (isinstance(hands.app.screen, BaseScreen) and place == hands.app.screen.NAME):
            hands.app.run_command(place)
            await hands.settle()
        screen = hands.app.screen
        assert isinstance(screen, BaseScreen) and place == screen.NAME
        screen.action_do(command.id) if command.id != "tick" else screen.action_tick(1)  # type: ignore[attr-defined]
        await hands.settle()
        opened += [f"{command.id}: {typed_nowhere(hands)}"] if typed_nowhere(hands) else []
    assert (opened, writer.serial, hands.app._exception) == ([], before, None)


async def test_a_note_is_refused_before_a_word_is_typed_and_a_search_is_not(hands: Hands) -> None:
    await hands.press("n")
    hands.sees("open to look on only", "at the desk that holds it")
    await hands.press("f3", "slash", *"Beth")
    hands.sees("1 found")


@pytest.mark.parametrize("keys", ["n", "e", "i", "s", "h", "w", "f3 n", "comma enter", "H enter"])
async def test_a_book_that_the_disk_refuses_tells_why_at_each_key(writer: Book, now: StandingClock, keys: str) -> None:
    why = DiskRefusedError("The book is write-protected.", "Make it writable.")
    with look_on(writer.path, why) as book:
        async with at_the_desk(Session(book, "Ana", now=now), SIZE) as hands:
            await hands.press(*keys.split())
            hands.sees("write-protected")
            assert hands.app._exception is None


async def test_the_sheet_for_the_next_person_is_shown_and_takes_no_note(hands: Hands) -> None:
    await hands.press("H")
    await hands.press("n")
    hands.sees("open to look on only")
    assert not hands.app.screen.query_one("EntryPanel").is_open  # type: ignore[attr-defined]


async def test_what_is_written_while_files_change_hands_is_no_fault_of_the_desk(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(book: Book) -> None:
        raise FileNotFoundError(errno.ENOENT, "gone")

    monkeypatch.setattr(Book, "refresh", fail)
    hands.app._follow()
    await hands.settle()
    assert not hands.left


async def test_once_the_other_desk_has_left_it_is_told_and_one_key_writes_here(hands: Hands, writer: Book) -> None:
    await hands.press("O")
    hands.sees("in use by process")
    hands.does_not_see("O write here")
    writer.close()
    hands.app._follow()
    await hands.settle()
    hands.sees("The other desk has left", "Press O to write here", "O write here")
    await hands.press("n")
    hands.sees("Nobody else writes in it now. Press O to write here.")
    await hands.press("O")
    assert hands.app.return_value == WRITE_HERE


async def test_a_desk_that_writes_is_not_offered_it(desk: Session) -> None:
    async with at_the_desk(desk, SIZE) as hands:
        hands.does_not_see("write here")
        await hands.press("O")
        hands.sees("You write here already.")


async def test_a_book_that_cannot_be_written_to_says_so(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "standing", lambda folder: lock.SHUT)
    hands.app._follow()
    await hands.press("O")
    hands.sees("can't be written to from here")
    assert not hands.left


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS])
def test_a_book_that_cannot_be_written_to_is_looked_at_unasked(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    open_book(folder).close()

    def shut(path: Path) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(lock, "BookLock", shut)
    with start._open(folder, "") as book:
        assert book.read_only
        with pytest.raises(DiskRefusedError):
            book.expect_writable()


def test_where_another_was_quicker_the_desk_looks_on_further(writer: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "COMMANDS_TAKE", 0.1)
    with start._reopened(writer.path, "Ana") as book:
        assert book.read_only
    writer.close()
    with start._reopened(writer.path, "Ana") as book:
        assert not book.read_only


@pytest.mark.parametrize("leaves", ["killed", "left"])
def test_a_desk_that_looked_on_is_a_normal_one_after_the_other_has_gone(folder: Path, leaves: str) -> None:
    with the_program(folder, SIZE, "--staff", "Robin") as first:
        first.until("Nobody is here.")
        with the_program(folder, SIZE, "--staff", "Ana") as second:
            second.until("(y/n)")
            second.press("y", "enter")
            second.until("You look on", "looking on")
            if leaves == "left":
                first.press("ctrl+q")
                assert first.session.ended(20) == 0
            else:
                first.session.kill()
            second.until("The other desk has left", "O write here")
            second.press("O")
            second.until_gone("looking on")
            second.until("Nobody is here.")
            second.press("w", "Gus Whitfield", "enter")
            second.until("Gus Whitfield", "Greeting 0/7", "Address as")
    assert [visit["customer"]["name"] for visit in listed(folder)] == ["Gus Whitfield"]
