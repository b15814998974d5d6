"""What is painted again: no more than differs, once for each change, and no rubbish collected under the fingers."""

import asyncio
import gc

import pytest
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Region

from deskapp.cli.running_desk import RunningDesk
from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.ui.app import DeskApp
from deskapp.ui.changes import Changed
from deskapp.ui.collector import YOUNG, IdleCollector
from deskapp.ui.remote_commands import RemoteCommands
from deskapp.ui.render.line import Line, span
from deskapp.ui.screens.desk import DeskScreen
from deskapp.ui.theme import THEMES, Styles
from deskapp.ui.type_ahead import TypeAhead
from deskapp.ui.widgets.line_pane import LinePane, different_rows
from deskapp.ui.widgets.titled import Entitled
from tests.ui.hands import at_the_desk, screen_text


class Counted(LinePane):
    """A pane that counts the rows it gives up to be painted again."""

    rows = 0

    def _set_dirty(self, *regions: Region) -> None:
        self.rows += sum(one.height for one in regions or (self.size.region,))
        super()._set_dirty(*regions)


class Column(Vertical, Entitled):
    pass


class Panes(TypeAhead[None]):
    palette = Styles({})
    CSS = "Column, Counted { border-top: solid white; height: 1fr; }"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return THEMES[0].variables

    def compose(self) -> ComposeResult:
        self.texts = [f"row {one}" for one in range(6)]
        yield Column(Counted(lambda width: [Line((span(text),)) for text in self.texts]))


async def test_a_title_is_painted_without_the_rows_below_it() -> None:
    app = Panes()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        pane, column = app.query_one(Counted), app.query_one(Column)
        pane.rows = 0
        pane.entitle("Steps 1/6")
        column.entitle("[b]Ann[/]")
        await pilot.pause()
        assert "─ Steps 1/6 ─" in screen_text(app) and "─ [b]Ann[/] ─" in screen_text(app)
        assert pane.rows == 1


async def test_only_rows_that_differ_are_painted() -> None:
    app = Panes()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        pane = app.query_one(Counted)
        pane.rows = 0
        app.texts[1] = app.texts[2] = app.texts[4] = "other"
        pane.redraw()
        await pilot.pause()
        assert [row.strip() for row in screen_text(app).split("\n")[2:8]] == [
            *("row 0", "other", "other", "row 3", "other", "row 5")
        ]
        assert pane.rows == 3


def test_rows_that_differ_come_as_runs() -> None:
    a, b, c = (Line((span(text),)) for text in "abc")
    assert different_rows([a, b, c], [a, b, c]) == []
    assert different_rows([a, b, c], [c, b, a]) == [(0, 1), (2, 1)]
    assert different_rows([a], [b, a, a]) == [(0, 3)]
    assert different_rows([a, b, c], [a]) == [(1, 2)]


@pytest.fixture
def desk(desk: Session) -> Session:
    customers.make(desk, "Beth Marlow", phone="202 555 0123")
    return desk


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The interaction in the light each time that the desk draws its panes."""
    selected: list[str] = []
    draw = DeskScreen.draw

    def counted(screen: DeskScreen, changed: Changed) -> None:
        draw(screen, changed)
        selected.append(screen.context.selected)

    monkeypatch.setattr(DeskScreen, "draw", counted)
    return selected


async def test_a_ring_and_a_walk_in_draw_the_desk_once(desk: Session, drawn: list[str]) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        line = RemoteCommands(app, RunningDesk(desk))
        drawn.clear()
        line.handle({"argv": ["ring", "2025550123"], "staff": "Kim"})
        (call,) = desk.book.ids("interactions")
        assert drawn == [call]
        await pilot.pause()
        assert "Beth Marlow rings." in screen_text(app) and "202 555 0123" in screen_text(app)
        drawn.clear()
        app.screen.action_do("walk_in")  # type: ignore[attr-defined]
        assert len(drawn) == 1 and drawn != [call]


async def test_a_refused_command_draws_nothing_and_the_next_change_is_drawn(desk: Session, drawn: list[str]) -> None:
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        line = RemoteCommands(app, RunningDesk(desk))
        drawn.clear()
        answer = line.handle({"argv": ["nonsense"]})
        assert isinstance(answer, dict) and answer["status"] == 2
        assert drawn == []
        line.handle({"argv": ["log", "walk-in", "Joe Park"]})
        await pilot.pause()
        assert "Joe Park" in screen_text(app)


def test_rubbish_is_collected_in_quiet_seconds_and_the_collector_is_left_as_it_was() -> None:
    before = gc.get_threshold()
    tidy, generations = IdleCollector(), []
    gc.callbacks.append(lambda phase, about: generations.append(about["generation"]) if phase == "stop" else None)
    try:
        tidy.begin()
        assert gc.get_threshold()[0] == YOUNG
        tidy.look(0.1, 0.0, is_bare=True)
        assert generations == []
        for _ in range(60):
            tidy.look(3.0, 0.0, is_bare=True)
        assert generations == [1] * 59 + [2]
    finally:
        gc.callbacks.pop()
        tidy.end()
        gc.unfreeze()
    assert gc.get_threshold() == before


async def test_what_comes_after_the_first_frame_waits_for_the_panes_of_a_slow_machine(
    desk: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = DeskScreen.panes

    def settled_before(screen: DeskScreen) -> object:
        screen.app._settle()  # type: ignore[attr-defined]
        assert not screen.context.is_settled
        return built(screen)

    monkeypatch.setattr(DeskScreen, "panes", settled_before)
    async with at_the_desk(desk) as hands:
        await hands.press("w", "b")
        hands.sees("Who?", "Beth Marlow")


@pytest.mark.parametrize("key", ["", "f3", "f4", "f5", "f6", "f7", "f8", "comma", "f11"])
async def test_a_second_may_pass_while_the_screens_go(desk: Session, key: str) -> None:
    ticks = 0

    async def ticking(app: DeskApp) -> None:
        nonlocal ticks
        while True:
            app._tick()
            app.refresh_screens()
            ticks += 1
            await asyncio.sleep(0)

    async with at_the_desk(desk, (120, 36)) as hands:
        await hands.press(*filter(None, [key]))
        clock = asyncio.create_task(ticking(hands.app))
    assert ticks > 1
    if clock.done():
        clock.result()
    clock.cancel()
