"""The program in a real pseudo-terminal: what it writes, byte by byte, and what a terminal makes of it."""

import fcntl
import os
import re
import struct
import sys
import termios
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyte

from tests.benchmarks.pty_session import PtySession

ROOT = Path(__file__).parents[2]
KEYS = {"enter": b"\r", "tab": b"\t", "escape": b"\x1b", "f2": b"\x1bOQ", "f3": b"\x1bOR", "f4": b"\x1bOS",
        "f5": b"\x1b[15~", "f6": b"\x1b[17~", "f7": b"\x1b[18~", "f9": b"\x1b[20~",
        "down": b"\x1b[B", "ctrl+q": b"\x11"}  # fmt: skip
PATIENCE, FINGERS, PICTURES = 20.0, 0.08, 24
WHETHER_SHOWN = b"\x1b[?2026$p"
OWN_SIZE = ("-u", "COLUMNS", "-u", "LINES")
"""What `env` leaves out, so that a program asks its terminal: readline sets both in the process of the tests."""


class Terminal:
    """A terminal of a size in which a command runs. `written` is everything that came out of it.

    One that `answers` says that it knows synchronised output whenever it is asked.
    """

    answers = False

    def __init__(self, command: Sequence[str], size: tuple[int, int]) -> None:
        self.session = start(command, size)
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self.written = b""

    @property
    def text(self) -> str:
        """What stands on the terminal's screen."""
        return "\n".join(self.screen.display)

    def read(self, seconds: float = 0.05) -> bool:
        """Take what comes within a time; whether anything came."""
        came = self.session.read(seconds)
        if self.answers and WHETHER_SHOWN in came:
            os.write(self.session.fd, b"\x1b[?2026;2$y")
        self.written += came
        self._stream.feed(came)
        return bool(came)

    def until(self, *texts: str) -> None:
        """Read until all of these stand on the screen."""
        limit = time.monotonic() + PATIENCE
        while not all(text in self.text for text in texts):
            if time.monotonic() > limit:
                raise AssertionError(f"{texts} never came; on the screen:\n{self.text}")
            self.read()

    def until_words(self, sentence: str) -> None:
        """Read until this stands on the screen, over however many rows."""
        limit = time.monotonic() + PATIENCE
        while sentence not in " ".join(self.text.split()):
            assert time.monotonic() < limit, f"{sentence!r} never came; on the screen:\n{self.text}"
            self.read()

    def until_gone(self, text: str) -> None:
        """Read until this no longer stands on the screen."""
        limit = time.monotonic() + PATIENCE
        while text in self.text:
            assert time.monotonic() < limit, f"{text!r} never went; on the screen:\n{self.text}"
            self.read()

    def press(self, *keys: str) -> None:
        """Keys by name, other texts each in one piece; as fingers would, with a moment between one and the next."""
        for key in keys:
            os.write(self.session.fd, KEYS.get(key, key.encode()))
            self.read(FINGERS)
            time.sleep(FINGERS)

    def resize(self, columns: int) -> None:
        """Make the terminal wider or narrower, which has the program paint everything."""
        size = struct.pack("HHHH", self.screen.lines, columns, 0, 0)
        fcntl.ioctl(self.session.fd, termios.TIOCSWINSZ, size)

    def stand_unread(self) -> None:
        """Have the program paint more whole pictures than a terminal takes that is not read; the last as it was."""
        for number in range(PICTURES):
            self.resize(self.screen.columns - number % 2)
            time.sleep(0.1)
        self.resize(self.screen.columns)

    def rest(self, seconds: float = 0.4) -> None:
        """Read until nothing has come for a time, or the clocks alone are left."""
        limit = time.monotonic() + 3
        while self.read(seconds) and time.monotonic() < limit:
            pass


def start(command: Sequence[str], size: tuple[int, int]) -> PtySession:
    """A session of a command. Python 3.12 warns of forks where there are threads; the child executes at once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return PtySession(command, columns=size[0], rows=size[1])


@contextmanager
def the_program(
    book: Path,
    size: tuple[int, int],
    *arguments: str,
    env: dict[str, str] | None = None,
    within: Sequence[str] = (),
) -> Iterator[Terminal]:
    """`python -m deskapp` on a book, killed with -9 at the end; started by another command where one is given."""
    surroundings = {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "DESKAPP_DATA": "", "DESKAPP_STAFF": "", "TZ": "UTC"}
    given = [f"{name}={value}" for name, value in (surroundings | (env or {})).items()]
    program = [sys.executable, "-m", "deskapp", "--data", str(book), *arguments]
    terminal = Terminal(["env", *OWN_SIZE, *given, *within, *program], size)
    try:
        yield terminal
    finally:
        terminal.session.kill()


# What Textual itself sends: cursor, colours and modes (CSI), and the shape of the pointer (OSC 22). Whatever remains of
# C0, C1 or DEL after these is a command in somebody's text.
_OWN = re.compile(rb"\x1b\[[0-9;:?<>=!$' ]*[@-~]|\x1b\]22;[a-z-]*\x07")
# A sequence of the program's own that a kill, or the end of what was read, has cut in two.
_CUT = re.compile(rb"\x1b(\[[0-9;:?<>=!$' ]*|\][0-9;a-z-]*)?\Z")
_LINE_ENDS = "\r\n\t"


def stray_controls(written: bytes) -> list[str]:
    """The control characters that are not the program's own: none of a person's text may be among them."""
    text = _OWN.sub(b"", _CUT.sub(b"", written)).decode("utf-8", "replace")
    return [repr(one) for one in text if (ord(one) < 32 or 0x7F <= ord(one) < 0xA0) and one not in _LINE_ENDS]
