"""Keys typed ahead wait for what the keys before them began, so that none is lost and none is taken for a command.

Textual 8.2 hands every key on to what has the focus at that moment. When `w` and a name arrive in one piece, as fast
fingers, slow machines and pasting terminals send them, the name's letters would run as commands before the field is
there. Here a key that may move the focus holds back those behind it until its effects have gone through.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widgets import Input

Result = TypeVar("Result")
ROUNDS = 3
LOOK_AGAIN, LONGEST = 0.02, 5.0


class TypeAhead(App[Result]):
    """An app that takes one key after the other; a key alone is not held back at all."""

    def __init__(self) -> None:
        super().__init__()
        self._held: deque[events.Key | events.Paste] = deque()
        self._next: events.Event | None = None
        self._at_work: asyncio.Task[None] | None = None
        self._has_text_under_way = False

    async def on_event(self, event: events.Event) -> None:
        """Hand a key on now, or hold it back while an earlier one is at work."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._is_over:
            return
        elif event is self._next:
            await self._pass_on(event)
        elif self._at_work is not None:
            self._held.append(event)
        elif self._moves_nothing(event):
            self._has_text_under_way = True
            await self._pass_on(event)
        else:
            shape = self._shape()
            if self._has_text_under_way or self._is_followed():
                self._held.append(event)
            else:
                await self._pass_on(event)
            self._at_work = asyncio.create_task(self._release(shape))

    def let_pass(self, event: events.Key | events.Paste, after: events.Event | None) -> bool:
        """Whether a key goes on to the screen; `after` is the key that waits behind it. An app says more."""
        return True

    async def _pass_on(self, event: events.Key | events.Paste) -> None:
        if self.let_pass(event, self._held[0] if self._held else None):
            await super().on_event(event)

    def _is_followed(self) -> bool:
        """Whether another key came in the same piece; Textual 8.2 has looked at the first that waits already."""
        waiting = (self._pending_message, *self._message_queue.values)
        return any(isinstance(message, events.Key) for message in waiting)

    def is_ready(self) -> bool:
        """Whether what the last key asked for has been opened; an app says more."""
        return True

    def warn(self, sentence: str) -> None:
        """Tell what went wrong; an app says where."""

    @property
    def opened(self) -> list[Screen[Any]]:
        """The screens that people work at, the last in front; an app that lays something over them leaves that out."""
        return list(self._screen_stack)

    @property
    def front(self) -> Screen[Any]:
        """The screen that people work at now."""
        return self.opened[-1] if self.opened else self.screen

    @property
    def _is_over(self) -> bool:
        """Whether the program is being left, so that no key means anything."""
        return self._exit or not self.screen_stack or not self.is_running

    def _moves_nothing(self, event: events.Event) -> bool:
        """Whether it only adds to the field in which the next key goes as well."""
        is_text = isinstance(event, events.Paste) or (isinstance(event, events.Key) and event.is_printable)
        return is_text and isinstance(self.focused, Input)

    @property
    def is_in_a_field(self) -> bool:
        """Whether letters go into a text now: a field of one line, or a sheet (its class loads when one is opened)."""
        focused = self.focused
        return isinstance(focused, Input) or any(kind.__name__ == "TextArea" for kind in type(focused).__mro__)

    def _shape(self) -> tuple[object, int]:
        """The screen on top, and how many widgets it has: what differs after a key that built something."""
        waiting: list[DOMNode] = [self.screen]
        for node in waiting:  # it grows by the children of each, in a tenth of the calls of `walk_children`
            waiting += node._nodes
        return self.screen, len(waiting)

    async def _release(self, shape: tuple[object, int]) -> None:
        """Post the keys that were held back, each when those before it are done; `shape` was there before them."""
        try:
            await self._settled(shape)
            while self._held and not self._is_over:
                event, shape = self._held.popleft(), self._shape()
                moves_nothing = self._moves_nothing(event)
                if self._has_text_under_way and not moves_nothing:
                    await self._settled(shape)
                self._has_text_under_way, self._next = moves_nothing, event
                self.post_message(event)
                await _passed(self, self.call_later)
                if not moves_nothing:
                    await self._settled(shape)
        finally:
            self._at_work = self._next = None

    async def _settled(self, shape: tuple[object, int]) -> None:
        """Wait until messages have gone up from the focus to the app, and what they began as well.

        Only where something was built is a repaint waited for, since a question may be asked after it.
        """
        for _ in range(ROUNDS):
            await _until(lambda: self._is_over or (self.screen.is_mounted and self.is_ready()))
            if self._is_over:
                return
            for pump in (self.focused or self.screen).ancestors_with_self:
                await _passed(pump, pump.call_later)
            if not self._is_over and self._shape() != shape:
                await _passed(self.screen, self.screen.call_after_refresh)
            if not self._is_over and self._shape() != shape:
                await _passed(self, self.call_after_refresh)
        self._has_text_under_way = False


def is_in_front(screen: Screen[Any]) -> bool:
    """Whether it is the screen that people work at now, be it behind the curtain."""
    front: Screen[Any] = screen.app.front  # type: ignore[attr-defined]
    return front is screen


async def _passed(pump: MessagePump, post: Callable[[Callable[[], object]], bool]) -> None:
    """Wait until a pump has taken everything that was in its queue, or is closed."""
    done = asyncio.Event()
    if post(done.set):
        await _until(lambda: done.is_set() or not pump.is_running, done)


async def _until(condition: Callable[[], bool], event: asyncio.Event | None = None) -> None:
    """Wait for a condition, looking again when the event is set or some time has passed."""
    clock = asyncio.get_running_loop().time
    limit = clock() + LONGEST
    while not condition() and clock() < limit:
        if event is None:
            await asyncio.sleep(LOOK_AGAIN)
            continue
        with suppress(TimeoutError):
            await asyncio.wait_for(event.wait(), LOOK_AGAIN)


if TYPE_CHECKING:
    Part = TypeAhead[int]
else:
    Part = object
"""What a class builds on that is a part of the app: no app of its own, which costs 0.3 ms each."""
