"""Signals that ask the program to end: what is half typed is stored first, and the book closed as by who leaves."""

import signal
from collections.abc import Callable
from threading import current_thread, main_thread
from types import FrameType, TracebackType
from typing import Any

ENDING = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")
TERMINAL_GONE = 129
"""The exit status where the terminal is gone, as a shell gives it for SIGHUP."""


def status_of(number: int) -> int:
    """The exit status for a signal, as a shell gives it."""
    return 128 + number


class Signals:
    """While it is entered, a signal is noted (the first in `came`) and told to `tell`, in the main thread.

    One that was ignored before, as under nohup, stays so.
    """

    def __init__(self) -> None:
        self.came = 0
        self.tell: Callable[[int], None] = lambda number: None
        self._before: dict[int, Any] = {}

    def __enter__(self) -> "Signals":
        """Begin to note them."""
        if current_thread() is main_thread():
            for number in (getattr(signal, name) for name in ENDING if hasattr(signal, name)):
                if signal.getsignal(number) is not signal.SIG_IGN:
                    self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave them as they were."""
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.came = self.came or number
        self.tell(number)
