"""The pane of who is here: columns that line up, and in a crowd the selected one and the alarms in sight."""

from datetime import timedelta
from functools import partial
from itertools import pairwise

import pytest
from rich.cells import cell_len

from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import day as days
from deskapp.desk.visits import log
from deskapp.model.interaction import Interaction
from deskapp.ui.render.here import here_lines
from deskapp.ui.render.line import Line
from deskapp.ui.widgets.line_pane import LinePane
from tests.builders import StandingClock
from tests.ui.hands import at_the_desk

OLD = "Old Guest"
NAMES = [f"Guest {letter}" for letter in "ABCDEFGHIJKL"]


@pytest.fixture
def crowd(desk: Session) -> Session:
    """Twelve, of whom C and K wait too long; B is served for an hour."""
    for number, name in enumerate(NAMES):
        late = 9 if name[-1] in "CK" else 60 if name[-1] == "B" else 0
        at = desk.now() - timedelta(minutes=late, seconds=12 - number)
        one = log.identify_new(desk, log.begin(desk, "walk-in", at=at), name)
        if name[-1] == "B":
            log.greet(desk, one)
    return desk


def selected(desk: Session, name: str) -> str:
    return next(one.id for one in days.look(desk).open_first() if one.name == name)


@pytest.mark.parametrize("name", NAMES)
def test_in_a_crowd_the_selected_one_and_the_alarms_are_in_sight(crowd: Session, name: str) -> None:
    lines = here_lines(days.look(crowd), selected(crowd, name), crowd.now(), 80, rows=6)
    text = "\n".join(line.text for line in lines[:6])
    assert len(lines[:6]) == 6 and all(one in text for one in (name, "Guest C", "Guest K"))
    assert "7 more here" in lines[5].text and lines[5].target_at(79) == "key:right_square_bracket"


def test_those_who_fit_are_all_shown(crowd: Session) -> None:
    lines = here_lines(days.look(crowd), selected(crowd, "Guest A"), crowd.now(), 80, rows=12)
    assert [name for name in NAMES if any(name in line.text for line in lines)] == NAMES
    assert not any("more here" in line.text for line in lines)


def test_what_it_is_about_begins_in_one_column(desk: Session) -> None:
    for name in ("Al", "Bartholomew Quince", "山田 太郎"):
        one = log.identify_new(desk, log.begin(desk, "call"), name)
        log.set_reason(desk, one, "a bow")
    lines = here_lines(days.look(desk), "", desk.now(), 80, rows=6)[:3]
    columns = {cell_len(line.text[: line.text.index("call · a bow")]) for line in lines}
    assert columns == {len("   Bartholomew Quince  ")}


def test_a_promise_in_a_narrow_column_takes_two_rows_before_its_name_is_cut(desk: Session) -> None:
    card = customers.make(desk, "Zoë Lambert")
    promises.make(desk, "which bench goes to the hotel", desk.now() + timedelta(minutes=50), customer=card)
    rows = [line.text for line in here_lines(days.look(desk), "", desk.now(), 36, rows=30)]
    at = next(number for number, text in enumerate(rows) if "which bench goes to the hotel" in text)
    assert "Zoë Lambert" in rows[at + 1] and "in 50 min" in rows[at + 1]


async def test_a_crowd_on_a_small_screen_is_gone_through_by_the_keys(crowd: Session) -> None:
    async with at_the_desk(crowd) as hands:
        for _ in NAMES:
            await hands.press("right_square_bracket")
            hands.sees("Guest C", "Guest K", "7 more here", "Greeting 0/7")
            selected_name = next(one.name for one in crowd_open(crowd) if one.id == hands.app.context.selected)
            hands.sees(f"▌○ {selected_name}" if selected_name[-1] not in "BCK" else selected_name)


def crowd_open(desk: Session) -> list[Interaction]:
    return days.look(desk).open_first()


@pytest.fixture
def full_day(desk: Session, now: StandingClock) -> Session:
    """Ten who came one a minute: served, on hold, a letter, six who wait; twelve who have gone; one of last year."""
    made = now.at - timedelta(days=400)
    long_ago = log.begin(desk, "walk-in", at=made, called=OLD)
    log.end(desk, long_ago, "sold", at=made + timedelta(minutes=25), overruled="a rush")
    for number in range(12):
        gone = log.begin(desk, "walk-in", called=f"Gone {number}", at=now.at - timedelta(minutes=60 - number))
        log.end(desk, gone, "done", at=now.at - timedelta(minutes=40 - number), overruled="a rush")
    kinds = ("walk-in", "call", "message", *["walk-in"] * 7)
    for number, kind in enumerate(kinds):
        visit = log.begin(desk, kind, called=f"Guest {number}", at=now.at - timedelta(minutes=4, seconds=-number))  # type: ignore[arg-type]
        if number in (0, 3):
            log.greet(desk, visit)
        if number == 1:
            log.hold(desk, visit)
    return desk


def old_visit(desk: Session) -> Interaction:
    return next(visit for visit in map(partial(log.get, desk), desk.book.ids("interactions")) if visit.called == OLD)


def targets(lines: list[Line]) -> list[str]:
    """The visits that are drawn, from top to bottom."""
    picked = (line.target_at(0).removeprefix("interaction:") for line in lines if "interaction:" in line.target_at(0))
    return list(dict.fromkeys(picked))


@pytest.mark.parametrize(("width", "rows"), [(80, 6), (80, 4), (36, 31), (36, 16)])
def test_whoever_is_selected_the_longest_waiting_are_in_sight_in_the_order_of_the_arrows(
    full_day: Session, width: int, rows: int
) -> None:
    day, now = days.look(full_day), full_day.now()
    old = old_visit(full_day)
    assert old.id not in day.ended
    longest = next(visit for visit in day.open_first() if visit.state == "waiting" and visit.kind != "message")
    for visit in day.in_order(old):
        looked_at = old if visit is old else None
        shown = targets(here_lines(day, visit.id, now, width, rows=rows, looked_at=looked_at)[:rows])
        order = [one.id for one in day.in_order(looked_at)]
        assert shown == sorted(shown, key=order.index) and {visit.id, longest.id} <= set(shown), visit.name


async def test_arrows_pass_the_rows_as_they_are_drawn(full_day: Session, size: tuple[int, int]) -> None:
    order = [visit.id for visit in days.look(full_day).in_order()]
    async with at_the_desk(full_day, size) as hands:
        context, pane = hands.app.context, hands.app.screen.query_one("#here", LinePane)
        await hands.press(*["up"] * len(order))
        assert context.selected == order[0]
        for key, ids in (("down", order), ("up", order[::-1])):
            for before, after in pairwise(ids):
                await hands.press(key)
                drawn = targets(pane.lines)
                assert context.selected == after and after in drawn
                if before in drawn:
                    assert abs(drawn.index(after) - drawn.index(before)) == 1


async def test_from_a_visit_of_another_day_the_arrows_go_up_to_todays(full_day: Session, size: tuple[int, int]) -> None:
    order = days.look(full_day).in_order()
    async with at_the_desk(full_day, size) as hands:
        await hands.press("f5", "end", "enter")
        hands.sees("Looking back at", "Mon 20 Oct 2025", "Old Guest", "7 more here" if size[0] == 80 else "Today")
        await hands.press("down")
        assert hands.app.context.selected == old_visit(full_day).id
        await hands.press("up")
        assert hands.app.context.selected == order[-1].id
