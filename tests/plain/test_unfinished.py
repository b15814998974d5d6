"""A line is kept once Enter is pressed: a question of several prompts, cut off in the middle, loses no answer."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deskapp.desk.drafts import unfinished
from deskapp.desk.session import Session
from deskapp.store import open_book
from tests.plain.conftest import Spoken, stored


def left(folder: Path) -> list[tuple[str, ...]]:
    with open_book(folder, read_only=True) as book:
        return [one.lines for one in unfinished.everything(Session(book, ""))]


CUT_OFF = {
    "a promise without its time": (("p", "a new bow"), "a new bow"),
    "a promise of one line": (("p a new bow",), "a new bow"),
    "a crisis part of three prompts": (("x plan", "a lent bow", "Mo"), "Mo"),
    "an entry of the FAQ": (("F", "Where do I park?"), "Where do I park?"),
    "an entry of the FAQ in one line": (("F Where do I park?",), "Where do I park?"),
    "an approval": (("x approval a refund",), "a refund"),
    "a preference that may be an allergy": (("d", "peanuts"), "peanuts"),
    "a name that may be a known one": (("w", "Beth Ocampa"), "Beth Ocampa"),
    "the end of all who are here": (("quit", "e went home"), "went home"),
    "whom it is transferred to": (("h", "Sam"), "Sam"),
}


@pytest.mark.parametrize("case", CUT_OFF)
def test_what_was_answered_before_the_cut_is_on_the_disk_and_told_at_the_next_start(
    spoken: Spoken, folder: Path, case: str
) -> None:
    lines, words = CUT_OFF[case]
    spoken("w Beth Ocampo", *lines)  # then the input ends, at a prompt
    assert words in " ".join(" ".join(one) for one in left(folder)) or words in str(stored(folder))
    if left(folder):
        assert words in spoken().split("Not finished:")[1]


def test_again_goes_on_where_it_was_cut_off_and_then_nothing_is_left(spoken: Spoken, folder: Path) -> None:
    spoken("w Beth Ocampo", "p", "a new bow")
    text = spoken("again", "tomorrow 9:00")
    (made,) = stored(folder, "promises")
    assert "What do you promise? a new bow" in text and made["what"] == "a new bow"
    assert left(folder) == [] and "Nothing was left unfinished." in spoken("again")


def test_what_was_let_go_or_given_up_is_told_no_more(spoken: Spoken, folder: Path) -> None:
    spoken("w Beth Ocampo", "p a new bow")
    assert "Let go: p a new bow." in spoken("forget")
    spoken("p a new bow", "")
    assert left(folder) == [] and not stored(folder, "promises")


def test_what_is_done_is_not_kept(spoken: Spoken, folder: Path) -> None:
    spoken(
        "w Beth Ocampo", "p", "a new bow", "tomorrow 9:00", "n allergic to nuts", "n", "x plan", "lend", "Mo", "in 1h"
    )
    assert left(folder) == [] and "Not finished" not in spoken()


def test_an_answer_is_not_given_to_another_question_than_before(spoken: Spoken, folder: Path) -> None:
    with open_book(folder) as book:
        unfinished.keep(Session(book, "Robin"), "", ["w", "Who were they? Ann"])
    text = spoken("again", "Beth")
    assert [one["customer"]["name"] for one in stored(folder)] == ["Beth"] and "Ann" not in text.split("again", 1)[1]


def test_what_a_visit_that_has_ended_was_about_is_told_and_not_done(spoken: Spoken, folder: Path) -> None:
    spoken("w Beth Ocampo", "p a new bow")
    spoken("e done", "early")
    assert "has ended: p a new bow" in spoken("again")
    assert stored(folder, "promises") == [] and len(left(folder)) == 1


def test_kill_minus_nine_at_the_second_prompt_takes_nothing(spoken: Spoken, folder: Path) -> None:
    spoken("w Beth Ocampo")
    argv = [sys.executable, "-m", "deskapp", "--data", str(folder), "--staff", "Robin", "plain"]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        process.stdin.write("p\na new bow\n")
        process.stdin.flush()
        said, limit = "", time.monotonic() + 30
        while "By when?" not in said and time.monotonic() < limit:
            said += os.read(process.stdout.fileno(), 4096).decode()
        process.send_signal(signal.SIGKILL)
    assert left(folder) == [("p", "What do you promise? a new bow")]
