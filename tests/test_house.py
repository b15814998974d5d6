"""The gate inside pytest: linters, types and import contracts, and the rules of the house that no linter knows."""

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import deskapp.cli
import deskapp.ui.screens
from deskapp.commands.declared import Command
from deskapp.commands.every import NAMED as SPOKEN
from deskapp.ui.app import DeskApp
from deskapp.ui.commands import COMMANDS, on_screen
from deskapp.ui.frame.base_screen import BaseScreen
from tests.new_rows import declared_in
from tests.readme import MANUAL

ROOT = Path(__file__).parents[1]
PACKAGE = sorted((ROOT / "deskapp").rglob("*.py"))
LONGEST_FILE, LONGEST_TEST_FILE, LONGEST_FUNCTION = 300, 360, 50
SAY_NOTHING = frozenset({"one", "found"})

GATES = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
    "import contracts": ["-c", "from importlinter.cli import lint_imports_command as run; run()"],
}


@pytest.mark.parametrize("command", GATES.values(), ids=GATES)
def test_the_gate_is_open(command: list[str]) -> None:
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def screens() -> dict[str, type[BaseScreen]]:
    """Every screen by its name."""
    for module in pkgutil.iter_modules(deskapp.ui.screens.__path__):
        importlib.import_module(f"deskapp.ui.screens.{module.name}")
    found: dict[str, type[BaseScreen]] = {}
    waiting = [BaseScreen]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.NAME and "panes" in {name for base in kind.__mro__ for name in vars(base)}:
            found[kind.NAME] = kind
    return found


SCREENS = screens()


def handles_by_code(screen: type[BaseScreen], name: str) -> bool:
    """Whether a screen, or a handler of it, has code of its own for the command with that id."""
    return hasattr(screen, f"do_{name}") or any(name in kind.ACTIONS for kind in screen.HANDLERS)


def way_to_handle(command: Command, place: str) -> str:
    """Where the code goes that a key of a screen needs, if what is declared of its command is not enough."""
    if place == "all":
        return f"write do_{command.id} in the app, deskapp/ui/places.py"
    screen = SCREENS[place]
    file = f"{screen.__module__.replace('.', '/')}.py"
    handler = next((kind.__module__ for kind in screen.HANDLERS), "").replace(".", "/")
    code = f"write its line in ACTIONS of its noun's handler ({handler}.py …)" if handler else "write its code"
    declared = f"give it a verb in {declared_in(command)} that is about one of {' or '.join(screen.ACTS_ON)}, or "
    return f"{declared if screen.ACTS_ON else ''}{code}, or do_{command.id} in {file}"


def test_every_place_that_a_command_names_is_a_screen() -> None:
    named = {place for command in COMMANDS for place in command.where} - {"all"}
    assert sorted(named - set(SCREENS)) == []


def test_every_command_has_its_action_on_each_screen_that_it_names() -> None:
    missing = []
    for command in COMMANDS:
        for place in command.where:
            screen = SCREENS.get(place)
            is_handled = screen and (
                handles_by_code(screen, command.id)
                or screen.acts_on(command.id)
                or (command.id == "tick" and hasattr(screen, "action_tick"))
            )
            if (screen or place == "all") and not (is_handled or hasattr(DeskApp, f"do_{command.id}")):
                missing.append(f"{command.id} does nothing in {place}: {way_to_handle(command, place)}")
    assert not missing, missing


@pytest.mark.parametrize("place", SCREENS)
def test_no_key_does_two_things_on_a_screen(place: str) -> None:
    owners: dict[str, list[str]] = {}
    for command in on_screen(place):
        for key in command.keys.split(","):
            owners.setdefault(key, []).append(command.id)
    assert {key: ids for key, ids in owners.items() if len(ids) > 1} == {}


def test_command_ids_are_unique_and_each_says_what_it_does() -> None:
    ids = [command.id for command in COMMANDS]
    assert len(ids) == len(set(ids))
    assert all(command.label and command.help and command.help[0].isupper() for command in COMMANDS)


@pytest.mark.parametrize("place", SCREENS)
def test_a_screen_binds_the_commands_that_are_declared_for_it(place: str) -> None:
    merged = SCREENS[place]._merged_bindings
    assert merged is not None
    bound = {binding.id for bindings in merged.key_to_bindings.values() for binding in bindings}
    assert {command.id for command in on_screen(place)} <= bound


@cache
def tree(path: Path) -> ast.Module:
    """What a file says, as Python reads it."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a file, and its lines."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1


def test_files_and_functions_stay_small() -> None:
    tests = sorted((ROOT / "tests").rglob("*.py"))
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in (*PACKAGE, *tests)}
    limits = {path: LONGEST_FILE if path in PACKAGE else LONGEST_TEST_FILE for path in sizes}
    assert [f"{path.relative_to(ROOT)}: {size}" for path, size in sizes.items() if size > limits[path]] == []
    assert [name for path in PACKAGE for name, size in functions(path) if size > LONGEST_FUNCTION] == []


def test_a_parameter_is_called_by_what_it_holds() -> None:
    named = [(path, node) for path in PACKAGE for node in ast.walk(tree(path)) if isinstance(node, ast.arg)]
    empty = [f"{path.relative_to(ROOT)}:{node.lineno} {node.arg}" for path, node in named if node.arg in SAY_NOTHING]
    assert empty == []


def as_written(function: ast.FunctionDef) -> str:
    """What a function does, whatever its own names are; "" for one of a line or two."""
    own = {argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)}
    own |= {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    body = [node for node in function.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
    names: dict[str, str] = {}
    copied = ast.parse("\n".join(map(ast.unparse, body)))
    for node in ast.walk(copied):
        if isinstance(node, ast.Name) and node.id in own:
            node.id = names.setdefault(node.id, f"own {len(names)}")
    return ast.unparse(copied) if len(body) > 2 else ""


def test_no_function_is_written_twice() -> None:
    places: dict[str, list[str]] = {}
    for path in PACKAGE:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef) and (written := as_written(node)):
                places.setdefault(written, []).append(f"{path.relative_to(ROOT)}: {node.name}")
    twice = [" and ".join(names) for names in places.values() if len(names) > 1]
    assert twice == [], f"These do the same. Keep the one that both rooms may import, and call it: {twice}"


def test_the_name_of_a_class_stands_for_one_thing() -> None:
    places: dict[str, list[str]] = {}
    for path in PACKAGE:
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(str(path.relative_to(ROOT)))
    assert {name: paths for name, paths in places.items() if len(paths) > 1} == {}


def test_the_command_line_and_its_commands_leave_the_screen_alone() -> None:
    names = [f"deskapp.cli.{module.name}" for module in pkgutil.iter_modules(deskapp.cli.__path__)]
    loaded = "print(*sorted({name.partition('.')[0] for name in sys.modules} & {'textual', 'rich', 'pyperclip'}))"
    program = f"import sys, deskapp.__main__, {', '.join(names)}; {loaded}"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


def test_nothing_in_the_package_speaks_of_code_that_is_gone_or_of_work_to_do() -> None:
    odd = re.compile(r"#.*\b(TODO|FIXME|XXX|HACK|no longer|used to be|was removed)\b")
    found = [path for path in PACKAGE if odd.search(path.read_text(encoding="utf-8"))]
    assert [str(path.relative_to(ROOT)) for path in found] == []


def test_the_manual_names_every_key_and_every_command() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    ticked = {piece for quoted in re.findall(r"`([^`\n]+)`", text) for piece in (quoted, *re.split(r"[\s|]+", quoted))}
    keys = {command.shown_key for command in COMMANDS}
    lacking = sorted((keys | {command.name for command in SPOKEN}) - ticked)
    assert not lacking, f"`.venv/bin/python -m tests.readme` writes the manual's tables anew; they lack {lacking}"
