"""Somebody else bears the name too: what may mean either is listed, and goes for good where that is said."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.handover import handover
from deskapp.desk.privacy import deciding, erasing, person
from deskapp.desk.promises import promises
from deskapp.desk.reports import lessons
from deskapp.desk.session import Session
from deskapp.desk.shifts import shifts
from deskapp.desk.visits import log
from deskapp.store.copies import rotation
from tests.builders import StandingClock, a_desk
from tests.lives import found_in


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Session]:
    with a_desk(tmp_path / "book", StandingClock()) as desk:
        yield desk


@pytest.mark.parametrize(
    ("name", "namesake"),
    [
        ("Beth Ocampo", "Beth Ocampo"),
        ("Paní Jiří Dvořáčková", "Jiří Dvořáčková"),
        ("Mr Tom Quarry", "Tom Quarry"),
        ("Tom Quarry", "Mr Tom Quarry"),
        ("Tom Quarry", "Dr. Tom Quarry"),
        ("Mr Tom Quarry", "Mrs Tom Quarry"),
        ("Anna Maria Berger", "Anna Berger"),
        ("Anna Maria Berger", "Berger"),
    ],
)
@pytest.mark.parametrize("way", [str, str.upper, lambda name: name.replace(" ", "%20"), lambda name: f"{name}s"])
def test_the_name_of_a_namesake_may_mean_them(
    desk: Session, name: str, namesake: str, way: Callable[[str], str]
) -> None:
    card, twin = customers.make(desk, name), customers.make(desk, namesake)
    lesson = lessons.add(desk, f"never let {way(namesake)} wait")
    [item] = erasing.decision_on(desk, person.of(desk, card)).items
    assert deciding.listed(desk, [item], [1])[0].startswith("1. Lesson of 24 November 2026: “")
    erasing.erase(desk, person.of(desk, card), also="all")
    assert way(namesake) not in lessons.get(desk, lesson.id).text
    assert customers.get(desk, twin.id).name == namesake


@pytest.mark.parametrize(
    ("name", "namesake", "said"),
    [
        ("Jürgen Müller", "Jürgen Müller", "Juergen Mueller"),
        ("Jürgen Müller", "Juergen Mueller", "Jürgen Müller"),
        ("Jürgen Müller", "Jürgen Müller", "Müller, Jürgen"),
        ("Юлия Цветкова", "Yulia Tsvetkova", "Yulia Tsvetkova"),
        ("Yulia Tsvetkova", "Юлия Цветкова", "Юлия Цветкова"),
    ],
)
def test_another_way_to_write_a_namesakes_name_is_nobodys_alone(
    desk: Session, name: str, namesake: str, said: str
) -> None:
    card, _ = customers.make(desk, name), customers.make(desk, namesake)
    lesson = lessons.add(desk, f"let {said} wait")
    assert len(erasing.decision_on(desk, person.of(desk, card)).items) == 1
    erasing.erase(desk, person.of(desk, card), also="none")
    assert lessons.get(desk, lesson.id).text == f"let {said} wait"


def test_the_son_is_not_the_father(desk: Session) -> None:
    card = customers.make(desk, "Tom Quarry")
    customers.make(desk, "Tom Quarry Jr")
    lessons.add(desk, "never let Tom Quarry Jr wait")
    assert erasing.decision_on(desk, person.of(desk, card)).items == []


def test_a_longer_name_of_somebody_else_means_only_them(desk: Session) -> None:
    card = customers.make(desk, "Anna Berger")
    customers.make(desk, "Anna Berger Moll")
    lessons.add(desk, "never let Anna Berger Moll wait")
    assert erasing.decision_on(desk, person.of(desk, card)).items == []


@pytest.mark.parametrize(("also", "stays"), [("all", False), ("none", True)])
def test_no_copy_of_before_keeps_what_was_said_to_go(desk: Session, also: str, stays: bool) -> None:
    card = customers.make(desk, "Beth Ocampo")
    customers.make(desk, "Dora Ocampo")
    lesson = lessons.add(desk, "never let Ocampo wait")
    rotation.daily(desk.book)
    kept = desk.book.path / "kept"
    kept.mkdir(exist_ok=True)
    (kept / "lessons.json.12345678").write_text(
        f'{{"lessons":{{"1":{{"id":"{lesson.id}","text":"never let Ocampo wait"}}}}}}', "utf-8"
    )
    assert erasing.erase(desk, person.of(desk, card), also=also).is_clean
    copies = {name for name, _ in found_in(desk.book.path, "never let Ocampo") if name.startswith(("kept", "backups"))}
    assert bool(copies) is stays


def test_no_copy_of_before_keeps_a_name_at_the_desk_that_was_said_to_go(desk: Session) -> None:
    card = customers.make(desk, "Bożena Żółkiewski")
    customers.make(desk, "Dora Żółkiewski")
    shifts.begin(desk, "Hanka Żółkiewski")
    shifts.begin(desk, "Kim")
    desk.staff = "Kim"
    rotation.daily(desk.book)
    assert erasing.erase(desk, person.of(desk, card), also="all").is_clean
    assert found_in(desk.book.path, "Hanka Żółkiewski", "Hanka Zolkiewski") == []


def test_undo_brings_back_no_sheet_that_tells_of_them(desk: Session) -> None:
    card = customers.make(desk, "Beth Ocampo")
    customers.make(desk, "Beth Ocampo")
    visit = log.begin(desk, "walk-in", customer=card, reason="a lump on the left arm")
    promise = promises.make(desk, "ask the doctor on Monday", desk.now() + timedelta(hours=1), interaction=visit)
    handover.hand_over(desk, "Kim")
    promises.keep(desk, promise)
    log.end(desk, log.get(desk, visit.id), "done", overruled="test")
    assert erasing.erase(desk, person.of(desk, card), also="none").is_clean
    assert found_in(desk.book.path, "left arm", "ask the doctor") == []
