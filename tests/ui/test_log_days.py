"""The log by its days: the week with its counts, the day in sight, one person's history, and what was understood."""

from datetime import UTC, datetime, timedelta

import pytest

from deskapp.desk.documents import every
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from tests.builders import StandingClock
from tests.ui.hands import SIZES, Hands, at_the_desk, screen_rows

pytestmark = pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x36"])
Size = tuple[int, int]
TODAY = datetime(2026, 12, 1, 11, tzinfo=UTC)
"""A Tuesday."""


def visit(desk: Session, now: StandingClock, days_ago: int, name: str, reason: str) -> Interaction:
    now.at = TODAY - timedelta(days=days_ago) + timedelta(minutes=len(list(every(desk, Interaction))))
    known = {card.name: card for card in every(desk, Customer)}
    begun = log.begin(desk, "walk-in")
    made = log.identify(desk, begun, known[name]) if name in known else log.identify_new(desk, begun, name)
    return log.end(desk, log.set_reason(desk, made, reason), "done")


@pytest.fixture
def visits(desk: Session, now: StandingClock) -> None:
    """Three weeks: of last week's Tuesday two, of its Friday one, of today one; forty of a day before."""
    for number in range(40):
        visit(desk, now, 14, f"Person {number}", f"errand {number}")
    visit(desk, now, 7, "Beth Ocampo", "refund of a lens")
    visit(desk, now, 7, "Gus Otieno", "a lesson")
    visit(desk, now, 4, "May Lim", "a quote")
    visit(desk, now, 0, "Beth Ocampo", "collects a case")
    now.at = TODAY + timedelta(hours=1)


def selected_row(hands: Hands) -> str:
    return next(row for row in screen_rows(hands.app) if "▌" in row)


@pytest.mark.usefixtures("visits")
async def test_the_week_of_the_selected_visit_stands_above_the_log_with_its_counts(desk: Session, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("f5")
        hands.sees("44 visits", "Mon 0 · Tue 1 · Wed 0", "Tuesday 1 December")
        await hands.press("left")
        hands.sees("Tue 2 · Wed 0 · Thu 0 · Fri 1")
        assert "a quote" in selected_row(hands)
        await hands.press("left")
        assert "a lesson" in selected_row(hands)
        await hands.press("right")
        assert "a quote" in selected_row(hands)
        await hands.press("right", "right", "right")
        assert "collects a case" in selected_row(hands)


@pytest.mark.usefixtures("visits")
async def test_weeks_are_turned_by_a_key_and_days_are_clicked(desk: Session, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("f5", "left_square_bracket")
        assert "a quote" in selected_row(hands)
        await hands.click("Tue 2")
        assert "a lesson" in selected_row(hands)
        await hands.press("left_square_bracket")
        assert "errand 39" in selected_row(hands)
        await hands.press("left_square_bracket")
        assert "errand 0" in selected_row(hands)
        await hands.press("right_square_bracket", "right_square_bracket")
        assert "collects a case" in selected_row(hands)


@pytest.mark.usefixtures("visits")
async def test_the_day_of_the_topmost_row_stays_in_sight_and_no_row_moves(desk: Session, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("f5")
        at = [row.find("44 visits") >= 0 for row in screen_rows(hands.app)].index(True)
        await hands.press("end")
        hands.sees("Tuesday 17 November", "40 visits")
        hands.does_not_see("Tuesday 1 December")
        for key in ("up", "left", "right", "home"):
            await hands.press(key)
            assert "44 visits" in screen_rows(hands.app)[at]
        hands.sees("Tuesday 1 December")


@pytest.mark.usefixtures("visits")
async def test_what_is_typed_is_read_as_days_and_said(desk: Session, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("slash", *"beth last week")
        await hands.settle(0.2)
        hands.sees("Week of Mon 23 Nov", "refund of a lens", "1 found")
        hands.does_not_see("collects a case", "a quote")
        await hands.press("enter")
        hands.sees("Week of Mon 23 Nov · 1 found")
        await hands.press("escape", "slash", *"may")
        await hands.settle(0.2)
        hands.sees("May 2026", "and the words", "a quote")


@pytest.mark.usefixtures("visits")
@pytest.mark.parametrize("keys", [("P", "down", "enter"), ("f5", "left_square_bracket", "left", "enter")])
async def test_last_weeks_visit_of_a_person_is_four_keys_from_the_desk(
    desk: Session, now: StandingClock, size: Size, keys: tuple[str, ...]
) -> None:
    (beth,) = [card for card in every(desk, Customer) if card.name == "Beth Ocampo"]
    log.identify(desk, log.begin(desk, "walk-in"), beth)
    keys = (keys[0], "down", *keys[1:]) if keys[0] == "P" else keys
    async with at_the_desk(desk, size) as hands:
        await hands.press(*keys)
        hands.sees("Here and today", "Tue 24 Nov")
    assert len(keys) <= 4


@pytest.mark.usefixtures("visits")
async def test_all_visits_of_a_person_are_one_key_from_the_card_and_escape_comes_back(
    desk: Session, size: Size
) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("f3", "enter", "P")
        hands.sees("Beth Ocampo · 2 visits", "refund of a lens", "collects a case")
        hands.does_not_see("a quote")
        await hands.press("slash", *"lens", "enter")
        hands.sees("1 found")
        await hands.press("escape")
        hands.sees("2 visits")
        await hands.press("escape")
        hands.sees("Dessert")
