"""Who adds a command is told by the tests what is still to be written, and in which file."""

import importlib
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

import pytest

from deskapp.commands.declared import Command
from deskapp.commands.every import BY_ID, BY_NAME
from deskapp.plain import verbs
from deskapp.ui.commands import on_screen
from tests.new_rows import ROOT, declared_in

BREW = replace(BY_ID["note"], id="brew", label="brew", keys="Z", fn="", words="", name="brew", calls=("brew",))
ON_THE_DESK = replace(BREW, where=("desk",))
ON_REPORTS = replace(BREW, where=("reports",), arguments=())
Declares = Callable[[pytest.MonkeyPatch, ModuleType], None]


def named_anew(patch: pytest.MonkeyPatch, module: ModuleType) -> None:
    patch.setitem(BY_NAME, "brew", BREW)


def by_lines(patch: pytest.MonkeyPatch, module: ModuleType) -> None:
    patch.setattr(verbs, "VERBS", (*verbs.VERBS, BREW))


def among(command: Command) -> Declares:
    """A command more in the table of a module of tests."""
    return lambda patch, module: patch.setattr(module, "COMMANDS", (*module.COMMANDS, command))


def at_the_desk(patch: pytest.MonkeyPatch, module: ModuleType) -> None:
    patch.setattr(module, "on_screen", lambda place: (*on_screen(place), ON_THE_DESK))


CASES: dict[str, tuple[Declares, str, list[str]]] = {
    "cli.test_one_command_one_step": (
        named_anew,
        "test_every_command_says_here_whether_it_is_a_step_for_undo",
        ['Add to tests/cli/test_one_command_one_step.py (STEPS) "brew": ("brew Gus …",)', "NO_STEP"],
    ),
    "plain.test_one_line_one_step": (
        by_lines,
        "test_every_verb_says_here_whether_it_is_a_step_for_undo",
        ['Add to tests/plain/test_one_line_one_step.py (STEPS) "brew": ("brew …",)', "NO_STEP"],
    ),
    "cli.test_hostile_output": (
        among(BREW),
        "test_no_command_is_forgotten_here",
        ['Add to tests/cli/test_hostile_output.py (LINES) "brew":'],
    ),
    "ui.test_own_keys": (
        among(ON_REPORTS),
        "test_a_command_has_a_function_key_while_one_is_free_on_all_its_screens",
        ["For brew in deskapp/commands/", "declare fn= with a free key (f12, "],
    ),
    "ui.test_lookup": (
        at_the_desk,
        "test_every_command_of_the_desk_has_words_of_its_own",
        ["brew needs words=", "in deskapp/commands/"],
    ),
    "test_commands": (
        among(replace(BREW, calls=())),
        "test_the_three_faces_offer_the_same_commands_but_for_those_that_are_listed_with_a_reason",
        ['Add to tests/test_commands.py (ELSEWHERE) "brew"'],
    ),
    "test_house": (
        among(replace(ON_REPORTS, verb="")),
        "test_every_command_has_its_action_on_each_screen_that_it_names",
        ["brew does nothing in reports", "do_brew in deskapp/ui/screens/reports.py"],
    ),
}
"""The modules of tests: how a command is declared for them, the test that looks at it, and what that says."""


@pytest.mark.parametrize("name", CASES)
def test_what_a_new_command_lacks_is_told_with_the_file_and_the_row(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    declares, test, parts = CASES[name]
    module = importlib.import_module(f"tests.{name}")
    declares(monkeypatch, module)
    with pytest.raises(AssertionError) as told:
        getattr(module, test)()
    assert [part for part in parts if part not in str(told.value)] == [], told.value


def test_what_is_declared_is_found_in_its_file() -> None:
    files = {command.id: declared_in(command) for command in BY_ID.values()}
    assert all(file.endswith(".py") and (ROOT / file).is_file() for file in files.values()), files
