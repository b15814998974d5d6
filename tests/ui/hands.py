"""A person at the desk: keys and clicks as fast as they come, and what then stands on the screen."""

import asyncio
import time
import unicodedata
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from rich.cells import set_cell_size
from textual import events
from textual.app import App
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.message_pump import MessagePump
from textual.pilot import Pilot

from deskapp.desk.session import Session
from deskapp.ui.app import DeskApp
from deskapp.ui.dialogs.curtain import Curtain
from deskapp.ui.type_ahead import _passed
from deskapp.ui.widgets.line_pane import Drawn

PATIENCE = 20.0
FINGERS, THINKING = 0.12, 1.0
_LAST: WeakKeyDictionary[App[Any], float] = WeakKeyDictionary()
SIZES = ((80, 24), (120, 36))
CHARACTERS = {"enter": "\r", "tab": "\t", "escape": "\x1b", "backspace": "\x7f"}


def screen_rows(app: App[Any]) -> list[str]:
    """What is painted, row by row, as a person reads it."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


def screen_text(app: App[Any]) -> str:
    """All rows with their line ends."""
    return "\n".join(screen_rows(app))


def _character_of(key: str) -> str | None:
    """The character that a key with a long name types, as `space` or `plus`."""
    try:
        return CHARACTERS.get(key) or unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
    except KeyError:
        return None


def _cells(row: str, left: int, width: int) -> str:
    """The part of a painted row that fills these cells; a letter may be two cells wide, or none."""
    return set_cell_size(row[len(set_cell_size(row, left)) :], width)


async def worked_out(pilot: Pilot[int]) -> None:
    """Wait until no worker is at work, whether it ended or was cancelled for the next one, and its words have come."""
    limit = time.monotonic() + PATIENCE
    for _ in range(2):
        await pilot.pause()
        while any(not worker.is_finished for worker in pilot.app.workers):
            assert time.monotonic() < limit, f"still at work: {list(pilot.app.workers)}"
            await asyncio.sleep(0.005)
    await pilot.pause()


def _rests(widget: MessagePump) -> bool:
    """Whether a widget waits for its next message; Textual 8.2 tells that only by the parts of its queue."""
    queue: Any = widget._message_queue
    is_waiting = any(not waiter.done() for waiter in queue.ready_event._waiters)
    return is_waiting and queue.empty() and not (widget._pending_message or widget._next_callbacks)


class Hands:
    """Presses, types, clicks and looks. Keys are sent all at once, as from fast fingers."""

    def __init__(self, pilot: Pilot[int]) -> None:
        self.pilot = pilot
        self.app: DeskApp = pilot.app  # type: ignore[assignment]

    async def press(self, *keys: str, apart: float = FINGERS, after: float = THINKING) -> None:
        """Keys by their names: `w`, `enter`, `ctrl+q`.

        They bear the times of fingers: `after` seconds after those before, and `apart` seconds from each other.
        """
        moment = max(time.monotonic() if after >= THINKING else 0.0, _LAST.get(self.app, 0.0) + after)
        for number, key in enumerate(keys):
            name = _character_to_key(key) if len(key) == 1 else key
            event = events.Key(name, key if len(key) == 1 else _character_of(name))
            event.time = moment + number * apart
            self.app.post_message(event)
        _LAST[self.app] = moment + max(0, len(keys) - 1) * apart
        await self.settle()

    async def burst(self, text: str, *, apart: float = 0.0) -> None:
        """What a scanner sends, or a paste without brackets: keys faster than fingers."""
        await self.press(*({"\n": "enter", "\t": "tab"}.get(letter, letter) for letter in text), apart=apart)

    async def write(self, text: str) -> None:
        """Letters, each as a key of its own."""
        await self.press(*text)

    async def paste(self, text: str) -> None:
        """A text that the terminal brackets."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def settle(self, seconds: float = 0) -> None:
        """Wait until everything that was pressed has had its effect."""
        await asyncio.sleep(seconds)
        await _passed(self.app, self.app.call_later)
        limit = time.monotonic() + PATIENCE
        while not self.left and (self.app._at_work is not None or self.app._held):
            assert time.monotonic() < limit, f"keys are stuck: {self.app._held}"
            await asyncio.sleep(0.002)
        for _ in range(2):
            if self.left:
                return
            await _passed(self.app.screen, self.app.screen.call_after_refresh)
            for widget in (self.app.screen, *self.app.screen.walk_children()):
                if not _rests(widget):
                    await _passed(widget, widget.call_later)

    async def second(self) -> None:
        """A second passes on every clock of the screen."""
        assert isinstance(self.app, DeskApp)
        self.app._tick()
        for screen in self.app._screen_stack:
            if isinstance(screen, Curtain):
                screen.redraw()
        await self.settle()

    async def click(self, text: str, *, column: int = 0, times: int = 1) -> None:
        """The mouse on the first place where this text stands, some columns on."""
        for y, row in enumerate(screen_rows(self.app)):
            if text in row:
                x = row.index(text) + column
                await self.pilot.click(offset=(x, y), times=times)
                await self.settle()
                return
        raise AssertionError(f"{text!r} is nowhere on\n{self.screen}")

    @property
    def screen(self) -> str:
        """What is on the screen."""
        return screen_text(self.app)

    @property
    def words(self) -> str:
        """What is painted, pane by pane, each on one line with single spaces, so that a wrapped sentence is found."""
        return self._words_of(screen_rows(self.app))

    def _words_of(self, rows: list[str]) -> str:
        panes = []
        for pane in self.app.screen.query(Drawn).results():
            if pane.region.area and pane.is_on_screen:
                left, top, width, height = pane.scrollable_content_region
                panes.append(" ".join(_cells(row, left, width) for row in rows[top : top + height]))
        return "\n".join(" ".join(text.split()) for text in panes)

    def sees(self, *texts: str) -> None:
        """All of these stand on the screen."""
        rows = screen_rows(self.app)
        screen = "\n".join(rows)
        missing = [text for text in texts if text not in screen]
        words = self._words_of(rows) if missing else ""
        missing = [text for text in missing if text not in words]
        assert not missing, f"{missing} not on\n{screen}"

    def does_not_see(self, *texts: str) -> None:
        """None of these stands on the screen."""
        rows = screen_rows(self.app)
        screen, words = "\n".join(rows), self._words_of(rows)
        standing = [text for text in texts if text in screen or text in words]
        assert not standing, f"{standing} on\n{screen}"

    def row_with(self, text: str) -> str:
        """The first row that holds this text."""
        self.sees(text)
        return next(row for row in screen_rows(self.app) if text in row)

    @property
    def left(self) -> bool:
        """Whether the program was left, or fell."""
        return self.app._exit or self.app._exception is not None or not self.app.screen_stack


@contextmanager
def terminal_of(size: tuple[int, int]) -> Iterator[None]:
    """The machine's own terminal has this size."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(size[0]))
        patch.setenv("LINES", str(size[1]))
        yield


async def until_ready(hands: Hands) -> None:
    """The first frame is out, and all cards can be found."""
    context = hands.app.context
    while not hands.left and not (context.is_settled and context.finder_is_full):
        await hands.settle(0.005)
    await hands.settle()


@asynccontextmanager
async def at_the_desk(desk: Session, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Hands]:
    """The program on a desk, once it has settled."""
    with terminal_of(size):
        async with DeskApp(desk).run_test(size=size) as pilot:
            hands = Hands(pilot)
            await until_ready(hands)
            yield hands
