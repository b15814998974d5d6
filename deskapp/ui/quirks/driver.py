"""The terminal as Textual 8.2's Linux driver has it, but where that driver stops or spins the whole desk.

Textual 8.2.8 hands what it paints to a queue of 30 pieces and waits in the event loop while that is full: a terminal
that is not read stops clocks, rings and commands. When it is left then it waits without end. It reads on from a
terminal that is gone, as fast as the machine can, and it ends where a byte comes that is no UTF-8. Here an `Outlet`
takes the place of its queue: bytes go in a thread of their own, nobody waits for a terminal that is not read, and the
end of a terminal is told.

A terminal is not read while its window is stopped, its line hangs, or Scroll Lock holds it. Frames that it has not
begun to take are dropped then, and one whole picture is asked for once it takes bytes again; modes and notices are
kept, the last of each kind. So what waits here stays small however long nobody reads.
"""

import os
import sys
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from select import select
from threading import Condition, Thread, get_ident
from time import sleep
from typing import Any, NamedTuple, Protocol, cast

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from deskapp import clock

STALLED = 4.0
"""Seconds in which the terminal took nothing, after which it counts as not read; slow lines pause for less."""
MOST_WAITING = 1 << 18
"""Bytes that may wait before frames are dropped, however slowly they go."""
PIECE, LOOKED_AGAIN, NOT_YET, PATIENCE = 4096, 0.5, 0.002, 1.0
Told = Callable[[], None]


class Piece(NamedTuple):
    """What is written in one go: a frame, which a later one makes needless, or something else."""

    data: bytes
    is_frame: bool


class Outlet(Thread):
    """Writes to a terminal's file. `read_again` is told when it is read again, `gone` when there is no terminal."""

    def __init__(self, number: int, *, read_again: Told, gone: Told) -> None:
        super().__init__(name="to the terminal", daemon=True)
        self._number, self._waits = _opened(number)
        self._read_again, self._gone = read_again, gone
        self._change = Condition()
        self._waiting: deque[Piece] = deque()
        self._size = 0
        self._moved_at: float | None = None
        self._is_unread = self._is_over = self._is_given_up = False

    @property
    def is_unread(self) -> bool:
        """Whether the terminal takes nothing: what it shows is old, and what is painted now would only wait."""
        with self._change:
            return self._look()

    @property
    def unread_since(self) -> float:
        """When the terminal took something last, on the clock that runs; now where it is not behind."""
        with self._change:
            return clock.running() if self._moved_at is None else self._moved_at

    def _look(self) -> bool:
        if not self._is_unread:
            is_stalled = self._moved_at is not None and clock.running() - self._moved_at > STALLED
            if is_stalled or self._size > MOST_WAITING:
                self._is_unread = True
                self._keep_the_last()
                self._change.notify()
        return self._is_unread

    def _keep_the_last(self) -> None:
        """Drop the frames that wait, and of modes and notices all but the last of each kind."""
        kept: dict[bytes, Piece] = {}
        for piece in self._waiting:
            if not piece.is_frame:
                kept.pop(_kind(piece.data), None)
                kept[_kind(piece.data)] = piece
        self._waiting = deque(kept.values())
        self._size = sum(len(piece.data) for piece in self._waiting)

    def put(self, data: bytes, *, is_frame: bool = False) -> None:
        """Have bytes written, from any thread; a frame that nobody would see is dropped."""
        with self._change:
            if self._is_over or not data or (self._look() and is_frame):
                return
            self._waiting.append(Piece(data, is_frame))
            self._size += len(data)
            if self._is_unread:
                self._keep_the_last()
            self._change.notify()

    def stop(self) -> None:
        """Write what waits, as far as the terminal takes it within a second, and end."""
        with self._change:
            self._is_over = True
            self._change.notify()
        self.join(PATIENCE)
        with self._change:
            self._is_given_up = True
            self._waiting.clear()

    def run(self) -> None:
        """Write piece after piece until it is stopped, or the terminal is gone."""
        try:
            while data := self._next():
                self._write(memoryview(data))
        except OSError:
            with self._change:
                self._is_over = True
                self._waiting.clear()
            self._gone()
        finally:
            with suppress(OSError):
                os.close(self._number)

    def _next(self) -> bytes:
        """What is to be written next, up to the end of a frame; nothing at the end."""
        with self._change:
            self._moved_at = None
            self._catch_up()
            while not (self._waiting or self._is_over):
                self._change.wait()
                self._catch_up()
            taken: list[Piece] = []
            while self._waiting and not (taken and taken[-1].is_frame):
                taken.append(self._waiting.popleft())
            self._size -= sum(len(piece.data) for piece in taken)
            self._moved_at = clock.running()
        return b"".join(piece.data for piece in taken)

    def _catch_up(self) -> None:
        """Whatever was begun is written: where frames were dropped, a whole picture is asked for."""
        if self._is_unread:
            self._is_unread = False
            self._read_again()

    def _write(self, left: memoryview) -> None:
        """Write bytes as the terminal takes them. Raises OSError where it is gone."""
        while left and not self._is_given_up:
            try:
                count = os.write(self._number, left[:PIECE] if self._waits else left)
            except BlockingIOError:
                select([], [self._number], [], LOOKED_AGAIN)
                sleep(NOT_YET)  # where it counts as ready and takes nothing all the same
                continue
            left = left[count:]
            with self._change:
                self._moved_at = clock.running()


def _kind(data: bytes) -> bytes:
    """What a later piece of the same kind makes needless: a clipboard, a notification, a bell, one mode."""
    return data.partition(b";")[0] if data.startswith(b"\x1b]") else data


def _opened(number: int) -> tuple[int, bool]:
    """A file of our own to the same terminal, and whether writing to it waits.

    Opened anew it can be one that never waits, which leaves the file that the shell shares as it is.
    """
    with suppress(OSError):
        anew = os.open(os.ttyname(number), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        if os.fstat(anew).st_rdev == os.fstat(number).st_rdev:
            return anew, False
        os.close(anew)
    return os.dup(number), True


LOOKED_EVERY, MOST_READ = 0.1, 4096


class Face(Protocol):
    """An app that is told how its terminal stands, in its own thread."""

    def paint_anew(self) -> None:
        """The terminal is read again."""

    def lose_terminal(self) -> None:
        """There is no terminal any more."""


class TerminalDriver(LinuxDriver):
    """Paints whole frames, which are dropped while nobody reads them, and tells the app how its terminal stands."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._face = cast("Face", app)
        shown_on = [file for file in (sys.__stderr__, sys.__stdout__) if file is not None]
        self._file = self._shown_on = next((file for file in shown_on if file.isatty()), shown_on[-1])
        self._outlet: Outlet | None = None
        self._was_given_back = False
        self._frame: list[str] | None = None
        self._painter = 0

    @property
    def is_unread(self) -> bool:
        """Whether nobody reads the terminal: what it shows is old."""
        return self._outlet is not None and self._outlet.is_unread

    @property
    def unread_since(self) -> float:
        """When the terminal took something last, on the clock that runs; now where it is not behind."""
        return self._outlet.unread_since if self._outlet else 0.0

    @contextmanager
    def frame(self) -> Iterator[None]:
        """What the app writes inside is one frame, to be shown whole or not at all."""
        self._frame, self._painter = [], get_ident()
        try:
            yield
        finally:
            texts, self._frame = self._frame, None
            self._put("".join(texts), is_frame=True)

    def write(self, data: str) -> None:
        """Have something written, by and by."""
        if self._frame is not None and get_ident() == self._painter:
            self._frame.append(data)
        else:
            self._put(data)

    def _put(self, text: str, *, is_frame: bool = False) -> None:
        if self._outlet:
            self._outlet.put(text.encode(self._shown_on.encoding or "utf-8", "replace"), is_frame=is_frame)

    def start_application_mode(self) -> None:
        """Take the terminal over; the thread of Textual's own queue then waits for nothing.

        After a stop (SIGTSTP) the whole picture is painted: Textual paints what differs from one that is gone.
        """
        again, gone = partial(self._tell, self._face.paint_anew), partial(self._tell, self._face.lose_terminal)
        self._outlet = Outlet(self._shown_on.fileno(), read_again=again, gone=gone)
        self._outlet.start()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._was_given_back:
            again()

    def close(self) -> None:
        """Give the terminal back, without waiting for one that is not read."""
        super().close()
        if self._outlet:
            self._outlet.stop()
            self._outlet, self._was_given_back = None, True

    def run_input_thread(self) -> None:
        """Read keys until the app ends or the terminal is gone."""
        parser, decode = XTermParser(self._debug), getincrementaldecoder("utf-8")("replace").decode
        while not self.exit_event.is_set():
            if select([self.fileno], [], [], LOOKED_EVERY)[0]:
                data = self._read()
                if not data:
                    self._tell(self._face.lose_terminal)
                    return
                for message in parser.feed(decode(data)):
                    self.process_message(message)
            for message in parser.tick():
                self.process_message(message)

    def _read(self) -> bytes:
        """What was typed; nothing where there is no terminal."""
        try:
            return os.read(self.fileno, MOST_READ)
        except OSError:
            return b""

    def _tell(self, told: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the app has ended meanwhile
            self._loop.call_soon_threadsafe(told)
