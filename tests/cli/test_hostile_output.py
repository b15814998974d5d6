"""Every command over a book full of hostile text: what it prints is text, on stdout and stderr, plain and as JSON."""

import json
from pathlib import Path

import pytest

from deskapp.commands.every import NAMED as COMMANDS
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from tests.builders import StandingClock, a_desk
from tests.cli.conftest import call
from tests.new_rows import to_add
from tests.ui.hostile import WORST, a_hostile_book

# What needs another program, a terminal, or the book to itself, and what prints nothing that people wrote.
ELSEWHERE = {"open", "demo", "listen", "where", "doctor", "backup", "restore", "import", "plain", "confirmed"}
EXPORTED, FORMATS = ("customers", "log", "promises", "faq"), ("csv", "json", "md", "html", "vcf", "ics")
REPORTED = ("text", "md", "html", "json")
LINES: dict[str, list[list[str]]] = {
    "log": [["walk-in", WORST, "--reason", WORST], ["call", WORST, "--phone", WORST, "--end", WORST]],
    "list": [[], ["--open"], ["--today"], ["--find", "loud"], ["--find", WORST], ["--on", WORST],
        ["--who", WORST],
    ],
    "customers": [[], [WORST], ["--duplicates"]],
    "card": [["CARD"], [WORST]],
    "identify": [["VISIT", WORST]],
    "reason": [["VISIT", WORST]],
    "greet": [["VISIT"], ["VISIT"], [WORST]],
    "hold": [["VISIT"], ["VISIT"]],
    "resume": [["VISIT"], ["VISIT"]],
    "note": [["VISIT", WORST]],
    "request": [["VISIT", WORST]],
    "answer": [["VISIT", WORST], ["VISIT", WORST, "--request", "1"]],
    "temperature": [["VISIT", "75"], ["VISIT", WORST]],
    "tick": [["VISIT"], ["VISIT", "1"], ["VISIT", WORST]],
    "untick": [["VISIT", "1"], ["VISIT", WORST]],
    "refer": [["VISIT", WORST, "--why", WORST]],
    "transfer": [["VISIT", WORST, "--why", WORST], ["VISIT", "sales"]],
    "own": [["VISIT", WORST], [WORST, WORST]],
    "close-earlier": [["--outcome", WORST]],
    "end-all": [[WORST]],
    "transfer-all": [[WORST]],
    "boundary": [["VISIT", WORST], [WORST]],
    "crisis": [["VISIT"], ["VISIT", "fact", WORST], ["VISIT", "theirs", WORST, "--more", WORST], ["VISIT", WORST],
               ["VISIT", "plan", WORST, "--more", WORST, "--by", "in 2h"], ["VISIT"]],
    "kind": [["CARD", WORST], [WORST, "prospect"]],
    "preference": [["CARD", WORST], ["CARD", f"a: {WORST}"], [WORST, "tea"]],
    "promise": [["CARD", WORST, "--by", "in 20m"], ["CARD", WORST, "--by", WORST],
                ["CARD", f"call back {WORST}", "--by", "in 20m", "--channel", WORST, "--phone", WORST]],
    "email": [["CARD", WORST], ["CARD", f"x@{WORST}"], [WORST, "x@y.example"]],
    "promises": [[], ["--today"], ["--overdue"]],
    "move": [["PROMISE", "--by", "in 2h", "--told"], [WORST, "--by", "in 2h", "--told"]],
    "repeat": [["PROMISE", "--every", "day"], ["PROMISE", "--every", WORST]],
    "hand-on": [["PROMISE", "--to", WORST]],
    "wait": [["PROMISE"]],
    "run-on": [["PROMISE"]],
    "told": [["PROMISE"]],
    "keep": [["PROMISE"], ["PROMISE"], [WORST]],
    "give-up": [["PROMISE"], [WORST]],
    "reply": [[], ["apology", "CARD"], [WORST]],
    "faq": [[], ["hostile"], [WORST]],
    "faq-add": [[WORST, "--answer", WORST]],
    "merge": [["CARD", "OTHER"], [WORST, "x"]],
    "unmerge": [["CARD"], [WORST]],
    "ring": [["202 555 0143", "--name", WORST], [WORST], ["202 555 0143", "--hung-up"],
             [WORST, "--answered"]],
    "ring-back": [[], [WORST], ["VISIT"], ["VISIT", "--settled"]],
    "channel": [["VISIT", "by post"], ["VISIT", WORST], ["PROMISE", "none"], [WORST, WORST, "--promise"]],
    "number": [["VISIT", f"202 {WORST}"], ["CARD", WORST]],
    "export": [[what, "--format", form] for what in EXPORTED for form in FORMATS],
    "end": [["VISIT", WORST], ["VISIT", WORST, "--anyway", WORST]],
    "reopen": [["VISIT"], ["VISIT"], [WORST]],
    "shift": [[], [WORST], ["--end"]],
    "handover": [[], ["--format", "md"]],
    "handover-note": [[WORST]],
    "handover-give": [[WORST]],
    "handover-read": [[]],
    "settings": [[], ["desk_name", WORST], [WORST], ["country", WORST]],
    "lesson": [[WORST], [WORST, "--bad", "--about", "VISIT"], ["x", "--about", WORST]],
    "report": [["day", "--own"], ["day", "--at", WORST],
               *([span, "--format", form, "--names"] for span in ("day", "year") for form in REPORTED)],
    "unfinished": [[f"p {WORST}", WORST, "--about", "VISIT"], [], ["--json"], [f"p {WORST}", "--forget"]],
    "undo": [[], []],
    "redo": [[], []],
    "subject": [*(["CARD", "-o", f"FILE.{form}"] for form in ("json", "md", "html")), [WORST, "-o", WORST]],
    "retain": [["--months", "12", "--dry-run"], ["--months", WORST], ["--months", "1", "--yes"]],
    "erase": [["CARD", "--dry-run"], ["CARD"], [WORST, "--yes"], ["CARD", "--yes"]],
}  # fmt: skip
ROW = '(LINES) "{name}": [["VISIT", WORST]], the words behind it, with hostile ones wherever a person\'s may stand'
DATA = {repr("\u202e")}  # an export is for other programs: it keeps each letter, and no control character
OWN_LINE_ENDS = {"\n", "\t", "\r"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> object:
    with a_desk(tmp_path_factory.mktemp("hostile") / "book", StandingClock(), staff=WORST) as desk:
        yield desk


@pytest.fixture(scope="module")
def names(desk: Session, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    files = {f"FILE.{form}": str(tmp_path_factory.mktemp("out") / f"x.{form}") for form in ("json", "md", "html")}
    opened = a_hostile_book(desk)
    cards = [one.customer.id for one in opened if one.customer]
    return files | {
        "VISIT": opened[0].id,
        "CARD": cards[0],
        "OTHER": cards[1],
        "PROMISE": promises.all_open(desk)[0].id,
    }


def obeyed(text: str) -> list[str]:
    """The characters that a terminal would act on."""
    found = {one for one in text if ord(one) < 32 or 0x7F <= ord(one) < 0xA0 or one in "\u202a\u202b\u202d\u202e\u2066"}
    return sorted(map(repr, found - OWN_LINE_ENDS))


def test_no_command_is_forgotten_here() -> None:
    lacking = to_add({command.name for command in COMMANDS} - ELSEWHERE - set(LINES), __file__, ROW)
    assert not lacking, lacking


@pytest.mark.parametrize("name", LINES)
def test_what_a_command_prints_is_text_and_nothing_else(desk: Session, names: dict[str, str], name: str) -> None:
    for words in LINES[name]:
        argv = [names.get(word, word) for word in words]
        answer = call(name, *argv, desk=desk)
        assert answer.status in (0, 1, 2), answer.err
        assert "fault of its own" not in answer.err
        found = obeyed(answer.out + answer.err)
        assert [one for one in found if not (name == "export" and one in DATA)] == [], words


@pytest.mark.parametrize("name", ["list", "customers", "promises", "faq", "reply", "handover", "settings"])
def test_json_is_json_and_keeps_the_text_whole(desk: Session, names: dict[str, str], name: str) -> None:
    answer = call(name, "--json", desk=desk)
    assert answer.status == 0 and obeyed(answer.out) == []
    assert json.loads(answer.out) is not None


def test_json_gives_back_each_letter_that_was_stored(desk: Session, names: dict[str, str]) -> None:
    card = json.loads(call("card", names["CARD"], "--json", desk=desk).out)
    stored = desk.book.get("customers", names["CARD"])
    assert stored and card["company"] == stored["company"]


def test_the_file_of_an_export_may_hold_what_was_stored(desk: Session, names: dict[str, str], tmp_path: Path) -> None:
    answer = call("export", "customers", "--format", "json", "-o", str(tmp_path / "x.json"), desk=desk)
    assert answer.status == 0, answer.err
    assert json.loads((tmp_path / "x.json").read_text("utf-8"))
