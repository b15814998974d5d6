"""Typed lines, with a beat while none comes."""

import io
import os
import sys
from collections.abc import Callable
from typing import TextIO

LONGEST = 1 << 20
BEAT = 1.0


class EndOfInputError(Exception):
    """There will be no more lines."""


class Typed:
    """Reads one line after the other. `beat` is called once a second in between, where the system can wait so.

    Windows waits for sockets only: there the beat comes with each line.
    """

    def __init__(self, stream: TextIO, beat: Callable[[], None] = lambda: None) -> None:
        self._stream, self.beat = stream, beat
        self._held = b""
        self._number = _number(stream)

    @property
    def is_echoed(self) -> bool:
        """Whether a terminal shows what is typed by itself."""
        return self._stream.isatty()

    def line(self) -> str:
        """The next line without its end. Raises EndOfInputError."""
        if self._number is None:
            self.beat()
            text = self._stream.readline()
            if not text:
                raise EndOfInputError
            return text.rstrip("\r\n")
        while b"\n" not in self._held and len(self._held) < LONGEST:
            if not self._more(self._number):
                if not self._held:
                    raise EndOfInputError
                break
        head, _, self._held = self._held.partition(b"\n")
        return head.decode(self._stream.encoding or "utf-8", "replace").rstrip("\r")

    def _more(self, number: int) -> bool:
        """Take in what has come; False at the end of the input."""
        from select import select

        while not select([number], [], [], BEAT)[0]:
            self.beat()
        data = os.read(number, 1 << 16)
        self._held += data
        return bool(data)


def _number(stream: TextIO) -> int | None:
    """The file to wait for, where the system can wait for it."""
    if sys.platform == "win32":
        return None
    try:
        return stream.fileno()
    except (io.UnsupportedOperation, AttributeError):
        return None
