"""What people call things: plain words lead to the command, in the palette and among the first three."""

import pytest

from deskapp.desk.session import Desk
from deskapp.ui import lookup
from deskapp.ui.commands import on_screen
from deskapp.ui.dialogs.palette import Palette
from tests.ui.hands import at_the_desk

AT_THE_DESK = {
    "somebody comes in": "walk_in", "visitor": "walk_in", "phone": "call", "the telephone rings": "call",
    "e-mail": "message", "letter came in": "message", "hello": "greet", "welcome": "greet",
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
ON_CUSTOMERS = {"duplicates": "twins", "address book": "import", "excel": "export", "add a customer": "new_card"}


@pytest.mark.parametrize(("typed", "meant"), AT_THE_DESK.items())
def test_plain_words_find_the_command_among_the_first_three(typed: str, meant: str) -> None:
    choices = Palette("desk")._react({"command": typed}).choices
    assert meant in [one.value for one in choices[:3]]


@pytest.mark.parametrize(("typed", "meant"), ON_CUSTOMERS.items())
def test_plain_words_among_the_cards(typed: str, meant: str) -> None:
    assert lookup.find(on_screen("customers"), typed)[0].id == meant


def test_every_command_of_the_desk_has_words_of_its_own() -> None:
    bare = [one.id for one in on_screen("desk") if not one.words]
    assert set(bare) <= {"previous", "next", "up", "down", "open"}


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


async def test_plain_words_run_the_command(desk: Desk) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("w", "escape", "ctrl+p", *"call back", "enter")
        hands.sees("By when")
        await hands.press("escape", "ctrl+p", *"undo that", "enter")
        hands.sees("undone: ")
