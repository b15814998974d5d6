"""A progress bar on stderr for what takes over a second; a file or a pipe gets none."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TextIO

WIDTH, AFTER = 30, 1.0


@contextmanager
def progress(stream: TextIO) -> Iterator[Callable[[int, int], None]]:
    """What shows (done, total) from the second second on; the line is empty behind it."""
    starts, is_shown = monotonic() + AFTER, False

    def show(done: int, total: int) -> None:
        nonlocal is_shown
        if not stream.isatty() or monotonic() < starts:
            return
        full = WIDTH * done // max(total, 1)
        stream.write(f"\r[{'#' * full}{'.' * (WIDTH - full)}] {done}/{total}")
        stream.flush()
        is_shown = True

    try:
        yield show
    finally:
        if is_shown:
            stream.write("\r" + " " * (WIDTH + 24) + "\r")
