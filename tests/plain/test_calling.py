"""Calls and channels by prompts and lines."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.plain.conftest import Spoken, stored

Ring = Callable[..., None]


@pytest.fixture
def ring(folder: Path) -> Ring:
    """The phone rings beside."""
    import io

    from deskapp.cli.run import run

    def rings(*words: str) -> None:
        assert run(["--data", str(folder), "--staff", "Kim", "ring", *words], out=io.StringIO(), err=io.StringIO()) == 0

    return rings


def test_a_caller_without_a_name_is_told_by_the_number(spoken: Spoken, ring: Ring) -> None:
    ring("202 555 0999")
    ring("202 555 0999")
    ring("anonymous")
    text = spoken("list")
    assert "202 555 0999, call, waiting for " in text and ", rang 2 times" in text
    assert "A withheld number, call, waiting" in text


def test_a_missed_call_is_told_once_and_rung_back(spoken: Spoken, ring: Ring, folder: Path) -> None:
    ring("202 555 0999")
    ring("202 555 0999", "--hung-up")
    text = spoken("list", "B", "", "list", "B")
    assert text.count("! Missed call from 202 555 0999") == 1
    assert "Ringing back 202 555 0999: dial 202 555 0999\n" in text
    assert "202 555 0999, call, being served" in text
    assert "Nobody has to be rung back." in text
    assert [one["state"] for one in stored(folder)] == ["serving", "ended"]


def test_one_of_several_missed_calls_is_settled(spoken: Spoken, ring: Ring, folder: Path) -> None:
    for number in ("202 555 0998", "202 555 0999"):
        ring(number)
        ring(number, "--hung-up")
    text = spoken("B", "1", "d", "B", "x")
    assert "1, Missed call from 202 555 0999" in text and "2, Missed call from 202 555 0998" in text
    assert "Settled: Missed call from 202 555 0999" in text and "It stays as it is." in text
    assert [bool(one["followed_up_at"]) for one in stored(folder)] == [True, False]


def test_a_number_of_two_cards_is_said_with_both(spoken: Spoken, ring: Ring) -> None:
    spoken("w Tom Berger", "p call back by tomorrow 9:00", "202 555 0018", "e done")
    told = spoken("w Anna Berger", "p call back by tomorrow 9:00", "202 555 0018", "y", "e done")
    assert "202 555 0018 is on the card of Tom Berger already. Do they share it? y or n:" in told
    ring("202 555 0018")
    assert "202 555 0018 is the number of Anna Berger or Tom Berger. who NAME takes the right card." in spoken("card")


def test_the_channel_is_said_and_told(spoken: Spoken, folder: Path) -> None:
    text = spoken("w Beth", "V", "by e-mail", "list", "V phone")
    assert "How do they want the answer? call, e-mail, letter, chat, counter or none:" in text
    assert ", answer by e-mail." in text
    assert stored(folder)[0]["channel"] == "call"


def test_a_preference_is_told_before_a_promise_and_a_missing_number_asked_for(spoken: Spoken, folder: Path) -> None:
    text = spoken("w Beth", "d t: e-mail", "p call back by tomorrow 9:00", "202 555 0123")
    assert "Beth prefers e-mail." in text
    assert "Which number do you call?" in text
    assert [one["typed"] for one in stored(folder, "customers")[0]["phones"].values()] == ["202 555 0123"]


def test_a_line_that_is_no_number_is_done_as_a_line(spoken: Spoken, folder: Path) -> None:
    spoken("w Beth", "p call back by tomorrow 9:00", "n asks for the manager")
    visit = stored(folder)[0]
    assert [note["text"] for note in visit["notes"].values()] == ["asks for the manager"]
    assert visit["phone"] == ""


def noted(folder: Path) -> dict[str, list[str]]:
    """What was noted, by the name on the card."""
    visits = stored(folder)
    return {(one["customer"] or {"name": ""})["name"]: [it["text"] for it in one["notes"].values()] for one in visits}


@pytest.mark.parametrize("line", ["n asks for the manager", "list", "undo"])
def test_a_call_that_rings_while_a_line_is_done_is_not_spoken_of(
    spoken: Spoken, ring: Ring, folder: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    from deskapp.plain import session

    done: Callable[..., int] = vars(session)["run"]
    rang: list[Sequence[str]] = []

    def beside(words: Sequence[str], **more: Any) -> int:
        if line.split()[0] in words or ("note" in words and not rang):
            rang.append(words)
            ring("202 555 0999")
        return done(words, **more)

    monkeypatch.setattr(session, "run", beside)
    spoken("w Beth", "n red light", line, "n for Beth")
    assert rang
    notes = noted(folder)
    assert "for Beth" in notes["Beth"] and notes[""] == []


def test_an_end_that_is_undone_or_a_visit_opened_again_is_spoken_of(spoken: Spoken, folder: Path) -> None:
    spoken("w Beth", "w Gita", "e sold", "undo", "n for Gita")
    assert noted(folder) == {"Beth": [], "Gita": ["for Gita"]}


def test_digits_alone_are_the_number_that_is_asked_for(spoken: Spoken, folder: Path) -> None:
    text = spoken("w Beth", "p call back by tomorrow 9:00", "204")
    assert stored(folder)[0]["phone"] == "204", text
