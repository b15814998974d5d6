"""What the shipped checklists promise to the screen, and how a broken one is told."""

import json
import string
import subprocess
import sys
from pathlib import Path

import pytest

from deskapp.model.interaction import KINDS
from deskapp.model.words import Checklist, Step, placeholders
from deskapp.words import loader
from deskapp.words.loader import CHECKLISTS, PlaybookError, checklists, parse_checklist, shipped, starting_with
from tests.new_rows import ROOT, to_add

LAST = {"A": 8, "B": 7, "C": 3, "D": 5, "E": 2, "G": 4}
PRACTICES = {f"{letter}{n}" for letter, last in LAST.items() for n in range(1, last + 1)}
STEPS = [(one, step) for one in checklists().values() for step in one.steps]
step_of_each = pytest.mark.parametrize(("checklist", "step"), STEPS, ids=[one.tick_key(step) for one, step in STEPS])


def broken(**changes: object) -> str:
    document: dict[str, object] = {"id": "tea", "title": "Tea", "steps": [{"id": "boil", "prompt": "Boil water"}]}
    return json.dumps(document | changes)


def test_all_are_there_under_their_ids() -> None:
    assert tuple(checklists()) == CHECKLISTS
    assert all(one.id == key for key, one in checklists().items())


def test_each_file_of_a_checklist_is_read() -> None:
    files = {path.stem for path in (ROOT / "deskapp/words/checklists").iterdir()}
    unread = to_add(files - {*CHECKLISTS}, loader.__file__, '(CHECKLISTS) "{name}", at its place: else nobody sees it')
    assert not unread, unread


def test_each_file_of_words_is_named_where_it_is_read() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "deskapp").rglob("*.py"))
    files = [path for path in (ROOT / "deskapp").rglob("*.json") if path.parent.name != "checklists"]
    unread = [path.relative_to(ROOT).as_posix() for path in files if f'"{path.name}"' not in code]
    assert len(files) > 10 and not unread, (
        f"Nothing reads {unread}: name the file where its words are used, or drop it."
    )


def test_titles_and_numbers_of_steps_are_what_the_pane_shows() -> None:
    shown = {key: (one.title, len(one.steps)) for key, one in checklists().items()}
    assert shown["greeting_walk_in"] == ("Greeting", 7)
    assert shown["greeting_call"] == ("Greeting", 7)
    assert shown["resolution"] == ("Resolution", 7)
    assert shown["steam"] == ("Let off steam", 6)
    assert shown["end_of_day"][0] == "End of day"


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_starts_one_checklist_that_has_one_greeting_step(kind: str) -> None:
    started = starting_with(kind)
    assert started is not None
    assert [one.id for one in checklists().values() if one.starts_with == kind] == [started.id]
    assert sum(step.greets for step in started.steps) == 1


def test_nothing_starts_with_an_unknown_kind() -> None:
    assert starting_with("") is None
    assert starting_with("fax") is None


def test_the_resolution_keeps_the_order_of_the_practice() -> None:
    ids = [step.id for step in checklists()["resolution"].steps]
    assert ids == ["listen", "thank", "apologise", "options", "agree", "act", "follow_up"]


def test_mandatory_is_kept_for_agreement_and_for_the_promises_of_today() -> None:
    assert {one.tick_key(step) for one, step in STEPS if step.mandatory} == {"resolution-agree", "end_of_day-promises"}


@step_of_each
def test_each_step_fits_an_80_column_pane(checklist: Checklist, step: Step) -> None:
    assert 0 < len(step.prompt) <= 34
    assert 0 < len(step.why) <= 70
    assert len(step.say) <= 72
    assert 0 < len(step.avoid) <= 60


@step_of_each
def test_each_step_is_plain_text_with_a_practice(checklist: Checklist, step: Step) -> None:
    assert step.practice in PRACTICES
    assert not placeholders(step.prompt + step.why + step.avoid)
    for text in (step.prompt, step.why, step.say, step.avoid):
        assert text == " ".join(text.split())
        assert set(text) <= set(string.printable)


@step_of_each
def test_a_name_that_is_not_known_can_be_left_out(checklist: Checklist, step: Step) -> None:
    assert step.say.count("{name}") == step.say.count(", {name}")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "line 1"),
        ("[]", "needed here"),
        (broken(steps=[]), "no steps"),
        (broken(id="tea-time"), "is no id"),
        (broken(colour="red"), "'colour' is no field of a checklist"),
        (broken(title=7), "Checklist.title"),
        (broken(steps=["boil"]), "Checklist.steps"),
        (broken(steps=[{"id": "boil", "prompt": "Boil", "loud": True}]), "step 1 cannot be used: 'loud'"),
        (broken(steps=[{"id": "boil", "prompt": "a"}, {"id": "boil", "prompt": "b"}]), "twice"),
        (broken(steps=[{"id": "boil", "prompt": "a", "say": "Hello {nmae}"}]), "{nmae} is no placeholder"),
        (broken(steps=[{"id": name, "prompt": "a", "greets": True} for name in "ab"]), "more than one step"),
    ],
)
def test_a_broken_file_is_told_in_one_sentence(text: str, reason: str) -> None:
    with pytest.raises(PlaybookError) as caught:
        parse_checklist(text, "tea.json")
    assert "tea.json" in caught.value.sentence
    assert reason in caught.value.sentence
    assert caught.value.next_step


def test_a_file_that_is_not_text_is_told() -> None:
    with pytest.raises(PlaybookError, match="UTF-8"):
        parse_checklist(b'"\xff"', "tea.json")


def test_a_missing_file_is_told() -> None:
    with pytest.raises(PlaybookError, match=r"checklists/none\.json"):
        shipped("checklists/none.json")


def test_reading_them_asks_for_no_slow_module() -> None:
    code = (
        "import sys; from deskapp.words.loader import checklists; checklists();"
        "print([m for m in ('tomllib', 'importlib.resources', 'textual', 'tinydb') if m in sys.modules])"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True)
    assert done.stdout.strip() == "[]"
