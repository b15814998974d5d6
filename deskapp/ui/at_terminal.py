"""A desk at its terminal: one that nobody reads for a while, one that is gone, and signals that end the desk.

The desk itself goes on while its terminal is not read: clocks run, rings are taken, commands are done. Only painting
stops, and one whole picture catches up with it. Keys pressed meanwhile were pressed at an old picture: words go on into
the field that it shows, and nothing else is done.

Signals that ask the program to end are taken here too: what is half typed is stored first, and the book closed as by
somebody who leaves.
"""

import asyncio
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Any, cast

from textual import constants, events
from textual.driver import Driver

from deskapp import clock
from deskapp.ui.context import Context
from deskapp.ui.frame.base_screen import BaseScreen
from deskapp.ui.human_speed import HumanSpeed

if TYPE_CHECKING:
    from deskapp.ui.quirks.driver import TerminalDriver

ENDING = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")
TERMINAL_GONE = 129
"""The exit status where the terminal is gone, as a shell gives it for a signal: 128 and its number."""


class Signals:
    """While it is entered, a signal is noted (the first in `came`) and told to `tell`, in the main thread.

    One that was ignored before, as under nohup, stays so.
    """

    def __init__(self) -> None:
        self.came = 0
        self.tell: Callable[[int], None] = lambda number: None
        self._before: dict[int, Any] = {}

    def __enter__(self) -> "Signals":
        """Begin to note them."""
        if current_thread() is main_thread():
            for number in (getattr(signal, name) for name in ENDING if hasattr(signal, name)):
                if signal.getsignal(number) is not signal.SIG_IGN:
                    self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(self, *error: object) -> None:
        """Leave them as they were."""
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _note(self, number: int, frame: object) -> None:
        self.came = self.came or number
        self.tell(number)


SEEN_AFTER = 1.0
"""Seconds after a picture came again in which a key was still meant for the one before."""
WHETHER_SHOWN = "\x1b[?2026$p"
"""Asks a terminal for a mode, as Textual 8.2.8 does at the start: whoever answered then answers again."""
ANSWERS_WITHIN = 5.0
"""Seconds of letters refused after which a terminal counts as one that answers no more."""
IN_WORDS = frozenset(("backspace", "delete", "left", "right", "home", "end"))
KEYS_TAKEN, READ_WITHIN = 1.0, 0.05
"""Seconds at most in which keys that were pressed before a signal are taken, and in which the terminal's are read."""


class AtTerminal(HumanSpeed):
    """An app that outlives its terminal's silence, and ends in good order when it is gone."""

    context: Context

    def __init__(self) -> None:
        super().__init__()
        self._ending: asyncio.Task[None] | None = None
        self._shown_field, self._shown_at = (0, 0, 0), 0.0
        self._blind_until = 0.0
        self._has_refused = self._is_asked = False
        self._asked_at = self._refused_at = 0.0
        self._signals: Signals | None = None

    def get_driver_class(self) -> type[Driver]:
        """The terminal that is never waited for, where there is one."""
        if sys.platform == "win32" or constants.DRIVER:
            return super().get_driver_class()
        from deskapp.ui.quirks.driver import TerminalDriver

        return TerminalDriver

    def follow_signals(self, signals: Signals) -> None:
        """End in good order at a signal, one that came before the app ran too."""
        self._signals = signals

    def on_load(self) -> None:
        """From now on signals can be told."""
        if self._signals:
            loop = asyncio.get_running_loop()
            self._signals.tell = lambda number: _soon(loop, self.end_in_order, 128 + number)
            if self._signals.came:
                self._signals.tell(self._signals.came)

    @property
    def _terminal(self) -> "TerminalDriver | None":
        return cast("TerminalDriver", self._driver) if hasattr(self._driver, "is_unread") else None

    def _display(self, screen: Any, renderable: Any) -> None:
        """Paint, where somebody reads it; Textual 8.2.8 has no other place at which a frame could be left out."""
        terminal = self._terminal
        if terminal is None:
            super()._display(screen, renderable)
        elif not terminal.is_unread:
            with terminal.frame():
                super()._display(screen, renderable)
            if (shown := self._field_now()) != self._shown_field:
                self._shown_field, self._shown_at = shown, clock.running()

    def _field_now(self) -> tuple[int, int, int]:
        """Which field of which question is open on which screen."""
        question = self.screen.question if isinstance(self.screen, BaseScreen) else None
        return id(self.screen), id(self.focused), id(question)

    def paint_anew(self) -> None:
        """The terminal is read again: one whole picture, and what was pressed at the old one did nothing."""
        if self._is_over:
            return
        self._blind_until = clock.running() + SEEN_AFTER
        with self._context():  # it is told by the thread that writes: a timer begun here wants to know its app
            self.refresh()
            self.set_timer(SEEN_AFTER, self._see)
            if self._has_refused:
                self.call_after_refresh(self._tell_blind)

    def _see(self) -> None:
        """The picture has been there for a moment: keys are meant for it from now on."""
        if self._has_refused and not self._is_blind:
            self._has_refused = False
            self._tell_blind()

    def _tell_blind(self) -> None:
        """Keys were pressed while the terminal showed an old picture."""
        self.warn("The screen stood still when you pressed the last keys, so they did nothing. Press them again.")

    async def on_event(self, event: events.Event) -> None:
        """Let no click through that was meant for an old picture."""
        if not (isinstance(event, events.MouseEvent) and self._is_blind):
            await super().on_event(event)

    def let_pass(self, event: events.Key | events.Paste, after: events.Event | None) -> bool:
        """Whether a key goes on: at an old picture words do, into the field that it shows, until another key comes."""
        if self._is_blind:
            is_text = isinstance(event, events.Paste) or event.is_printable or event.key in IN_WORDS
            if self._has_refused or not (is_text and self.is_in_a_field and self._shows_the_field):
                self._has_refused = True
                return False
        if self._is_asked and isinstance(event, events.Key) and event.is_printable and not self.is_in_a_field:
            return self._was_pressed_unseen(event) and super().let_pass(event, after)
        return super().let_pass(event, after)

    def expect_a_letter(self) -> None:
        """What a key would act on changed by itself: no letter is a command until the terminal has shown that.

        A terminal that is not read may have taken minutes of pictures all the same, on its way over a line that hangs.
        So one that answers is asked: its answer comes behind whatever was typed at the picture before.
        """
        super().expect_a_letter()
        if self._sync_available:
            self._is_asked, self._asked_at, self._refused_at = True, clock.running(), 0.0
            self.call_after_refresh(self._ask_terminal)

    def _ask_terminal(self) -> None:
        terminal = self._terminal
        if terminal is not None:
            terminal.write(WHETHER_SHOWN)

    def on_terminal_supports_synchronized_output(self) -> None:
        """The terminal has answered: it shows all that was painted before it was asked."""
        if self._is_asked:
            self._is_asked = False
            if self._refused_at or clock.running() - self._asked_at > SEEN_AFTER:
                super().expect_a_letter()

    def _was_pressed_unseen(self, event: events.Key) -> bool:
        """Refuse a letter that was typed before the terminal's answer; whether to wait for that no longer."""
        now = clock.running()
        self._refused_at = self._refused_at or now
        if now - self._refused_at > ANSWERS_WITHIN:
            self._is_asked = False
            return True
        self.tell_too_late(event.character or "")
        self._ask_terminal()
        return False

    @property
    def _is_blind(self) -> bool:
        """Whether what is pressed now was pressed at an old picture."""
        terminal = self._terminal
        return terminal is not None and (terminal.is_unread or clock.running() < self._blind_until)

    @property
    def _shows_the_field(self) -> bool:
        """Whether the field that is open now is in the picture that was taken last."""
        terminal = self._terminal
        return terminal is None or (self._shown_field == self._field_now() and self._shown_at < terminal.unread_since)

    def lose_terminal(self) -> None:
        """There is no terminal any more: nobody can see or say anything here."""
        self.end_in_order(TERMINAL_GONE)

    def end_in_order(self, status: int) -> None:
        """Leave without asking: what is half typed is stored first."""
        if self._ending is None and not self._exit:
            with self._context():  # what tells it comes from no message, and timers begun here want to know their app
                self._ending = asyncio.create_task(self._end(status))

    async def _end(self, status: int) -> None:
        """Leave once the keys that were pressed before have had their effect; that is waited for a moment at most."""
        limit = clock.running() + KEYS_TAKEN
        await asyncio.sleep(READ_WITHIN)
        while clock.running() < limit and not self._is_over and (self._at_work or self._held):
            await asyncio.sleep(READ_WITHIN)
        focused = None if self._is_over else self.focused
        if focused is not None:
            passed = asyncio.Event()
            focused.call_later(passed.set)
            with suppress(TimeoutError):
                await asyncio.wait_for(passed.wait(), max(READ_WITHIN, limit - clock.running()))
        self.exit(status)


def _soon(loop: asyncio.AbstractEventLoop, call: Callable[[int], None], status: int) -> None:
    with suppress(RuntimeError):  # the app has ended meanwhile
        loop.call_soon_threadsafe(call, status)
