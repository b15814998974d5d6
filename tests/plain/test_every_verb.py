"""Plain mode has every verb of the desk: by its letter there, by its word, or by a command's name."""

import io
from pathlib import Path

import pytest

from deskapp.cli.run import run
from deskapp.commands.every import BY_NAME
from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.model.interaction import Interaction
from deskapp.plain import verbs
from deskapp.store import open_book
from deskapp.ui.commands import COMMANDS, Command
from tests.new_rows import declared_in
from tests.plain.conftest import Spoken

# What the screen needs and lines do not: a cursor, a palette, a curtain over what has scrolled away, a page of words,
# a book that is held, a row that stands until it is read.
OF_A_SCREEN = {
    "up",
    "down",
    "open",
    "palette",
    "curtain",
    "playbook",
    "desk",
    "jump",
    "hints_away",
    "write_here",
    "read_notice",
}
# Outside the contract of the desk's keys, and not written down by lines yet.
NOT_BY_LINES = {"resolution_fields"}
BY_ANOTHER_WORD = {
    "tick": "tick",
    "who": "who",
    "find": "/",
    "help": "?",
    "next_checklist": "steps",
    "acknowledge": "reply",
    "attend": "attend",
    "card_notes": "card",
    "customers": "customers",
    "promises": "promises",
    "log": "list",
    "past_visits": "list",
    "replies": "reply",
    "settings": "settings",
    "reports": "report",
    "leave": "quit",
}
AT_THE_DESK = [one for one in COMMANDS if {"desk", "all"} & set(one.where)]


def the_one(folder: Path) -> Interaction:
    with open_book(folder, read_only=True) as book:
        identifier = next(iter(book.ids("interactions")))
        return log.get(Session(book, "Robin"), identifier)


@pytest.mark.parametrize("command", AT_THE_DESK, ids=lambda one: one.id)
def test_each_command_of_the_desk_has_its_verb(command: Command) -> None:
    name, key = command.id, command.shown_key
    word = BY_ANOTHER_WORD.get(name, key)
    is_there = word in verbs.BY_CALL or word in BY_NAME
    where = f"give it calls= and line= in {declared_in(command)}, or add it to NOT_BY_LINES or OF_A_SCREEN here"
    assert is_there or name in OF_A_SCREEN | NOT_BY_LINES, f"{key} ({name}) cannot be done by lines: {where}"


def test_the_warning_is_said_then_on_record_and_then_it_is_ended(spoken: Spoken, folder: Path) -> None:
    text = spoken("c Beth", "b", "y", "you fool", "b", "n", "b", "y", "")
    assert "Say: I want to help you. If the insults go on, I will end this call." in text
    assert "Good. Go on where you were." in text and "Ended at the boundary for Beth" in text
    one = the_one(folder)
    assert [(event.kind, event.fact) for event in one.boundary.values()] == [("warned", "you fool"), ("ended", "")]
    assert one.state == "ended"


def test_a_warning_that_was_not_said_is_not_logged(spoken: Spoken, folder: Path) -> None:
    assert "Nothing was logged." in spoken("c Beth", "b", "n")
    assert not the_one(folder).boundary


def test_the_crisis_sheet_is_written_and_read_by_lines(spoken: Spoken, folder: Path) -> None:
    text = spoken(
        "w Beth", "x need a glass of water", "x fact the hall is locked", "x option", "use the yard", "an hour",
        "x plan fetch the key", "Bo", "tomorrow 9:00", "x theirs Mo", "x nonsense", "x",
    )  # fmt: skip
    parts: tuple[str, ...] = (
        "They need: a glass of water",
        "Fact, known: the hall is locked",
        "Way out: use the yard, an hour",
    )
    parts += ("Plan: fetch the key, Bo", "On their side: Mo, the customer was not asked", "Parts: background,")
    assert all(said in text for said in parts)
    sheet = the_one(folder).crisis
    assert sheet and [step.who for step in sheet.plan.values()] == ["Bo"]


def test_what_the_customer_allows_is_noted_and_the_brief_is_given_by_lines(spoken: Spoken, folder: Path) -> None:
    text = spoken(
        "w Beth", "x first Ana", "x second ana", "x theirs Mr Sato", "x brief theirs", "x yes sato", "facts", "",
        "x fact the hall is locked", "x share the hall", "both", "x approval a locksmith", "Ingrid",
        "x given locksmith", "x brief theirs", "x",
    )  # fmt: skip
    parts: tuple[str, ...] = ("Research takes two people.", "Nobody on their side may be told yet.", "For Mr Sato only")
    parts += ("- the hall is locked", "a locksmith, given, noted", "On their side: Mr Sato, may be told background and")
    parts += (
        "Approval: a locksmith, Ingrid, given, noted",
        "Brief given, their side: for Mr Sato, ",
        "Looked at by: Ana",
    )
    assert [said for said in parts if said not in text] == []
    sheet = the_one(folder).crisis
    assert sheet and sheet.second == "" and [one.readers for one in sheet.briefs.values()] == [("Mr Sato",)]


def test_a_preference_goes_on_the_card_as_what_it_is(spoken: Spoken, folder: Path) -> None:
    text = spoken("w", "", "d tea", "who Beth", "d allergic to walnuts", "d s: lemon posset", "card")
    assert "No card yet." in text and "ALLERGY: allergic to walnuts" in text
    with open_book(folder, read_only=True) as book:
        card = customers.of(Session(book, "Robin"), next(iter(book.ids("customers"))))
    assert card and card.favorite_dessert == "lemon posset"
    assert [one.item for one in card.with_stance("allergy")] == ["allergic to walnuts"]


def test_what_was_asked_and_answered_becomes_an_entry_of_the_faq(spoken: Spoken) -> None:
    text = spoken("w Beth", "i Do you mend bows?", "F", "", "Yes, on Fridays.", "f bows", "F", "", "")
    assert "In the FAQ: Do you mend bows?" in text and "Yes, on Fridays." in text and "Nothing was added." in text


def test_phrases_and_checklists_are_told_by_lines(spoken: Spoken) -> None:
    text = spoken("w Beth", "q calm down", "q xyzzy", "T", "T resolution")
    assert "Not: Calm down" in text and "No phrase has these words." in text
    assert "Greeting, for a call, 7 steps." in text and "Listen without interrupting" in text


def test_lines_have_no_colour_and_draw_no_boxes(spoken: Spoken) -> None:
    text = spoken("w Beth", "p ring back by in 20m", "x", "r", "card", "list", "promises", "H", "help", "y", "T")
    assert not set(text) & set("\x1b│─┌┐└┘├┤╭╮╰╯█▌") and "ring back" in text


@pytest.mark.parametrize("verb", [it for it in verbs.VERBS if it.is_alone], ids=lambda verb: verb.id)
def test_a_verb_that_takes_no_words_does_nothing_with_more_words(verb: Command, spoken: Spoken, folder: Path) -> None:
    spoken("w Beth", "n a red bow")
    before = the_one(folder)
    for call in verb.calls:
        text = spoken(f"{call} foo", "card Beth")
        assert f"{call} takes no words, so nothing was done: type {call} alone." in text
        assert "Beth" in text.split("nothing was done")[1], "it goes on after that"
    assert the_one(folder) == before


@pytest.mark.parametrize("words", ['"unclosed', "Ann"])
def test_words_behind_a_verb_that_takes_none_are_refused_as_by_the_command_line(words: str, spoken: Spoken) -> None:
    err = io.StringIO()
    assert run(["list", words], out=io.StringIO(), err=err) == 2
    said = err.getvalue().removeprefix("deskapp: ").replace("type deskapp list", "type list")
    assert said in spoken(f"list {words}") and said in spoken("list --open Ann")


def test_an_option_still_makes_a_command_line_of_a_verb_without_words(spoken: Spoken) -> None:
    text = spoken("w Beth", "list --open", "X --outcome over", "promises --today")
    assert "takes no words" not in text and "Beth" in text.split("list")[0]


@pytest.mark.parametrize("line", ["1", "tick 2", "untick 2", "g", "i a bow"])
def test_where_nobody_is_here_no_name_is_offered_for_what_only_a_visit_has(line: str, spoken: Spoken) -> None:
    text = spoken("w Beth", "e done", line)
    assert "Nobody is here. w NAME begins a walk-in, c NAME a call.\n" in text


def test_where_nobody_is_here_a_card_is_named_in_the_line(spoken: Spoken) -> None:
    assert "a call. preference NAME is for somebody with a card." in spoken("w Beth", "e done", "d tea")
