"""No keyboard but for words: whatever a key does on any screen or in any dialog, a click does."""

from datetime import timedelta

import pytest

from deskapp.desk.demo import day
from deskapp.desk.handover import handover
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.visits import log
from deskapp.model.interaction import Interaction
from deskapp.store import open_book
from deskapp.ui.commands import on_screen
from deskapp.ui.dialogs.help import Palette
from deskapp.ui.render.line import width_of
from deskapp.ui.widgets.bottom_lines import key_line
from deskapp.ui.widgets.typed_input import TypedInput
from tests.builders import StandingClock
from tests.ui.hands import at_the_desk

Size = tuple[int, int]


@pytest.fixture
def beth(desk: Session) -> Interaction:
    return log.identify_new(desk, log.begin(desk, "walk-in"), "Beth")


async def test_what_does_not_fit_below_is_one_click_away_on_every_screen(
    desk: Session, now: StandingClock, size: Size
) -> None:
    day.fill(desk.book, now=now.at)
    async with at_the_desk(desk, size) as hands:
        for key in ("f2", "f3", "f4", "f5", "f6", "f8", "comma"):
            await hands.press(key)
            await hands.click("… more", column=3)
            assert isinstance(hands.app.screen, Palette), key
            hands.sees("Command")
            await hands.pilot.click(offset=(1, size[1] - 2))
            await hands.settle()
            assert not isinstance(hands.app.screen, Palette), key


@pytest.mark.parametrize("place", ["desk", "customers", "promises", "log", "replies", "playbook", "settings", "keys"])
def test_more_leads_to_every_command_of_a_screen(place: str) -> None:
    offered = {choice.value for choice in Palette(place)._react({"command": ""}).choices}
    left_out = {one.id for one in on_screen(place)} - offered
    assert left_out <= {"palette", "up", "down", "tick"}


@pytest.mark.parametrize("width", [20, 40, 79, 80, 81, 120, 200, 440])
def test_the_bottom_line_is_as_wide_as_the_screen_and_cuts_no_word(width: int) -> None:
    commands = [one for one in on_screen("customers") if one.id != "help"]
    line = key_line(commands, width, "?")
    assert width_of(line.spans) == width
    assert ("more" in line.text) == (width < 440)
    shown = [one for one in commands if f" {one.shown_key} {one.label} " in line.text]
    assert shown == commands[: len(shown)]


async def test_while_words_are_typed_the_bottom_line_has_the_keys_of_the_field(
    desk: Session, beth: Interaction, size: Size
) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("p", *"send it")
        hands.sees("Enter go on", "Esc leave it", "Tab other field", "F1 help")
        hands.does_not_see("w walk-in", "? help")
        await hands.click("Tab other field")
        await hands.press(*"15:00")
        await hands.click("Enter go on")
        hands.sees("15:00")
        assert desk.book.count("promises") == 1
        await hands.press("n", *"half a word")
        await hands.click("Esc leave it")
        hands.does_not_see("Enter go on")
    assert log.get(desk, beth.id).drafts == {"note": "half a word"}


async def test_help_opens_and_closes_by_clicks(desk: Session, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.click("? help", column=2)
        hands.sees("Here", "Esc closes")
        await hands.click("Esc closes", column=5)
        hands.sees("Here and today")


async def test_leaving_with_a_promise_of_today_by_clicks(desk: Session, beth: Interaction, size: Size) -> None:
    for what in ("ring back", "send the bill"):
        promises.make(desk, what, desk.now() + timedelta(hours=2), interaction=beth)
    async with at_the_desk(desk, size) as hands:
        await hands.press("ctrl+q")
        await hands.click("l leave all the same", column=2)
        await hands.click("send the bill")
        await hands.click("k kept", column=2)
        hands.sees("Open promises: 1 due.")
        hands.does_not_see("send the bill")
        await hands.click("Esc stay", column=5)
        hands.sees("─ Beth ─")


async def test_a_reply_is_copied_or_left_by_clicks(
    desk: Session, now: StandingClock, size: Size, copied: list[str]
) -> None:
    day.fill(desk.book, now=now.at)
    async with at_the_desk(desk, size) as hands:
        for clicked in ("Esc leave", "Enter copy"):
            await hands.press("y", *"kind words")
            await hands.click("Thank you for kind words")
            await hands.click(clicked, column=6)
            await hands.settle(0.05)
            hands.sees("Here and today")
    assert len(copied) == 1


async def test_the_hand_over_sheet_by_clicks(desk: Session, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("H")
        await hands.click("n note to the next", column=3)
        await hands.press(*"keys are in the drawer", "enter")
        hands.sees("keys are in the drawer")
        await hands.click("Enter hand over", column=6)
        await hands.press(*"Ana", "enter")
        hands.sees("Handed over.")
    desk.staff = "Ana"
    async with at_the_desk(desk, size) as hands:
        await hands.press("H")
        await hands.click("Enter sign", column=8)
        await hands.click("Yes: Ana has read it")
        hands.sees("Ana has read what Robin left.")
    assert handover.unread(desk) is None


@pytest.mark.parametrize("clicked", ["goes on and starts.", "looks at an invented day"])
async def test_the_first_start_by_clicks(folder: object, clicked: str, size: Size) -> None:
    with open_book(folder) as book:  # type: ignore[arg-type]
        desk = Session(book, "")
        async with at_the_desk(desk, size) as hands:
            hands.sees("Good to have you here.")
            await hands.press(*"Quay", "enter", *"Ann")
            await hands.click(clicked)
            if clicked.startswith("goes"):
                hands.sees("Quay · Ann")
            else:
                assert hands.left
        assert desk_settings.exist(desk) == clicked.startswith("goes")


async def test_a_field_with_words_kept_from_before_is_emptied_by_a_key_that_the_bottom_line_names(
    desk: Session, beth: Interaction, size: Size
) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("n")
        hands.does_not_see("clear it")
        await hands.press(*"half a word", "escape", "n")
        hands.sees("half a word", "Ctrl+U clear it")
        await hands.press("left", "left", "ctrl+u")
        assert hands.app.screen.query_one("#input-0", TypedInput).value == ""
        await hands.press(*"another", "left")
        await hands.click("Ctrl+U clear it")
        await hands.press(*"a whole one", "enter")
        hands.sees("a whole one")
    assert [one.text for one in log.get(desk, beth.id).notes.values()] == ["a whole one"]
