"""Calls at the desk: who rings, whose keys they are, what was missed, and by which channel the answer goes."""

import asyncio

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import log, missed, ring
from deskapp.desk.visits.ring import Caller
from deskapp.ipc.client import ask
from deskapp.ui import remote_commands
from deskapp.ui.widgets.line_pane import LinePane
from tests.builders import StandingClock
from tests.ui.hands import at_the_desk
from tests.ui.test_remote_commands import app_of, listening
from tests.ui.typing_in import said

NUMBER = "020 7946 0018"


async def test_the_number_of_an_unknown_caller_is_in_the_row_the_title_and_the_panel(
    desk: Session, size: tuple[int, int]
) -> None:
    ring.ring(desk, Caller(NUMBER))
    ring.ring(desk, Caller(NUMBER))
    async with at_the_desk(desk, size) as hands:
        rows = [row for row in hands.screen.splitlines() if NUMBER in row]
        assert any("waiting" in row or "0:00" in row for row in rows), "the row of the list"
        assert hands.screen.count(NUMBER) >= 3
        hands.sees("rang 2 times")
        hands.does_not_see("no name yet")


async def test_a_number_of_two_cards_shows_both_people_and_their_allergies(
    desk: Session, size: tuple[int, int]
) -> None:
    customers.make(desk, "Tom Berger", phone=NUMBER)
    anna = customers.make(desk, "Anna Berger", phone=NUMBER)
    customers.add_preference(desk, anna, "Walnuts", group="food", stance="allergy")
    ring.ring(desk, Caller(NUMBER))
    async with at_the_desk(desk, size) as hands:
        hands.sees("Anna Berger or Tom Berger", "Tom Berger", "ALLERGY Walnuts", "Several cards have this number.")
        assert next(desk.book.select("interactions"))["customer"] is None
        await hands.press("space")
        hands.sees("Tom Berger", "Anna Berger")


async def test_a_ring_takes_no_key_from_the_visit_that_somebody_works_on(
    desk: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    customers.make(desk, "Beth Marlow", phone=NUMBER)
    async with app_of(desk).run_test(size=(80, 24)) as pilot:
        await listening(pilot, desk)
        await pilot.press("w", "T", "o", "m", "enter")
        await asyncio.to_thread(ask, desk.book.path, {"argv": ["ring", NUMBER], "staff": "Kim"})
        await pilot.pause()
        assert "Beth Marlow rings. Press Tab to go there." in said(pilot)
        await pilot.press("1")
        await pilot.pause()
        (tom,) = [one for one in desk.book.select("interactions") if one["kind"] == "walk-in"]
        assert tom["ticks"]
        (call,) = [one for one in desk.book.select("interactions") if one["kind"] == "call"]
        assert not call["ticks"] and call["state"] == "waiting"
        monkeypatch.setattr(remote_commands, "IDLE", 0.0)
        await asyncio.to_thread(ask, desk.book.path, {"argv": ["ring", "020 7946 0999"], "staff": "Kim"})
        await pilot.pause()
        assert "020 7946 0999 rings." in said(pilot), "an idle desk shows who rings"
        assert pilot.app.context.selected_interaction().phone == "020 7946 0999"  # type: ignore[attr-defined]


async def test_a_call_that_is_hung_up_is_told_as_missed_and_selects_nobody(desk: Session) -> None:
    async with app_of(desk).run_test(size=(80, 24)) as pilot:
        await listening(pilot, desk)
        await pilot.press("w", "T", "o", "m", "enter")
        selected = pilot.app.context.selected  # type: ignore[attr-defined]
        for words in (["ring", NUMBER], ["ring", NUMBER, "--hung-up"]):
            await asyncio.to_thread(ask, desk.book.path, {"argv": words, "staff": "Kim"})
        await pilot.pause()
        assert f"Missed call from {NUMBER}, 10:00. Press Tab to go there." in said(pilot)
        assert pilot.app.context.selected == selected  # type: ignore[attr-defined]


async def test_a_missed_call_stands_in_the_list_and_is_rung_back(desk: Session, size: tuple[int, int]) -> None:
    ring.ring(desk, Caller(NUMBER))
    missed.hang_up(desk, Caller(NUMBER))
    async with at_the_desk(desk, size) as hands:
        await hands.press("w", *"Tom", "enter")
        assert NUMBER in hands.row_with("ring back B")
        await hands.press("B")
        hands.sees("Ring back", f"Missed call from {NUMBER}, 10:00.", f"dial {NUMBER}")
        await hands.press("enter")
        (call,) = [one for one in desk.book.select("interactions") if one["state"] == "serving"]
        assert (call["phone"], hands.app.context.selected) == (NUMBER, call["id"])
        hands.does_not_see("ring back B")
        await hands.press("u")
        hands.sees("ring back B")


async def test_a_missed_call_is_settled_without_a_call(desk: Session) -> None:
    ring.ring(desk, Caller(NUMBER))
    call = missed.hang_up(desk, Caller(NUMBER))
    async with at_the_desk(desk) as hands:
        await hands.press("B", "down", "enter")
        hands.does_not_see("ring back B")
        assert log.get(desk, call.id).followed_up_at


async def test_there_is_nobody_to_ring_back(desk: Session) -> None:
    ring.ring(desk, Caller(""))
    missed.hang_up(desk, Caller(""))
    async with at_the_desk(desk) as hands:
        await hands.press("B")
        hands.sees("Choose the missed call first")


async def test_a_hang_up_on_a_served_call_is_on_its_panel(
    desk: Session, now: StandingClock, size: tuple[int, int]
) -> None:
    log.greet(desk, ring.ring(desk, Caller(NUMBER)))
    now.on(minutes=12)
    missed.hang_up(desk, Caller(NUMBER))
    async with at_the_desk(desk, size) as hands:
        hands.sees("hung up 10:12", "being served" if size[0] < 110 else "served")


@pytest.mark.parametrize("kind", ["w", "c", "m"])
async def test_the_channel_of_any_visit_is_said_and_changed(desk: Session, kind: str) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press(kind, *"Beth", "enter")
        await hands.press("V", *"e-m", "enter")
        assert next(desk.book.select("interactions"))["channel"] == "e-mail"
        hands.sees("by e-mail")
        await hands.press("V", *"post", "enter")
        assert next(desk.book.select("interactions"))["channel"] == "letter"
        await hands.press("V", "escape")
        assert next(desk.book.select("interactions"))["channel"] == "letter"
        await hands.press("V", *"pigeon", "enter")
        hands.sees("is no channel here")


async def test_the_channel_of_a_promise_is_changed(desk: Session, now: StandingClock) -> None:
    promises.make(desk, "a price", now.at.replace(hour=15), channel="call")
    async with at_the_desk(desk) as hands:
        await hands.press("f4", "V", *"e-mail", "enter")
        assert next(desk.book.select("promises"))["channel"] == "e-mail"
        hands.sees("By e-mail: a price")


def channel_of(desk: Session, what: str) -> str:
    return next(str(one["channel"]) for one in desk.book.select("promises") if one["what"] == what)


async def test_who_prefers_another_channel_is_told_and_offered_at_a_promise(
    desk: Session, size: tuple[int, int]
) -> None:
    beth = customers.make(desk, "Beth Ocampo", phone=NUMBER)
    customers.set_text(desk, beth, "preferred_channel", "e-mail")
    log.begin(desk, "walk-in", customer=beth)
    async with at_the_desk(desk, size) as hands:
        await hands.press("p")
        hands.sees("Beth Ocampo prefers e-mail.")
        await hands.press(*"a price", "tab", *"15:00")
        hands.sees("by e-mail")
        await hands.press("enter")
        assert channel_of(desk, "a price") == "e-mail"
        await hands.press("p", *"call back", "tab", *"16:00")
        hands.sees("by phone", "by e-mail", "Beth Ocampo prefers e-mail.")
        await hands.press("enter")
        assert channel_of(desk, "call back") == "call"
        await hands.press("p", *"call again", "tab", *"17:00", "down", "enter")
        assert channel_of(desk, "call again") == "e-mail"


async def test_a_call_back_without_a_number_asks_for_it(desk: Session) -> None:
    beth = customers.make(desk, "Beth Ocampo")
    visit = log.begin(desk, "walk-in", customer=beth)
    async with at_the_desk(desk) as hands:
        await hands.press("p", *"call back", "tab", *"15:00", "enter")
        hands.sees("Phone number", "Which number do you call Beth Ocampo back on?")
        await hands.press(*"soon", "enter")
        hands.sees("That is no phone number.")
        await hands.press("ctrl+u", *NUMBER, "enter")
        (phone,) = customers.get(desk, beth.id).phones.values()
        assert (phone.typed, log.get(desk, visit.id).phone) == (NUMBER, NUMBER)
        await hands.press("p", *"call again", "tab", *"16:00", "enter")
        hands.does_not_see("Phone number")


async def test_a_call_back_is_promised_though_the_number_is_left_out(desk: Session) -> None:
    log.begin(desk, "walk-in", called="Tom")
    async with at_the_desk(desk) as hands:
        await hands.press("p", *"call back", "tab", *"15:00", "enter", "escape")
        assert next(desk.book.select("promises"))["what"] == "call back"
        hands.does_not_see("Phone number")


@pytest.mark.parametrize("window", [(80, 24), (60, 15), (40, 12), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_call_that_rings_into_a_crowd_is_in_sight_and_tab_and_its_key_take_it(
    desk: Session, now: StandingClock, window: tuple[int, int]
) -> None:
    for number in range(9):
        log.begin(desk, "walk-in", called=f"Guest {number}")
        now.on(seconds=5)
    now.on(minutes=7)
    customers.make(desk, "Beth Marlow", phone=NUMBER)
    async with at_the_desk(desk, window) as hands:
        app = hands.app
        app._tick()
        await hands.settle()
        hands.sees("Guest 0 has been waiting")
        call = ring.ring(desk, Caller(NUMBER))
        app.look_for_alarms()
        await hands.settle()
        hands.sees("Beth Marlow rings. Press Tab to go there.")
        assert any("Beth Marlow" in line.text for line in app.screen.query_one("#here", LinePane).lines)
        await hands.press("tab")
        assert app.context.selected == call.id
        await hands.press("g")
        assert log.get(desk, call.id).state == "serving"
        hands.does_not_see("Beth Marlow rings")


async def test_tab_goes_to_the_missed_call_that_the_alarm_names_and_its_key_rings_back(
    desk: Session, now: StandingClock, size: tuple[int, int]
) -> None:
    tom = log.greet(desk, log.begin(desk, "walk-in", called="Tom"))
    for number in ("020 7946 0011", NUMBER):
        ring.ring(desk, Caller(number))
        missed.hang_up(desk, Caller(number))
        now.on(minutes=1)
    async with at_the_desk(desk, size) as hands:
        app = hands.app
        app.open_interaction(tom.id)
        app._tick()
        await hands.settle()
        hands.sees("Missed call from 020 7946 0011, 10:00. Press Tab to go there.")
        await hands.press("tab")
        hands.sees("Missed call from 020 7946 0018, 10:01. Press Tab to go there.")
        await hands.press("B")
        hands.sees("dial 020 7946 0011")
        await hands.press("escape", "tab")
        visit = app.context.selected_interaction()
        assert visit and visit.phone == NUMBER
