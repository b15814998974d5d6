"""Alerts on the screen: told once, by bell only where wanted, and nothing personal behind the curtain."""

from datetime import timedelta

import pytest
from textual.pilot import Pilot

from deskapp.desk.cards import customers
from deskapp.desk.promises import notify, promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.ui import copying
from deskapp.ui.alarm_row import SECONDS_IN_SIGHT
from deskapp.ui.app import DeskApp
from deskapp.ui.screens.desk import DeskScreen
from deskapp.ui.widgets.bottom_lines import MessageLine
from tests.builders import StandingClock
from tests.ui.hands import at_the_desk


@pytest.fixture
def desk(desk: Session) -> Session:
    promises.make(desk, "a price", desk.now() + timedelta(hours=1), customer=customers.make(desk, "Beth Marlow"))
    return desk


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("VTE_VERSION", raising=False)
    monkeypatch.setattr(copying, "writer", lambda app: found.append)
    monkeypatch.setattr(notify, "by_desktop", lambda words: found.append(f"desktop {words}"))
    monkeypatch.setattr(DeskApp, "bell", lambda app: found.append("bell"))
    return found


def said(pilot: Pilot[int]) -> str:
    screen = next(one for one in pilot.app.screen_stack if isinstance(one, DeskScreen))
    line = screen.query_one(MessageLine)
    return " ".join(" ".join(one.text for one in line.lines).split()) if line.display else ""


async def look(pilot: Pilot[int]) -> None:
    app = pilot.app
    assert isinstance(app, DeskApp)
    for _ in range(500):
        if app._alerting:
            break
        await pilot.pause(0.01)
    assert app._alerting
    app._alerting.look(app)
    await pilot.pause()


async def test_what_is_due_is_told_once_and_by_default_in_silence(
    desk: Session, now: StandingClock, sent: list[str]
) -> None:
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        assert said(pilot) == ""
        now.on(minutes=61)
        await look(pilot)
        assert "Due 1 min ago: a price to Beth Marlow." in said(pilot)
        pilot.app.context.alarm_row.went_there()  # type: ignore[attr-defined]
        pilot.app.screen.show_alarm()  # type: ignore[attr-defined]
        await look(pilot)
        assert said(pilot) == "" and sent == []


async def test_bell_terminal_and_desktop_are_told_where_the_settings_say_so(
    desk: Session, now: StandingClock, sent: list[str]
) -> None:
    settings.write(desk, alert_bell=True, alert_terminal=True, alert_desktop=True)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        now.on(minutes=60)
        await look(pilot)
        await look(pilot)
    words = "Due now: a price to Beth Marlow."
    assert sent == ["bell", f"\x1b]9;deskapp: {words}\x07", "desktop A promise is due."]


async def test_behind_the_curtain_nothing_personal_leaves_the_program(
    desk: Session, now: StandingClock, sent: list[str]
) -> None:
    settings.write(desk, alert_desktop=True, alert_terminal=True)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await look(pilot)
        await pilot.press("f9")
        await pilot.pause()
        now.on(minutes=60)
        await look(pilot)
        assert sent and not any("price" in one or "Beth" in one for one in sent)


async def test_a_restart_tells_nothing_again(desk: Session, now: StandingClock, sent: list[str]) -> None:
    now.on(minutes=61)
    for expected in ("Due 1 min ago", ""):
        async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await look(pilot)
            assert said(pilot).startswith(f"▲ {expected}" if expected else "")
            assert bool(said(pilot)) == bool(expected)


async def test_the_second_that_passes_is_enough(desk: Session, now: StandingClock) -> None:
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        now.on(minutes=61)
        pilot.app._tick()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "a price" in said(pilot)


async def test_what_is_told_while_a_screen_is_still_being_built_shows_once_it_is_there(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        hands.app.do_log()
        hands.app.say("Something is due.")
        await hands.settle()
        hands.sees("Log", "Something is due.")
        left = hands.app.screen
        await hands.press("f2")
        left.say("Nobody is there to read it.")  # type: ignore[attr-defined]
        hands.does_not_see("Nobody is there")


async def test_an_alarm_stands_above_what_is_said_meanwhile(desk: Session, now: StandingClock) -> None:
    promises.make(desk, "strings", desk.now() + timedelta(hours=1))
    promises.make(desk, "rosin", desk.now() + timedelta(hours=1))
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        now.on(minutes=61)
        await look(pilot)
        await pilot.press("w", "escape")
        await pilot.press("u")
        await pilot.pause()
        assert "3 promises are due" in said(pilot) and "undone: " in said(pilot)


async def test_an_alarm_that_came_behind_the_curtain_waits_to_be_seen(desk: Session, now: StandingClock) -> None:
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        app = pilot.app
        assert isinstance(app, DeskApp)
        await pilot.press("f9")
        await pilot.pause()
        now.on(minutes=60)
        await look(pilot)
        for _ in range(SECONDS_IN_SIGHT + 1):
            app._tick()
        await pilot.press("space")
        await pilot.pause()
        assert "Due now: a price to Beth Marlow." in said(pilot)
        for _ in range(SECONDS_IN_SIGHT + 1):
            app._tick()
        await pilot.pause()
        assert said(pilot) == ""


async def test_what_was_told_of_one_thing_goes_with_the_next(desk: Session) -> None:
    async with at_the_desk(desk, (80, 24)) as hands:
        await hands.press("w", *"Gus", "enter", "h", *"Priya", "tab", *"knows pedals", "enter")
        hands.sees("Gus is with Priya now.")
        await hands.press("o")
        hands.does_not_see("Gus is with Priya now.")
        await hands.press("u")
        hands.sees("undone: ")
        await hands.press("1")
        hands.does_not_see("undone: ")
