"""A program in a real pseudo-terminal: press keys, and see when their paint has come out."""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from pathlib import Path

QUIET = 0.02


class PtySession:
    """Runs a command in a terminal of a size, its bytecode cached; `read` gives what it has painted."""

    def __init__(self, command: Sequence[str], *, columns: int = 120, rows: int = 36) -> None:
        self.started = time.perf_counter()
        self.status: int | None = None
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
            os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor"})
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvp(command[0], list(command))
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds: float) -> bytes:
        """What comes within a time; nothing where nothing does."""
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return b""
        try:
            return os.read(self.fd, 65536)
        except OSError:
            return b""

    def until(self, marks: Sequence[bytes], seconds: float = 15.0) -> float:
        """Read until all marks have been painted; seconds since the start of the program. Raises TimeoutError."""
        seen, limit = b"", time.perf_counter() + seconds
        while not all(mark in seen for mark in marks):
            if time.perf_counter() > limit:
                raise TimeoutError(f"{marks!r} not painted; the end of what was: {seen[-400:]!r}")
            seen += self.read(0.1)
        return time.perf_counter() - self.started

    def settle(self, seconds: float = 0.3) -> None:
        """Read until it is quiet."""
        while self.read(seconds):
            pass

    def read_for(self, seconds: float) -> None:
        """Read whatever comes for a time."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            self.read(left)

    def press(self, keys: bytes, limit: float = 1.0) -> tuple[float, float, int]:
        """Press, and give seconds to the first and to the last byte of its paint, and how many bytes came."""
        start = time.perf_counter()
        os.write(self.fd, keys)
        first = self.read(limit)
        came = last = time.perf_counter()
        count = len(first)
        while more := self.read(QUIET):
            last = time.perf_counter()
            count += len(more)
        return came - start, last - start, count

    def cpu(self) -> float:
        """Seconds that the program has computed so far (Linux), whoever else used the machine meanwhile; else 0."""
        threads = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(one.read_text().split()[0]) for one in threads) / 1e9

    def hang_up(self) -> None:
        """The terminal is gone."""
        fd, self.fd = self.fd, -1
        os.close(fd)

    def ended(self, seconds: float, *, reading: bool = True) -> int | None:
        """The exit status (negative: the signal that killed it) once the program has ended within a time, else None.

        What it still writes is read and dropped, unless it is to end unread.
        """
        limit = time.perf_counter() + seconds
        while self.status is None and time.perf_counter() < limit:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
            elif self.fd < 0 or not reading or not self.read(0.02):
                time.sleep(0.02)
        return self.status

    def kill(self) -> None:
        """kill -9."""
        if self.status is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        if self.fd >= 0:
            self.hang_up()
