"""Typed lines, with a beat while none comes."""

import io
import os
import stat
import sys
from collections.abc import Callable
from typing import TextIO

LONGEST = 1 << 20
BEAT = 1.0


class EndOfInputError(Exception):
    """There will be no more lines. `begun` is one that has no end: whoever typed it was cut off."""

    def __init__(self, begun: str = "") -> None:
        super().__init__(begun)
        self.begun = begun


class Typed:
    """Reads one line after the other. `beat` is called once a second in between, where the system can wait so.

    Windows waits for sockets only: there the beat comes with each line.
    """

    def __init__(self, stream: TextIO, beat: Callable[[], None] = lambda: None) -> None:
        self._stream, self.beat = stream, beat
        self._held = b""
        self._number = _number(stream)
        self._is_file = _is_file(stream)

    @property
    def is_echoed(self) -> bool:
        """Whether a terminal shows what is typed by itself."""
        return self._stream.isatty()

    def line(self) -> str:
        """The next line without its end. Raises EndOfInputError."""
        if self._number is None:
            self.beat()
            text = self._stream.readline()
            return self._whole(text.rstrip("\r\n"), has_end=text.endswith("\n"))
        is_over = False
        while not is_over and b"\n" not in self._held and len(self._held) < LONGEST:
            is_over = not self._more(self._number)
        head, _, self._held = self._held.partition(b"\n")
        return self._whole(head.decode(self._stream.encoding or "utf-8", "replace").rstrip("\r"), has_end=not is_over)

    def _whole(self, line: str, *, has_end: bool) -> str:
        """A line that is one; only a file may leave out the end of its last."""
        if not has_end and not (line and self._is_file):
            raise EndOfInputError(line)
        return line

    def _more(self, number: int) -> bool:
        """Take in what has come; False at the end of the input, as where there is no terminal any more."""
        from select import select

        while not select([number], [], [], BEAT)[0]:
            self.beat()
        try:
            data = os.read(number, 1 << 16)
        except OSError:  # the terminal is gone
            return False
        self._held += data
        return bool(data)


def _is_file(stream: TextIO) -> bool:
    """Whether lines come from a file, which was written in peace, and not from somebody who types or sends them."""
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (io.UnsupportedOperation, AttributeError):
        return True


def _number(stream: TextIO) -> int | None:
    """The file to wait for, where the system can wait for it."""
    if sys.platform == "win32":
        return None
    try:
        return stream.fileno()
    except (io.UnsupportedOperation, AttributeError):
        return None
