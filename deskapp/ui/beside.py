"""Work beside the screen: the backup of the day, what later keys need, numbers read again, changes made by threads."""

import sys
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from typing import TYPE_CHECKING

from textual.app import App

from deskapp import clock
from deskapp.desk.settings import settings
from deskapp.errors import DeskError, RefusedError
from deskapp.store import Book
from deskapp.ui.frame.base_screen import BaseScreen

if TYPE_CHECKING:
    from deskapp.desk.settings.numbers_again import NumbersPass
    from deskapp.ui.curtained import Curtained

BACKED_UP_AFTER = 5.0
GIVES_WAY_WITHIN = 0.0005
"""Threads give way to the screen within half a millisecond: Python's usual 5 would be felt several times a key."""
LOOKED_AFTER = 0.2
SLICE, SLICE_IN_A_RUSH = 0.008, 0.002
PAUSE, PAUSE_IN_A_RUSH, TRIED_AGAIN_AFTER = 0.002, 0.05, 30.0
TOLD_EVERY = 1.0


class AfterStart:
    """What is done in threads once the desk is open; what went wrong goes to the book's notice board."""

    def __init__(self, app: App[int], book: Book) -> None:
        self._app, self._book = app, book
        sys.setswitchinterval(GIVES_WAY_WITHIN)

    def begin(self) -> None:
        """The first frame is out. The backup of the day is taken when the first rush of the start is over."""
        from deskapp.ui.quirks.patches import use_forgetful_threads

        use_forgetful_threads()
        if not self._book.read_only:
            work = self._daily_backup
            self._app.set_timer(BACKED_UP_AFTER, lambda: self._app.run_worker(work, name="backup", thread=True))

    def _daily_backup(self) -> None:
        from deskapp.store.copies import rotation

        try:
            rotation.daily(self._book)
        except DeskError as error:
            self._book.notices.tell(error.sentence, error.next_step)

    def warm(self, country: str, load: Callable[[], None]) -> None:
        """Load what reads numbers and times and forgives typing errors, so that no key press and no ring waits for it.

        `load` loads what commands from beside the desk need.
        """

        def warm_up() -> None:
            import rapidfuzz.process  # noqa: F401

            from deskapp.text import phones, typed_when

            phones.normalise("0", country)
            phones.normalise("2025550123", country)
            typed_when.read("tomorrow", clock.now())
            load()

        self._app.run_worker(warm_up, name="warm", thread=True)


class MainThread:
    """Hands changes of a thread to the screen's own; a desk that is left meanwhile ends the wait."""

    def __init__(self, app: App[int], book: Book) -> None:
        self._app, self._book = app, book

    def go_on(self) -> None:
        """Raises RefusedError once the desk was left."""
        if not self._app.is_running or self._book.is_closed:
            raise RefusedError("The desk was left meanwhile; nothing was erased.", "Do it again when it is open.")

    def take(self, change: Callable[[], None]) -> None:
        """Make a change in the screen's thread, and return when it is made. Raises what it raises, or RefusedError."""
        done: Future[None] = Future()

        def make() -> None:
            if not done.set_running_or_notify_cancel():
                return
            try:
                change()
            except DeskError as error:
                done.set_exception(error)
            else:
                done.set_result(None)
            finally:
                if not done.done():
                    done.set_exception(RefusedError("The desk met a fault of its own; look whether it was erased."))

        self._app.call_later(make)
        while True:
            try:
                return done.result(timeout=LOOKED_AFTER)
            except NotYet:
                if not self._app.is_running and done.cancel():
                    self.go_on()


class ReadingAgain:
    """Phone numbers read again after another country was chosen: a few at a time, between two paints.

    Meanwhile people are found by their numbers as they were. What is cut off by leaving, or by a power cut, goes on at
    the next start.
    """

    def __init__(self, app: "Curtained") -> None:
        self._app, self._context = app, app.context
        self._reading: NumbersPass | None = None
        self._is_at_work = self._is_told = False
        self._told_at = 0.0

    def look(self) -> None:
        """Begin where numbers are to be read; for a start, or settings that changed."""
        desk = self._context.desk
        if not self._is_at_work and not desk.book.read_only and settings.numbers_are_due(desk):
            self._is_at_work, self._is_told, self._told_at = True, False, clock.running()
            self._app.set_timer(PAUSE, self._beat)

    def _beat(self) -> None:
        """One slice of reading, or of taking the cards in with their new numbers."""
        app = self._app
        if not app.screen_stack or self._context.desk.book.is_closed:
            return
        seconds, pause = (SLICE, PAUSE) if app.is_at_rest else (SLICE_IN_A_RUSH, PAUSE_IN_A_RUSH)
        try:
            is_over = self._read(seconds)
        except DeskError as error:
            app.warn(f"{error} The phone numbers are read again later.")
            app.set_timer(TRIED_AGAIN_AFTER, self._beat)
            return
        if not is_over or not self._context.renew_finder(seconds):
            app.set_timer(pause, self._beat)
            return
        self._is_at_work = False
        if self._is_told:
            self._tell("The numbers of all cards are read again.")
        app.draw_found()
        self.look()

    def _read(self, seconds: float) -> bool:
        """Read for a while; whether no number is left. A country that was changed meanwhile begins anew."""
        if not settings.numbers_are_due(self._context.desk):
            self._reading = None
            return True
        from deskapp.desk.settings.numbers_again import NumbersPass

        if self._reading is None or self._reading.country != self._context.settings.country:
            self._reading = NumbersPass(self._context.desk, settings.read(self._context.desk).country)
        with self._context.finds_by_old_numbers():
            progress = self._reading.go_on(seconds)
        if clock.running() - self._told_at >= TOLD_EVERY and not self._reading.is_over:
            self._told_at, self._is_told = clock.running(), True
            self._tell(progress.words)
        return self._reading.is_over

    def _tell(self, words: str) -> None:
        if isinstance(self._app.screen, BaseScreen) and self._app.screen.is_built:
            self._app.screen.tell_progress(words)
