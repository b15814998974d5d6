"""The row that is meant is the one that is found, told from its like, and acted on."""

from datetime import timedelta

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.promises.groups import fitting
from deskapp.desk.session import Session
from deskapp.desk.visits import log, ring
from deskapp.desk.visits.ring import Caller
from deskapp.model.customer import Customer
from deskapp.ui.widgets.line_pane import LinePane
from tests.builders import StandingClock
from tests.ui.hands import at_the_desk

Size = tuple[int, int]
TYPED = ["020 7946 0018", "02079460018", "0018", "7946 0018", "+44 20 7946 0018", "Berger", "anna"]


@pytest.fixture
def annas(desk: Session) -> tuple[Customer, Customer]:
    first = customers.make(desk, "Anna Berger", phone="020 7946 0018")
    return first, customers.make(desk, "Anna Berger", phone="020 7946 0999")


@pytest.mark.parametrize("typed", TYPED)
def test_promises_are_found_by_the_digits_of_the_person_as_by_the_name(
    desk: Session, annas: tuple[Customer, Customer], now: StandingClock, typed: str
) -> None:
    due = now.at + timedelta(hours=1)
    hers = promises.make(desk, "a price", due, customer=annas[0])
    promises.make(desk, "strings", due, customer=customers.make(desk, "Tom", phone="020 7946 0111"))
    assert [one.id for one in fitting(desk, promises.all_open(desk), typed, now.at)] == [hers.id]


def test_a_number_in_the_words_of_a_promise_is_found_however_it_is_spaced(desk: Session, now: StandingClock) -> None:
    due = now.at + timedelta(hours=1)
    made = promises.make(desk, "ring 020 7946 0018 back", due)
    promises.make(desk, "ring 020 7946 0111 back", due)
    assert [one.id for one in fitting(desk, promises.all_open(desk), "02079460018", now.at)] == [made.id]
    assert len(fitting(desk, promises.all_open(desk), "ring", now.at)) == 2


@pytest.mark.parametrize("screen", ["f3", "f4", "f5"])
async def test_every_list_that_shows_people_finds_them_by_digits(
    desk: Session, annas: tuple[Customer, Customer], now: StandingClock, screen: str
) -> None:
    tom = customers.make(desk, "Tom Vale", phone="020 7946 0111")
    for card in (annas[0], tom):
        log.identify(desk, log.begin(desk, "walk-in"), card)
        promises.make(desk, f"a price for {card.name[:3]}", now.at + timedelta(hours=1), customer=card)
    async with at_the_desk(desk) as hands:
        await hands.press(screen, "slash", *"0018")
        await hands.settle(0.2)
        await hands.press("enter")
        await hands.settle(0.1)
        hands.sees("Anna Berger")
        hands.does_not_see("Tom Vale")


async def test_two_of_one_name_look_different_wherever_they_stand(
    desk: Session, annas: tuple[Customer, Customer], now: StandingClock, size: Size
) -> None:
    for card in annas:
        log.identify(desk, log.begin(desk, "walk-in"), card)
        promises.make(desk, "a price", now.at + timedelta(minutes=30), customer=card)
        now.on(seconds=5)
    now.on(minutes=6)
    async with at_the_desk(desk, size) as hands:
        hands.app._tick()
        await hands.settle()
        rows = "".join(line.text for line in hands.app.screen.query_one("#here", LinePane).lines)
        assert "Anna Berger (…0018)" in rows and "Anna Berger (…0999)" in rows
        hands.sees("Anna Berger (…0018) has been waiting for 6 min.")
        await hands.press("n")
        assert "(…0" in hands.row_with("Note ·")
        await hands.press("escape", "f4")
        hands.sees("Anna Berger (…0018)", "Anna Berger (…0999)")
        await hands.press("ctrl+q")
        hands.sees("Before you go", "Still here: 2 people.", "Anna Berger (…0018)", "Anna Berger (…0999)")
        await hands.press("l")
        hands.sees("Open promises", "Anna Berger (…0018)", "Anna Berger (…0999)")


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 12)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_of_two_people_on_one_number_neither_is_cut_out_of_the_title(desk: Session, size: Size) -> None:
    for name in ("Maximiliane Hohenstein-Waldburg", "Theodora Hohenstein-Waldburg"):
        customers.make(desk, name, phone="+44 20 7946 0018")
    ring.ring(desk, Caller("+44 20 7946 0018"))
    async with at_the_desk(desk, size) as hands:
        title = next(row for row in hands.screen.splitlines() if "Maximil" in row and " or " in row)
        assert "Theodor" in title


async def test_after_kept_the_next_promise_is_named_and_undo_selects_the_one_that_came_back(
    desk: Session, annas: tuple[Customer, Customer], now: StandingClock, size: Size
) -> None:
    made = [
        promises.make(desk, what, now.at + timedelta(hours=hour), customer=annas[0])
        for hour, what in enumerate(("a price", "strings", "a bow"), 1)
    ]
    async with at_the_desk(desk, size) as hands:
        await hands.press("f4", "down", "k")
        screen = hands.app.screen
        hands.sees("Kept: strings, to Anna Berger", "Selected now: a bow, Anna Berger (…0018).")
        assert screen.selected_id() == made[2].id  # type: ignore[attr-defined]
        await hands.press("u")
        assert screen.selected_id() == made[1].id  # type: ignore[attr-defined]
        assert all(promises.get(desk, one.id).is_open for one in made)
        await hands.press("z")
        hands.sees("Selected now: a bow, Anna Berger (…0018).")
