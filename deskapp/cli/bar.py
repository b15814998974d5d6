"""A progress bar on stderr for what takes over a second; a file or a pipe gets none."""

from time import monotonic
from types import TracebackType
from typing import TextIO

WIDTH, AFTER = 30, 1.0


class ProgressBar:
    """Shows (done, total) from the second second on, and leaves the line empty behind it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._from, self._shown = stream, monotonic() + AFTER, False

    def show(self, done: int, total: int) -> None:
        """Draw how far it is."""
        if not self._stream.isatty() or monotonic() < self._from:
            return
        full = WIDTH * done // max(total, 1)
        self._stream.write(f"\r[{'#' * full}{'.' * (WIDTH - full)}] {done}/{total}")
        self._stream.flush()
        self._shown = True

    def __enter__(self) -> "ProgressBar":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._stream.write("\r" + " " * (WIDTH + 24) + "\r")
