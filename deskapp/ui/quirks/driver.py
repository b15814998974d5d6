"""The terminal as Textual 8.2's Linux driver has it, but where that driver stops or spins the whole desk.

Textual 8.2.8 hands what it paints to a queue of 30 pieces and waits in the event loop while that is full: a terminal
that is not read stops clocks, rings and commands. When it is left then it waits without end. It reads on from a
terminal that is gone, as fast as the machine can, and it ends where a byte comes that is no UTF-8. Here an `Outlet`
takes the place of its queue, and the end of a terminal is told.
"""

import os
import sys
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from select import select
from threading import get_ident
from typing import TYPE_CHECKING, Any, cast

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from deskapp.ui.quirks.outlet import Outlet

if TYPE_CHECKING:
    from deskapp.ui.at_terminal import AtTerminal

LOOKED_EVERY, MOST_READ = 0.1, 4096


class TerminalDriver(LinuxDriver):
    """Paints whole frames, which are dropped while nobody reads them, and tells the app how its terminal stands."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._face = cast("AtTerminal", app)
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
