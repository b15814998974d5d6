"""The settings on the screen: each in place, in effect at once, taken back by undo, and the PIN never in sight."""

import zipfile
from pathlib import Path

import pytest
from textual.color import Color
from textual.css.stylesheet import Stylesheet

from deskapp.desk.demo import day
from deskapp.desk.privacy import pin
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.settings import typed
from deskapp.ui.screens.keys import KeysScreen
from deskapp.ui.screens.list_screen import ListScreen
from deskapp.ui.theme import THEMES
from tests.builders import StandingClock
from tests.ui.hands import Hands, at_the_desk

Size = tuple[int, int]


async def go_to(hands: Hands, label: str) -> None:
    await hands.press("f2", "comma", "slash", *label, "enter")
    hands.sees("▌")


async def test_every_setting_stands_on_the_screen_with_what_it_means(desk: Session, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("comma", "home")
        seen = ""
        for _ in range(26):
            seen += hands.words
            await hands.press("down")
        for one in typed.ALL:
            assert one.label in seen and one.hint in seen
        for text in ("PIN", "Data folder", "Back up now", str(desk.book.path)[:20]):
            assert text in seen


async def test_a_setting_is_changed_in_place_and_taken_back(desk: Session, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await go_to(hands, "On hold")
        await hands.press("enter", *["backspace"], *"0")
        hands.sees("Write a whole number from 1 to 120.")
        await hands.press("enter")
        assert desk_settings.read(desk).hold_minutes == 3
        await hands.press("backspace", *"7", "enter")
        hands.sees("On hold: 7", "7 min")
        assert desk_settings.read(desk).hold_minutes == 7
        await hands.press("u")
        hands.sees("undone: setting: hold minutes", "3 min")
    assert desk_settings.read(desk).hold_minutes == 3


async def test_a_theme_is_there_at_once_and_gone_by_undo(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await go_to(hands, "Theme")
        for typed in ("light", "contrast"):
            await hands.press("enter", *typed, "enter")
            assert hands.app.theme == typed
        await hands.press("u")
        assert hands.app.theme == "light"


@pytest.mark.parametrize("name", ["dark", "contrast", "light"])
async def test_a_desk_opens_in_its_theme(desk: Session, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[object] = []
    reparse = Stylesheet.reparse
    monkeypatch.setattr(Stylesheet, "reparse", lambda sheet: [parsed.append(sheet), reparse(sheet)])
    theme = next(theme for theme in THEMES if theme.name == name)
    desk_settings.write(desk, theme=name)
    async with at_the_desk(desk) as hands:
        assert hands.app.theme == name
        assert hands.app.has_class("-dark-mode") is theme.dark
        assert hands.app.has_class("-light-mode") is not theme.dark
        assert hands.app.screen.styles.background == Color.parse(str(theme.background))
    assert len(parsed) == (0 if theme.dark else 1)


async def test_hours_and_holidays_are_read_as_they_are_typed(desk: Session, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await go_to(hands, "Hours")
        await hands.press("enter", *"mon-fry 9-18")
        hands.sees("are no opening hours.")
        await hands.press("backspace", *["left"] * 4, "backspace", "i", "end", "8", "enter")
    assert desk_settings.read(desk).hours == "mon-fri 9-18"


async def test_the_pin_is_typed_twice_hidden_and_changed_only_by_who_knows_it(desk: Session, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await go_to(hands, "PIN")
        await hands.press("enter", *"8315", "tab", *"8319", "enter")
        hands.sees("The two are not the same.")
        hands.does_not_see("8315", "8319")
        await hands.press("backspace", "5", "enter")
        hands.sees("The PIN is set.")
        kept = desk_settings.read(desk).pin
        assert pin.fits(kept, "8315")
        await hands.press("enter", *"0000", "enter")
        hands.sees("That isn't the PIN.")
        await hands.press(*["backspace"] * 4, *"8315", "enter", "enter")
        hands.sees("No PIN: any key lifts the curtain.")
    assert desk_settings.read(desk).pin == ""


async def test_the_field_after_a_pin_shows_its_letters_again(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await go_to(hands, "PIN")
        await hands.press("enter", *"83", "escape")
        await go_to(hands, "Country")
        await hands.press("enter", *["backspace"] * 2, *"DE")
        hands.sees("DE")


async def test_a_backup_is_made_now_and_can_be_opened(desk: Session, folder: Path) -> None:
    async with at_the_desk(desk) as hands:
        await go_to(hands, "Back up")
        await hands.press("enter")
        for _ in range(100):
            if "Copied and read back" in hands.words:
                break
            await hands.settle(0.02)
        hands.sees("Copied and read back")
    (made,) = (folder / "backups").glob("deskapp-*.zip")
    with zipfile.ZipFile(made) as whole:
        assert whole.testzip() is None and whole.namelist()


async def test_broken_settings_are_told_at_the_start_and_the_desk_works(desk: Session, size: Size) -> None:
    with desk.book.change("by hand", by="", at=desk.now()) as change:
        change.put("settings", {"id": "set_desk", "desk_name": "Quay", "idle_minutes": "ten", "pin": 5})
    async with at_the_desk(desk, size) as hands:
        hands.sees("What is set for idle minutes, pin cannot be read")
        await hands.press("w", *"Beth", "enter")
        hands.sees("Quay", "Beth")


async def test_the_setting_that_is_called_as_was_typed_is_selected_and_headings_are_not_counted(
    desk: Session, size: Size
) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("comma", "slash", *"each key")
        hands.sees("2 found.")
        await hands.press("enter")
        assert "▌" in hands.row_with("Each key") and hands.screen.count("▌") == 1
        await hands.press("enter")
        assert isinstance(hands.app.screen, KeysScreen)


LISTS = [(("comma",), "key"), (("comma", "end"), "curtain"), (("f8",), "sorry"), (("f4",), "ring"), (("f6",), "thank")]


async def test_after_any_filter_the_first_row_that_can_be_chosen_is_selected(desk: Session, now: StandingClock) -> None:
    day.fill(desk.book, now=now.at)
    async with at_the_desk(desk) as hands:
        for way, words in LISTS:
            await hands.press("f2", *way)
            screen = hands.app.screen
            assert isinstance(screen, ListScreen), way
            for keys in (("slash", *words, "enter"), ("escape",), ("slash", *words, "escape")):
                await hands.press(*keys)
                assert screen.table.count and not screen.is_heading(screen.table.cursor), (way, keys)
                assert "▌" in hands.screen, (way, keys)
