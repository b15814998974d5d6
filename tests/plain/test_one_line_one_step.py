"""Every verb of plain mode, with whatever it asks, is one step for undo: a new verb is held to it too."""

import io
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

from deskapp.cli.run import run
from deskapp.desk.session import Session
from deskapp.plain import verbs
from deskapp.store import open_book
from tests.builders import all_in
from tests.new_rows import to_add, to_take_out
from tests.plain.conftest import sit

A_MORNING = (
    "shift Robin",
    "settings country US",
    "log call Cem Yildiz --end repaired",
    "ring '202 555 0199' --name Hugo",
    "ring '202 555 0199' --hung-up",
    "log walk-in Beth Ocampo",
    "request Beth a bow",
    "promise Beth ring back --by 'in 2h'",
)
STEPS: dict[str, tuple[str, ...]] = {
    "w": ("w Zoe Quist", "w|Zoe Quist", "w Beth Ocampo", "w Beth|1", "w Beth|n", "w Beth|", "w"),
    "c": ("c Zoe Quist", "c 202 555 0177", "c|202 555 0177"),
    "m": ("m Zoe Quist",),
    "who": ("who Zoe Quist", "who|Zoe Quist"),
    "i": ("i strings", "i|strings"),
    "g": ("w;g",),
    "tick": ("tick 2", "2", "r 1"),
    "untick": ("tick 2;untick 2", "2;2"),
    "n": ("n left a scarf", "n allergic to nuts|", "n allergic to nuts|no"),
    "a": ("a rosin", "a rosin, strings"),
    "A": ("A here it is", "A here;A there|y"),
    "d": ("d tea", "d nuts|", "d s: cake"),
    "T": ("T resolution;r 2",),
    "p": ("p write by tomorrow 9:00", "p call her|in 1h|202 555 0188"),
    "k": ("k", "k ring"),
    "v": ("v ring to tomorrow 9:00|y",),
    "number": ("number 202 555 0111",),
    "email": ("email beth@example.org",),
    "V": ("V e-mail", "V|letter"),
    "C": ("C prospect", "C|coworker"),
    "give-up": ("give-up", "give-up ring"),
    "wait": ("wait ring",),
    "run-on": ("wait ring;run-on ring",),
    "repeat": ("repeat ring every week", "repeat ring|day"),
    "told": ("v ring to tomorrow 9:00|n;told ring",),
    "hand-on": ("hand-on ring to Kim", "hand-on ring|Kim"),
    "B": ("B|", "B|d"),
    "+": ("+", "+10"),
    "-": ("-",),
    "o": ("o", "o;o"),
    "h": ("h Tom|no time", "h Tom|;h Ann|;h Udo|;h Ida|Kim|"),
    "r": ("r 3",),
    "F": ("F do you rent cellos|Yes.",),
    "b": ("b|y|you fool",),
    "x": ("x fact the hall is locked", "x plan fetch the key|Bo|tomorrow 9:00"),
    "e": ("e done|in haste",),
    "E": ("E Cem", "E"),
    "X": ("log walk-in Old Timer --at 'yesterday 9:00' --no-card;X",),
    "s": ("s Ana",),
    "give": ("give Ana|y", "give Ana|n", "give|Ana|n"),
    "sign": ("s Ana|give Robin|n;sign|y", "s Ana|give Tom|n;sign|y"),
    "L": ("L listened first",),
    "bad-lesson": ("bad-lesson spoke first",),
    "quit": ("quit|e done|in haste|because", "quit|h Tom|because"),
}
NO_STEP = {
    *("?", "steps", "y", "f", "q", "promises", "G", "list", "card", "customers", "/"),
    *("next", "attend", "previous", "H", "report", "u", "U", "again", "forget"),
}
ROW = '(STEPS) "{name}": ("{name} …",), a line for each kind of change; or its word to NO_STEP, if it makes none'
CASES = [(name, line) for name, lines in STEPS.items() for line in lines]


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("morning") / "book"
    for line in A_MORNING:
        words = ["--data", str(folder), "--staff", "Robin", *shlex.split(line)]
        assert run(words, out=io.StringIO(), err=(err := io.StringIO())) == 0, (line, err.getvalue())
    return folder


@pytest.fixture
def folder(tmp_path: Path, morning: Path) -> Path:
    return Path(shutil.copytree(morning, tmp_path / "book"))


def held(folder: Path) -> dict[Any, Any]:
    with open_book(folder, read_only=True) as book:
        return all_in(Session(book, "Robin"))


def test_every_verb_says_here_whether_it_is_a_step_for_undo() -> None:
    calls = {verb.calls[0] for verb in verbs.VERBS}
    lacking = to_add(calls - {*STEPS, *NO_STEP}, __file__, ROW)
    assert not lacking, lacking
    gone = to_take_out({*STEPS, *NO_STEP} - calls | {*STEPS} & NO_STEP, __file__)
    assert not gone, gone


@pytest.mark.parametrize(("name", "line"), CASES, ids=[line for _, line in CASES])
def test_one_undo_takes_a_line_back_with_what_it_asked_and_one_redo_does_it_again(
    folder: Path, name: str, line: str
) -> None:
    *first, last = [part.split("|") for part in line.split(";")]
    if first:
        sit(folder, *(typed for part in first for typed in part))
    before = held(folder)
    said = sit(folder, *last)
    after = held(folder)
    assert after != before, said
    said = sit(folder, "u")
    assert held(folder) == before, said
    said = sit(folder, "U")
    assert held(folder) == after, said
