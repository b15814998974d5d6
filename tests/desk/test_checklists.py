"""The live checklist: which one is selected, its ticks, and the clock that the greeting stops."""

from dataclasses import replace
from datetime import datetime

import pytest

from deskapp import clock
from deskapp.desk.session import Session
from deskapp.desk.visits import checklists, log, temperature
from deskapp.model.interaction import Interaction
from deskapp.model.words import Checklist
from deskapp.text import when
from tests.builders import StandingClock, refused


@pytest.fixture
def walk_in(desk: Session) -> Interaction:
    return log.begin(desk, "walk-in")


def greeting(one: Interaction) -> Checklist:
    return next(found for found in checklists.running(one) if found.starts_with == one.kind)


def number_of(checklist: Checklist, step: str) -> int:
    return next(number for number, one in enumerate(checklist.steps, start=1) if one.id == step)


def test_ticks_count_and_light_the_next_step(desk: Session, walk_in: Interaction, clock_: StandingClock) -> None:
    steps = greeting(walk_in)
    assert len(steps.steps) == 7 and checklists.next_step(walk_in, steps) is steps.steps[0]
    one = checklists.toggle(desk, checklists.toggle(desk, walk_in, steps, 1), steps, 3)
    assert checklists.done(one, steps) == 2 and checklists.next_step(one, steps) is steps.steps[1]
    tick = one.ticks[steps.tick_key(steps.steps[0])]
    assert (tick.at, tick.by) == (clock_.at, "Robin")
    for number in (2, 4, 5, 6, 7):
        one = checklists.toggle(desk, one, steps, number)
    assert checklists.next_step(one, steps) is None and checklists.done(one, steps) == 7


def test_the_same_number_again_unticks(desk: Session, walk_in: Interaction) -> None:
    steps = greeting(walk_in)
    one = checklists.toggle(desk, checklists.toggle(desk, walk_in, steps, 2), steps, 2)
    assert one.ticks == {}


def test_a_number_without_a_step_is_refused(desk: Session, walk_in: Interaction) -> None:
    for number in (0, 8, -1):
        with refused(desk, "has 7 steps"):
            checklists.toggle(desk, walk_in, greeting(walk_in), number)


def test_the_first_step_that_is_ticked_stops_the_waiting_clock(
    desk: Session, walk_in: Interaction, clock_: StandingClock
) -> None:
    steps = greeting(walk_in)
    clock_.on(seconds=25)
    one = checklists.toggle(desk, walk_in, steps, 1)
    assert (one.state, one.greeted_at) == ("serving", clock_.at)
    clock_.on(seconds=25)
    one = checklists.toggle(desk, one, steps, number_of(steps, "greet"))
    assert one.greeted_at != clock_.at


def test_taking_that_tick_back_lets_the_clock_run_on(
    desk: Session, walk_in: Interaction, clock_: StandingClock
) -> None:
    steps = greeting(walk_in)
    number = number_of(steps, "greet")
    one = checklists.toggle(desk, checklists.toggle(desk, walk_in, steps, number), steps, number)
    assert (one.state, one.greeted_at) == ("waiting", None)


def test_a_greeting_by_key_stays_when_the_tick_is_taken_back(
    desk: Session, walk_in: Interaction, clock_: StandingClock
) -> None:
    steps = greeting(walk_in)
    one = log.greet(desk, walk_in)
    clock_.on(seconds=9)
    number = number_of(steps, "greet")
    one = checklists.toggle(desk, checklists.toggle(desk, one, steps, number), steps, number)
    assert one.state == "serving" and one.greeted_at is not None


def test_the_checklist_started_last_is_selected_and_an_old_one_can_be_selected_again(
    desk: Session, walk_in: Interaction, clock_: StandingClock
) -> None:
    assert checklists.selected(walk_in) == greeting(walk_in)
    clock_.on(minutes=1)
    one = checklists.start(desk, walk_in, checklists.RESOLUTION)
    selected = checklists.selected(one)
    assert selected is not None and selected.id == checklists.RESOLUTION and len(selected.steps) == 7
    clock_.on(minutes=1)
    selected = checklists.selected(checklists.start(desk, one, "greeting_walk_in"))
    assert selected is not None and selected.id == "greeting_walk_in"


def test_steam_is_selected_before_facts_while_the_kettle_is_hot_and_its_steps_are_open(
    desk: Session, walk_in: Interaction, clock_: StandingClock
) -> None:
    clock_.on(minutes=1)
    hot = temperature.put(desk, walk_in, 70)
    selected = checklists.selected(hot)
    assert selected is not None and selected.id == checklists.STEAM
    for number in range(1, len(selected.steps) + 1):
        hot = checklists.toggle(desk, hot, selected, number)
    after = checklists.selected(hot)
    assert after is not None and after.id == checklists.RESOLUTION
    cool = temperature.put(desk, temperature.put(desk, log.begin(desk, "call"), 70), 40)
    calm = checklists.selected(cool)
    assert calm is not None and calm.id == checklists.RESOLUTION


def test_one_that_this_version_does_not_know_is_left_alone(walk_in: Interaction) -> None:
    odd = replace(walk_in, runs={"dance": next(iter(walk_in.runs.values()))})
    assert checklists.running(odd) == [] and checklists.selected(odd) is None


@pytest.mark.parametrize(
    ("hour", "greeting_"),
    [
        (0, "evening"),
        (3, "evening"),
        (4, "morning"),
        (11, "morning"),
        (12, "afternoon"),
        (17, "afternoon"),
        (18, "evening"),
    ],
)
def test_the_greeting_goes_by_the_desks_clock(hour: int, greeting_: str) -> None:
    noon = clock.from_local(datetime(2026, 11, 18, hour, 59))
    assert checklists.good_day(noon) == f"Good {greeting_}"


def test_who_ticked_a_step_and_when_is_told(desk: Session, walk_in: Interaction, clock_: StandingClock) -> None:
    steps = greeting(walk_in)
    one = checklists.toggle(desk, walk_in, steps, 2)
    who = f"Robin, {when.wall(clock_.at)}"
    assert checklists.ticked_by(one, steps, steps.steps[1], clock_.at) == who
    assert checklists.ticked(one, clock_.at) == [f"Greeting 1/7: {steps.steps[1].prompt} ({who})"]
    assert checklists.ticked(walk_in, clock_.at) == []
