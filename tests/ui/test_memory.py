"""What stays in memory: nothing of screens that were closed, and of a pane no more rows than are in sight."""

import asyncio
import gc
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextvars import ContextVar
from functools import partial
from threading import Event
from typing import Any
from weakref import ref

import pytest
import rich.segment as rich_segment
from rich import cells
from rich.segment import Segment
from textual import _cells as textual_cells
from textual._styles_cache import StylesCache
from textual.geometry import Offset, Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from deskapp.desk.cards import customers
from deskapp.desk.find import caches as names_kept
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.text import names, widths
from deskapp.text.widths import KEPT, NARROW_SIGNS
from deskapp.ui.collector import AFRESH_EVERY, ALL_EVERY, GONE_AFTER, QUIET, IdleCollector
from deskapp.ui.quirks.patches import ANSWERS, REGIONS, keep_little, let_lines_go, use_forgetful_threads
from deskapp.ui.render.line import Line, clean, span
from deskapp.ui.widgets.line_pane import SPARE, LinePane
from tests.ui.hands import at_the_desk, worked_out

EVERYWHERE = ("f3", "enter", "escape", "f4", "f5", "f6", "f7", "f8", "comma", "question_mark", "escape", "ctrl+p",
              "escape", "n", "escape", "f2")  # fmt: skip

REALLY_FREEZE = gc.freeze
MORE = 300
"""Rows that may be drawn more than before: of the desk's own panes."""


def there(kind: type[Any]) -> list[Any]:
    return [one for one in gc.get_objects() if isinstance(one, kind)]


async def test_nothing_of_a_closed_screen_stays(desk: Session) -> None:
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


async def test_what_was_drawn_of_a_closed_screen_goes_before_rubbish_is_collected(desk: Session) -> None:
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
        strip = Strip.blank.__wrapped__(Strip, width)
        assert strip.divide([width]) == [strip]
        assert [part.cell_length for part in strip.divide([10, width])] == [10, width - 10]
    del strip
    assert len(there(Strip)) <= before


def _waiting(second: int, width: int) -> list[Line]:
    return [Line((span(f"waits {second}"),))] * 5


async def test_a_pane_keeps_no_more_rows_than_it_can_show(desk: Session) -> None:
    async with at_the_desk(desk, size=(120, 36)) as hands:
        pane = hands.app.screen.query_one("#here", LinePane)
        for second in range(300):
            pane.show(partial(_waiting, second))
            pane.render_line(0)
            assert len(pane._strips) <= 2 * pane.size.height + SPARE + 1


class Ring:
    """Something that only the collector finds."""

    def __init__(self) -> None:
        self.own = self


def close_a_screen(tidy: IdleCollector) -> None:
    """In the midst of a rush, and the second after it."""
    tidy.screen_closed(5.0)
    tidy.look(5.0 + 2 * GONE_AFTER, 5.0, is_bare=False)


def there_for_a_minute(tidy: IdleCollector, *, is_bare: bool) -> "ref[Ring]":
    """What was there through a quiet minute, and went with the next screen that closed."""
    ring = Ring()
    for _ in range(ALL_EVERY):
        tidy.look(QUIET, 0.0, is_bare=is_bare)
    mark = ref(ring)
    del ring
    close_a_screen(tidy)
    return mark


@pytest.fixture
def tidy(monkeypatch: pytest.MonkeyPatch) -> Iterator[IdleCollector]:
    monkeypatch.setattr(gc, "freeze", REALLY_FREEZE)
    gc.unfreeze()
    gc.collect()
    gc.disable()
    try:
        yield IdleCollector()
    finally:
        gc.enable()
        gc.freeze()


def test_what_only_the_collector_finds_goes_with_a_closed_screen(tidy: IdleCollector) -> None:
    mark = ref(Ring())
    close_a_screen(tidy)
    assert mark() is None


def test_what_came_to_stay_is_looked_at_now_and_then_while_nothing_is_open(tidy: IdleCollector) -> None:
    mark = there_for_a_minute(tidy, is_bare=True)
    for _ in range(AFRESH_EVERY * ALL_EVERY):
        tidy.look(QUIET, 0.0, is_bare=False)
    assert mark() is not None
    for _ in range((AFRESH_EVERY - 2) * ALL_EVERY):
        tidy.look(QUIET, 0.0, is_bare=True)
    assert mark() is not None
    for _ in range(ALL_EVERY):
        tidy.look(QUIET, 0.0, is_bare=True)
    assert mark() is None


def test_what_is_open_does_not_count_as_there_to_stay(tidy: IdleCollector) -> None:
    assert there_for_a_minute(tidy, is_bare=False)() is None


@pytest.mark.parametrize("key", ["comma", "question_mark", "ctrl+p", "f3", "f5", "f8"])
async def test_a_closed_screen_is_taken_out_at_once(desk: Session, key: str) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press(key)
        screen = ref(hands.app.screen)
        gc.disable()
        try:
            await hands.press("escape")
            await asyncio.sleep(2 * GONE_AFTER)
            hands.app.set_timer(0.001, hands.app._tick)
            await asyncio.sleep(0.05)
            await hands.settle()
            assert len(hands.app.screen_stack) == 1
            assert screen() is None
        finally:
            gc.enable()


def test_nothing_is_collected_while_somebody_types(tidy: IdleCollector) -> None:
    mark = ref(Ring())
    for _ in range(2 * ALL_EVERY):
        tidy.look(QUIET / 2, 0.0, is_bare=True)
    assert mark() is not None


def test_names_that_were_read_over_a_day_are_forgotten_again(tidy: IdleCollector) -> None:
    for number in range(names_kept.A_FEW + 1):
        names.read(f"Beth {number}")
    close_a_screen(tidy)
    assert not names.read.cache_info().currsize
    names.read("Beth Ocampo")
    close_a_screen(tidy)
    assert names.read.cache_info().currsize == 1


async def test_a_thread_that_waits_for_work_holds_nothing_of_the_last() -> None:
    use_forgetful_threads()
    held: ContextVar[object] = ContextVar("held")
    loop, work = asyncio.get_running_loop(), Event()
    mark = ref(work)
    await loop.run_in_executor(None, partial(held.set, work))
    del work
    await loop.run_in_executor(None, bool)
    gc.collect()
    assert mark() is None


async def test_a_screen_that_stays_keeps_few_answers_to_what_was_asked_of_it(desk: Session) -> None:
    async with at_the_desk(desk) as hands:
        for number in range(4):
            await hands.press("w", *f"omar{number}", "escape", "n", *"late", "enter", "f3", "f2")
        nodes = [*hands.app.screen.walk_children(Widget, with_self=True)]
        kept = max(len(node._query_one_cache) for node in nodes)
    assert kept <= ANSWERS


def test_a_line_keeps_no_parts_of_itself() -> None:
    keep_little()
    strip = Strip([Segment("Beth Ocampo")])
    assert strip.crop(0, 4).text == strip.crop(0, 4).text == "Beth"
    assert strip.crop(0, 4) is not strip.crop(0, 4)
    assert [part.text for part in strip.divide([4, 11])] == ["Beth", " Ocampo"]
    caches: list[object] = [strip._crop_cache, Strip([])._divide_cache]
    assert caches[0] is caches[1]
    assert not len(strip._crop_cache)


@pytest.mark.parametrize("text", ["Beth", "…", NARROW_SIGNS, "─" * 300, "寿司", "e\u0301", "a\tb", "👩\u200d🔧", ""])
def test_a_text_is_as_wide_as_it_is_for_rich(text: str) -> None:
    assert widths.cells(text) == cells._cell_len(text, "auto")


def test_what_was_worked_out_of_texts_and_regions_stays_bounded() -> None:
    keep_little()
    for number in range(3 * KEPT):
        cells.cell_len(f"waits {number}")
        textual_cells.cell_len(f"waits {number}")
        clean(f"waits {number}")
        Region(0, number, 80, 1).translate(Offset(0, 1)).intersection(Region(0, 0, 80, 24))
    assert {cells.cached_cell_len, textual_cells.cell_len, vars(rich_segment)["cached_cell_len"]} == {widths.cells}
    assert widths.cells.cache_info().currsize <= KEPT
    assert clean.cache_info().currsize <= KEPT
    kept = [one.cache_info().currsize for one in vars(Region).values() if hasattr(one, "cache_info")]
    assert kept
    assert max(kept) <= REGIONS


def test_nothing_that_the_desk_can_open_loads_openssl() -> None:
    """It takes some 4 MB; a PIN that is set or tried needs it."""
    code = (
        "import pkgutil, sys, importlib\n"
        "from deskapp.__main__ import _load_asyncio_without_tls\n"
        "_load_asyncio_without_tls()\n"
        "import deskapp.ui, deskapp.desk, deskapp.store\n"
        "for package in (deskapp.ui, deskapp.desk, deskapp.store):\n"
        "    for found in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "        importlib.import_module(found.name)\n"
        "print({'_hashlib', '_ssl'} & set(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "set()"
