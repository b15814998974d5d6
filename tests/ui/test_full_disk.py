"""Words typed while the disk takes nothing stay in their field and are tried again; nothing says that they are kept."""

import errno
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from deskapp.desk.answers import faq
from deskapp.desk.cards import customers
from deskapp.desk.drafts import drafts
from deskapp.desk.promises import promises
from deskapp.desk.reports import lessons
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.store import open_book
from deskapp.store.engine.disk import Disk
from deskapp.ui.app import DeskApp
from deskapp.ui.sheets.text import TextSheet
from deskapp.ui.widgets import half_typed
from tests.builders import StandingClock
from tests.ui.hands import Hands, at_the_desk

WORDS = "quilted zither"


class Full:
    """A disk that can be filled and emptied."""

    is_so = False


@pytest.fixture(autouse=True)
def full(monkeypatch: pytest.MonkeyPatch) -> Iterator[Full]:
    disk, write = Full(), Disk.write_durably

    def write_durably(self: Disk, fd: int, data: bytes, offset: int) -> None:
        if disk.is_so:
            raise OSError(errno.ENOSPC, "No space left on device")
        write(self, fd, data, offset)

    monkeypatch.setattr(Disk, "write_durably", write_durably)
    monkeypatch.setattr(half_typed, "TRIED_AGAIN_AFTER", 0.05)
    yield disk
    disk.is_so = False


def on_the_disk(folder: Path) -> bool:
    """Whether the words could be read after a power cut now."""
    with open_book(folder, read_only=True) as beside:
        tables = ("interactions", "customers", "promises", "drafts", "faq", "lessons", "settings", "playbook")
        return any(WORDS.encode() in line for name in tables for line in beside.shelf(name).lines.values())


PLACES = {
    "a note": ("n",),
    "a hand-over note": ("H", "n"),
    "a new card": ("f3", "n"),
    "an entry of the FAQ": ("f6", "n"),
    "a lesson": ("f7", "n"),
    "what they need in a crisis": ("x", "enter"),
    "a crisis fact": ("x", *["down"] * 4, "enter"),
    "an approval in a crisis": ("x", *["down"] * 7, "enter"),
    "why promises stay open": ("ctrl+q", "l", "l"),
    "what it is about": ("i",),
    "a card's first phone": ("f3", "enter", *["down"] * 11, "enter"),
}


@pytest.fixture
def given(desk: Session, now: StandingClock) -> Session:
    log.identify_new(desk, log.begin(desk, "walk-in"), "Beth Ocampo")
    promises.make(desk, "a price", now() + timedelta(hours=2))
    return desk


@pytest.mark.parametrize("place", PLACES)
async def test_escape_keeps_the_field_open_until_the_disk_takes_its_words(
    given: Session, folder: Path, full: Full, place: str
) -> None:
    async with at_the_desk(given) as hands:
        for key in PLACES[place]:
            await hands.press(key)
        full.is_so = True
        await hands.press(*WORDS)
        await hands.settle(half_typed.STORED_AFTER + 0.1)
        hands.sees("Not stored yet")
        await hands.press("escape")
        hands.sees(WORDS, "The disk is full")
        hands.does_not_see("Kept for later", "Put back")
        assert not on_the_disk(folder)
        full.is_so = False
        await hands.settle(0.2)
        assert on_the_disk(folder)
        hands.does_not_see("Not stored yet")
        await hands.press("escape")
        hands.does_not_see("The disk is full")
        assert not is_asking(hands)


def is_asking(hands: Hands) -> bool:
    return any(panel.is_open for panel in hands.app.screen.query("EntryPanel").results())  # type: ignore[attr-defined]


async def test_enter_on_a_full_disk_keeps_the_words_which_then_are_stored_by_themselves(
    given: Session, folder: Path, full: Full
) -> None:
    async with at_the_desk(given) as hands:
        full.is_so = True
        await hands.press("n", *WORDS, "enter")
        hands.sees("The disk is full", WORDS)
        full.is_so = False
        await hands.settle(half_typed.STORED_AFTER + 0.2)
        assert on_the_disk(folder)
        await hands.press("enter")
        hands.sees("Noted.")


async def test_a_field_that_was_emptied_can_be_left_on_a_full_disk(given: Session, full: Full) -> None:
    async with at_the_desk(given) as hands:
        full.is_so = True
        await hands.press("n", *WORDS, "escape", "ctrl+u", "escape")
        assert not is_asking(hands)


async def test_words_left_for_another_visit_wait_for_the_disk_are_told_and_offered_again(
    given: Session, full: Full
) -> None:
    beth = log.get(given, next(given.book.ids("interactions")))
    gita = log.identify_new(given, log.begin(given, "walk-in"), "Gita Rao")
    async with at_the_desk(given) as hands:
        app = hands.app
        assert isinstance(app, DeskApp)
        app.open_interaction(beth.id)
        full.is_so = True
        await hands.press("n", *"left her scarf")
        await hands.click("Gita Rao")
        hands.sees("The disk is full")
        assert app.context.selected == gita.id and not log.get(given, beth.id).drafts
        app.open_interaction(beth.id)
        await hands.press("n", *" here")
        hands.sees("left her scarf here")
        await hands.click("Gita Rao")
        app._tick()
        await hands.settle()
        hands.sees("What you typed before is not stored yet")
        full.is_so = False
        app._tick()
        await hands.settle()
        hands.sees("What you typed before is stored now.")
    assert log.get(given, beth.id).drafts == {"note": "left her scarf here"} and not log.get(given, gita.id).drafts


async def test_older_words_that_waited_never_take_the_place_of_newer_ones(given: Session, full: Full) -> None:
    async with at_the_desk(given) as hands:
        full.is_so = True
        await hands.press("n", *"one")
        await hands.press("f3")
        await hands.press("f2", "n", *" two")
        full.is_so = False
        hands.app._tick()
        await hands.settle(half_typed.STORED_AFTER + 0.2)
        hands.app._tick()
        (visit,) = (log.get(given, one) for one in given.book.ids("interactions"))
        assert visit.drafts == {"note": "one two"}


async def test_the_desk_is_not_left_at_the_first_asking_while_words_are_on_no_disk(given: Session, full: Full) -> None:
    async with at_the_desk(given) as hands:
        full.is_so = True
        await hands.press("n", *WORDS, "ctrl+q")
        hands.sees("not stored yet")
        assert is_asking(hands) and not hands.left
        await hands.press("ctrl+q")
        hands.sees("Before you go")


async def test_a_sheet_of_new_words_stays_open_too(given: Session, folder: Path, full: Full) -> None:
    place = drafts.DraftPlace("test", "a sheet")
    async with at_the_desk(given) as hands:
        sheet = TextSheet(
            "New", "", lambda text: "Done.", lambda text: drafts.keep(given, place, "text", text), held=""
        )
        hands.app.push_screen(sheet)
        await hands.settle()
        full.is_so = True
        await hands.press(*WORDS, "escape")
        hands.sees("Not stored yet", WORDS)
        assert hands.app.screen is sheet and not on_the_disk(folder)
        full.is_so = False
        await hands.settle(1.2)
        assert on_the_disk(folder)
        await hands.press("escape")
        assert hands.app.screen is not sheet


async def test_a_stored_value_that_cannot_be_put_back_yet_stays_in_its_field(given: Session, full: Full) -> None:
    (visit,) = (log.get(given, one) for one in given.book.ids("interactions"))
    log.set_reason(given, visit, "a bow")
    async with at_the_desk(given) as hands:
        await hands.press("i", *" lost")
        await hands.settle(half_typed.STORED_AFTER + 0.1)
        full.is_so = True
        await hands.press("escape")
        hands.sees("Not put back yet", "a bow lost")
        full.is_so = False
        await hands.press("escape")
        hands.sees("Put back as it was.")
    assert log.get(given, visit.id).reason == "a bow"


async def test_the_first_start_keeps_its_words_where_the_disk_takes_none(folder: Path, full: Full) -> None:
    with open_book(folder) as book:
        async with at_the_desk(Session(book, "", now=StandingClock())) as hands:
            await hands.press(*WORDS)
            await hands.settle(half_typed.STORED_AFTER + 0.1)
            assert on_the_disk(folder)
            full.is_so = True
            await hands.press("enter", *"Robin", "enter")
            hands.sees("The disk is full", WORDS, "Robin")
            full.is_so = False
            await hands.press("enter")
            hands.sees("quilted zither · Robin")
        assert not drafts.read(Session(book, ""), drafts.DraftPlace("first start", "first start"))


async def test_a_book_to_look_on_never_says_that_it_keeps_words_and_can_be_left(given: Session, folder: Path) -> None:
    faq.make(given, "Where?", "Here.")
    lessons.add(given, "ask first")
    customers.make(given, "Gus Orr")
    with open_book(folder, read_only=True) as book:
        async with at_the_desk(Session(book, "Robin", now=given.now)) as hands:
            await hands.press("n", *WORDS)
            await hands.settle(half_typed.STORED_AFTER + 0.1)
            hands.does_not_see("Kept for later")
            await hands.press("escape")
            hands.does_not_see("Kept for later")
            assert not is_asking(hands)
            await hands.press("ctrl+q")
            assert hands.left
