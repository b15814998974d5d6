"""In a list too short for everybody those stay in sight who must not be overlooked: who rings, waits or is held."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp import clock
from deskapp.desk.visits.day import Day
from deskapp.desk.visits.watch import alarms, alarms_of, by_need, in_sight, next_needed, to_ring_back
from deskapp.model.interaction import CustomerRef, Hold, Interaction, Referral, Ring
from deskapp.ui.render.here import here_lines
from deskapp.ui.screens.desk import MOST_HERE, MOST_HERE_IN_LOW

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
ROWS = {"24 rows": MOST_HERE, "15 and 12 rows": MOST_HERE_IN_LOW}
STATES = ("waiting", "ringing", "hung up", "serving", "on hold", "passed around", "with Sam", "letter")


def visit(number: int, state: str, minutes: float) -> Interaction:
    """A visit that has been in a state for so many minutes."""
    since = NOW - timedelta(minutes=minutes)
    plain = Interaction(f"int_{number:02}", "call", "serving", since, called=f"Guest {number:02}", greeted_at=since)
    waiting = replace(plain, state="waiting", greeted_at=None)
    to_sam = {str(count): Referral(since, "Sam") for count in range(3 if state == "passed around" else 1)}
    return {
        "waiting": replace(waiting, kind="walk-in"),
        "ringing": replace(waiting, rings={"r": Ring(since)}),
        "hung up": replace(waiting, rings={"r": Ring(since, hung_up_at=NOW)}),
        "serving": plain,
        "on hold": replace(plain, state="on_hold", holds={"h": Hold(since)}),
        "passed around": replace(plain, referrals=to_sam),
        "with Sam": replace(plain, referrals=to_sam),
        "letter": replace(waiting, kind="message"),
    }[state]


visits = st.lists(st.tuples(st.sampled_from(STATES), st.floats(0, 90)), min_size=1, max_size=14)


def day_of(told: list[tuple[str, float]]) -> Day:
    shown = [visit(number, *one) for number, one in enumerate(told)]
    return Day(date(2026, 11, 24), open={one.id: one for one in shown})


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
@given(told=visits, at=st.integers(0, 13))
def test_the_selected_the_ringing_and_the_longest_waiting_are_in_sight_and_nobody_hidden_needs_more(
    rows: int, told: list[tuple[str, float]], at: int
) -> None:
    day = day_of(told)
    selected = list(day.open)[at % len(day.open)]
    shown = in_sight(day, NOW, selected, rows)
    ids = {one.id for one in shown}
    hidden = [one for one in day.open.values() if one.id not in ids]
    assert len(shown) + bool(hidden) <= rows and selected in ids
    assert shown == [one for one in day.open_first() if one.id in ids]
    ranked = by_need(day.open.values(), day, NOW)
    assert ranked[0].id in ids, "who needs it most"
    ringing = [one.id for one in ranked if one.is_ringing]
    assert not ringing or ids & set(ringing), "a call that rings"
    must = [one.id for one in day.open.values() if one.is_ringing or alarms_of(one, day, NOW)]
    if len({selected, ranked[0].id, *must}) <= rows - bool(hidden):
        assert set(must) <= ids, "everybody who rings or has an alarm, where there is room for them"
    others = [one.id for one in ranked if one.id not in (selected, ranked[0].id, *must)]
    assert [one for one in others if one in ids] == others[: sum(one in ids for one in others)], "the others by need"


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
@given(told=visits)
def test_the_list_draws_them_in_the_rows_that_it_has(rows: int, width: int, told: list[tuple[str, float]]) -> None:
    day = day_of(told)
    selected = list(day.open)[-1]
    drawn = [line.text for line in here_lines(day, selected, NOW, width, rows=rows)][:rows]
    for one in in_sight(day, NOW, selected, rows):
        assert any(one.called in line for line in drawn)
    left = len(day.open) - len(in_sight(day, NOW, selected, rows))
    assert not left or f"{left} more here" in drawn[-1]


def a_missed_call(number: int, minutes: float) -> Interaction:
    at = NOW - timedelta(minutes=minutes)
    ring = Ring(at, hung_up_at=at)
    return Interaction(
        f"int_m{number}", "call", "ended", at, phone="020 7946 0018", ended_at=at, missed_at=at, rings={"r": ring}
    )


def test_a_missed_call_is_an_alarm_until_it_is_followed_up_and_the_way_round_passes_it() -> None:
    day = day_of([("serving", 1), ("waiting", 2), ("with Sam", 3)])
    served, waiting, others = list(day.open)
    early, late = a_missed_call(1, 30), a_missed_call(2, 20)
    settled = replace(a_missed_call(3, 10), followed_up_at=NOW)
    day.ended = {one.id: one for one in (late, settled, early)}
    assert to_ring_back(day) == [early, late]
    told = [(alarm.subject, alarm.fact, alarm.command) for alarm in alarms(day, NOW)]
    assert told == [
        (one.id, f"Missed call from 020 7946 0018, {clock.local(one.arrived_at):%H:%M}.", "ring_back")
        for one in (early, late)
    ]
    way = [waiting]
    for _ in range(5):
        way.append(next_needed(day, NOW, way[-1]))
    assert way == [waiting, early.id, late.id, served, others, waiting]


@pytest.mark.parametrize("name", ["Beth Marlow", ""])
def test_a_phone_that_rings_is_told_at_once_with_who_it_is_and_goes_with_its_cause(name: str) -> None:
    call = replace(visit(0, "ringing", 0.1), called="", customer=CustomerRef("cus_1", name) if name else None)
    day = Day(date(2026, 11, 24), open={call.id: call})
    (alarm,) = alarms(day, NOW)
    assert alarm.fact == (f"{name} rings." if name else "A withheld number rings.")
    assert (alarm.command, alarm.is_at_once, alarm.rings) == ("greet", True, False)
    answered = (
        replace(call, state="serving", greeted_at=NOW),
        replace(call, rings={"r": Ring(NOW, answered_at=NOW)}),
        replace(call, rings={"r": Ring(NOW, hung_up_at=NOW)}),
        replace(call, state="ended", ended_at=NOW),
    )
    for after in answered:
        assert alarms(Day(day.date, open={call.id: after}), NOW) == []
