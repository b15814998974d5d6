"""`deskapp report` looks back, `deskapp lesson` writes down what to look back on."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from deskapp.cli.run import run
from deskapp.desk.session import Session
from deskapp.store import open_book
from tests.cli.conftest import Clock, Tool


@pytest.fixture
def told(at_desk: Tool, clock: Clock) -> Tool:
    """A desk with a walk-in of today, a call of last week, and a lesson of each kind."""
    clock.later(days=-7)
    at_desk("log", "call", "Ann", "--reason", "price of strings")
    clock.later(days=7)
    at_desk("log", "walk-in", "Ben")
    at_desk("lesson", "Rang", "at", "once")
    at_desk("lesson", "Promised without asking", "--bad", "--about", "Ben")
    return at_desk


def test_a_report_tells_the_stretch_of_today_as_text(told: Tool) -> None:
    shown = told("report", "day")
    assert shown.status == 0 and shown.err == ""
    assert "Sunday 22 November 2026" in shown.out and "1 visit," in shown.out
    assert "Walk-ins" in shown.out and "Rang at once" in shown.out
    assert "2 visits" in told("report", "month").out
    assert told("report").out == shown.out


@pytest.mark.parametrize(("at", "title"), [("2026-11-15", "Week 46"), ("someday", ""), ("7d", "Week 46")])
def test_it_looks_back_on_the_stretch_of_another_day(told: Tool, at: str, title: str) -> None:
    shown = told("report", "week", "--at", at)
    assert (title in shown.out and "Calls" in shown.out) if title else (shown.status == 1 and "not a day" in shown.err)


def test_it_is_written_to_a_file_in_the_form_that_is_asked_for(told: Tool, tmp_path: Path) -> None:
    for form, start in (("text", "Front desk"), ("md", "# Front desk"), ("html", "<!doctype html>"), ("json", "{")):
        file = tmp_path / f"report.{form}"
        shown = told("report", "week", "--format", form, "-o", str(file))
        assert (shown.out, shown.err) == ("", f"Written to {file}.\n")
        assert file.read_text("utf-8").startswith(start)


def test_json_is_one_object(told: Tool) -> None:
    read: dict[str, Any] = told("report", "year", "--format", "json").json
    assert read["period"]["title"] == "2026" and read["people"]["calls"] == 1
    assert sorted(one["decision"] for one in read["lessons"]) == ["bad", "good"]


def test_a_broken_promise_is_named_only_with_names(told: Tool) -> None:
    told("promise", "Ben", "the bow", "--by", "in 1h")
    told("give-up", "bow")
    assert "bow" not in told("report", "day").out
    assert "the bow, to Ben" in told("report", "day", "--names").out


def test_habits_are_everybodys_unless_ones_own_are_asked_for(told: Tool) -> None:
    told("tick", "Ben", "1")
    assert "Habits here" not in told("report", "day").out
    assert told("end", "Ben", "helped", "--anyway", "no time").status == 0
    assert "Habits here" in told("report", "day").out
    assert "Your habits" in told("report", "day", "--own").out
    assert "Your habits" not in told("--staff", "Kim", "report", "day", "--own").out


def test_own_habits_need_somebody(folder: Path) -> None:
    with open_book(folder) as book:
        out, err = io.StringIO(), io.StringIO()
        status = run(["report", "day", "--own"], desk=Session(book), out=out, err=err)
    assert status == 1 and "--staff NAME" in err.getvalue()


def test_an_empty_book_gets_a_sentence(at_desk: Tool) -> None:
    shown = at_desk("report", "week")
    assert "Nothing was logged in this week. The first walk-in" in shown.out and "Walk-ins" not in shown.out


def test_wrong_usage_is_told(told: Tool) -> None:
    assert told("report", "decade").status == 2
    assert told("report", "day", "--format", "pdf").status == 2
    assert told("report", "day", "--at", "9999-12-31").status == 1


def test_a_terminal_without_blocks_gets_plain_bars(told: Tool, folder: Path) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="replace")
    with open_book(folder, read_only=True) as book:
        run(["report", "month"], desk=Session(book, now=Clock()), out=out, err=io.StringIO())
    out.seek(0)
    assert "####" in out.read()


def test_a_lesson_says_what_it_is_and_can_be_undone(told: Tool, at_desk: Tool) -> None:
    shown = told("lesson", "Asked", "twice")
    assert shown.out == "To look back on, as a good decision: Asked twice\n"
    (one,) = json.loads(told("lesson", "Asked once", "--bad", "--json").out)
    assert (one["text"], one["decision"], one["by"]) == ("Asked once", "bad", "Robin")
    assert told("undo").out == "Undone: lesson 'Asked once'\n"
    assert told("lesson", "x", "--about", "nobody").status == 1
