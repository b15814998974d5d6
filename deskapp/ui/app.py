"""The full-screen program: opens a book, shows the desk, and carries changes to the screens."""

import os
import shutil
from collections.abc import Callable
from pkgutil import get_data
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from deskapp import clock
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.visits import day as days
from deskapp.ui import keymap
from deskapp.ui.at_terminal import AtTerminal
from deskapp.ui.beside import AfterStart, MainThread, ReadingAgain
from deskapp.ui.changes import SETTINGS
from deskapp.ui.context import Context
from deskapp.ui.curtained import Curtained
from deskapp.ui.drawing import Drawing
from deskapp.ui.frame.base_screen import BaseScreen
from deskapp.ui.handlers.shifts import Shifts
from deskapp.ui.handlers.tour import Tour
from deskapp.ui.keymap import OwnKeys
from deskapp.ui.looking_on import LookingOn
from deskapp.ui.places import Places, Stepping
from deskapp.ui.screens.desk import DeskScreen
from deskapp.ui.screens.panes import WIDE
from deskapp.ui.type_ahead import TypeAhead

if TYPE_CHECKING:
    from deskapp.ui.remote_commands import Answering, RemoteCommands

    Answers = Callable[[Session], Answering]

SETTLED_AFTER, LOOKS_AGAIN = 0.5, 0.02
IDLE_SLICE = 0.008
LOOK_AROUND = -1
"""What the screen gives where the invented day is to be shown first."""
Touched = frozenset[tuple[str, str]]
LOW = 18
"""Below so many rows a question takes the place of what stands around it."""


class DeskApp(Curtained, AtTerminal, LookingOn, Stepping, Drawing, Places, TypeAhead[int]):
    """The desk on a book that is open. Every change of the book, whoever made it, reaches the screen on top."""

    CSS = (get_data("deskapp.ui", "desk.tcss") or b"").decode()
    TITLE = "deskapp"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, desk: Session, answers: "Answers | None" = None) -> None:
        super().__init__()
        self.desk = desk
        self.held_texts: set[str] = set()
        self.context = desk.at_hand = Context.of(desk)
        self._keys = OwnKeys()
        self._keys.follow(self.context.settings)
        self.begin_with_theme()
        self._unwatch: Callable[[], None] = lambda: None
        self._load: Callable[[], None] = lambda: None
        self._after_start = AfterStart(self, desk.book)
        self._numbers = ReadingAgain(self)
        self._answers = answers
        self._line: RemoteCommands | None = None

    def on_mount(self) -> None:
        """Show the desk, then let the clocks run and take the cards in, a slice at a time."""
        self._unwatch = self.desk.book.watch(self._changed)
        if self.context.settings.pin:
            self.do_curtain()
        self.set_interval(clock.SECOND, self._tick)
        self.call_after_refresh(self._settle)
        self.set_timer(SETTLED_AFTER, self._settle)

    def is_ready(self) -> bool:
        """Whether no question is on its way to the screen on top."""
        return not (isinstance(self.screen, BaseScreen) and self.screen.is_opening)

    def get_default_screen(self) -> DeskScreen:
        """The desk is the screen below all others; the classes of its size are set at once, which spares a restyle."""
        columns, rows = shutil.get_terminal_size()
        classes = ("-wide" if columns >= WIDE else "-narrow", "-low" if rows < LOW else "-high")
        return DeskScreen(self.context).add_class(*classes, update=False)

    def _settle(self) -> None:
        """What the first frame did not wait for; once, also where a key brought another screen before that frame.

        On a slow machine the panes can come later than the moment at which this was to be done.
        """
        if self.context.is_settled:
            return
        if any(isinstance(screen, BaseScreen) and not screen.is_built for screen in self.screen_stack):
            self.set_timer(LOOKS_AGAIN, self._settle)
            return
        self._tidy.begin()
        self.context.is_settled = True
        from deskapp.ui.alarms import Alerting

        self._alerting = Alerting(self.context)
        self._fill()
        self._numbers.look()
        if isinstance(self.front, BaseScreen):
            self.front.message_line()
            self.front.place_entry()
        if isinstance(self.screen_stack[0], DeskScreen):
            self.screen_stack[0].handler(Tour).begin()
        self.refresh_screens()
        if self.desk.book.read_only:
            self.look_on()
        elif not desk_settings.exist(self.desk):
            self._begin_first()
        elif faults := " ".join(filter(None, (desk_settings.faults(self.desk), self._keys.fault))):
            self.warn(faults)
        elif isinstance(self.front, DeskScreen):
            self.front.handler(Shifts).greet_staff()
        self.desk.turn = MainThread(self, self.desk.book)
        self._after_start.begin()
        if self._answers:
            from deskapp.ui.remote_commands import RemoteCommands

            answering = self._answers(self.desk)
            self._line, self._load = RemoteCommands(self, answering), answering.load
            self.run_worker(self._line.open(), name="line")

    def _begin_first(self) -> None:
        """Ask on the first start, unless it is known who is at the desk; what was answered goes into the settings."""
        from deskapp.ui.dialogs.first_start import FirstAnswers, FirstStart

        def begun(answers: FirstAnswers | None) -> None:
            if answers is None:
                self.exit(LOOK_AROUND)
                return
            self.refresh_screens()
            if sentence := desk_settings.without_country(self.desk):
                self.say(sentence)

        if self.desk.staff:
            desk_settings.write(self.desk, staff=self.desk.staff)
            self.say(desk_settings.without_country(self.desk))
        else:
            self.push_screen(FirstStart(self.desk), begun)

    def _fill(self) -> None:
        """Take cards in for a moment; once all of them are there, what later keys need is loaded."""
        seconds, pause = (IDLE_SLICE, 0.001) if self.is_at_rest else (0.0, 0.01)
        if not self.context.finder.go_on(seconds):
            self.set_timer(pause, self._fill)
        elif self.screen_stack:
            self.context.last_visits.read()
            self._tidy.keep()
            self.draw_found()
            self._after_start.warm(self.context.settings.country, self._load)

    def _changed(self, touched: Touched) -> None:
        staff, changed = self.context.settings.staff, self.context.follow(touched)
        if self.context.settings.staff != staff:
            self.desk.staff = self.context.settings.staff
        if self.context.is_deriving:
            return
        if SETTINGS in changed:
            if self.context.is_settled:
                self._numbers.look()
            self.theme = self.wanted_theme().name
            if self._keys.follow(self.context.settings):
                for screen in self.screen_stack:
                    if isinstance(screen, BaseScreen):
                        screen.use_keys()
                if self._keys.fault:
                    self.warn(self._keys.fault)
        self.refresh_screens(changed)

    def _tick(self) -> None:
        if self._is_over:
            return
        if self._found_waits:
            self.draw_found()
        is_new_day = days.turn(self.context.day, self.desk)
        if isinstance(self.front, BaseScreen) and self.front.is_built:
            if is_new_day:
                self.front.refresh_panes()
            self.front.tick()
        self.look_for_alarms(seconds=1)
        if self._alerting:
            self._alerting.look(self)
        self.draw_if_idle()
        is_bare = isinstance(self.screen, DeskScreen) and not self.screen.is_asking
        self._tidy.look(clock.running(), self.touched_at, is_bare=is_bare)

    def run_command(self, name: str) -> None:
        """Run a command that works everywhere."""
        getattr(self, f"do_{name}")()

    async def action_quit(self) -> None:
        """Textual's own way out leads past the PIN, and past the promises of today as well."""
        if not self.knock():
            self.do_leave()

    def do_leave(self) -> None:
        """Leave the desk, once nobody is left behind unseen."""
        from deskapp.desk.handover.leaving import still_here
        from deskapp.ui.dialogs.leave import Leave, StillHere

        if isinstance(self.screen, Leave | StillHere) or self.holds_back_words():
            return
        if self.desk.book.read_only or not still_here(self.context.day, self.desk.staff):
            self._settle_promises(True)
        else:
            self.push_screen(StillHere(self.context), self._settle_promises)

    def _settle_promises(self, leaves: bool | None) -> None:
        """Nobody is left behind unseen: the promises of today come next, then the desk is left."""
        from deskapp.desk.handover.leaving import left_for_today
        from deskapp.ui.dialogs.leave import Leave

        if not leaves:
            self.refresh_screens()
        elif self.desk.book.read_only or not left_for_today(self.context.day, self.desk.now(), self.desk.staff):
            self.exit(0)
        else:
            self.push_screen(Leave(self.context), lambda leaves: self.exit(0) if leaves else self.refresh_screens())

    def _fatal_error(self) -> None:
        """Without Textual 8.2's traceback, which shows local values, people's words among them, unless asked for."""
        if os.environ.get("DESKAPP_DEBUG"):
            super()._fatal_error()
            return
        self.bell()
        self._close_messages_no_wait()

    def action_quit_at_once(self) -> None:
        """Leave before anything was begun."""
        self.exit(0)

    def on_unmount(self) -> None:
        """Nothing follows the book any more, and nothing copied stays behind that was to go."""
        if self.held_texts:
            from deskapp.ui import copying

            copying.forget_now(self, self.held_texts)
        if self._line:
            self._line.close()
        self._unwatch()
        self._tidy.end()
        keymap.use({})
