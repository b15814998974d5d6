"""Every command that changes the book is one step for undo, and redo does it again: a new command is held to it too."""

import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

from deskapp.commands.every import BY_NAME
from deskapp.desk.session import Session
from deskapp.store import open_book
from tests.builders import all_in
from tests.cli.conftest import Tool, call
from tests.new_rows import to_add, to_take_out

A_MORNING = (
    "shift Robin",
    "settings country US",
    "log walk-in Beth Ocampo --phone '202 555 0143'",
    "log walk-in Gus Marlow",
    "request Gus a bow",
    "log call Cem Yildiz --end repaired",
    "log message Dora Twin",
    "log message Dorah Twinn --new",
    "promise Beth ring back --by 'in 2h'",
    "ring '202 555 0199' --name Hugo",
    "ring '202 555 0199' --hung-up",
)
STEPS: dict[str, tuple[str, ...]] = {
    "log": (
        "log walk-in",
        "log walk-in Zoe Quist",
        "log walk-in Beth Ocampo",
        "log call Zoe Quist --phone '202 555 0188' --reason strings --end sold",
        "log walk-in '202 555 0177'",
        "log message Zoe Quist --no-card --at '20m ago'",
    ),
    "identify": (
        "log walk-in Some One --no-card; identify Some Zoe Quist",
        "log call Some One --no-card --phone '202 555 0166'; identify Some Beth Ocampo --add-number",
        "identify Gus --no-card Gustav",
    ),
    "reason": ("reason Gus strings",),
    "greet": ("log walk-in Una Late; greet Una",),
    "hold": ("hold Gus",),
    "resume": ("hold Gus; resume Gus",),
    "note": ("note Gus left a scarf", "note Gus allergic to nuts"),
    "request": ("request Gus rosin", "request Gus 'rosin, strings'"),
    "answer": ("answer Gus here it is", "answer Gus here; answer Gus there --request 1 --again"),
    "temperature": ("temperature Gus 70", "temperature Gus +5"),
    "tick": ("tick Gus 1", "tick Gus 1 --list resolution"),
    "untick": ("tick Gus 1; untick Gus 1",),
    "refer": ("refer Gus Tom --why strings --end",),
    "transfer": ("transfer Gus Tom",),
    "own": ("own Gus Tom",),
    "end": ("end Gus sold --anyway haste", "end Beth sold"),
    "reopen": ("reopen Cem",),
    "end-all": ("end-all closed --anyway fire",),
    "transfer-all": ("transfer-all Tom",),
    "close-earlier": ("log walk-in Old Timer --at 'yesterday 9:00' --no-card; close-earlier",),
    "promise": (
        "promise Gus call him --by 'in 1h' --channel call --phone '202 555 0155'",
        "promise Beth write --by 'tomorrow 9:00'",
    ),
    "channel": ("channel Gus e-mail", "channel --promise ring letter"),
    "email": ("email Beth beth@example.org",),
    "number": ("number Gus 202 555 0133",),
    "keep": ("keep ring back", "repeat ring --every day; keep ring back"),
    "give-up": ("give-up ring back",),
    "move": ("move ring --by 'in 3h' --told",),
    "reply": ("reply acknowledgement Beth --set due=15:00 --set reason=strings --copy",),
    "faq-add": ("faq-add Do you rent cellos? --answer Yes.",),
    "lesson": ("lesson listened first --about Gus",),
    "boundary": ("boundary Gus shouted", "boundary Gus shouted; boundary Gus --end"),
    "crisis": ("crisis Gus fact the hall is locked", "crisis Gus plan fetch it --more Bo --by 'in 1h'"),
    "kind": ("kind Beth prospect", "kind Beth coworker"),
    "preference": ("preference Beth tea", "preference Beth 'a: nuts'", "preference Beth 's: cake'"),
    "merge": ("merge 'Dora Twin' 'Dorah Twinn'",),
    "unmerge": ("merge 'Dora Twin' 'Dorah Twinn'; unmerge Dora",),
    "import": ("import {vcf}",),
    "ring-back": ("ring-back Hugo", "ring-back --settled Hugo"),
    "shift": ("shift Ana", "shift --end --anyway later"),
    "handover-note": ("handover-note the till is short",),
    "handover-give": ("handover-give Ana --promises",),
    "handover-read": ("--staff Ana handover-give Robin; handover-read",),
    "wait": ("wait ring back",),
    "run-on": ("wait ring back; run-on ring back",),
    "repeat": ("repeat ring --every week",),
    "told": ("move ring --by 'in 3h' --not-told; told ring",),
    "hand-on": ("hand-on ring --to Tom",),
    "settings": ("settings theme light", "settings staff Ana", "settings country DE"),
}
NO_STEP = {
    **dict.fromkeys(
        ("list", "customers", "card", "promises", "faq", "report", "handover", "export", "subject", "confirmed"),
        "looks",
    ),
    **dict.fromkeys(("open", "demo", "plain"), "is a face"),
    **dict.fromkeys(("where", "doctor", "backup", "restore"), "is about the folder"),
    **dict.fromkeys(("erase", "retain"), "stays done, which undo says"),
    **dict.fromkeys(("ring", "listen"), "is the phone's"),
    **dict.fromkeys(("undo", "redo"), "steps itself"),
    "unfinished": "keeps lines that are still being answered",
}
ROW = '(STEPS) "{name}": ("{name} Gus …",), a line for each kind of change; or its name to NO_STEP, with the reason'
CASES = [(name, line) for name, lines in STEPS.items() for line in lines]


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with a visit, a card or a promise for each command."""
    folder = tmp_path_factory.mktemp("morning") / "book"
    for line in A_MORNING:
        answer = call("--data", str(folder), "--staff", "Robin", *shlex.split(line))
        assert answer.status == 0, (line, answer.err)
    return folder


@pytest.fixture
def filled(folder: Path, morning: Path) -> Path:
    shutil.copytree(morning, folder)
    return folder


def held(folder: Path) -> dict[Any, Any]:
    with open_book(folder, read_only=True) as book:
        return all_in(Session(book, "Robin"))


def test_every_command_says_here_whether_it_is_a_step_for_undo() -> None:
    lacking = to_add({*BY_NAME} - {*STEPS, *NO_STEP}, __file__, ROW)
    assert not lacking, lacking
    gone = to_take_out({*STEPS, *NO_STEP} - {*BY_NAME} | {*STEPS} & {*NO_STEP}, __file__)
    assert not gone, gone


@pytest.mark.parametrize(("name", "line"), CASES, ids=[line for _, line in CASES])
def test_one_undo_takes_a_command_back_and_one_redo_does_it_again(
    tool: Tool, filled: Path, tmp_path: Path, name: str, line: str
) -> None:
    cards = tmp_path / "cards.vcf"
    cards.write_text("".join(f"BEGIN:VCARD\nVERSION:3.0\nFN:{one}\nN:;{one};;;\nEND:VCARD\n" for one in ("Ida", "Udo")))
    *first, last = [shlex.split(part.strip().format(vcf=cards)) for part in line.split(";")]
    for words in first:
        assert (told := tool(*words)).status == 0, (words, told.err)
    assert last[0] == name
    before = held(filled)
    told = tool(*last)
    assert told.status == 0, told.err
    after = held(filled)
    assert after != before
    told = tool("undo")
    assert told.status == 0 and held(filled) == before, told
    told = tool("redo")
    assert told.status == 0 and held(filled) == after, told
    assert tool("undo").status == 0 and held(filled) == before
