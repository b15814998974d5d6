"""What goes on or ends behind the curtain: nobody sees it, and it stands there when the curtain goes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from deskapp.cli.running_desk import RunningDesk
from deskapp.desk.answers import clipboard
from deskapp.desk.demo import tour
from deskapp.desk.privacy import erasing, pin
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.visits import log
from deskapp.store import open_book
from deskapp.store.copies import given_out
from deskapp.ui.app import DeskApp
from deskapp.ui.dialogs.help import Help
from deskapp.ui.remote_commands import RemoteCommands
from deskapp.ui.screens import imports
from deskapp.ui.sheets.reply import ReplyPreview
from deskapp.ui.sheets.text import TextSheet
from deskapp.ui.widgets.entry import EntryPanel
from tests.builders import StandingClock, time_zone
from tests.ui.behind_curtain import PIN, curtains, idle, is_drawn, lift, stands, with_pin
from tests.ui.every_place import HALF, PERSONAL, PLACES, fill
from tests.ui.hands import Hands, at_the_desk, worked_out

Size = tuple[int, int]


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))


@contextmanager
def held_up(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> Iterator[threading.Event]:
    """A function waits in its thread until it is let go, or the test is over."""
    go, real = threading.Event(), getattr(module, name)

    def slow(*given: object, **more: object) -> object:
        go.wait(20)
        return real(*given, **more)

    monkeypatch.setattr(module, name, slow)
    try:
        yield go
    finally:
        go.set()


async def draw(hands: Hands, way: str) -> None:
    await (hands.press("f9") if way == "F9" else idle(hands))
    assert is_drawn(hands)


async def go_on_behind(
    hands: Hands, way: str, monkeypatch: pytest.MonkeyPatch, module: object, name: str, *keys: str
) -> None:
    """The keys begin something whose function is held up until the curtain is drawn, and ends behind it."""
    with held_up(monkeypatch, module, name) as go:
        await hands.press(*keys)
        await draw(hands, way)
        go.set()
        await worked_out(hands.pilot)
    assert is_drawn(hands)


both = pytest.mark.parametrize("way", ["F9", "idle"])


@both
async def test_the_first_start_keeps_its_half_typed_answers_and_its_cursor(folder: Path, way: str, size: Size) -> None:
    with time_zone("UTC"), open_book(folder) as book:
        async with at_the_desk(Session(book, "", now=StandingClock()), size) as hands:
            await hands.press(*"Beth's violins", "enter", *"Ocam")
            before = stands(hands)
            await draw(hands, way)
            hands.does_not_see("Beth", "Ocam", "Good to have you here.")
            await lift(hands, "f2")
            assert stands(hands) == before
            await hands.press(*"po", "enter")
            hands.sees("Ocampo")


async def test_a_first_start_that_comes_behind_the_curtain_stands_there_when_it_goes(folder: Path) -> None:
    with time_zone("UTC"), open_book(folder) as book:
        app = DeskApp(Session(book, "", now=StandingClock()))
        async with app.run_test() as pilot:
            hands = Hands(pilot)
            app.do_curtain()
            while not app.context.is_settled:
                await hands.settle(0.01)
            await hands.settle()
            assert is_drawn(hands)
            hands.does_not_see("Good to have you here.")
            await lift(hands, "x")
            hands.sees("Good to have you here.")
            await draw(hands, "F9")


@both
async def test_the_hints_of_the_first_days_are_there_again(desk: Session, way: str, size: Size) -> None:
    settings.write(desk, hints_gone=())
    async with at_the_desk(desk, size) as hands:
        hands.sees("w when somebody comes in")
        await draw(hands, way)
        hands.does_not_see("when somebody comes in")
        await lift(hands, "w")
        hands.sees("w when somebody comes in")
    assert desk.book.count("interactions") == 0 and tour.HINTS


@both
async def test_an_import_that_is_read_behind_it_stands_there_when_it_goes(
    desk: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    fill(desk, tmp_path)
    async with at_the_desk(desk) as hands:
        with_pin(hands)
        await go_on_behind(hands, way, monkeypatch, imports, "read_file", "f3", "i", *"people", "enter")
        hands.does_not_see(*PERSONAL)
        await lift(hands, *PIN)
        hands.sees("Joe Park", "Enter takes it in.")


@both
async def test_a_copy_that_ends_behind_it_lifts_no_curtain(
    desk: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, copied: list[str], way: str
) -> None:
    """The dialog closes itself once the text is copied: it closes there, and is logged once."""
    fill(desk, tmp_path)
    async with at_the_desk(desk) as hands:
        for key in PLACES["a reply before it is copied"].keys:
            await hands.press(key)
        assert isinstance(hands.app.screen, ReplyPreview)
        with_pin(hands)
        await go_on_behind(hands, way, monkeypatch, clipboard, "copy", "enter")
        assert curtains(hands) == 1
        hands.does_not_see(*PERSONAL, "Copied.")
        await lift(hands, *PIN)
        assert len(hands.app._screen_stack) == 1
        hands.sees("Copied.", "Beth Olafs")
    assert len(copied) == 1


@pytest.mark.parametrize("keys", [("escape", "escape"), ("i",), ("s",), ("i", "escape", "escape")])
async def test_a_copy_under_way_takes_no_other_key_so_that_its_end_closes_its_own_dialog(
    desk: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, copied: list[str], keys: tuple[str, ...]
) -> None:
    fill(desk, tmp_path)
    async with at_the_desk(desk) as hands:
        for key in PLACES["a reply before it is copied"].keys:
            await hands.press(key)
        with held_up(monkeypatch, clipboard, "copy") as go:
            await hands.press("enter", *keys)
            hands.sees("Copying …")
            go.set()
            await worked_out(hands.pilot)
        assert not hands.left and len(hands.app._screen_stack) == 1
        hands.sees("Copied.", "Beth Olafs")
    assert len(copied) == 1


@both
async def test_a_clipboard_that_fails_behind_it_opens_its_sheet_there(
    desk: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    fill(desk, tmp_path)
    monkeypatch.setenv("TERM", "linux")
    monkeypatch.setattr(clipboard, "by_pyperclip", lambda text: (_ for _ in ()).throw(OSError("none")))
    async with at_the_desk(desk) as hands:
        await hands.press("f7")
        await worked_out(hands.pilot)
        with_pin(hands)
        await go_on_behind(hands, way, monkeypatch, clipboard, "copy", "y")
        hands.does_not_see("Select it by hand", *PERSONAL)
        await lift(hands, *PIN)
        assert isinstance(hands.app.screen, TextSheet)


async def test_what_came_of_long_work_is_told_when_the_curtain_goes(desk: Session, tmp_path: Path) -> None:
    """Also where a dialog lies over the screen that tells it: once that is closed."""
    fill(desk, tmp_path)
    async with at_the_desk(desk) as hands:
        app = hands.app
        assert isinstance(app, DeskApp)
        await hands.press("f1")
        pin.put(desk, "8315", "8315")
        await hands.press("f9")
        app.warn("Nothing could be written.")
        for number in range(3):
            app.say(f"{number} of 3 …")
        app.say("Written to a file.")
        await hands.settle()
        hands.does_not_see("written", "Written")
        await hands.press(*"0000", "enter")
        await lift(hands, *PIN)
        assert isinstance(app.screen, Help)
        await hands.press("escape")
        told = (
            "Somebody typed a wrong PIN once while the curtain was down. Nothing could be written. Written to a file."
        )
        hands.sees(told)
        hands.does_not_see("of 3 …")


async def test_who_starts_at_a_curtain_is_greeted_behind_it(desk: Session, now: StandingClock) -> None:
    """A desk with a PIN tells at its start what one without tells."""
    log.begin(desk, "walk-in")
    now.on(days=1)
    async with at_the_desk(desk) as hands:
        hands.sees("closes them")
    pin.put(desk, "8315", "8315")
    async with at_the_desk(desk) as hands:
        assert is_drawn(hands)
        hands.does_not_see("closes them")
        await lift(hands, *PIN)
        hands.sees("closes them")


@both
async def test_what_a_command_does_beside_the_desk_shows_nothing_and_is_there_afterwards(
    desk: Session, tmp_path: Path, way: str
) -> None:
    fill(desk, tmp_path)
    async with at_the_desk(desk, (120, 36)) as hands:
        await hands.press("n", *HALF)
        with_pin(hands)
        await draw(hands, way)
        log.identify_new(desk, log.begin(desk, "call"), "Beth Newcomer")
        await idle(hands)
        await hands.settle()
        hands.does_not_see(*PERSONAL, "Newcomer", "here")
        await lift(hands, *PIN)
        hands.sees("Beth Newcomer", HALF)
        await hands.press(*"ther", "enter")
    notes = {note["text"] for one in desk.book.select("interactions") for note in one["notes"].values()}
    assert notes == {"peanut allergy", f"{HALF}ther"}


@both
async def test_the_question_of_an_erasure_that_is_looked_through_behind_it_stands_there(
    desk: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    fill(desk, tmp_path)
    async with at_the_desk(desk) as hands:
        with_pin(hands)
        await hands.press("f3", *["down"] * 2)
        await go_on_behind(hands, way, monkeypatch, erasing, "outlook", "z")
        hands.does_not_see(*PERSONAL, "rase")
        await lift(hands, *PIN)
        hands.sees("Type Liz Ocampo to confirm, or Esc.")
        await hands.press("escape")
    assert desk.book.count("customers") == 3


@both
async def test_where_a_copy_for_them_went_is_told_when_the_curtain_goes(
    desk: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    fill(desk, tmp_path)
    async with at_the_desk(desk) as hands:
        with_pin(hands)
        await hands.press("f3", "W")
        await go_on_behind(hands, way, monkeypatch, given_out, "write", "enter")
        hands.does_not_see(*PERSONAL, "Written to", "Writing")
        await lift(hands, *PIN)
        hands.sees("Written to")
        hands.does_not_see("Writing …")


async def test_a_phone_that_rings_behind_it_selects_nobody_and_is_told_when_it_goes(
    desk: Session, tmp_path: Path
) -> None:
    fill(desk, tmp_path)
    async with at_the_desk(desk) as hands:
        app = hands.app
        assert isinstance(app, DeskApp)
        line, selected = RemoteCommands(app, RunningDesk(desk)), app.context.selected
        with_pin(hands)
        await idle(hands)
        for words in (["ring", "+442079460958"], ["ring", "0800 1234"]):
            answer = line.handle({"argv": words, "staff": "Kim"})
            assert isinstance(answer, dict) and answer["status"] == 0
        await idle(hands)
        hands.does_not_see(*PERSONAL, "rings")
        assert app.context.selected == selected
        await lift(hands, *PIN)
        app._tick()
        await hands.settle()
        hands.sees("rings")
        assert app.context.selected == selected


@both
async def test_a_dialog_that_was_answered_from_beside_goes_on_with_what_is_there_now(
    desk: Session, tmp_path: Path, way: str
) -> None:
    fill(desk, tmp_path)
    rosin = promises.make(desk, "rosin", desk.now() + timedelta(hours=2))
    async with at_the_desk(desk) as hands:
        await hands.press("ctrl+q", "l", "down")
        hands.sees("a price", "rosin")
        await draw(hands, way)
        promises.keep(desk, rosin)
        await lift(hands, "x")
        hands.sees("a price")
        hands.does_not_see("rosin")
        await hands.press("up", "k")
        hands.sees("Every promise for today is settled.")


@both
async def test_who_went_meanwhile_is_no_longer_asked_for(desk: Session, way: str, size: Size) -> None:
    """All who were here were ended by a command while the dialog of leaving lay behind the curtain."""
    visit = log.identify_new(desk, log.begin(desk, "call"), "Beth Ocampo")
    async with at_the_desk(desk, size) as hands:
        await hands.press("ctrl+q")
        hands.sees("Before you go", "Beth Ocampo")
        await draw(hands, way)
        log.end(desk, visit, "well", overruled="test")
        await lift(hands, "x")
        hands.sees("Nobody is here any more.")
        hands.does_not_see("Beth Ocampo")
        for key in ("e", "h"):
            await hands.press(key)
            assert not hands.app.screen.query_one(EntryPanel).is_open
        await hands.press("l")
        assert hands.left
