"""Rubbish is taken out while nobody types: in the middle of a key press a collection would be felt (2 to 10 ms)."""

import gc

from deskapp.memory import give_back

YOUNG, MIDDLE, OLD = 5_000, 20, 1000
QUIET = 0.5
ALL_EVERY = 60
FEW_CLOSED, MOST_CLOSED = 2, 4
"""So many closed screens may wait for a quiet second; each takes 200 to 400 kB until it is collected."""


class Tidy:
    """Python's own collector, put off to the quiet seconds. What was loaded at the start is left out for good."""

    def __init__(self) -> None:
        self._before = gc.get_threshold()
        self._quiet = self._closed = 0

    def begin(self) -> None:
        """The first frame is out: collect from now on, but seldom by itself."""
        gc.enable()
        gc.set_threshold(YOUNG, MIDDLE, OLD)
        gc.freeze()

    def keep(self) -> None:
        """What is there now stays for good."""
        gc.freeze()

    def look(self, since_key: float) -> None:
        """A second has passed; `since_key` is how long ago somebody touched anything. Everything once a minute."""
        if since_key < QUIET:
            return
        self._quiet += 1
        if self._closed > FEW_CLOSED or self._quiet % ALL_EVERY == 0:
            self._collect_all()
        else:
            gc.collect(1)

    def screen_closed(self) -> None:
        """A screen is gone, and the one below or after it is painted: in a rush there is no quiet second for it."""
        self._closed += 1
        if self._closed > MOST_CLOSED:
            self._collect_all()

    def _collect_all(self) -> None:
        self._closed = 0
        gc.collect()
        give_back()

    def end(self) -> None:
        """Leave the collector as it was found."""
        gc.set_threshold(*self._before)
