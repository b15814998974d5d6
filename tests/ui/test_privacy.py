"""A card's person asks for their copy, or to be erased: what somebody at the desk presses, and what is then left."""

import asyncio
import json
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from deskapp.cli.running_desk import RunningDesk
from deskapp.desk.cards import customers
from deskapp.desk.reports import lessons
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.errors import RefusedError
from deskapp.ipc.client import ask
from deskapp.model.customer import Customer
from deskapp.ui.app import DeskApp
from deskapp.ui.beside import MainThread
from tests.builders import socket_path
from tests.lives import found_in
from tests.ui.hands import SIZES, Hands, at_the_desk

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def beth(desk: Session) -> Customer:
    card = customers.make(desk, "Beth Marlow", phone="202 555 0123")
    it = log.begin(desk, "walk-in", customer=card, reason="pressure gauge")
    log.end(desk, it, "repaired", overruled="test")
    customers.make(desk, "Carl Rossi")
    return card


async def until(hands: Hands, text: str) -> None:
    for _ in range(400):
        if text in hands.screen or text in hands.words:
            return
        await hands.settle(0.02)
    hands.sees(text)


async def to_their_card(hands: Hands) -> None:
    await hands.press("f3", "/")
    await hands.write("Beth")
    await hands.press("enter", "enter")
    await until(hands, "Beth Marlow")


@pytest.mark.parametrize("size", SIZES)
async def test_z_shows_what_goes_and_erases_when_the_name_is_typed(
    desk: Session, beth: Customer, size: tuple[int, int]
) -> None:
    async with at_the_desk(desk, size) as hands:
        await to_their_card(hands)
        await hands.press("z")
        await until(hands, "Type Beth Marlow to confirm")
        hands.sees("Goes: their card", "Stays, without a name", "Type Beth Marlow to confirm")
        await hands.write("beth marlow")
        hands.sees("It cannot be undone.")
        await hands.press("enter")
        await until(hands, "nothing is left")
        assert desk.book.get("customers", beth.id) is None
        assert found_in(desk.book.path, "Beth Marlow", "pressure gauge", beth.id) == []
        await hands.press("f3")
        hands.sees("Carl Rossi")
        hands.does_not_see("Beth Marlow")
        await hands.press("f2", "u")
        hands.sees("cannot be undone")
        await hands.press("f5")
        hands.does_not_see("Beth")


async def test_a_command_beside_it_is_done_by_the_running_desk(desk: Session, beth: Customer) -> None:
    app = DeskApp(desk, RunningDesk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(pilot)
        while not Path(socket_path(desk.book.path)).exists():
            await hands.settle(0.01)
        request = {"argv": ["erase", beth.id, "--yes"], "staff": "Kim"}
        answer = await asyncio.to_thread(ask, desk.book.path, request)
        assert answer["status"] == 0 and "nothing is left" in answer["out"]
        await hands.press("f3")
        hands.does_not_see("Beth Marlow")
        await hands.press("f5")
        hands.sees("(erased)")


def test_what_still_waits_when_the_desk_is_left_is_not_done(desk: Session) -> None:
    app = SimpleNamespace(is_running=False, desk=desk, call_later=lambda work: None)
    done: list[bool] = []
    with pytest.raises(RefusedError, match="nothing was erased"):
        MainThread(app, desk.book).take(lambda: done.append(True))  # type: ignore[arg-type]
    assert done == []


def test_a_fault_of_the_change_does_not_let_the_thread_wait_for_ever(desk: Session) -> None:
    def fail() -> None:
        raise KeyError("x")

    def at_once(work: Callable[[], None]) -> None:
        with pytest.raises(KeyError):
            work()

    app = SimpleNamespace(is_running=True, desk=desk, call_later=at_once)
    with pytest.raises(RefusedError, match="fault of its own"):
        MainThread(app, desk.book).take(fail)  # type: ignore[arg-type]


async def test_a_thread_is_told_what_its_change_was_refused_for(desk: Session) -> None:
    def refuse() -> None:
        raise RefusedError("No.", "Why not.")

    async with at_the_desk(desk) as hands:
        turn = MainThread(hands.app, desk.book)
        done: list[str] = []
        await asyncio.to_thread(turn.take, lambda: done.append(threading.current_thread().name))
        assert done == [threading.current_thread().name]
        with pytest.raises(RefusedError, match="No"):
            await asyncio.to_thread(turn.take, refuse)


async def test_another_name_or_escape_erases_nothing(desk: Session, beth: Customer) -> None:
    async with at_the_desk(desk) as hands:
        await to_their_card(hands)
        await hands.press("z")
        await until(hands, "Type Beth Marlow to confirm")
        await hands.write("yes")
        await hands.press("enter")
        hands.sees("That is not their name")
        await hands.press("escape")
        assert desk.book.get("customers", beth.id)


async def test_who_is_here_is_not_erased(desk: Session, beth: Customer) -> None:
    log.begin(desk, "call", customer=beth)
    async with at_the_desk(desk) as hands:
        await to_their_card(hands)
        await hands.press("z")
        await until(hands, "is here now")
        assert desk.book.get("customers", beth.id)


async def test_w_writes_their_copy_and_replaces_nothing(desk: Session, beth: Customer, home: Path) -> None:
    async with at_the_desk(desk) as hands:
        await to_their_card(hands)
        await hands.press("W")
        await until(hands, "All that is held on them")
        await hands.press(*["backspace"] * len("html"))
        await hands.write("json")
        await hands.press("enter")
        await until(hands, "only you can read it")
        file = home / "Beth-Marlow.json"
        assert json.loads(file.read_text("utf-8"))["interactions"][0]["reason"] == "pressure gauge"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        await hands.press("W")
        await hands.press(*["backspace"] * len("html"))
        await hands.write("json")
        await until(hands, "is there already")
        await hands.press("enter")
        hands.sees("is there already")


async def test_without_a_card_there_is_nobody_to_erase(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("f3", "z")
        hands.sees("Say who it is first")
        await hands.press("W")
        hands.sees("Say who it is first")


@pytest.mark.parametrize("size", SIZES)
async def test_places_that_may_mean_them_are_decided_first(
    desk: Session, beth: Customer, size: tuple[int, int]
) -> None:
    lesson = lessons.add(desk, "never let Marlow wait")
    async with at_the_desk(desk, size) as hands:
        await to_their_card(hands)
        await hands.press("z")
        await until(hands, "1 place may mean Beth Marlow")
        hands.sees("1. Lesson of", "never let Marlow wait")
        await hands.press("enter")
        hands.sees("Nothing is erased before you say which.")
        await hands.write("7")
        await hands.press("enter")
        hands.sees("fits none of these places")
        await hands.press("backspace")
        await hands.write("all")
        await hands.press("enter")
        await until(hands, "Type Beth Marlow to confirm")
        await hands.write("beth marlow")
        await hands.press("enter")
        await until(hands, "nothing is left")
        assert lessons.get(desk, lesson.id).text == "never let (erased) wait"


async def test_every_place_can_be_seen_and_a_changed_list_is_no_answer(desk: Session, beth: Customer) -> None:
    for number in range(12):
        lessons.add(desk, f"Marlow in lane {number}")
    async with at_the_desk(desk) as hands:
        await to_their_card(hands)
        await hands.press("z")
        await until(hands, "12 places may mean Beth Marlow")
        await hands.press(*["down"] * 12)
        hands.sees("12. Lesson of")
        await hands.write("2")
        await hands.press("enter")
        await until(hands, "Type Beth Marlow to confirm")
        lessons.add(desk, "Marlow in lane 13")
        await hands.write("beth marlow")
        await hands.press("enter")
        await until(hands, "of an older list")
        assert desk.book.get("customers", beth.id)
