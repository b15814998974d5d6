import io
import time
from pathlib import Path

import pytest

from deskapp.cli.run import run
from deskapp.desk.promises import notify, promises
from deskapp.desk.session import Session
from deskapp.store import open_book
from deskapp.text import typed_when
from tests.cli.conftest import Tool


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_promise_waits_runs_on_repeats_and_is_handed_on(tool: Tool) -> None:
    tool("log", "call", "Beth Marlow")
    tool("promise", "Beth", "a price", "--by", "in 2 h")
    assert tool("wait", "a price").out.startswith("Waiting for Beth Marlow: a price")
    assert tool("wait", "a price").status == 1
    assert tool("run-on", "a price").out.startswith("The clock runs again: a price")
    assert tool("repeat", "a price", "--every", "week").out.startswith("Weekly: a price")
    assert tool("hand-on", "a price", "--to", "Kim").out.startswith("Kim keeps it now: a price")
    early = tool("told", "a price")
    assert early.status == 1 and "never moved" in early.err
    tool("move", "a price", "--by", "in 3 h", "--not-told")
    assert tool("told", "a price").out.startswith("Told them the new time: a price")
    (document,) = tool("promises", "--json").json
    assert document["repeat"] == "weekly" and [one["to"] for one in document["handed"].values()] == ["Kim"]
    assert [one["told"] for one in document["moves"].values()] == [True]
    tool("keep", "a price")
    assert [one["repeats"] for one in tool("promises", "--json").json] == [document["id"]]


def test_a_number_of_somebody_else_is_kept_only_where_they_share_it(tool: Tool) -> None:
    tool("log", "call", "Rosa Diaz, 202 555 0123")
    tool("log", "call", "Beth Marlow")
    words = ("promise", "Beth", "call back", "--by", "in 2 h", "--phone", "202 555 0123")
    told = tool(*words)
    assert (told.status, told.out) == (1, "") and "on the card of Rosa Diaz already. Add --shared if" in told.err
    assert tool("promises", "--json").json == []
    assert tool(*words, "--shared").status == 0
    assert "no e-mail address" in tool("email", "Beth", "beth").err
    assert tool("email", "Beth", "beth@example.org").out == "E-mail of Beth Marlow: beth@example.org\n"
    assert "beth@example.org" in tool("card", "Beth").out and "202 555 0123" in tool("card", "Beth").out


def test_a_time_at_which_the_desk_is_closed_is_refused_unless_it_is_meant(tool: Tool) -> None:
    tool("log", "call", "Beth Marlow")
    assert tool("settings", "hours", "mon-sun 9:00-18:00").status == 0
    late = tool("promise", "Beth", "a price", "--by", "tomorrow 23:00")
    assert late.status == 1 and "23:00 is outside the opening hours. The desk opens " in late.err
    assert "Add --closed if it's meant all the same." in late.err and tool("promises", "--json").json == []
    assert tool("promise", "Beth", "a price", "--by", "tomorrow 23:00", "--closed").status == 0
    assert "opening hours" not in tool("promise", "Beth", "tea", "--by", "tomorrow 10:00").err


def test_settings_are_shown_changed_and_refused_in_one_sentence(tool: Tool) -> None:
    assert "alert_bell         off" in tool("settings").out
    assert tool("settings", "alert_bell", "on").out == "alert_bell         on\n"
    assert tool("settings", "holidays", "12-25,", "2026-01-01", "--json").json == {"holidays": ["12-25", "2026-01-01"]}
    assert tool("settings", "holidays", "").out == "holidays\n"
    assert tool("settings", "desk_name", "Harbour", "Lane").out.endswith("Harbour Lane\n")
    for name, value in (
        ("hours", "always"), ("alert_bell", "maybe"), ("theme", "pink"), ("hold_minutes", "0"), ("country", "Norway"),
        ("holidays", "soon"), ("desk_name", " "), ("colour", "red"),
    ):  # fmt: skip
        refused = tool("settings", name, value)
        assert refused.status == 1 and refused.err.count("\n") == 1, name
    assert tool("settings", "colour").status == 1


@pytest.fixture
def followed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A watch that looks three times, while the desk makes one promise and its time comes."""
    book = open_book(folder, staff="Robin")
    desk = Session(book, "Robin")
    promises.make(desk, "old news", desk.now().replace(year=2020))
    later = promises.make(desk, "a price", desk.now().replace(year=2090))
    steps = [
        lambda: promises.make(desk, "\x1b[31mtea", typed_when.read("in 3 h", desk.now()).at),
        lambda: promises.move(desk, later, desk.now(), told=True),
    ]

    def pause(seconds: float) -> None:
        if not steps:
            raise KeyboardInterrupt
        steps.pop(0)()

    monkeypatch.setattr(time, "sleep", pause)
    told: list[str] = []
    monkeypatch.setattr(notify, "by_desktop", told.append)
    return told


def test_a_wall_screen_follows_the_desk_and_tells_nothing_old(folder: Path, followed: list[str]) -> None:
    out, err = Terminal(), io.StringIO()
    assert run(["promises", "--watch", "--data", str(folder)], out=out, err=err) == 130
    pictures = out.getvalue().split("\x1b[H\x1b[2J\x1b[3J")
    assert len(pictures) == 4
    assert "2 promises open" in pictures[1] and "3 promises open" in pictures[2]
    assert "␛[31mtea" in pictures[2] and "! " in pictures[3]
    red = [line for line in pictures[3].splitlines() if "overdue" in line]
    assert len(red) == 2 and all(line.startswith("\x1b[1;31m! ") and line.endswith("\x1b[0m") for line in red)
    assert pictures[3].count("\x1b") == 4
    assert followed == []


def test_a_wall_screen_without_colours_still_says_it_by_mark_and_word(
    folder: Path, followed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    out = Terminal()
    run(["promises", "--watch", "--data", str(folder)], out=out, err=io.StringIO())
    last = out.getvalue().split("\x1b[H\x1b[2J\x1b[3J")[3]
    assert "\x1b" not in last and sum(line.startswith("! ") and "overdue" in line for line in last.splitlines()) == 2


def test_beside_a_terminal_each_event_is_one_line(folder: Path, followed: list[str]) -> None:
    out, err = io.StringIO(), io.StringIO()
    assert run(["promises", "--watch", "--data", str(folder)], out=out, err=err) == 130
    assert out.getvalue() == "Due now: a price.\n" and err.getvalue() == ""
