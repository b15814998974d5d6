"""When the curtain falls, over whatever is open, and what goes on behind it, which it lets nobody see or act on.

The curtain is a screen above all others. What no key began (a command beside the desk, a thread that ends) goes on with
the screens behind it, and opens and closes them there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import Screen
from textual.widget import Widget

from deskapp import clock
from deskapp.commands.keys import every_name
from deskapp.ui.at_terminal import AtTerminal
from deskapp.ui.commands import BY_ID
from deskapp.ui.drawing import Drawing
from deskapp.ui.frame.base_screen import BaseScreen

if TYPE_CHECKING:
    from deskapp.ui.alarms import Alerting
    from deskapp.ui.dialogs.curtain import Curtain

AT_REST, HELD_DOWN = 0.3, 0.8
"""Seconds after the last touch; those within which the curtain's key comes again from a keyboard, by itself."""


class Curtained(AtTerminal, Drawing):
    """An app with a curtain: at its key, after idle minutes, and at the start of a desk that has a PIN."""

    _curtain: "Curtain | None" = None
    _alerting: "Alerting | None" = None
    _focus: Widget | None = None
    _drawn_by_key_at = _clicked_at = _opened_at = 0.0

    def __init__(self) -> None:
        super().__init__()
        self.touched_at = clock.running()

    async def on_event(self, event: events.Event) -> None:
        """Remember when somebody last touched anything; a second click on the curtain hits nothing behind it."""
        if isinstance(event, events.Key | events.Paste | events.MouseEvent):
            self.touched_at = clock.running()
        if isinstance(event, events.MouseDown | events.MouseUp | events.Click):
            if event.time - self._opened_at < self.CLICK_CHAIN_TIME_THRESHOLD:
                return
            self._clicked_at = event.time
        await super().on_event(event)

    @property
    def is_at_rest(self) -> bool:
        """Whether nobody has touched anything for a moment."""
        return clock.running() - self.touched_at > AT_REST

    def let_pass(self, event: events.Key | events.Paste, after: events.Event | None) -> bool:
        """The curtain's key draws it whatever is open and wherever words are typed; one that types waits for its turn.

        So it needs no binding of a dialog, and no field takes it. Held down it does not open the curtain again.
        """
        is_key = isinstance(event, events.Key) and event.key in every_name(BY_ID["curtain"].keys_now)
        if not is_key or event.is_printable:  # type: ignore[union-attr]
            return super().let_pass(event, after)
        before, self._drawn_by_key_at = self._drawn_by_key_at, event.time
        if self.is_curtained:
            return event.time - before >= HELD_DOWN and super().let_pass(event, after)
        self.do_curtain()
        return False

    @property
    def is_curtained(self) -> bool:
        """Whether the curtain is down."""
        return self._curtain is not None

    @property
    def takes_no_commands(self) -> bool:
        """At the curtain no letter is a command, nor the first of a scan: it is a part of the PIN, or opens."""
        return self.is_curtained

    @property
    def is_in_a_field(self) -> bool:
        """The PIN is typed as into a field."""
        return self.is_curtained or super().is_in_a_field

    # What lies behind it

    @property
    def opened(self) -> list[Screen[Any]]:
        """The screens that are open, without the curtain; the last is in front."""
        return [screen for screen in self._screen_stack if screen is not self._curtain]

    @property
    def teller(self) -> BaseScreen | None:
        """The screen that tells things: the one on top if it does; behind the curtain the first that will, later."""
        screens = reversed(self.opened if self.is_curtained else self.opened[-1:])
        return next((screen for screen in screens if isinstance(screen, BaseScreen)), None)

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """Tell something on the screen on top; behind the curtain, once it goes."""
        if self.teller:
            self.teller.say(sentence, bad=bad)

    def warn(self, sentence: str) -> None:
        """Tell what went wrong on the screen on top."""
        self.say(sentence, bad=True)

    def look_for_alarms(self, seconds: int = 0) -> None:
        """Tell what became an alarm just now, or in so many seconds."""
        if self._alerting and isinstance(self.screen, BaseScreen) and self.screen.is_built:
            self._alerting.watch_over(self, self.screen, seconds=seconds)

    @contextmanager
    def _behind(self) -> Iterator[None]:
        """What is opened or closed inside is opened or closed behind the curtain; Textual 8.2 knows only the top."""
        stack, curtain = self._screen_stack, self._curtain
        is_down = curtain is not None and bool(stack) and stack[-1] is curtain
        if is_down:
            stack.pop()
        try:
            yield
        finally:
            if is_down and curtain is not None:
                stack.append(curtain)

    def push_screen(self, screen: Any, *how: Any, **more: Any) -> Any:
        """Open a screen, or a dialog over it."""
        with self._behind():
            return super().push_screen(screen, *how, **more)

    def pop_screen(self) -> AwaitComplete:
        """Close the screen in front."""
        with self._behind():
            return super().pop_screen()

    # Down and up

    def do_curtain(self) -> None:
        """Draw it; there is one at most."""
        if self.is_curtained:
            return
        from deskapp.ui.dialogs.curtain import Curtain

        self._focus = self.focused or self._last_focused_on_app_blur
        curtain = Curtain(self.context)
        self.push_screen(curtain)
        self._curtain = curtain

    def lift(self, sentence: str = "") -> None:
        """Take it away; `sentence` tells of wrong tries at the PIN."""
        if not self.is_curtained:
            return
        if sentence and self.teller:
            self.teller.say_first(sentence)
        self._curtain, self._opened_at = None, self._clicked_at
        self.pop_screen()
        self._give_focus_back()

    def _give_focus_back(self) -> None:
        """A terminal that was left for another window had taken the focus from the field before the curtain fell."""
        focus, self._focus = self._focus, None
        if focus is not None and focus.is_attached and focus.screen is self.screen and self.screen.focused is None:
            self.screen.set_focus(focus, scroll_visible=False, from_app_focus=True)

    def draw_if_idle(self) -> None:
        """Let it fall where nobody touched anything for as long as the settings say."""
        minutes = self.context.settings.idle_minutes
        if minutes > 0 and clock.running() - self.touched_at >= minutes * 60:
            self.do_curtain()

    def knock(self) -> bool:
        """Whether the curtain is down; then it tells why nobody leaves from here."""
        if self._curtain:
            self._curtain.knock()
            return True
        return False
