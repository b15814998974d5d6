"""Each declared label is seen whole: in the bottom line, in the list of keys, before its field, and on the card."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from deskapp.commands.declared import SUBJECTS, Command
from deskapp.model.card_fields import CARD_FIELDS, CardField
from deskapp.model.settings import KeyPreset
from deskapp.text import widths
from deskapp.ui import keymap
from deskapp.ui.commands import BY_ID, COMMANDS
from deskapp.ui.render import card as card_pane
from deskapp.ui.render.keys import key_of
from deskapp.ui.screens import keys as list_of_keys
from deskapp.ui.widgets.bottom_lines import key_line
from deskapp.ui.widgets.entry import EntryPanel
from tests.builders import StandingClock
from tests.new_rows import declared_in
from tests.ui.test_every_question import KEPT, Given, calls, fill

NARROW: dict[KeyPreset, int] = {"letters": 40, "function keys": 48}
"""The columns of a narrow window, in which the first of a row of keys is whole."""
(_ROOM,) = re.findall(r"\.field Lines \{ width: (\d+);", EntryPanel.DEFAULT_CSS)
BEFORE_A_FIELD = int(_ROOM) - 1
"""The cells for a label before its field, and one that parts the two."""


def cut_in_the_bottom_line(commands: Iterable[Command], preset: KeyPreset) -> list[str]:
    """The commands whose label is not whole in a narrow window, though they stand first there, with their files."""
    keymap.use(keymap.preset(preset))
    try:
        return [
            f"“{command.label}” ({command.id} in {declared_in(command)}) is cut in the bottom line of {width} columns"
            for command in commands
            if command.label
            not in key_line([command, BY_ID["walk_in"]], (width := NARROW[preset]), key_of("help")).text
        ]
    finally:
        keymap.use({})


def cut_before_a_field(labels: Iterable[tuple[str, str]]) -> list[str]:
    """Of (where, label) those that are longer than the room before a field."""
    return [
        f"“{label}” ({where}) is cut before its field: {BEFORE_A_FIELD} letters fit"
        for where, label in labels
        if widths.cells(label) > BEFORE_A_FIELD
    ]


@pytest.mark.parametrize("preset", NARROW)
def test_the_label_of_each_command_is_whole_in_the_bottom_line(preset: KeyPreset) -> None:
    assert cut_in_the_bottom_line(COMMANDS, preset) == []
    long = replace(BY_ID["note"], label="a note to keep for ever")
    assert "deskapp/commands/visits.py) is cut" in cut_in_the_bottom_line([long], preset)[0]


def test_the_label_and_the_key_of_each_command_leave_a_gap_in_the_list_of_keys() -> None:
    room = {"label": list_of_keys.LABEL, "fn": list_of_keys.KEY}
    cut = [
        f"{command.label} ({command.id} in {declared_in(command)}): {list_of_keys.LABEL - 1} letters fit"
        for command in COMMANDS
        if widths.cells(command.label) >= room["label"] or len(command.shown_key) >= room["fn"]
    ]
    assert cut == []


def test_the_label_of_each_argument_that_is_asked_for_is_whole_before_its_field() -> None:
    asked = (
        (f"{argument.name} of {command.id} in {declared_in(command)}", argument.label)
        for command in COMMANDS
        for argument in command.arguments
        if argument.is_needed and argument.kind not in SUBJECTS
    )
    assert cut_before_a_field(asked) == []


def test_the_label_of_each_question_is_whole_before_its_field(tmp_path: Path) -> None:
    with fill(tmp_path / "book", StandingClock()) as desk:
        given = Given(desk)
        kept = [(name, label) for name, ask in KEPT.items() for _, label, _ in ask(given).fields]
    assert cut_before_a_field([*kept, *written_labels()]) == []


def written_labels() -> Iterator[tuple[str, str]]:
    """The labels that stand in the code where a question is made, and in which function."""
    for name, call, _ in calls():
        named = [word.value for word in call.keywords if word.arg == "label"]
        fields = [node.elts[1] for node in ast.walk(call) if isinstance(node, ast.Tuple) and len(node.elts) == 3]
        of_letters = call.args[1:2] if ast.unparse(call.func) == "by_letter" else []
        for node in (*named, *fields, *of_letters):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield name, node.value


@pytest.mark.parametrize("field", CARD_FIELDS, ids=lambda field: field.name)
def test_the_label_of_each_field_of_a_card_is_whole_wherever_it_stands(field: CardField) -> None:
    where, shown = f"{field.name} in deskapp/model/card_fields.py", field.pane_label or field.label
    assert cut_before_a_field([(where, field.label)]) == []
    is_whole = not field.pane or widths.cells(shown) < card_pane.LABEL
    assert is_whole, f"“{shown}” ({where}) is cut on the card: give it a pane_label of {card_pane.LABEL - 1} letters"
