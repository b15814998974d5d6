"""How work in a thread changes the book of a running desk: its change waits for a turn in the screen's own thread."""

from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from typing import TYPE_CHECKING

from deskapp.errors import DeskError, RefusedError

if TYPE_CHECKING:
    from deskapp.ui.app import DeskApp

LOOKED_AFTER = 0.2


class MainThread:
    """Hands changes to the screen's thread; a desk that is left meanwhile ends the wait."""

    def __init__(self, app: "DeskApp") -> None:
        self._app = app

    def go_on(self) -> None:
        """Raises RefusedError once the desk was left."""
        if not self._app.is_running or self._app.desk.book.is_closed:
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
                done.result(timeout=LOOKED_AFTER)
            except NotYet:
                if not self._app.is_running and done.cancel():
                    self.go_on()
                continue
            return
