"""What an undo or redo of the command line cannot do is said in words of whom it concerns, once, then stepped over."""

import pytest

from tests.cli.conftest import Tool

WALK_IN = ("log", "walk-in", "Beth Ocampo")
CASES = [
    (WALK_IN, ("reason", "Beth", "tea"), ("reason", "Beth", "coffee"), "Beth Ocampo's reason was changed by Kim"),
    (WALK_IN, ("channel", "Beth", "call"), ("channel", "Beth", "letter"), "Beth Ocampo's channel was changed by Kim"),
    (WALK_IN, ("request", "Beth", "a bow"), ("answer", "Beth", "here"), "Beth Ocampo's requests were changed by Kim"),
    (
        ("promise", "Beth", "ring", "back", "--by", "in 1h"),
        ("move", "ring", "--by", "in 2h", "--told"),
        ("move", "ring", "--by", "in 3h", "--told"),
        "the time of the promise “ring back” to Beth Ocampo was changed by Kim",
    ),
    (
        ("settings", "theme", "dark"),
        ("settings", "hold_minutes", "4"),
        ("settings", "hold_minutes", "5"),
        "the setting “On hold” was changed by Kim",
    ),
    (WALK_IN, ("log", "walk-in", "Gus"), ("note", "Gus", "a scarf"), "Gus's visit was changed by Kim"),
]


def test_a_setting_is_taken_back_whatever_else_was_set_since(tool: Tool) -> None:
    for words in (("settings", "theme", "light"), ("settings", "hold_minutes", "5", "--staff", "Kim")):
        assert tool(*words).status == 0
    assert tool("undo").out == "Undone: setting: theme\n"
    assert "dark" in tool("settings", "theme").out and "5" in tool("settings", "hold_minutes").out


@pytest.mark.parametrize(("before", "mine", "theirs", "why"), CASES, ids=[case[3] for case in CASES])
def test_who_stands_in_the_way_is_said_by_name(
    tool: Tool, before: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...], why: str
) -> None:
    for words in (WALK_IN, before, mine) if before is not WALK_IN else (before, mine):
        assert (told := tool(*words)).status == 0, told.err
    assert (told := tool(*theirs, "--staff", "Kim")).status == 0, told.err
    told = tool("undo")
    assert told.status == 1 and f"cannot be undone: {why}" in told.err and told.err.count("since") == 1, told.err
    assert "_" not in told.err and "with a command, since." in told.err
    once = {told.err}
    while (told := tool("undo")).status and "nothing to undo" not in told.err:
        assert told.err not in once
        once.add(told.err)
