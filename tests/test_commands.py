"""Every command is declared once: the three faces offer the same ones, with the same arguments."""

import inspect
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

import deskapp
from deskapp.cli.parser import parser
from deskapp.commands import doing
from deskapp.commands.declared import Command, named
from deskapp.commands.every import BY_ID, BY_NAME, COMMANDS
from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.errors import DeskError
from deskapp.plain.verbs import BY_CALL
from tests.builders import StandingClock, a_desk
from tests.new_rows import to_add, to_take_out
from tests.test_house import SCREENS, handles_by_code

DONE_BY_VERB = [command for command in COMMANDS if command.verb]
ELSEWHERE: dict[str, tuple[str, ...]] = {
    "it goes somewhere on the screen, or moves in what it shows; the other faces name what they mean": (
        "desk", "log", "replies", "playbook", "up", "down", "open", "back", "jump", "palette", "next_checklist",
        "group", "report_before", "report_after", "report_span", "report_now", "report_at", "twins",
        "resolution_fields", "day_before", "day_after", "week_before", "week_after",
    ),
    "it goes from one who is here to the next; a command of its own names whom it means": (
        "previous", "next", "attend", "other_visit",
    ),
    "what the key begins with one press, the command line says with `log`": ("walk_in", "call", "message", "log_visit"),
    "the key turns by 5 °C, the command line with `temperature`": ("warmer", "cooler", "temperature"),
    "one key does both; words say which": ("untick", "resume", "run_on"),
    "on the screen it is part of another: of leaving, of a card, of a promise, of the hand-over, of a transfer": (
        "end_all", "transfer_all", "own", "unmerge", "number", "email", "told", "card", "list", "handover_note",
        "handover_give", "handover_read",
    ),
    "the command line has `tick --list`, `card` and `lesson --bad` for it": (
        "start_checklist", "resolution", "steps", "card_notes", "bad_lesson",
    ),
    "the command line has `list --find`, `list --who`, `--help` and its own end": (
        "find", "past_visits", "help", "leave",
    ),
    "two cards side by side, or a dry run row by row, need a screen; words say it all at once": (
        "merge", "merge_now", "take_kept", "take_other", "take_both", "apply", "columns", "import",
    ),
    "words are edited where they are seen in their list": (
        "playbook_new", "playbook_switch", "playbook_up", "playbook_down", "playbook_restore", "playbook_part",
        "playbook_copy", "playbook_write", "playbook_read", "faq_new", "faq_edit", "faq_remove", "lesson_new",
        "lesson_change", "lesson_remove", "key_shipped",
    ),
    "a preview that is looked at before it is copied or written": (
        "acknowledge", "copy_brief", "write_brief", "report_copy", "report_write", "say",
    ),
    "it writes a file, erases, or asks on the terminal: by lines it is typed with its options": (
        "export", "subject", "erase", "settings",
    ),
    "what only a screen has: hints, the curtain, the red row, a book that is looked on": (
        "hints_away", "curtain", "read_notice", "write_here",
    ),
    "of the machine and the book, from outside the desk: by lines it is typed with its options": (
        "ring", "listen", "retain", "open_desk", "demo", "plain", "unfinished", "confirmed", "where", "doctor",
        "backup", "restore",
    ),
    "only lines are cut off in the middle": ("again", "forget"),
    "its questions are not declared yet": ("new_card",),
}  # fmt: skip
"""Commands that not every face offers, by the reason."""


ROW = '(ELSEWHERE) "{name}", under the reason why it lacks a key, a name or a call; or give it all three'


def test_the_three_faces_offer_the_same_commands_but_for_those_that_are_listed_with_a_reason() -> None:
    not_everywhere = {command.id for command in COMMANDS if not (command.keys and command.name and command.calls)}
    listed = [command for commands in ELSEWHERE.values() for command in commands]
    lacking = to_add(not_everywhere - set(listed), __file__, ROW)
    assert not lacking, lacking
    gone = to_take_out({name for name in listed if name not in not_everywhere or listed.count(name) > 1}, __file__)
    assert not gone, gone


def test_an_id_a_name_and_a_word_by_lines_mean_one_command() -> None:
    assert len(BY_ID) == len(COMMANDS)
    assert len(BY_NAME) == sum(1 + len(command.aliases) for command in COMMANDS if command.name)
    assert len(BY_CALL) == sum(len(command.calls) for command in COMMANDS)


def test_no_face_declares_a_command_of_its_own() -> None:
    home = Path(deskapp.__file__).parent
    declaring = {
        path.relative_to(home).as_posix()
        for path in home.rglob("*.py")
        if "Command(\n" in (text := path.read_text()) or '    Command("' in text
    }
    assert {path for path in declaring if not path.startswith("commands/")} == set()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_each_face_has_a_way_to_do_what_is_declared(command: Command) -> None:
    assert not command.name or command.verb or command.does
    assert not command.calls or command.verb or command.does or command.by_lines
    assert not command.by_lines or callable(named(command.by_lines, "deskapp.plain."))
    assert bool(command.calls) == bool(command.line) and command.help[0].isupper() and command.help[-1] != "."
    assert bool(command.keys) == bool(command.label) == bool(command.where)


@pytest.mark.parametrize("command", DONE_BY_VERB, ids=lambda command: command.id)
def test_a_verb_takes_the_arguments_that_are_declared_and_no_others(command: Command) -> None:
    taken = inspect.signature(named(command.verb)).parameters
    declared = {it.name for it in command.arguments if not it.only_reads}
    typed = {f"{it.name}_typed" for it in command.arguments if it.kind == "time"}
    given = {*list(taken)[1:]}
    assert declared <= given <= declared | typed | {"why"}


@pytest.mark.parametrize("command", DONE_BY_VERB, ids=lambda command: command.id)
def test_what_a_command_needs_is_asked_for_on_every_face_in_words(command: Command) -> None:
    asked = parser(command).format_help()
    for argument in command.arguments:
        assert all(flag in asked for flag in argument.flags)
        if argument.is_needed and argument.kind not in ("visit", "person", "promise", "visit or promise"):
            assert argument.label and argument.prompt.endswith(("? ", ": ")), argument.name
        if argument.if_so:
            assert argument.label and argument.prompt, argument.name


@pytest.mark.parametrize("command", DONE_BY_VERB, ids=lambda command: command.id)
def test_every_function_that_a_declaration_names_is_there(command: Command) -> None:
    paths = [command.verb, *command.more, command.first, command.unasked, command.follows[1]]
    paths += [argument.check for argument in command.arguments]
    assert all(callable(named(path)) for path in paths if path)
    assert not command.follows[0] or command.follows[0] in BY_ID


def test_a_declared_key_acts_on_what_is_selected_without_code_of_its_own() -> None:
    """What a screen does not handle itself it performs as declared, with what is selected there."""
    by_declaration = {
        (command.id, place)
        for command in DONE_BY_VERB
        for place, screen in SCREENS.items()
        if place in command.where and not handles_by_code(screen, command.id)
    }
    assert {("keep", "promises"), ("repeat", "promises"), ("channel", "promises")} <= by_declaration
    assert all(SCREENS[place].acts_on(command) for command, place in by_declaration)


@pytest.mark.parametrize("command", DONE_BY_VERB, ids=lambda command: command.id)
def test_what_is_left_empty_is_refused_in_a_sentence_and_is_no_fault(tmp_path: Path, command: Command) -> None:
    with a_desk(tmp_path / "book", StandingClock()) as desk:
        _do_with_nothing(desk, command)


def _do_with_nothing(desk: Session, command: Command) -> None:
    card = customers.make(desk, "Beth Marlow")
    visit = log.identify(desk, log.begin(desk, "walk-in"), card)
    promise = promises.make(desk, "a price", desk.now() + timedelta(hours=1))
    about = {
        "promise": promise.id,
        "card": card.id,
        "visit": visit.id,
        "person": visit.id,
        "visit or promise": visit.id,
    }
    empty = {it.name: False if it.takes == "switch" else about.get(it.kind, "") for it in command.arguments}
    with suppress(DeskError):
        doing.do(desk, command, empty)
