"""Rubbish is taken out while nobody types: in the middle of a key press a collection would be felt (2 to 10 ms)."""

import gc

from deskapp.desk import names_kept
from deskapp.memory import give_back

YOUNG, MIDDLE, OLD = 5_000, 20, 1000
QUIET = 0.5
ALL_EVERY, AFRESH_EVERY = 60, 3600
"""After so many quiet seconds everything is looked at, and after so many also what was to stay for good."""


class Tidy:
    """Python's own collector, put off to the quiet seconds. What was loaded at the start is left out for good."""

    def __init__(self) -> None:
        self._before = gc.get_threshold()
        self._quiet = 0

    def begin(self) -> None:
        """The first frame is out: collect from now on, but seldom by itself."""
        gc.enable()
        gc.set_threshold(YOUNG, MIDDLE, OLD)
        gc.freeze()

    def keep(self) -> None:
        """What is there now stays for good."""
        gc.freeze()

    def look(self, since_key: float, *, is_bare: bool) -> None:
        """A second has passed; `since_key` is how long ago somebody touched anything.

        `is_bare`: nothing is open but the desk itself. What is there then has come to stay, as what a screen loaded at
        its first opening, and is left out of the collections that follow.
        """
        if since_key < QUIET:
            return
        self._quiet += 1
        if self._quiet % ALL_EVERY:
            gc.collect(1)
            return
        if self._quiet % AFRESH_EVERY == 0:
            gc.unfreeze()
        self._collect_all()
        if is_bare:
            gc.freeze()

    def screen_closed(self) -> None:
        """A screen is gone, and the one below or after it is painted.

        It is taken out at once, which takes 5 to 10 ms: what waits for a quiet second in a rush, 200 to 400 kB for each
        screen, is never given back to the machine.
        """
        self._collect_all()

    def _collect_all(self) -> None:
        names_kept.forget_many()
        gc.collect()
        give_back()

    def end(self) -> None:
        """Leave the collector as it was found."""
        gc.set_threshold(*self._before)
