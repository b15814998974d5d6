"""What may mean an erased person, on the command line: listed with what to add, and nothing is erased before it is."""

import io
import random
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import attack
from tests.builders import a_desk
from tests.cli.conftest import Tool, call
from tests.lives import found_in, today


@pytest.fixture
def tool(tool: Tool) -> Tool:
    tool(
        "log", "walk-in", "Beth", "Ocampo", "--reason", "the zanzibar lamp", "--phone", "+49 151 7712345", "--end", "ok"
    )
    tool("log", "call", "Carl", "Rossi", "--reason", "knows Ocampo", "--end", "ok")
    tool("log", "call", "Dora", "Quist", "--reason", "a zanzibar as well", "--end", "ok")
    return tool


def mark_of(tool: Tool) -> str:
    """The figures with which every number of the list begins."""
    return str(tool("erase", "Beth Ocampo", "--dry-run", "--json").json["may_mean"][0][:4])


def test_places_that_may_mean_them_are_listed_and_nothing_is_erased(tool: Tool) -> None:
    answer = tool("erase", "Beth Ocampo", "--yes")
    assert answer.status == 1 and answer.out == ""
    assert "2 places may mean them" in answer.err and "01. Call of Carl Rossi of" in answer.err
    assert "“knows Ocampo”" in answer.err and "02. Call of Dora Quist of" in answer.err
    assert "Nothing was erased." in answer.err and "--also all" in answer.err and "--also none" in answer.err
    assert tool("card", "Beth Ocampo").status == 0


def test_a_dry_run_lists_them_too(tool: Tool) -> None:
    answer = tool("erase", "Beth Ocampo", "--dry-run")
    assert answer.status == 0 and "01. Call of Carl Rossi" in answer.out
    listed = tool("erase", "Beth Ocampo", "--dry-run", "--json").json["may_mean"]
    assert [line[4:22] for line in listed] == ["01. Call of Carl R", "02. Call of Dora Q"]
    asked = tool("erase", "Beth Ocampo", "--yes", "--json")
    assert asked.status == 1 and asked.json == {"done": False, "may_mean": listed}


@pytest.mark.parametrize(
    ("also", "gone", "kept"),
    [
        ("all", ("Ocampo", "zanzibar"), ""),
        ("1", ("Ocampo",), "1 place"),
        ("none", (), "2 places"),
        ("1-2", ("Ocampo",), ""),
    ],
)
def test_what_is_said_is_taken_out_or_kept(
    tool: Tool, folder: Path, also: str, gone: tuple[str, ...], kept: str
) -> None:
    also = "-".join(f"{mark_of(tool)}0{one}" if one.isdigit() else one for one in also.split("-"))
    answer = tool("erase", "Beth Ocampo", "--yes", "--also", also)
    assert answer.status == 0, answer.err
    assert answer.out.endswith(f"nothing is left{f' but {kept} that you kept' if kept else ''}.\n")
    assert found_in(folder, "Beth", *gone) == []
    assert bool(found_in(folder, "Ocampo")) is ("Ocampo" not in gone)


def test_a_number_that_is_none_of_them_is_refused(tool: Tool) -> None:
    for number in ("3", "1", f"{mark_of(tool)}03", f"{mark_of(tool)}00", "²"):
        answer = tool("erase", "Beth Ocampo", "--yes", "--also", number)
        assert answer.status == 1 and "fits none of these places" in answer.err
    assert tool("card", "Beth Ocampo").status == 0


def test_a_number_of_an_older_list_is_refused(tool: Tool, folder: Path) -> None:
    first = f"{mark_of(tool)}01"
    tool("log", "call", "Eric", "Vane", "--reason", "Ocampo's gauge", "--end", "ok")
    answer = tool("erase", "Beth Ocampo", "--yes", "--also", first)
    assert answer.status == 1 and "is of an older list" in answer.err and "Nothing was erased." in answer.err
    assert tool("card", "Beth Ocampo").status == 0
    assert tool("erase", "Beth Ocampo", "--yes", "--also", f"{mark_of(tool)}01").status == 0


@pytest.mark.parametrize(
    ("typed", "status"), [("1\nBeth Ocampo\n", 0), ("\n", 1), ("9\nBeth Ocampo\n", 1), ("all\nno\n", 1)]
)
def test_on_a_terminal_it_is_asked(tool: Tool, monkeypatch: pytest.MonkeyPatch, typed: str, status: int) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    answer = tool("erase", "Beth Ocampo")
    assert answer.status == status and "Which of these places mean them?" in answer.err
    assert (tool("card", "Beth Ocampo").status == 0) is bool(status)


def test_a_running_desk_is_handed_the_answer(at_desk: Any, folder: Path) -> None:
    at_desk("log", "walk-in", "Beth", "Ocampo", "--end", "done")
    at_desk("log", "call", "Carl", "Rossi", "--reason", "knows Ocampo", "--end", "ok")
    assert at_desk("erase", "Beth Ocampo", "--yes").status == 1
    assert at_desk("erase", "Beth Ocampo", "--yes", "--also", "all").status == 0
    assert found_in(folder, "Ocampo") == []


def test_nothing_is_left_is_not_said_where_another_file_names_them(tool: Tool, folder: Path) -> None:
    (folder / "list.csv").write_bytes("Name;Ort\nOcampo, Beth;Köln".encode("utf-16"))
    answer = tool("erase", "Beth Ocampo", "--yes", "--also", "all")
    assert answer.status == 0 and "nothing is left" not in answer.out and "list.csv" in answer.err


def test_an_attacker_finds_nothing_but_what_was_listed(tmp_path: Path) -> None:
    some = random.Random(11)  # other ones are played by `tests.benchmarks.erase_attack`
    with a_desk(tmp_path / "book", today()) as desk:
        victims = attack.people(some, 4)
        attack.scatter(desk, some, victims, 12)
        for victim in victims[:2]:
            assert victim.card
            answer = call("erase", victim.card.id, "--yes", "--also", "all", desk=desk)
            assert answer.status == 0, answer.err
            left = attack.left_of(victim, attack.read_all(desk.book.path))
            assert [one for one in left if one[1] not in answer.err] == [], victim
            assert not left or "nothing is left" not in answer.out


def test_the_last_sentence_says_what_others_bear(tool: Tool) -> None:
    tool("log", "call", "Hanka", "Ocampo", "--phone", "+49 151 7712399", "--end", "ok")
    answer = tool("erase", "Beth Ocampo", "--yes", "--also", "all")
    assert answer.status == 0 and answer.out.endswith("nothing is left but what others bear as their own.\n")
    assert "“ocampo”" in answer.err


def test_every_place_is_shown_however_many_there_are(tool: Tool, folder: Path) -> None:
    for number in range(15):
        tool("lesson", f"Ocampo in lane {number}")
    told = tool("erase", "Beth Ocampo", "--dry-run").out
    listed = tool("erase", "Beth Ocampo", "--dry-run", "--json").json["may_mean"]
    for number in range(15):
        assert f"Ocampo in lane {number}”" in told and any(f"lane {number}”" in line for line in listed)
    (folder / "list.csv").write_text("Ocampo")
    assert "“list.csv”" in tool("erase", "Beth Ocampo", "--dry-run").out
    assert tool("erase", "Beth Ocampo", "--dry-run", "--json").json["files"] == ["list.csv"]
