"""By lines: the end taken back, who is still here at quitting, a transfer with its names, and a second visit."""

from pathlib import Path

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.store import open_book
from tests.plain.conftest import Spoken, stored


def test_the_last_end_is_taken_back_and_spoken_of(spoken: Spoken, folder: Path) -> None:
    text = spoken("w Beth", "e left", "E", "n came back")
    assert "Open again for Beth, waiting" in text
    (one,) = stored(folder)
    assert one["state"] == "serving" and [note["text"] for note in one["notes"].values()] == ["came back"]
    assert "Nobody was here today." not in text and "No visit of an earlier day is open." in spoken("X")


@pytest.mark.parametrize(
    ("line", "state", "stays"),
    [("e we closed", "ended", False), ("h Ines", "serving", False), ("l", "waiting", False), ("", "waiting", True)],
)
def test_quitting_tells_who_is_still_here(spoken: Spoken, folder: Path, line: str, state: str, stays: bool) -> None:
    text = spoken("w Beth", "quit", line)
    assert "Still here: 1 person." in text and "Beth, walk-in, waiting for 0 min." in text
    assert ("You stay." in text) is stays
    assert stored(folder)[0]["state"] == state


@pytest.mark.parametrize(
    ("lines", "states"),
    [
        (("e we closed", "y"), {"ended"}),
        (("e we closed", "n"), {"waiting"}),
        (("h Ines", "y"), {"serving"}),
        (("h Ines", ""), {"waiting"}),
    ],
)
def test_leaving_settles_all_who_are_here_after_a_yes_and_as_one_step(
    spoken: Spoken, folder: Path, lines: tuple[str, ...], states: set[str]
) -> None:
    text = spoken("w Beth", "w Tom", "quit", *lines)
    what = "end with: we closed" if lines[0].startswith("e") else "go to Ines"
    assert f"Beth, Tom {what}. y does that: " in text
    assert {visit["state"] for visit in stored(folder)} == states
    if lines[1] == "y":
        spoken("u")
        assert {visit["state"] for visit in stored(folder)} == {"waiting"}


def test_names_are_told_and_the_fourth_transfer_asks_who_owns_it(spoken: Spoken, folder: Path) -> None:
    with open_book(folder) as book:
        customers.make(Session(book), "Tom Reyes", kind="coworker")
    text = spoken("c Beth", "h", "Tom Reyes", "", "list", "h sales", "", "h Ines", "", "h Kay", "", "h Dee", "Ines")
    assert "To whom? Known here: Tom Reyes. " in text and "Beth, call, with Tom Reyes for" in text
    assert "“sales” is not a person's name." in text and "3 transfers so far." in text
    (one,) = stored(folder)
    assert (one["owner"], len(one["referrals"])) == ("Ines", 3)


@pytest.mark.parametrize(
    ("owner", "transfers", "said"), [("Ines", 4, "Dee"), ("", 3, "It was not transferred to Dee.")]
)
def test_after_the_owner_was_said_the_fourth_transfer_goes_on(
    spoken: Spoken, folder: Path, owner: str, transfers: int, said: str
) -> None:
    text = spoken("c Beth", "h Tom", "", "h Ines", "", "h Kay", "", "h Dee", owner, "")
    (one,) = stored(folder)
    assert (one["owner"], len(one["referrals"])) == (owner, transfers) and said in text


def test_the_other_open_visit_is_told_and_gone_to(spoken: Spoken, folder: Path) -> None:
    text = spoken("c Beth", "o", "w Beth", "G", "n on the phone")
    assert "Beth is here already since" in text
    noted = [one["kind"] for one in stored(folder) if one["notes"]]
    assert noted == ["call"]
