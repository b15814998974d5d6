"""A copy of what is held on a person, erasing one, and letting old entries go, from the command line."""

import io
import json
import random
import stat
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deskapp.desk.reports import lessons
from deskapp.desk.session import Session
from deskapp.store import open_book
from deskapp.store.copies.doctor import check
from tests.builders import a_desk
from tests.cli.conftest import Tool, call
from tests.lives import found_in, life, today
from tests.odd import put_into


def a_visit(tool: Tool) -> None:
    tool("log", "walk-in", "Beth", "Ocampo", "--reason", "gauge", "--phone", "+49 151 7712345", "--end", "repaired")
    tool("promise", "Beth Ocampo", "call <b>back</b>", "--by", "tomorrow 9:00")


def card_id(tool: Tool) -> str:
    return str(tool("card", "Beth Ocampo", "--json").json["id"])


@pytest.mark.parametrize("ending", ["json", "md", "html", ""])
def test_a_copy_holds_everything_and_is_for_its_owner_alone(tool: Tool, tmp_path: Path, ending: str) -> None:
    a_visit(tool)
    file = tmp_path / (f"copy.{ending}" if ending else "copy")
    answer = tool("subject", "Beth Ocampo", "-o", str(file))
    assert (answer.status, answer.out) == (0, f"{file}\n")
    text = file.read_text("utf-8")
    assert "Beth Ocampo" in text and "gauge" in text and "repaired" in text and "7712345" in text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    if ending in ("json", ""):
        held = json.loads(text)
        assert [len(held[name]) for name in ("cards", "interactions", "promises")] == [1, 1, 1]
    if ending == "html":
        assert "&lt;b&gt;" in text and "<b>" not in text and "http" not in text


def test_a_copy_replaces_nothing_and_knows_its_endings(tool: Tool, tmp_path: Path) -> None:
    a_visit(tool)
    there = tmp_path / "there.json"
    there.write_text("mine")
    assert tool("subject", "Beth Ocampo", "-o", str(there)).status == 1
    assert there.read_text() == "mine"
    assert tool("subject", "Beth Ocampo", "-o", str(tmp_path / "x.pdf")).status == 2
    assert tool("subject", "Beth Ocampo").status == 2
    assert tool("subject", "Nobody", "-o", str(tmp_path / "x.md")).status == 1


def test_what_keeps_a_copy_from_being_made_is_told_in_the_order_of_its_parts(tool: Tool, folder: Path) -> None:
    a_visit(tool)
    odd = {"question": "Did Beth call?", "created_at": 5, "at": 5}
    put_into(folder, [("faq", {"id": "faq_odd", **odd}), ("lessons", {"id": "les_odd", **odd})])
    refused = tool("subject", "Beth Ocampo", "-o", "-")
    assert refused.status == 3
    assert refused.err.splitlines()[-1].startswith("deskapp: lessons/les_odd is not understood (")


def test_a_copy_has_the_whole_history_and_the_merged_cards(tmp_path: Path) -> None:
    with a_desk(tmp_path / "book", today()) as desk:
        cards = life(desk, random.Random(2), visits=40)
        call("merge", cards[0].id, cards[1].id, desk=desk)
        answer = call("subject", cards[0].id, "-o", str(tmp_path / "x.json"), desk=desk)
        assert answer.status == 0, answer.err
        held = json.loads((tmp_path / "x.json").read_text("utf-8"))
        both = {cards[0].id, cards[1].id}
        wanted = {
            one["id"]
            for one in desk.book.select("interactions", archived=True)
            if (one.get("customer") or {}).get("id") in both or one.get("called") == cards[0].name
        }
        assert {one["id"] for one in held["interactions"]} == wanted and len(held["cards"]) == 2
        assert any(desk.book.shelf("interactions").sealed) and held["handover_lines"]


def test_erasing_asks_first_and_tells_what_goes_and_what_stays(tool: Tool, folder: Path) -> None:
    a_visit(tool)
    answer = tool("erase", "Beth", "Ocampo")
    assert answer.status == 1 and "--yes" in answer.err
    assert "Goes for good" in answer.err and "call <b>back</b>" in answer.err and "cannot be reached" in answer.err
    assert tool("card", "Beth Ocampo").status == 0
    dry = tool("erase", "Beth Ocampo", "--dry-run")
    assert dry.status == 0 and "Kept for the figures" in dry.out
    assert tool("erase", "Beth Ocampo", "--dry-run", "--json").json["visits"] == 1
    assert tool("erase", "Nobody", "--yes").status == 1


def test_erasing_with_yes_leaves_nothing_and_says_so(tool: Tool, folder: Path) -> None:
    a_visit(tool)
    identifier = card_id(tool)
    answer = tool("erase", "Beth Ocampo", "--yes")
    assert answer.status == 0 and "nothing is left" in answer.out
    assert found_in(folder, "Beth Ocampo", "7712345", "gauge", identifier) == []
    assert check(folder) == []
    assert "cannot be undone" in tool("undo").err


def test_reports_count_the_same_before_and_after(tool: Tool) -> None:
    a_visit(tool)
    tool("keep", "call")
    before = tool("report", "year", "--format", "json").json
    assert tool("erase", "Beth Ocampo", "--yes").status == 0
    after = tool("report", "year", "--format", "json").json
    for name in ("walk_ins", "calls", "messages", "still_open", "waited"):
        assert after["people"][name] == before["people"][name]
    assert after["people"]["walk_ins"] == 1 and after["promises"]["made"] == before["promises"]["made"] == 1


@pytest.mark.parametrize(("typed", "status"), [("beth ocampo\n", 0), ("yes\n", 1), ("\n", 1), ("", 1)])
def test_on_a_terminal_the_name_is_typed(tool: Tool, monkeypatch: pytest.MonkeyPatch, typed: str, status: int) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    a_visit(tool)
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    answer = tool("erase", "Beth Ocampo")
    assert answer.status == status and "Type their name" in answer.err
    assert (tool("card", "Beth Ocampo").status == 0) is bool(status)


def test_a_running_desk_does_it_when_it_is_handed_over(at_desk: Any, folder: Path) -> None:
    at_desk("log", "walk-in", "Beth", "Ocampo", "--end", "done")
    assert at_desk("erase", "Beth Ocampo").status == 1
    answer = at_desk("erase", "Beth Ocampo", "--yes", "--json")
    assert answer.status == 0 and answer.json["left"] == [] and answer.json["erased"]["customers"] == 1
    assert found_in(folder, "Beth Ocampo") == []


def test_a_desk_without_an_ear_is_told_of_with_status_4(tool: Tool, folder: Path, monkeypatch: Any) -> None:
    a_visit(tool)
    monkeypatch.setattr("deskapp.cli.book_in_use.PATIENCE", 0.1)
    with open_book(folder):
        answer = tool("erase", "Beth Ocampo", "--yes")
        assert answer.status == 4 and "in use" in answer.err


def old_and_new(desk: Session) -> None:
    life(desk, random.Random(4), visits=40)
    desk.now.on(days=1)  # type: ignore[attr-defined]


def test_retention_shows_first_then_keeps_what_is_young(tmp_path: Path) -> None:
    with a_desk(tmp_path / "book", today()) as desk:
        old_and_new(desk)
        dry = call("retain", "--months", "3", "--dry-run", desk=desk)
        assert dry.status == 0 and "kind and clocks stay" in dry.out
        lessons.add(Session(desk.book, "Kim", now=lambda: desk.now() - timedelta(days=200)), "call first")
        dry = call("retain", "--months", "3", "--dry-run", desk=desk)
        assert "Stays, though older: 1 lesson and 0 FAQ entries." in dry.out
        assert call("retain", "--months", "3", desk=desk).status == 1
        answer = call("retain", "--months", "3", "--yes", desk=desk)
        assert answer.status == 0 and "nothing is left" in answer.out, answer.err
        assert "Lessons and FAQ entries stay" in answer.err
        limit = (desk.now() - timedelta(days=95)).isoformat()
        typed = {entry["owner"] for one in desk.book.select("drafts") for entry in one["typed"].values()}
        for one in desk.book.select("interactions", archived=True):
            assert (
                one.get("erased")
                or one["arrived_at"] > limit
                or one["id"] in typed
                or any(it["interaction"] == one["id"] for it in desk.book.select("promises"))
            )
        assert call("retain", "--months", "3", "--yes", desk=desk).status in (0, 1)
    assert check(tmp_path / "book") == []


@pytest.mark.parametrize("months", ["0", "many", "-3", ""])
def test_months_are_a_number_of_at_least_one(tool: Tool, months: str) -> None:
    a_visit(tool)
    assert tool("retain", f"--months={months}", "--yes").status in (1, 2)


def test_nothing_old_means_nothing_done(tool: Tool, folder: Path) -> None:
    a_visit(tool)
    tool("backup")
    answer = tool("retain", "--months", "6", "--yes")
    assert answer.status == 0 and "Nothing that is closed" in answer.err
    assert list((folder / "backups").glob("*.zip"))
