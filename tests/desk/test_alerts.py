"""Alerts: each event of a promise is told once, over restarts, sleep and clocks that jump."""

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.desk.promises import alerts, notify, promises
from deskapp.desk.session import Session
from deskapp.model.promise import Promise
from tests.builders import StandingClock, a_desk


def news(desk: Session, held: alerts.Alerts) -> list[str]:
    found = held.look(promises.all_open(desk), desk.now())
    alerts.keep(desk, held)
    return [f"{one.kind} {one.promise.what}" for one in found]


def made(desk: Session, what: str, minutes: int) -> Promise:
    return promises.make(desk, what, desk.now() + timedelta(minutes=minutes))


def test_amber_and_red_are_told_once_each(desk: Session, clock_: StandingClock) -> None:
    held = alerts.read(desk)
    made(desk, "a price", 60)
    told = []
    for _ in range(90):
        clock_.on(minutes=1)
        told += news(desk, held)
    assert told == ["soon a price", "due a price"]


def test_what_is_promised_for_the_next_minutes_is_told_only_when_due(desk: Session, clock_: StandingClock) -> None:
    held = alerts.read(desk)
    made(desk, "tea", 5)
    assert news(desk, held) == []
    clock_.on(minutes=6)
    assert news(desk, held) == ["due tea"]


def test_each_is_told_at_its_very_instant_and_not_before(desk: Session, clock_: StandingClock) -> None:
    held = alerts.read(desk)
    made(desk, "a price", 60)
    for minutes, told in ((48, "soon a price"), (12, "due a price")):
        clock_.on(minutes=minutes, seconds=-1)
        assert news(desk, held) == []
        clock_.on(seconds=1)
        assert news(desk, held) == [told]


def test_ten_minutes_are_so_short_that_only_the_due_time_is_told(desk: Session, clock_: StandingClock) -> None:
    held = alerts.read(desk)
    made(desk, "tea", 10)
    made(desk, "milk", 11)
    assert news(desk, held) == []
    clock_.on(minutes=1)
    assert news(desk, held) == ["soon milk"]
    clock_.on(minutes=9)
    assert news(desk, held) == ["due tea"]


def test_a_new_time_is_a_new_event_and_a_wait_none(desk: Session, clock_: StandingClock) -> None:
    held = alerts.read(desk)
    one = made(desk, "a price", 60)
    clock_.on(minutes=61)
    assert news(desk, held) == ["due a price"]
    moved = promises.move(desk, one, clock_.at + timedelta(hours=1), told=True)
    waiting = promises.pause(desk, moved)
    clock_.on(hours=5)
    assert news(desk, held) == []
    promises.resume(desk, waiting)
    clock_.on(minutes=61)
    assert news(desk, held) == ["due a price"]


def test_over_a_restart_nothing_is_told_twice_and_what_came_meanwhile_is_told(tmp_path: Path) -> None:
    now = StandingClock()
    with a_desk(tmp_path / "book", now) as desk:
        for number in range(40):
            made(desk, f"p{number}", 30 + 10 * number)
        held = alerts.read(desk)
        now.on(minutes=125)
        first = held.look(promises.all_open(desk), now.at)
        alerts.keep(desk, held)
        assert {one.kind for one in first} == {"due", "soon"} and len(first) > 10
    now.on(minutes=60)
    with a_desk(tmp_path / "book", now) as desk:
        second = news(desk, alerts.read(desk))
        seen = {f"{one.kind} {one.promise.what}" for one in first}
        assert second and not seen & set(second)
        assert news(desk, alerts.read(desk)) == []
        now.on(hours=10)
        third = news(desk, alerts.read(desk))
        due = {one for one in [*seen, *second, *third] if one.startswith("due")}
        assert due == {f"due p{number}" for number in range(40)} and len(third) == len(set(third))


@pytest.mark.parametrize(("days", "expected"), [(3, ["due a price"]), (5, [])])
def test_what_came_over_a_long_weekend_is_told_once_and_older_things_are_no_news(
    desk: Session, clock_: StandingClock, days: int, expected: list[str]
) -> None:
    made(desk, "a price", 60)
    clock_.on(days=days)
    assert news(desk, alerts.read(desk)) == expected
    assert news(desk, alerts.read(desk)) == []


def test_a_clock_that_is_set_back_tells_nothing_again(desk: Session, clock_: StandingClock) -> None:
    held = alerts.read(desk)
    made(desk, "a price", 60)
    clock_.on(minutes=61)
    assert news(desk, held) == ["due a price"]
    clock_.on(hours=-1)
    assert news(desk, held) == []
    clock_.on(hours=2)
    assert news(desk, held) == []


def test_what_was_told_is_forgotten_after_a_week(desk: Session, clock_: StandingClock) -> None:
    held = alerts.read(desk)
    made(desk, "a price", 60)
    clock_.on(hours=2)
    news(desk, held)
    assert len(alerts.read(desk).told) == 2
    clock_.on(days=8)
    alerts.keep(desk, held)
    assert alerts.read(desk).told == set()


def test_many_at_once_are_one_sentence(desk: Session, clock_: StandingClock) -> None:
    for number in range(3):
        made(desk, f"p{number}", 60 + number)
    made(desk, "later", 75)
    clock_.on(minutes=65)
    found = alerts.read(desk).look(promises.all_open(desk), clock_.at)
    assert alerts.sentence(found, clock_.at) == "3 promises are due, 1 more soon. Due 5 min ago: p0."
    soon = [one for one in found if one.kind == "soon"]
    assert alerts.sentence(soon, clock_.at) == "Due soon: later, today 11:15 (in 10 min)."


@pytest.mark.parametrize(
    ("env", "start"),
    [
        ({"TERM": "xterm-256color"}, "\x1b]9;deskapp: "),
        ({"TERM": "foot"}, "\x1b]777;notify;deskapp;"),
        ({"TERM": "xterm", "VTE_VERSION": "7600"}, "\x1b]777;notify;deskapp;"),
        ({"TERM": "linux"}, ""),
        ({}, ""),
    ],
)
def test_each_terminal_is_told_in_its_own_way(env: dict[str, str], start: str) -> None:
    sequence = notify.osc("Due now: a price; soon", env)
    assert sequence.startswith(start) and sequence.endswith("\x07") == bool(start)


@given(st.text(), st.sampled_from(["xterm", "foot"]))
def test_no_text_breaks_out_of_a_notification(text: str, term: str) -> None:
    sequence = notify.osc(text, {"TERM": term})
    assert not {"\x1b", "\x07", "\x9c"} & set(sequence[1:-1])
    assert term != "foot" or sequence.count(";") == 3


def test_the_desktop_is_told_without_a_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "Popen", lambda words, **more: started.append(words))
    assert notify.by_desktop("2 promises are due.")
    assert started[0][2:] == ["--", "deskapp", "2 promises are due."]


def test_without_notify_send_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert notify.by_desktop("x") is False
