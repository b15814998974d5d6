"""Python's rubbish is taken out while nobody types: amid a key press a collection would be felt (2 to 10 ms)."""

import gc

from deskapp.desk.find import caches
from deskapp.memory import give_back

YOUNG, MIDDLE, OLD = 5_000, 20, 1000
QUIET = 0.5
ALL_EVERY, AFRESH_EVERY = 60, 60
"""After so many quiet seconds everything is looked at, and every so many times, with nothing open, what stays too."""

GONE_AFTER = 0.1
"""Textual 8.2 holds on to a closed screen for some thirty turns of its loop, until each of its widgets has ended.

The message that is being handled holds on to its sender, too; the one of each second is the app's own.
"""


class IdleCollector:
    """Python's own collector, put off to the quiet seconds. What was loaded at the start is left out for good."""

    def __init__(self) -> None:
        self._before = gc.get_threshold()
        self._quiet = self._bare = 0
        self._closed_at = 0.0

    def begin(self) -> None:
        """The first frame is out: collect from now on, but seldom by itself."""
        gc.enable()
        gc.set_threshold(YOUNG, MIDDLE, OLD)
        gc.freeze()

    def keep(self) -> None:
        """What is there now stays for good."""
        gc.freeze()

    def screen_closed(self, at: float) -> None:
        """A screen begins to go, at an instant of `clock.running`."""
        self._closed_at = at

    def look(self, now: float, touched_at: float, *, is_bare: bool) -> None:
        """A second has passed; somebody touched something last at `touched_at`, both by `clock.running`.

        Of a closed screen nothing stays, in a rush neither: of what waits for a quiet minute then, 200 to 400 kB for
        each screen, most is never given back to the machine. `is_bare`: nothing is open but the desk itself. What is
        there then has come to stay, as what a screen loaded at its first opening, and is left out of the collections
        that follow.
        """
        if self._closed_at and now - self._closed_at >= GONE_AFTER:
            self._closed_at = 0.0
            self._collect_all()
        elif now - touched_at >= QUIET:
            self._look_in_quiet(is_bare)

    def _look_in_quiet(self, is_bare: bool) -> None:
        self._quiet += 1
        if self._quiet % ALL_EVERY:
            gc.collect(1)
            return
        if not is_bare:
            self._collect_all()
            return
        self._bare += 1
        if self._bare % AFRESH_EVERY == 0:
            gc.unfreeze()
        self._collect_all()
        gc.freeze()

    def _collect_all(self) -> None:
        caches.forget_many()
        gc.collect()
        give_back()

    def end(self) -> None:
        """Leave the collector as it was found."""
        gc.set_threshold(*self._before)
