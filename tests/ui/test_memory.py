"""What stays in memory: nothing of screens that were closed, and of a pane no more rows than are in sight."""

import asyncio
import gc
from collections import Counter
from contextvars import ContextVar
from threading import Event
from typing import Any
from weakref import ref

from textual._styles_cache import StylesCache
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from deskapp.desk import customers, log
from deskapp.desk.session import Desk
from deskapp.ui.line_cache import let_lines_go
from deskapp.ui.lines.line import Line, span
from deskapp.ui.tidy import MOST_CLOSED, Tidy
from deskapp.ui.widgets.line_pane import SPARE, LinePane
from deskapp.ui.work_threads import use_forgetful_threads
from tests.ui.hands import at_the_desk, worked_out

EVERYWHERE = ("f3", "enter", "escape", "f4", "f5", "f6", "f7", "f8", "comma", "question_mark", "escape", "ctrl+p",
              "escape", "n", "escape", "f2")  # fmt: skip

MORE = 300
"""Rows that may be drawn more than before: of the desk's own panes."""


def there(kind: type[Any]) -> list[Any]:
    return [one for one in gc.get_objects() if isinstance(one, kind)]


async def test_nothing_of_a_closed_screen_stays(desk: Desk) -> None:
    customers.make(desk, "Beth Ocampo")
    log.begin(desk, "walk-in", called="Omar")
    gc.collect()
    before = {id(cache) for cache in there(StylesCache)}
    async with at_the_desk(desk) as hands:
        await hands.press(*EVERYWHERE)
        await worked_out(hands.pilot)
        gc.collect()
        screens = Counter(type(screen).__name__ for screen in there(Screen) if screen.app is hands.app)
        caches = {id(cache) for cache in there(StylesCache)} - before
        widgets = {id(widget._styles_cache) for widget in there(Widget)}
    assert screens == Counter(["DeskScreen"])
    assert caches <= widgets


async def test_what_was_drawn_of_a_closed_screen_goes_before_rubbish_is_collected(desk: Desk) -> None:
    async with at_the_desk(desk, size=(120, 36)) as hands:
        for is_measured in (False, True):
            gc.collect()
            before = len(there(Strip))
            if is_measured:
                gc.disable()
            try:
                await hands.press("f5", "f8", "comma", "f2", "question_mark", "escape", "f5", "f8", "comma", "f2")
                await hands.settle()
                after = len(there(Strip))
            finally:
                gc.enable()
    assert after < before + MORE, (before, after)


def test_a_row_that_is_painted_whole_goes_when_nobody_needs_it() -> None:
    let_lines_go()
    gc.collect()
    before = len(there(Strip))
    for width in range(40, 60):
        strip = Strip.blank.__wrapped__(Strip, width)  # type: ignore[attr-defined]
        assert strip.divide([width]) == [strip]
        assert [part.cell_length for part in strip.divide([10, width])] == [10, width - 10]
    del strip
    assert len(there(Strip)) <= before


async def test_a_pane_keeps_no_more_rows_than_it_can_show(desk: Desk) -> None:
    async with at_the_desk(desk, size=(120, 36)) as hands:
        pane = hands.app.screen.query_one("#here", LinePane)
        for second in range(300):
            pane.show(lambda width, second=second: [Line((span(f"waits {second}"),))] * 5)
            pane.render_line(0)
            assert len(pane._strips) <= 2 * pane.size.height + SPARE + 1


def test_closed_screens_are_collected_in_a_rush_too() -> None:
    tidy, ring = Tidy(), []
    ring.append(ring)
    mark = id(ring)
    gc.collect()
    gc.disable()
    try:
        del ring
        for _ in range(MOST_CLOSED):
            tidy.screen_closed()
        assert any(id(one) == mark for one in gc.get_objects())
        tidy.screen_closed()
        assert not any(id(one) == mark for one in gc.get_objects())
    finally:
        gc.enable()


async def test_a_thread_that_waits_for_work_holds_nothing_of_the_last() -> None:
    use_forgetful_threads()
    held: ContextVar[object] = ContextVar("held")
    loop, work = asyncio.get_running_loop(), Event()
    mark = ref(work)
    await loop.run_in_executor(None, lambda told=work: bool(held.set(told)))
    del work
    await loop.run_in_executor(None, bool)
    gc.collect()
    assert mark() is None
