"""The clocks of an interaction: waiting, time to greet, on hold."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from deskapp.model.interaction import CustomerRef, Hold, Interaction, Kind, Request

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
ONE = Interaction("int_1", "walk-in", "waiting", AT)


def after(minutes: float) -> datetime:
    return AT + timedelta(minutes=minutes)


def test_waiting_runs_until_the_greeting_or_the_end() -> None:
    assert ONE.waited(after(3)) == timedelta(minutes=3)
    greeted = replace(ONE, state="serving", greeted_at=after(2))
    assert greeted.waited(after(30)) == timedelta(minutes=2)
    left = replace(ONE, state="ended", ended_at=after(4))
    assert left.waited(after(30)) == timedelta(minutes=4)


def test_a_clock_that_jumps_back_never_shows_a_negative_wait() -> None:
    assert ONE.waited(after(-5)) == timedelta(0)
    assert replace(ONE, greeted_at=after(-5)).waited(after(1)) == timedelta(0)


@pytest.mark.parametrize(("kind", "alarms"), [("walk-in", True), ("call", True), ("message", False)])
def test_more_than_five_minutes_unseen_is_too_long_except_for_a_letter(kind: Kind, alarms: bool) -> None:
    one = replace(ONE, kind=kind)
    assert not one.waits_too_long(after(5)) and one.waits_too_long(after(5.01)) is alarms
    assert not replace(one, state="serving", greeted_at=after(1)).waits_too_long(after(60))


def test_a_hold_counts_from_its_own_beginning() -> None:
    holds = {"A": Hold(after(1), after(2)), "B": Hold(after(10))}
    held = replace(ONE, state="on_hold", greeted_at=after(1), holds=holds)
    assert held.held(after(14)) == timedelta(minutes=4) and held.in_state_since() == after(10)
    back = replace(held, state="serving", holds={"A": Hold(after(1), after(2))})
    assert back.held(after(14)) == timedelta(0) and back.in_state_since() == after(1)


def test_each_state_knows_since_when() -> None:
    assert ONE.in_state_since() == AT
    assert replace(ONE, state="serving", greeted_at=after(2)).in_state_since() == after(2)
    assert replace(ONE, state="ended", greeted_at=after(2), ended_at=after(9)).in_state_since() == after(9)
    assert replace(ONE, state="on_hold").in_state_since() == AT


def test_the_name_is_the_cards_else_what_was_typed() -> None:
    assert ONE.name == "" and replace(ONE, called="Be").name == "Be"
    assert replace(ONE, called="Be", customer=CustomerRef("cus_1", "Beth Ocampo")).name == "Beth Ocampo"


def test_open_requests_are_those_without_an_answer_in_their_order() -> None:
    asked = {"C": Request(AT, "strings"), "A": Request(AT, "rosin", "here", AT), "B": Request(AT, "a bow")}
    assert list(replace(ONE, requests=asked).open_requests) == ["C", "B"]


def test_it_is_open_until_it_ended() -> None:
    assert [replace(ONE, state=state).is_open for state in ("waiting", "serving", "on_hold", "ended")] == [
        True,
        True,
        True,
        False,
    ]
