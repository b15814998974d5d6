"""A promise's state is computed when it is looked at: amber at 80 % of its time or ten minutes before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.model.promise import HandedOn, Move, Pause, Promise

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
SPANS = st.timedeltas(timedelta(seconds=1), timedelta(days=30))


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def promised(due_in: timedelta, **more: object) -> Promise:
    return Promise("pro_1", "ring back", AT + due_in, AT, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("due_in", "soon_in"),
    [(minutes(20), minutes(10)), (minutes(50), minutes(40)), (minutes(100), minutes(80)), (minutes(600), minutes(480))],
)
def test_it_turns_amber_at_eighty_per_cent_or_ten_minutes_before(due_in: timedelta, soon_in: timedelta) -> None:
    one = promised(due_in)
    assert one.soon_at == AT + soon_in
    assert one.state(AT + soon_in - minutes(0.01)) == "open"
    assert one.state(AT + soon_in) == "due_soon"
    assert one.state(AT + due_in - minutes(0.01)) == "due_soon"
    assert one.state(AT + due_in) == "overdue"


def test_one_due_within_ten_minutes_is_amber_at_once() -> None:
    assert promised(minutes(8)).state(AT) == "due_soon"


@given(SPANS, st.lists(SPANS, max_size=6))
def test_time_never_turns_a_state_back(due_in: timedelta, looks: list[timedelta]) -> None:
    one, order = promised(due_in), ["open", "due_soon", "overdue"]
    seen = [order.index(one.state(AT + look)) for look in sorted(looks)]
    assert seen == sorted(seen)
    assert all((one.left(AT + look) > timedelta(0)) == (one.state(AT + look) != "overdue") for look in looks)


def test_kept_and_broken_win_over_every_clock() -> None:
    late = AT + timedelta(days=3)
    assert promised(minutes(5), kept_at=late).state(late) == "kept"
    assert promised(minutes(5), broken_at=AT).state(AT) == "broken"
    assert promised(minutes(5)).is_open and not promised(minutes(5), kept_at=AT).is_open
    assert not promised(minutes(5), broken_at=AT).is_open


def test_a_move_counts_its_eighty_per_cent_from_the_moment_it_was_moved() -> None:
    moved = promised(minutes(60 + 100), moves={"K": Move(AT + minutes(60), AT + minutes(90), AT + minutes(160), True)})
    assert moved.soon_at == AT + minutes(60 + 80)
    assert moved.state(AT + minutes(139)) == "open" and moved.state(AT + minutes(140)) == "due_soon"


def test_the_last_move_and_hand_over_are_those_made_last() -> None:
    first, last = (Move(AT + minutes(n), AT, AT, True) for n in (1, 2))
    assert promised(minutes(9), moves={"B": last, "A": first}).last_move() == last
    ann, ben = HandedOn(AT, "Ann"), HandedOn(AT + minutes(1), "Ben")
    assert promised(minutes(9), handed={"1": ben, "2": ann}).last_handed() == ben
    assert promised(minutes(9)).last_move() is None and promised(minutes(9)).last_handed() is None


def test_its_clock_stands_still_while_it_waits_on_the_customer() -> None:
    one = promised(minutes(60), pauses={"K": Pause(AT + minutes(10))})
    later = AT + timedelta(hours=9)
    assert one.paused_since == AT + minutes(10) and one.clock(later) == AT + minutes(10)
    assert one.left(later) == minutes(50) and one.state(later) == "open"
    assert one.clock(AT) == AT
    closed = replace(one, pauses={"K": Pause(AT + minutes(10), AT + minutes(20))})
    assert closed.paused_since is None and closed.clock(later) == later


def test_a_pause_does_not_count_as_time_of_the_promise() -> None:
    one = promised(minutes(100 + 30), pauses={"K": Pause(AT + minutes(10), AT + minutes(40))})
    assert one.soon_at == AT + minutes(30 + 80)
