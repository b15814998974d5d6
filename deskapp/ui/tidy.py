"""Rubbish is taken out while nobody types: in the middle of a key press a collection would be felt (2 to 10 ms)."""

import gc

YOUNG, MIDDLE, OLD = 50_000, 50, 1000
QUIET = 0.5
ALL_EVERY = 60


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

    def look(self, since_key: float) -> None:
        """A second has passed; `since_key` is how long ago somebody touched anything. Everything once a minute."""
        if since_key < QUIET:
            return
        self._quiet += 1
        gc.collect(2 if self._quiet % ALL_EVERY == 0 else 1)

    def end(self) -> None:
        """Leave the collector as it was found."""
        gc.set_threshold(*self._before)
