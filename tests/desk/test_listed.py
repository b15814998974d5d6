"""A pasted list is several requests; a sentence with commas, hyphens, times or figures is one."""

import pytest

from deskapp.desk.session import Session
from deskapp.desk.visits import log, requests
from deskapp.text import listed

LISTS = [
    ("a new bow\nrosin\na case", ["a new bow", "rosin", "a case"]),
    ("a new bow\r\n\r\nrosin\r\n", ["a new bow", "rosin"]),
    ("a new bow; rosin;a case;", ["a new bow", "rosin", "a case"]),
    ("a new bow ⏎ rosin", ["a new bow", "rosin"]),
    ("• a new bow • rosin", ["a new bow", "rosin"]),
    ("- a new bow\n- rosin", ["a new bow", "rosin"]),
    ("* a new bow * rosin", ["a new bow", "rosin"]),
    ("1) a new bow 2) rosin 3) a case", ["a new bow", "rosin", "a case"]),
    ("1. a new bow, black 2. rosin", ["a new bow, black", "rosin"]),
    ("1. a new bow\n2. rosin", ["a new bow", "rosin"]),
    ("(1) a bow (2) rosin", ["a bow", "rosin"]),
    ("They want: 1) a bow 2) rosin", ["They want", "a bow", "rosin"]),
    ("[ ] a bow\n[x] rosin", ["a bow", "rosin"]),
]
SINGLES = [
    "a new bow, rosin and a case",
    "a 4/4 violin - the black one",
    "call back at 15:00, not before 14.30",
    "size 1.5 or 2.5",
    "the e-mail of 3. December",
    "room 12) as last time",
    "2 strings, 3 bows",
    "3) only this",
    "well-known rosin",
    "a price: 20 to 30 euros",
]


@pytest.mark.parametrize(("text", "found"), LISTS)
def test_a_list_is_taken_apart(text: str, found: list[str]) -> None:
    assert listed.items(text) == found


@pytest.mark.parametrize("text", SINGLES)
def test_a_sentence_stays_one(text: str) -> None:
    (only,) = listed.items(text)
    assert text.endswith(only) and len(only) > len(text) - 4


@pytest.mark.parametrize("text", ["", " \n ", ";;", "- \n •"])
def test_nothing_is_no_item(text: str) -> None:
    assert listed.items(text) == []


def test_all_items_are_one_step(desk: Session) -> None:
    visit = log.begin(desk, "walk-in")
    after = requests.add(desk, visit, "a new bow\nrosin; a case")
    assert [request.text for request in after.requests.values()] == ["a new bow", "rosin", "a case"]
    desk.book.undo(by="Robin", at=desk.now())
    assert log.get(desk, visit.id).requests == {}
