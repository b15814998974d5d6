"""Another country on the command line: the numbers are read before the command ends, and it says how far it is."""

from pathlib import Path

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.desk.settings import numbers_again, settings, typed
from deskapp.store import open_book
from tests.cli.conftest import Tool, call


@pytest.fixture
def street(folder: Path) -> Path:
    with open_book(folder) as book:
        desk = Session(book, "Robin")
        settings.write(desk, country="DE")
        for number in range(20):
            customers.make(desk, f"Person {number:02d}", phone=f"020 7946 {number:04d}")
    return folder


def form(tool: Tool) -> str:
    (phone,) = tool("card", "Person 07", "--json").json["phones"].values()
    return str(phone["number"])


def test_the_numbers_follow_a_change_its_undo_and_its_redo(
    street: Path, tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbers_again, "AT_ONCE", 0.0)
    answer = tool("settings", "country", "GB")
    assert answer.status == 0 and "Reading the numbers again: " in answer.err and " of 20 cards." in answer.err
    assert form(tool) == "+442079460007"
    assert "country" in tool("undo").out and form(tool) == "+492079460007"
    assert "country" in tool("redo").out and form(tool) == "+442079460007"


def test_what_was_cut_off_is_told_to_who_looks_and_finished_by_who_writes(street: Path, tool: Tool) -> None:
    with open_book(street) as book:
        desk = Session(book, "Robin", at_hand=object())  # type: ignore[arg-type]
        typed.put(desk, "country", "GB")
    looked = tool("card", "Person 07")
    assert looked.status == 0 and "Not all phone numbers are read as numbers of the United Kingdom yet" in looked.err
    assert tool("log", "walk-in", "Zoe Ulm").status == 0
    assert form(tool) == "+442079460007" and tool("card", "Person 07").err == ""


def test_a_running_desk_goes_on_with_it_and_that_is_told(street: Path) -> None:
    with open_book(street) as book:
        desk = Session(book, "Robin", at_hand=object())  # type: ignore[arg-type]
        answer = call("settings", "country", "GB", desk=desk)
        assert answer.status == 0 and "that goes on while the desk is open" in answer.err
