"""A change draws the panes that depend on it, and no other; each command has one handler on a screen."""

from collections import Counter

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.ui import changes
from deskapp.ui.app import DeskApp
from deskapp.ui.commands import BY_ID
from deskapp.ui.frame.base_screen import OF_KEYS, OF_TOP, BaseScreen
from deskapp.ui.screens.card import CardScreen
from deskapp.ui.screens.customers import CustomersScreen
from deskapp.ui.screens.desk import DeskScreen
from deskapp.ui.screens.panes import HerePane, PersonPane, StepsPane
from deskapp.ui.screens.replies import RepliesScreen
from deskapp.ui.widgets.line_pane import Drawn
from tests.builders import StandingClock
from tests.ui.hands import at_the_desk

STORED = 0.6


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each pane was drawn by its id; no second passes."""
    times: Counter[str] = Counter()
    redraw = Drawn.redraw

    def counted(pane: Drawn, width: int = 0) -> None:
        times[pane.id or ""] += 1
        redraw(pane, width)

    monkeypatch.setattr(Drawn, "redraw", counted)
    monkeypatch.setattr(DeskApp, "_tick", lambda app: None)
    return times


@pytest.fixture
def cards(desk: Session) -> None:
    for name in ("Beth Ocampo", "Margaret Abernathy", "Omar Haddad"):
        customers.make(desk, name)


async def test_a_letter_at_who_draws_its_rows_and_the_name_but_no_checklist(
    desk: Session, cards: None, drawn: Counter[str]
) -> None:
    async with at_the_desk(desk, (120, 36)) as hands:
        await hands.press("w")
        drawn.clear()
        await hands.press("m")
        await hands.settle(STORED)
        hands.sees("Margaret Abernathy", "Who? · m")
    assert drawn["found"] and drawn["here"] == 1
    assert not drawn.keys() & {"steps", "keys", "top"}


async def test_a_letter_of_a_note_draws_its_own_rows_alone(desk: Session, cards: None, drawn: Counter[str]) -> None:
    visit = log.begin(desk, "call", called="Gus")
    async with at_the_desk(desk, (120, 36)) as hands:
        await hands.press("n")
        drawn.clear()
        await hands.press("x")
        await hands.settle(STORED)
        assert set(drawn) == {"found"}
    assert log.get(desk, visit.id).drafts == {"note": "x"}


async def test_a_promise_made_beside_the_desk_draws_who_is_here_the_card_and_the_counts(
    desk: Session, drawn: Counter[str], now: StandingClock
) -> None:
    log.begin(desk, "call", called="Gus")
    async with at_the_desk(desk, (120, 36)) as hands:
        drawn.clear()
        promises.make(desk, "Call back", due=now.at.replace(hour=15))
        await hands.settle()
        hands.sees("Call back")
    assert set(drawn) == {"here", "card", "top"}


async def test_what_no_screen_shows_draws_nothing(desk: Session, drawn: Counter[str]) -> None:
    async with at_the_desk(desk, (120, 36)) as hands:
        drawn.clear()
        hands.app.refresh_screens(changes.of_tables(frozenset({("drafts", "one"), ("alerts", "two")}), ""))
        await hands.settle()
    assert not drawn


def test_a_visit_is_called_so_where_it_is_the_selected_one() -> None:
    touched = frozenset({("interactions", "int_1"), ("customers", "cus_1"), ("drafts", "x")})
    assert changes.of_tables(touched, "int_1") == {changes.VISITS, changes.CARDS, changes.VISIT}
    assert changes.of_tables(touched, "int_2") == {changes.VISITS, changes.CARDS}


def test_what_a_pane_depends_on_is_drawn_with_everything() -> None:
    needs = HerePane.NEEDS | StepsPane.NEEDS | PersonPane.TITLE | PersonPane.CARD | OF_TOP | OF_KEYS
    assert needs - changes.EVERYTHING == {changes.TYPED, changes.SECOND}


@pytest.mark.parametrize("screen", [DeskScreen, CardScreen, CustomersScreen, RepliesScreen])
def test_each_command_and_each_click_has_one_handler_on_a_screen(screen: type[BaseScreen]) -> None:
    handled = Counter(name for handler in screen.HANDLERS for name in handler.ACTIONS)
    clicked = Counter(kind for handler in screen.HANDLERS for kind in handler.CLICKS)
    assert set(handled.values()) == {1} and set(clicked.values()) <= {1}
    assert handled.keys() <= BY_ID.keys()
