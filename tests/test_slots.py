"""A sentence names a command by a slot, and each face fills in what works where the sentence is read."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from deskapp import slots
from deskapp.cli import slots as cli_slots
from deskapp.commands.every import BY_NAME
from deskapp.commands.keys import shown
from deskapp.model.settings import KeyPreset
from deskapp.plain import slots as plain_slots
from deskapp.plain.verbs import BY_CALL
from deskapp.ui import keymap, lookup
from deskapp.ui.commands import BY_ID, COMMANDS, on_screen
from deskapp.ui.render.keys import OPENED_BY, SAME_KEY, filled, way_to

HOME = Path(slots.__file__).parent
PLACES = sorted({where for command in COMMANDS for where in command.where} - {"all"})
OPENERS = {
    **{name: name for name in ("desk", "customers", "promises", "log", "replies", "reports", "playbook", "settings")},
    **{opener: screen for screen, opener in OPENED_BY.items() if screen not in ("customer", "keys")},
}
BY_HAND = re.compile(
    r"\b[Pp]ress (?!a letter)([a-zA-Z]|F\d+)\b|\bF([2-9]|1[0-2])\b"
    r"|(?<![\w'+])[b-zB-HJ-Z] (brings|takes|shows|copies|switches|looks|opens|makes|adds|writes|goes)\b|: [a-zA-Z]\.$"
)
BY_HAND_ALLOWED = ("deskapp/ui/screens/keys.py", "deskapp/ui/dialogs/", "deskapp/ui/sheets/", "deskapp/plain/")
OF_A_SCREEN = re.compile(
    r"\b[Pp]ress (?!Enter to leave it)|\b(Tab|Esc|Escape|Space|Down|Up) |\b(Ctrl|Alt|Shift)\+|\bF\d{1,2}\b|\blit\b"
)
OF_A_LINE = re.compile(r"\bdeskapp [a-z-]+( --[a-z]+)?|(?<![\w-])--[a-z]+")
ONLY_THERE = ("deskapp doctor --repair", "deskapp doctor", "deskapp --data FOLDER", "deskapp settings --forget-pin")
"""What has no other way than the command line, so that every face names it as it is typed in a shell."""
SAID_BY_LINES = {
    ("deskapp/desk/cards/allergies.py", "`…preference … --sta"),
    ("deskapp/desk/promises/promising.py", "`…channel --promise "),
    ("deskapp/desk/promises/notify.py", "--app-name=…"),
    ("deskapp/desk/visits/missed.py", "`…list --open` shows"),
    ("deskapp/desk/handover/leaving.py", "`…handover-read --in"),
    ("deskapp/desk/handover/handed.py", "`…handover --past` s"),
    ("deskapp/desk/handover/handover.py", "`…handover-give NAME"),
    ("deskapp/desk/words/edits.py", "deskapp playbook 1"),
    ("deskapp/exchange/tables_out.py", "deskapp card"),
    ("deskapp/exchange/columns.py", "deskapp card"),
}
"""Where only who cannot be asked reads it; and what is no sentence."""


@cache
def texts() -> tuple[tuple[str, str], ...]:
    """Each text in the source that is no docstring, with its file."""
    return tuple(text for path in HOME.rglob("*.py") for text in _texts_in(path))


@cache
def _texts_in(path: Path) -> tuple[tuple[str, str], ...]:
    return tuple((str(path.relative_to(HOME.parent)), text) for text in _strings(ast.parse(path.read_text())))


def _strings(tree: ast.Module) -> Iterator[str]:
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("said", "counted"):
            texts = [value for value in node.args if isinstance(value, ast.Constant) and isinstance(value.value, str)]
            told |= {id(text) for text in texts}
            yield from (_message(str(text.value), node.keywords) for text in texts)
        elif isinstance(node, ast.JoinedStr):
            yield "".join(map(_part, node.values))
            told |= {id(value) for value in node.values}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def _message(text: str, keywords: list[ast.keyword]) -> str:
    """A message as it is told: its named slots hold what they are given, as far as that stands there."""
    held = {word.arg: _part(ast.FormattedValue(word.value, -1)) for word in keywords}
    return re.sub(r"\{(\w+)[^{}]*\}", lambda slot: held.get(slot[1], "…"), text) if held else text


def _part(value: ast.expr) -> str:
    """A part of a text with values in it: our words, a slot as it will stand there, or `…` for any other value."""
    if isinstance(value, ast.Constant):
        return str(value.value)
    match value:
        case ast.FormattedValue(
            ast.Call(ast.Attribute(ast.Name("slots"), "press" | "key" as kind), [ast.Constant(str() as command)])
        ):
            return slots.press(command) if kind == "press" else slots.key(command)
        case ast.FormattedValue(ast.Attribute(ast.Name("slots"), "DESKAPP")):
            return slots.DESKAPP
    return "…"


def test_no_sentence_names_a_key_by_hand() -> None:
    found = [
        (file, text)
        for file, text in texts()
        if BY_HAND.search(text) and " " in text and not file.startswith(BY_HAND_ALLOWED)
    ]
    assert found == []


def test_no_sentence_outside_the_screen_names_a_key_of_it() -> None:
    others = [(file, text) for file, text in texts() if not file.startswith("deskapp/ui/")]
    found = [(file, text) for file, text in [*others, *words_of_the_playbook()] if OF_A_SCREEN.search(text)]
    assert found == []


def test_no_sentence_that_the_screen_shows_names_a_command_of_the_command_line() -> None:
    for file, text in texts():
        if not file.startswith(("deskapp/ui/", "deskapp/desk/", "deskapp/exchange/")) or " " not in text:
            continue
        for way in ONLY_THERE:
            text = text.replace(way, "")
        text = slots.SLOT.sub("…", text)
        assert not OF_A_LINE.search(text) or (file, text[:20]) in SAID_BY_LINES, (file, text)


def test_no_command_calls_another_as_if_every_reader_had_a_shell() -> None:
    own = ("run.py", "command_line.py", "desk_request.py", "commands.py", "slots.py", "parser.py")
    found = [text for file, text in texts() if "/cli/" in file and not file.endswith(own) and "`deskapp " in text]
    assert found == []


def words_of_the_playbook() -> Iterator[tuple[str, str]]:
    """Each text in the shipped words, with its file."""
    for path in (HOME / "words").rglob("*.json"):
        for text in re.findall(r'"((?:[^"\\]|\\.)*)"', path.read_text()):
            yield str(path.relative_to(HOME.parent)), text


LOOKS_LIKE_ONE = re.compile(r"\{\s*(press|key)\w*\s*[:}]", re.IGNORECASE)
NAME_A_SLOT = [path for path in HOME.rglob("*.py") if "slots." in path.read_text() and path != HOME / "slots.py"]
"""A slot has this process's mark, so a text has one only where the file asks `slots` for it; each process that collects
tests reads these files alone."""
WITH_A_SLOT = sorted({text for path in NAME_A_SLOT for text in _texts_in(path) if slots.SLOT.search(text[1])})


def _short(file: str, text: str) -> str:
    """A test's name, the same in every process, whatever mark that drew."""
    return f"{file}: {slots.SLOT.sub(lambda slot: slot[2], text):.30}"


def test_no_text_of_ours_only_looks_as_if_it_had_a_slot() -> None:
    found = [
        (file, text)
        for file, text in [*texts(), *words_of_the_playbook()]
        if LOOKS_LIKE_ONE.search(slots.SLOT.sub("", text)) and file != "deskapp/slots.py"
    ]
    assert found == []


@pytest.mark.parametrize(("file", "text"), WITH_A_SLOT, ids=[_short(*one) for one in WITH_A_SLOT])
def test_no_brace_is_left_of_a_slot_on_any_face(file: str, text: str) -> None:
    others = text.count("{") - len(slots.SLOT.findall(text))
    faces = {"command line": cli_slots.filled(text), "plain": plain_slots.filled(text)}
    for place in PLACES:
        for is_typing in (False, True):
            faces[f"{place} {is_typing}"] = filled(text, place, is_typing=is_typing)
    for face, told in faces.items():
        assert told.count("{") == others and "#" not in told, f"{face}: {told}"


NAMED = sorted({slot[2] for _, text in WITH_A_SLOT for slot in slots.SLOT.finditer(text) if slot[1] != "typed"})


@pytest.mark.parametrize("command", NAMED)
@pytest.mark.parametrize("kind", ["key", "press"])
def test_each_form_of_each_slot_is_filled_on_each_face(command: str, kind: str) -> None:
    slot = slots.press(command) if kind == "press" else slots.key(command)
    on_the_line, at_prompt, on_screen_ = cli_slots.filled(slot), plain_slots.filled(slot), filled(slot, "desk")
    for told, verb in ((on_the_line, "Use "), (at_prompt, "Type "), (on_screen_, "Press ")):
        assert told.startswith(verb) is (kind == "press") and told.removeprefix(verb).strip() and "{" not in told


def test_each_slot_names_a_command() -> None:
    assert len(NAMED) > 10 and {SAME_KEY.get(command, command) for command in NAMED} <= BY_ID.keys()


def test_what_a_verb_says_names_a_command_on_every_face() -> None:
    for file, text in texts():
        if not file.startswith("deskapp/desk/") or not slots.SLOT.search(text):
            continue
        typed, at_prompt = cli_slots.filled(text), plain_slots.filled(text)
        assert "{" not in typed + at_prompt and "Press" not in typed + at_prompt
        for command in (slot[2] for slot in slots.SLOT.finditer(text) if slot[1] != "typed"):
            if command not in cli_slots.AT_THE_DESK:
                name = re.search(r"`deskapp ([a-z-]+)", typed)
                assert name and name[1] in BY_NAME, text
                assert plain_slots.TYPED[command].split()[0] in BY_CALL, text


KEYS: list[tuple[KeyPreset, dict[str, str]]] = [
    ("letters", {}),
    ("function keys", {}),
    ("letters", {"undo": "ctrl+b", "hold": "f11", "walk_in": "y", "reply": "w", "playbook": "alt+p"}),
]


@pytest.mark.parametrize(("preset", "own"), KEYS)
@pytest.mark.parametrize("place", PLACES)
def test_every_named_way_leads_to_its_command_from_wherever_it_is_read(
    place: str, preset: KeyPreset, own: dict[str, str]
) -> None:
    keys, fault = keymap.read(preset, own)
    assert fault == ""
    keymap.use(keys)
    try:
        for command in COMMANDS:
            if command.id in ("tick", "key_shipped"):  # digits; and a screen that only a row of the settings opens
                continue
            here, ways = place, way_to(command.id, place).split(", then ")
            if not command.keys_now:
                assert ways == ["Ctrl+P", command.label] and command in lookup.find(COMMANDS, command.label)[:3]
                continue
            for key in ways:
                runs = [one for one in on_screen(here) if key in map(shown, one.keys_now)]
                assert runs, f"{key} is dead in {here}: {ways} for {command.id}"
                if key is not ways[-1]:
                    here = OPENERS[runs[0].id]
            assert command in runs
    finally:
        keymap.use({})


def test_while_words_are_typed_a_letter_comes_after_escape() -> None:
    assert filled(f"Gone. {slots.press('undo')} to bring it back.", "desk", is_typing=True) == (
        "Gone. Press Esc, then u to bring it back."
    )
    assert filled(f"{slots.press('promises')} to see them.", "desk", is_typing=True) == "Press F4 to see them."
