"""What people call things: plain words lead to the command, in the palette and among the first three."""

from datetime import timedelta

import pytest

from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.ui import lookup
from deskapp.ui.commands import BY_ID, COMMANDS, on_screen
from deskapp.ui.dialogs.help import Palette
from tests.builders import all_in
from tests.new_rows import declared_in
from tests.ui.hands import at_the_desk

AT_THE_DESK = {
    "somebody comes in": "walk_in", "visitor": "walk_in", "phone": "call", "the telephone rings": "call",
    "the phone": "call", "e-mail": "message", "letter came in": "message", "hello": "greet", "welcome": "greet",
    "bye": "end", "goodbye": "end", "finish": "end", "they leave": "end",
    "call back": "promise", "callback": "promise", "remind me": "promise", "deadline": "promise",
    "kept": "keep", "postpone": "move", "later": "promise", "write down": "note", "memo": "note",
    "they want": "request", "order": "request", "angry": "warmer", "shouting": "warmer", "calm": "cooler",
    "what is it about": "reason", "topic": "reason", "who is this": "who", "dessert": "taste", "coffee": "taste",
    "allergy": "taste", "prospect": "kind", "pause": "hold", "park": "hold", "transfer": "hand_over",
    "my boss": "hand_over", "complaint": "resolution", "template": "reply", "canned": "reply", "got it": "acknowledge",
    "knowledge": "faq", "emergency": "crisis", "rude": "boundary", "insult": "boundary", "better words": "say",
    "how do I say": "say", "lunch break": "shift", "next shift": "handover", "search": "find", "undo that": "undo",
    "oops": "undo", "mistake": "undo", "again": "redo", "manual": "help", "shortcuts": "help", "contacts": "customers",
    "to do": "promises", "yesterday": "log", "dark theme": "settings", "language": "settings",
    "change a key": "settings",
    "lock the screen": "curtain", "privacy": "curtain", "quit": "leave", "go home": "leave", "mouse": "jump",
    "statistics": "reports", "walkin": "walk_in", "procedure": "start_checklist", "hints": "hints_away",
}  # fmt: skip
BARE = ("previous", "next", "up", "down", "open")
"""What nobody looks for by other words."""
ON_CUSTOMERS = {"duplicates": "twins", "address book": "import", "excel": "export", "add a customer": "new_card"}


@pytest.mark.parametrize(("typed", "meant"), AT_THE_DESK.items())
def test_plain_words_find_the_command_among_the_first_three(typed: str, meant: str) -> None:
    choices = Palette("desk")._react({"command": typed}).choices
    assert meant in [one.value for one in choices[:3]]


@pytest.mark.parametrize(("typed", "meant"), ON_CUSTOMERS.items())
def test_plain_words_among_the_cards(typed: str, meant: str) -> None:
    assert lookup.find(on_screen("customers"), typed)[0].id == meant


def test_every_command_of_the_desk_has_words_of_its_own() -> None:
    bare = [one for one in on_screen("desk") if not one.words and one.id not in BARE]
    where = [f"{one.id} needs words=, what people call it besides, in {declared_in(one)}" for one in bare]
    assert not where, where


def test_its_label_finds_a_command_first() -> None:
    commands = on_screen("desk")
    for one in commands:
        assert one.id in [found.id for found in lookup.find(commands, one.label)[:2]], one.label


def test_words_that_nobody_has_are_left_out_and_none_at_all_finds_nothing() -> None:
    commands = on_screen("desk")
    assert lookup.find(commands, "zzqx dessert")[0].id == "taste"
    assert lookup.find(commands, "zzqx") == []
    assert lookup.find(commands, "  ") == list(commands)
    assert lookup.find(commands, "Üñdô")[0].id == "undo"


async def test_plain_words_run_the_command(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("w", "escape", "ctrl+p", *"call back", "enter")
        hands.sees("By when")
        await hands.press("escape", "ctrl+p", *"undo that", "enter")
        hands.sees("undone: ")


@pytest.mark.parametrize(
    "place", ["desk", "customers", "promises", "log", "replies", "reports", "playbook", "settings"]
)
def test_the_palette_of_every_screen_knows_every_command_those_of_this_screen_first(place: str) -> None:
    choices = [choice.value for choice in Palette(place)._react({"command": ""}).choices]
    assert {*choices, *lookup.MOVES} == BY_ID.keys() and len(choices) == len(set(choices))
    here = [name in {command.id for command in on_screen(place)} for name in choices]
    assert here == sorted(here, reverse=True)
    for command in lookup.others(place):
        assert lookup.reached(command) in BY_ID and lookup.where(command)


ELSEWHERE = [command for command in COMMANDS if command.id not in lookup.MOVES and "all" not in command.where]


@pytest.mark.parametrize("place", ["f2", "f3", "f5"])
async def test_a_command_of_another_screen_is_run_there_or_says_what_to_choose(desk: Session, place: str) -> None:
    log.identify_new(desk, log.begin(desk, "walk-in"), "Ann")
    promises.make(desk, "a price", desk.now() + timedelta(hours=2))
    before = all_in(desk)
    async with at_the_desk(desk) as hands:
        for command in ELSEWHERE:
            if not lookup.needs_a_row(command):
                continue
            await hands.press(place)
            if command in on_screen(hands.app.screen.NAME):  # type: ignore[attr-defined]
                continue
            hands.app.run_anywhere(command.id)
            await hands.settle()
            hands.sees("Choose a")
            assert lookup.reached(command) == hands.app.screen.NAME  # type: ignore[attr-defined]
    assert all_in(desk) == before


async def test_what_needs_no_row_is_asked_at_once_on_its_own_screen(desk: Session, size: tuple[int, int]) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("ctrl+p", *"new card")
        hands.sees("Make a new card", "Customers")
        await hands.press("enter")
        await hands.settle()
        assert hands.app.screen.NAME == "customers"  # type: ignore[attr-defined]
        await hands.press(*"Ann Berger", "enter")
        assert desk.book.count("customers") == 1
        await hands.press("f4", "ctrl+p", *"walk-in begins", "enter")
        await hands.settle()
        assert hands.app.screen.NAME == "desk" and desk.book.count("interactions") == 1  # type: ignore[attr-defined]
