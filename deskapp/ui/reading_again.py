"""Phone numbers read again beside the screen, after another country was chosen: a few at a time, between two paints.

Meanwhile people are found by their numbers as they were. What is cut off by leaving, or by a power cut, goes on at the
next start.
"""

from typing import TYPE_CHECKING

from deskapp import clock
from deskapp.desk.settings import settings
from deskapp.errors import DeskError
from deskapp.ui.screens.base_screen import BaseScreen

if TYPE_CHECKING:
    from deskapp.desk.settings.numbers_again import NumbersPass
    from deskapp.ui.app import DeskApp

SLICE, SLICE_IN_A_RUSH = 0.008, 0.002
PAUSE, PAUSE_IN_A_RUSH, TRIED_AGAIN_AFTER = 0.002, 0.05, 30.0
TOLD_EVERY = 1.0


class ReadingAgain:
    """Reads what is due, tells how far it is, and then has the cards found by their new numbers."""

    def __init__(self, app: "DeskApp") -> None:
        self._app, self._context = app, app.context
        self._reading: NumbersPass | None = None
        self._is_at_work = self._is_told = False
        self._told_at = 0.0

    def look(self) -> None:
        """Begin where numbers are to be read; for a start, or settings that changed."""
        desk = self._app.desk
        if not self._is_at_work and not desk.book.read_only and settings.numbers_are_due(desk):
            self._is_at_work, self._is_told, self._told_at = True, False, clock.running()
            self._go_on_after(PAUSE)

    def _go_on_after(self, seconds: float) -> None:
        self._app.set_timer(seconds, self._beat)

    def _beat(self) -> None:
        """One slice of reading, or of taking the cards in with their new numbers."""
        app = self._app
        if not app.screen_stack or app.desk.book.is_closed:
            return
        is_in_a_rush = not app.is_at_rest
        seconds = SLICE_IN_A_RUSH if is_in_a_rush else SLICE
        try:
            is_over = self._read(seconds)
        except DeskError as error:
            app.warn(f"{error} The phone numbers are read again later.")
            self._go_on_after(TRIED_AGAIN_AFTER)
            return
        if not is_over or not self._context.renew_finder(seconds):
            self._go_on_after(PAUSE_IN_A_RUSH if is_in_a_rush else PAUSE)
            return
        self._is_at_work = False
        if self._is_told:
            self._tell("The numbers of all cards are read again.")
        app.draw_found()
        self.look()

    def _read(self, seconds: float) -> bool:
        """Read for a while; whether no number is left. A country that was changed meanwhile begins anew."""
        if not settings.numbers_are_due(self._app.desk):
            self._reading = None
            return True
        from deskapp.desk.settings.numbers_again import NumbersPass

        if self._reading is None or self._reading.country != self._context.settings.country:
            self._reading = NumbersPass(self._app.desk)
        with self._context.finds_by_old_numbers():
            progress = self._reading.go_on(seconds)
        if clock.running() - self._told_at >= TOLD_EVERY and not self._reading.is_over:
            self._told_at, self._is_told = clock.running(), True
            self._tell(progress.words)
        return self._reading.is_over

    def _tell(self, words: str) -> None:
        if isinstance(self._app.screen, BaseScreen) and self._app.screen.is_built:
            self._app.screen.tell_progress(words)
