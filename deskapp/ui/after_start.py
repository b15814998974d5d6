"""What is done in threads once the desk is open: the backup of the day, and loading what a later key will need."""

import sys
from collections.abc import Callable

from textual.app import App

from deskapp.errors import DeskError
from deskapp.store import Book

BACKED_UP_AFTER = 5.0
GIVES_WAY_WITHIN = 0.0005


class AfterStart:
    """Work beside the screen; what went wrong goes to the book's notice board, from where the screen takes it.

    The threads give way to the screen within half a millisecond: Python's usual 5 ms would be felt several times a key.
    """

    def __init__(self, app: App[int], book: Book) -> None:
        self._app, self._book = app, book
        sys.setswitchinterval(GIVES_WAY_WITHIN)

    def begin(self) -> None:
        """The first frame is out. The backup of the day is taken when the first rush of the start is over."""
        from deskapp.ui.quirks.work_threads import use_forgetful_threads

        use_forgetful_threads()
        if not self._book.read_only:
            self._app.set_timer(BACKED_UP_AFTER, self._back_up)

    def _back_up(self) -> None:
        self._app.run_worker(self._daily_backup, name="backup", thread=True)

    def _daily_backup(self) -> None:
        from deskapp.store.copies import rotation

        try:
            rotation.daily(self._book)
        except DeskError as error:
            self._book.notices.tell(error.sentence, error.next_step)

    def warm(self, country: str, load: Callable[[], None]) -> None:
        """Load what reads phone numbers and forgives typing errors, so that no key press and no ring waits for it.

        `load` loads what commands from beside the desk need.
        """
        self._app.run_worker(lambda: _load(country, load), name="warm", thread=True)


def _load(country: str, load: Callable[[], None]) -> None:
    import rapidfuzz.process  # noqa: F401

    from deskapp.text import phones

    phones.normalise("0", country)
    phones.normalise("2025550123", country)
    load()
