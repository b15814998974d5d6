"""The desk by prompts and lines: what is typed, what is spoken, and what then lies in the book."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deskapp.cli import book_in_use as handover
from deskapp.cli.run import run
from deskapp.commands.every import BY_NAME
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.visits import log
from deskapp.plain import verbs
from deskapp.plain.session import PlainSession
from deskapp.plain.typed import Typed
from deskapp.store import open_book
from tests.builders import a_running_desk
from tests.plain.conftest import Spoken, stored

HOSTILE = "\x1b]0;owned\x07[red]Eve[/] \x9b31m\u202e"


def test_a_visit_from_arrival_to_end(spoken: Spoken, folder: Path) -> None:
    text = spoken(
        "w Beth Ocampo", "i the router", "n red light", "a a cable", "A sent it", "3", "3", "tick 2", "+", "+10", "-",
        "o", "o", "e repaired", "because of the queue",
    )  # fmt: skip
    (one,) = stored(folder)
    assert (one["state"], one["outcome"], one["reason"]) == ("ended", "repaired", "the router")
    assert [note["text"] for note in one["notes"].values()] == ["red light"]
    assert [(it["text"], it["answer"]) for it in one["requests"].values()] == [("a cable", "sent it")]
    assert len(one["ticks"]) == 1
    assert one["temperature"] == 50 and len(one["holds"]) == 1
    for sentence in ("Logged: walk-in of Beth Ocampo\n", "Next: 1, ", "Tick taken back", "Ended for Beth Ocampo"):
        assert sentence in text


def test_what_is_missing_is_asked_for_and_nothing_typed_does_nothing(spoken: Spoken, folder: Path) -> None:
    text = spoken("w Beth", "n", "a word", "n", "", "p", "a price", "tomorrow 9:00", "h", "Kim", "", "e", "")
    (one,) = stored(folder)
    (made,) = stored(folder, "promises")
    assert "Note? a word" in text and "By when? tomorrow 9:00" in text and "It goes on" in text
    assert len(one["notes"]) == 1 and made["what"] == "a price" and one["state"] != "ended"
    assert [it["to"] for it in one["referrals"].values()] == ["Kim"]


def test_promises_are_made_moved_with_a_word_and_kept(spoken: Spoken, folder: Path) -> None:
    text = spoken(
        "w Beth", "p ring back by tomorrow 15:00", "p stand by me by fri 9:00", "promises", "v ring to fri 10:00", "y",
        "k", "2", "k ring",
    )  # fmt: skip
    first, second = sorted(stored(folder, "promises"), key=lambda one: str(one["what"]))
    assert first["what"] == "ring back" and [it["told"] for it in first["moves"].values()] == [True]
    assert second["what"] == "stand by me" and "Due: ring back to Beth, tomorrow" in text
    assert first["kept_at"]


def test_an_end_with_open_points_tells_them_and_takes_a_reason(spoken: Spoken, folder: Path) -> None:
    text = spoken("w Beth", "a a cable", "e done", "", "e done", "they left")
    (one,) = stored(folder)
    assert "Open: Not answered: a cable" in text and "It goes on." in text
    assert (one["outcome"], one["overruled"]) == ("done", "they left")


def test_several_requests_are_told_apart_by_number(spoken: Spoken, folder: Path) -> None:
    text = spoken("w Beth", "a one", "a two", "A yes", "A 2 yes")
    (one,) = stored(folder)
    assert "1, one\n2, two\nWhich one?" in text
    assert {it["text"]: it["answer"] for it in one["requests"].values() if it["answer"]} == {"two": "yes"}


def test_one_speaks_of_one_at_a_time_and_goes_from_one_to_the_next(spoken: Spoken, folder: Path) -> None:
    text = spoken("w Beth", "c Ann", "n for ann", "]", "n for beth", "list", "e fine", "x")
    by_name = {one["customer"]["name"]: one for one in stored(folder)}
    assert [it["text"] for it in by_name["Ann"]["notes"].values()] == ["for ann"]
    assert [it["text"] for it in by_name["Beth"]["notes"].values()] == ["for beth"]
    assert "Beth, walk-in, being served for 0 min. This is the one you speak of." in text


def test_undo_and_redo_reach_over_sittings(spoken: Spoken, folder: Path) -> None:
    spoken("w Beth", "n one")
    assert "Undone: note for Beth" in spoken("u") and stored(folder)[0]["notes"] == {}
    assert "Redone: note for Beth" in spoken("U") and len(stored(folder)[0]["notes"]) == 1


def test_every_verb_stands_in_the_help_and_none_of_them_falls_over(spoken: Spoken) -> None:
    calls = [call for verb in verbs.VERBS if "quit" not in verb.calls for call in verb.calls]
    lines = [line for call in calls for line in (call, "", "")]
    text = spoken(
        "help",
        *lines,
        "w Beth",
        *lines,
        *(f"{one} {HOSTILE}" if one else one for one in lines),
        "7",
        "99999999999",
        "0",
    )
    assert all(f"\n{verb.line}: {verb.help[0].lower()}{verb.help[1:]}\n" in text for verb in verbs.VERBS)
    assert "Traceback" not in text and "fault of its own" not in text


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_no_command_by_its_name_ends_the_sitting(spoken: Spoken, name: str) -> None:
    text = spoken("w Beth", "n a", "n b", "n c", name, "", f"{name} 'half", "", "", "list")
    assert "Beth, walk-in" in text.rpartition("> list")[2] and "fault of its own" not in text


def test_text_of_people_is_data(spoken: Spoken, folder: Path) -> None:
    text = spoken(f"w {HOSTILE}", f"n --end {HOSTILE}", "n -- x", f"p {HOSTILE} by 23:59", "list", "card", HOSTILE)
    assert not any(ord(letter) < 32 and letter != "\n" for letter in text)
    assert not any(letter in text for letter in "\x9b\u202e\x7f")
    (one,) = stored(folder)
    assert len(one["notes"]) == 2 and "-- x" in [it["text"] for it in one["notes"].values()]


def test_the_first_sitting_asks_who_is_there(spoken: Spoken, folder: Path) -> None:
    assert "Robin is at the desk" in spoken("Robin", "w Beth", staff="")
    assert stored(folder)[0]["staff"] == "Robin"
    assert ", Robin, " in spoken(staff="")


def test_leaving_with_a_promise_of_today_open_takes_a_reason(spoken: Spoken, folder: Path) -> None:
    with open_book(folder) as book:
        desk = Session(book, "Robin")
        promises.make(desk, "a price", desk.now() + timedelta(seconds=1))
    assert "You stay." in (text := spoken("quit", "", "quit", "power is off", "list"))
    assert "Promised for today and open: a price." in text and "> list" not in text
    (sheet,) = stored(folder, "handovers")
    assert ["Why: power is off" in note["text"] for note in sheet["notes"].values()] == [True]


def test_broken_settings_are_told(spoken: Spoken, folder: Path) -> None:
    with open_book(folder) as book, book.change("by hand", by="", at=Session(book).now()) as change:
        change.put("settings", {"id": "set_desk", "hold_minutes": "x"})
    assert "What is set for hold minutes cannot be read" in spoken("w Beth")


def test_an_alarm_is_a_line_and_comes_once(folder: Path) -> None:
    with open_book(folder) as book:
        desk = Session(book, "Robin")
        settings.write(desk, staff="Robin")
        at = desk.now() - timedelta(minutes=7)
        log.begin(desk, "walk-in", called="Beth", at=at)
    out = io.StringIO()

    def plain(call: Any) -> int:
        session = PlainSession(call, Typed(io.StringIO("list\nlist\n")))
        return session.run(verbs.do)

    assert run(["--data", str(folder), "plain"], out=out, err=io.StringIO(), plain=plain) == 0
    assert out.getvalue().count("! Beth has been waiting for 7 min.") == 1


@pytest.fixture
def running_desk(folder: Path) -> Iterator[Session]:
    with a_running_desk(folder, "Ines") as desk:
        yield desk


def test_beside_a_running_desk_lines_are_done_by_that_desk(spoken: Spoken, running_desk: Session) -> None:
    text = spoken("w Beth", "n one", "list")
    (one,) = running_desk.book.select("interactions")
    assert one["staff"] == "Robin" and len(one["notes"]) == 1 and "Beth, walk-in" in text


def test_beside_a_book_that_is_held_in_silence_one_looks_on(
    spoken: Spoken, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover, "PATIENCE", 0.05)
    with open_book(folder) as book:
        log.begin(Session(book, "Ines"), "walk-in", called="Beth")
        text = spoken("n one", "list")
    assert "in use" in text and "Beth, walk-in, waiting" in text


def test_in_a_process_of_its_own_it_says_everything_and_leaves_at_the_end(folder: Path) -> None:
    command = [sys.executable, "-m", "deskapp", "--data", str(folder), "--staff", "Robin", "plain"]
    env = {**os.environ, "PYTHONWARNINGS": "error", "NO_COLOR": "1", "LANG": "C"}
    done = subprocess.run(command, input=b"w Zo\xc3\xab\nn a\nlist\n", capture_output=True, timeout=60, env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout and b"This is the one you speak of." in done.stdout
    assert stored(folder)[0]["customer"]["name"] == "Zo\xeb"


def test_it_loads_nothing_of_the_screen(folder: Path) -> None:
    code = "import sys, deskapp.plain.verbs; print('textual' in sys.modules, 'rich' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["False", "False"]


def test_one_looks_back_by_lines_without_bars(spoken: Spoken, folder: Path) -> None:
    text = spoken(
        "w",
        "Ann",
        "L Rang at once",
        "bad-lesson Promised too early",
        "report",
        "report week",
        "report eon",
        "report day --at 2020-01-01",
    )
    assert "Walk-ins 1" in text and "Rang at once" in text and "Promised too early" in text
    assert "otherwise next time" in text and "█" not in text
    assert "Wednesday 1 January 2020" in text
    assert "Say report, and then day, week, month or year." in text
    assert sorted(one["decision"] for one in stored(folder, "lessons")) == ["bad", "good"]


def test_a_line_about_somebody_who_was_ended_beside_is_done_to_nobody_else(folder: Path) -> None:
    class Lines(io.StringIO):
        """Between two lines somebody else ends the one that is spoken of."""

        def readline(self, size: int = -1) -> str:  # type: ignore[override]
            line = super().readline(size)
            if line == "n for Beth\n":
                with open_book(folder) as book:
                    desk = Session(book, "Kim")
                    log.end(desk, log.get(desk, identifiers[0]), "sold")
            return line

    with open_book(folder) as book:
        desk = Session(book, "Robin")
        settings.write(desk, staff="Robin")
        came = [desk.now() - timedelta(minutes=minutes) for minutes in (3, 2)]
        names = zip(("Beth", "Gita"), came, strict=True)
        identifiers = [log.begin(desk, "walk-in", called=name, at=at).id for name, at in names]
    out = io.StringIO()

    def plain(call: Any) -> int:
        return PlainSession(call, Typed(Lines("next\nprevious\nn for Beth\nn for Gita\n"))).run(verbs.do)

    assert run(["--data", str(folder), "plain"], out=out, err=io.StringIO(), plain=plain) == 0
    assert "The visit of Beth has ended. You speak of Gita now." in out.getvalue()
    with open_book(folder, read_only=True) as book:
        notes = [[n["text"] for n in visit["notes"].values()] for visit in book.select("interactions")]
    assert sorted(notes) == [[], ["for Gita"]]


def test_an_ended_visit_is_spoken_with_its_hours_and_its_length(spoken: Spoken, folder: Path) -> None:
    with open_book(folder) as book:
        desk = Session(book, "Robin")
        at = desk.now().replace(microsecond=0) - timedelta(minutes=2)
        log.end(desk, log.begin(desk, "walk-in", called="Ann", at=at), "sold", at=at + timedelta(seconds=50))
        log.end(desk, log.begin(desk, "call", called="Tom", at=at), "asked the way", at=at)
    text = spoken("list")
    assert re.search(r"Ann, walk-in, (on \w{3} \d+ \w{3}, )?at \d\d:\d\d, 50 s, ended: sold\.", text) or re.search(
        r"Ann, walk-in, from \d\d:\d\d to \d\d:\d\d, 50 s, ended: sold\.", text
    )
    assert re.search(r"Tom, call, at \d\d:\d\d, ended: asked the way\.", text)


def test_a_refusal_names_what_is_typed_at_the_prompt(spoken: Spoken) -> None:
    text = spoken("w Beth", "shift --end", "shift --end")
    assert "No shift is running. Begin one with your name: s NAME." in text
    assert "{" not in text and "Press" not in text


def test_a_promise_to_somebody_else_is_named_before_it_is_kept(spoken: Spoken, folder: Path) -> None:
    text = spoken("w Beth Ocampo", "p a price by tomorrow 15:00", "w Tom Reed", "k", "")
    assert "Tom Reed has no open promise." in text and "1, a price, to Beth Ocampo, " in text


def test_a_dish_of_what_they_must_not_have_is_asked_about(spoken: Spoken, folder: Path) -> None:
    text = spoken("w Beth Ocampo", "d a: walnuts", "d walnut brownie", "n", "card")
    assert "Beth Ocampo must not have walnuts. y if they like this all the same: " in text
    assert "Nothing was put on the card." in text and "brownie" not in text.rpartition("Nothing was put")[2]
