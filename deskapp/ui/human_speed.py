"""Letters that come faster than fingers are no commands: a scanner, a paste, or words typed where no field is open.

A command is one key, pressed by a person. Keys that come within `MACHINE` seconds of each other where no field has the
focus are a burst: what its first key began is taken back, the rest is swallowed whole, and the text is offered for a
search. The same holds for words typed after a question that was refused: whoever types them thinks that a field is
there. `Key.time` is when the terminal's bytes were read, so that a slow machine does not turn fingers into a burst.
"""

from collections.abc import Callable

from textual import events
from textual.timer import Timer

from deskapp import clock, slots
from deskapp.text import safe
from deskapp.ui.context import Context
from deskapp.ui.frame.base_screen import BaseScreen
from deskapp.ui.render.keys import filled
from deskapp.ui.type_ahead import Part

MACHINE, PAUSE, REFUSED, LETTER = 0.036, 0.2, 0.7, 1.0
MOST_SHOWN = 24
HELD_DOWN = frozenset(("plus", "minus", "equals_sign", "left_square_bracket", "right_square_bracket"))
"""Keys that one may hold down: a keyboard repeats them faster than fingers."""
ENDS = frozenset(("enter", "ctrl+j", "tab"))


class HumanSpeed(Part):
    """An app that takes letters at no field as commands only one at a time, at human speed."""

    context: Context

    def __init__(self) -> None:
        super().__init__()
        self.burst = ""
        self._is_burst = False
        self._last: events.Key | None = None
        self._last_was_command = False
        self._take_back: Callable[[], None] = lambda: None
        self._refused_until, self._letter_until, self._pause = 0.0, 0.0, PAUSE
        self._burst_timer: Timer | None = None

    @property
    def takes_no_commands(self) -> bool:
        """Whether no letter is a command now, whatever has the focus; an app says more."""
        return False

    before_command: Callable[[], Callable[[], None]]
    """Remembers how things stand before a letter runs as a command; what comes back restores that."""

    def _tell_burst(self, text: str) -> None:
        """A burst is over: nothing was done with it, and the next search begins with it."""
        self.context.to_find = (text, clock.running())
        shown = text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"
        place = self.screen.NAME if isinstance(self.screen, BaseScreen) else "desk"
        way = filled(f"{slots.key('find')} looks for it.", place)
        self.warn(f"Nothing was done with “{shown}”: no field was open. {way}")

    def tell_too_late(self, letter: str) -> None:
        """A letter was meant for what stood there before."""
        self.warn(f"The screen changed just as you pressed {letter}, so nothing was done. Press it again.")

    def expect_words(self) -> None:
        """A question was refused just now: the words that somebody types for it are no commands."""
        if self._last is not None and self._last_was_command:
            self._refused_until = self._last.time + REFUSED

    def expect_a_letter(self) -> None:
        """What a key would act on changed by itself: the letter that somebody is about to press is no command."""
        self._letter_until = clock.running() + LETTER

    def let_pass(self, event: events.Key | events.Paste, after: events.Event | None) -> bool:
        """Whether a key goes on to the screen; `after` is the key that waits behind it, if any."""
        if isinstance(event, events.Paste):
            return self._let_paste_pass(event)
        last, self._last = self._last, event
        if self.takes_no_commands:
            self._last_was_command = False
            return True
        gap = event.time - last.time if last is not None and event.time >= last.time else PAUSE
        if self._is_burst and gap < self._pause and _types(event):
            self._swallow(event)
            return False
        self._end_burst()
        was_command, self._last_was_command = self._last_was_command, False
        is_repeated = last is not None and event.key == last.key and event.key in HELD_DOWN
        if not _types(event) or is_repeated:
            return True
        if was_command and gap < MACHINE and last is not None:
            self._take_back()
            return self._begin_burst(last, event)
        if self.is_in_a_field:
            return True
        if clock.running() < self._letter_until:
            self._letter_until = 0.0
            self.tell_too_late(event.character or "")
            return False
        if gap < MACHINE or _comes_with(event, after):
            return self._begin_burst(event)
        if event.time < self._refused_until:
            self._refused_until = event.time + REFUSED
            return self._begin_burst(event, pause=REFUSED)
        self._take_back, self._last_was_command = self.before_command(), True
        return True

    def _let_paste_pass(self, event: events.Paste) -> bool:
        if self.is_in_a_field:
            return True
        self.burst = safe.line(event.text)
        self._is_burst = True
        self._end_burst()
        return False

    def _begin_burst(self, *keys: events.Key, pause: float = PAUSE) -> bool:
        self._is_burst, self.burst, self._pause = True, "", pause
        for key in keys:
            self._swallow(key)
        return False

    def _swallow(self, event: events.Key) -> None:
        if event.is_printable:
            self.burst += event.character or ""
        if self._burst_timer:
            self._burst_timer.stop()
        self._burst_timer = self.set_timer(self._pause, self._end_burst)

    def _end_burst(self) -> None:
        if not self._is_burst:
            return
        self._is_burst = False
        if self._burst_timer:
            self._burst_timer.stop()
        if self.burst.strip():
            self._tell_burst(self.burst.strip())


def _comes_with(event: events.Key, after: events.Event | None) -> bool:
    """Whether another letter came with this one, faster than fingers."""
    if not isinstance(after, events.Key) or not _types(after):
        return False
    is_held = event.key == after.key and event.key in HELD_DOWN
    return not is_held and after.time - event.time < MACHINE


def _types(event: events.Key) -> bool:
    """Whether a key types: a letter, or the Enter or Tab that a scanner or a copied row of a table has between them."""
    return event.is_printable or event.key in ENDS
