"""What lies over the desk: help, palette, curtain, first start, and the way out."""

from datetime import timedelta
from pathlib import Path

import pytest

from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.visits import log
from deskapp.store import open_book
from deskapp.ui.commands import on_screen
from deskapp.ui.dialogs.help import Palette
from tests.builders import StandingClock, time_zone
from tests.ui.hands import at_the_desk

Size = tuple[int, int]


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_help_names_every_key_of_where_one_stands(desk: Session, key: str, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press(key)
        seen = ""
        for _ in range(6):
            seen += f" {hands.words} "
            await hands.press("down")
        missing = [one.id for one in on_screen("desk") if f" {one.shown_key} {one.help} " not in seen]
        assert not missing and "While you type" in seen
        await hands.press("escape")
        hands.sees("Here and today")


async def test_help_is_there_while_one_types_and_loses_nothing(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("w", "escape", "n", *"half", "f1")
        hands.sees("─ Help ─")
        await hands.press("escape", *" done", "enter")
    (one,) = desk.book.select("interactions")
    assert [note["text"] for note in one["notes"].values()] == ["half done"]


async def test_help_is_narrowed_by_typing_and_a_click_runs_what_it_tells(desk: Session, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("question_mark", *"desserts", "backspace")
        hands.sees("─ Help: dessert ─", "Add a preference, a dessert or an allergy to the card")
        hands.does_not_see("A walk-in begins now")
        await hands.press(*["backspace"] * 7, *"qqqxx")
        hands.sees("Nothing here has these words.")
        await hands.press(*["backspace"] * 5)
        await hands.click("A walk-in begins now")
        hands.sees("Who?", "Greeting 0/7")
        await hands.press("escape", "question_mark", "w", "question_mark")
        hands.sees("Here and today")
    assert desk.book.count("interactions") == 1


async def test_the_palette_finds_commands_by_their_words_and_runs_them(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("ctrl+p", *"phone")
        hands.sees("A call begins now")
        await hands.press("enter")
        hands.sees("Who?", "Call, no name yet")
        await hands.press("escape", "ctrl+p", *"no such thing")
        hands.sees("No command has these words.")
        await hands.press("escape")
        hands.does_not_see("No command")
    (one,) = desk.book.select("interactions")
    assert one["kind"] == "call"


@pytest.mark.parametrize("place", ["desk", "customers", "promises", "log", "replies", "reports"])
def test_every_command_of_a_screen_is_in_its_palette(place: str) -> None:
    palette = Palette(place)
    for command in on_screen(place):
        if command.id not in ("palette", "up", "down", "tick"):
            found = palette._react({"command": command.help})
            assert command.id in [choice.value for choice in found.choices] and found.selected == 0


@pytest.mark.parametrize("way", ["key", "mouse"])
async def test_the_curtain_hides_every_name_until_something_is_pressed(desk: Session, way: str) -> None:
    log.identify_new(desk, log.begin(desk, "walk-in"), "Beth Ocampo")
    async with at_the_desk(desk) as hands:
        await hands.press("f9")
        hands.sees("Harbour Lane", "Any key opens the curtain.")
        hands.does_not_see("Beth", "Greeting")
        if way == "key":
            await hands.press("e")
        else:
            await hands.pilot.click(offset=(3, 3))
            await hands.settle()
        hands.sees("─ Beth Ocampo ─")
        hands.does_not_see("Outcome", "how did it come out")


async def test_the_way_out_is_free_where_nothing_is_promised_for_today(desk: Session) -> None:
    promises.make(desk, "parcel", desk.now() + timedelta(days=2))
    async with at_the_desk(desk) as hands:
        await hands.press("ctrl+q")
        assert hands.left


async def test_open_promises_of_today_are_shown_first_and_settled_there(desk: Session, size: Size) -> None:
    for what, hours in (("a price", 1), ("ring back", 2), ("tuner", 3)):
        promises.make(desk, what, desk.now() + timedelta(hours=hours))
    async with at_the_desk(desk, size) as hands:
        await hands.press("ctrl+q")
        hands.sees("Before you go", "Open promises: 3 due.", "a price", "ring back", "tuner")
        assert not hands.left
        await hands.press("escape")
        hands.sees("Here and today")
        await hands.press("ctrl+q", "k")
        hands.sees("Open promises: 2 due.")
        await hands.press("h", *"Ines", "enter")
        await hands.press("v", *"tomorrow 9:00", "enter", *"yes", "enter")
        hands.sees("Every promise for today is settled.")
        await hands.press("enter")
        assert hands.left
    assert len(promises.all_open(desk)) == 2


async def test_leaving_works_while_one_types_too(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("w", *"Bet", "ctrl+q")
        hands.sees("Still here: 1 person.")
        await hands.press("l")
        assert hands.left
    (one,) = desk.book.select("interactions")
    assert one["called"] == "Bet"


async def test_the_first_start_asks_two_things_and_then_it_is_the_desk(folder: Path, size: Size) -> None:
    with time_zone("UTC"), open_book(folder) as book:
        desk = Session(book, "", now=StandingClock())
        async with at_the_desk(desk, size) as hands:
            hands.sees("Good to have you here.", "What is this desk", "first name")
            await hands.press(*"Harbour Lane", "enter", *"Robin", "enter")
            hands.sees("Harbour Lane · Robin", "Nobody is here.")
            await hands.press("w", *"Beth", "enter")
            hands.sees("Beth")
        assert (desk_settings.read(desk).desk_name, desk_settings.read(desk).staff) == ("Harbour Lane", "Robin")
        async with at_the_desk(Session(book, "Robin", now=StandingClock()), size) as hands:
            hands.does_not_see("Good to have you here.")


@pytest.mark.parametrize("keys", [["enter", "enter"], ["escape"]])
async def test_both_answers_of_the_first_start_may_stay_empty(folder: Path, keys: list[str]) -> None:
    with time_zone("UTC"), open_book(folder) as book:
        async with at_the_desk(Session(book, "", now=StandingClock())) as hands:
            await hands.press(*keys)
            hands.sees("Front desk", "Nobody is here.")


async def test_with_staff_named_the_first_start_asks_nothing(folder: Path) -> None:
    with time_zone("Europe/London"), open_book(folder, staff="Robin") as book:
        desk = Session(book, "Robin", now=StandingClock())
        async with at_the_desk(desk) as hands:
            hands.sees("Front desk · Robin", "Nobody is here.")
            hands.sees("The country isn't set: local phone numbers stay as you type them.")
            await hands.press("w")
            hands.sees("Who?")
        assert desk_settings.exist(desk) and desk_settings.read(desk).country == ""


@pytest.mark.parametrize(
    ("zone", "guess", "told"), [("Europe/London", "GB", "The United Kingdom, a guess"), ("UTC", "", "")]
)
async def test_the_country_is_a_guess_that_the_same_presses_take(
    folder: Path, monkeypatch: pytest.MonkeyPatch, size: Size, zone: str, guess: str, told: str
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    with time_zone(zone), open_book(folder) as book:
        desk = Session(book, "", now=StandingClock())
        async with at_the_desk(desk, size) as hands:
            hands.sees("Your country, in two letters", told or "such as DE or GB")
            await hands.press(*"Quay", "tab", *"Ann", "enter")
            hands.sees("Quay · Ann", *([] if guess else ["The country isn't set"]))
        assert desk_settings.read(desk).country == guess


@pytest.mark.parametrize("window", [(80, 24), (60, 15), (40, 12)])
async def test_another_country_is_typed_over_the_guess_and_a_wrong_one_is_told(folder: Path, window: Size) -> None:
    with time_zone("Europe/London"), open_book(folder) as book:
        desk = Session(book, "", now=StandingClock())
        async with at_the_desk(desk, window) as hands:
            await hands.press(*"Quay", "enter", *"Ann", "tab", "ctrl+u", *"zz", "enter")
            hands.sees("'zz' is no country.")
            await hands.press("ctrl+u", *"de")
            hands.sees("Germany.")
            await hands.press("enter")
            hands.sees("Quay")
        assert desk_settings.read(desk).country == "DE"
