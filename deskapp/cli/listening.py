"""`deskapp listen`: a phone system tells who rings, answers and hangs up, and the desk is told at once."""

import io
import os
import selectors
import socket
import threading
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType

from deskapp.cli import beside
from deskapp.cli.call import Call
from deskapp.desk.asterisk import EventKind, PhoneEvent, Reader, Rings, action
from deskapp.errors import BookInUseError, RefusedError, UsageError
from deskapp.stopwatch import running

PASSWORD = "DESKAPP_AMI_PASSWORD"  # noqa: S105 - the name of the variable
PATIENCE, QUIET = 10.0, 30.0
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
KEPT_FOR, AGAIN_AFTER = 60.0, 0.5
"""Seconds for which a call is told to a desk that does not answer, and between two tries."""
OPTIONS: dict[EventKind, list[str]] = {
    "rings": [],
    "answered": ["--answered"],
    "elsewhere": ["--elsewhere"],
    "hung up": ["--hung-up"],
}


def listen(call: Call) -> None:
    """Tell the desk who rings, for as long as this runs; a line that is lost is taken up again."""
    asked = call.arguments
    if not asked.port.isdigit() or not 0 < int(asked.port) < 65536:
        raise UsageError("The port is a number up to 65535.", "Asterisk's own is 5038.")
    where, login = (asked.host, int(asked.port)), {"Username": asked.user, "Secret": _password(call)}
    rings, pause = Rings(asked.extension), FIRST_PAUSE
    with Teller(call) as teller:
        while True:
            begun = time.monotonic()
            try:
                _listen_once(call, where, login, rings, teller)
            except (OSError, EOFError) as error:
                said = getattr(error, "strerror", None) or str(error)
                pause = FIRST_PAUSE if time.monotonic() - begun > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
                call.say(f"No line to Asterisk at {where[0]}:{where[1]} ({said}); again in {pause:.0f} s.")
            time.sleep(pause)


class Teller:
    """Tells the desk what the phones do, each in its turn and with its own time, beside the line to the phone system.

    What a desk that stands still does not take is told it again, for a minute.
    """

    def __init__(self, call: Call) -> None:
        self._call = call
        self._events: SimpleQueue[tuple[PhoneEvent, float] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="telling", daemon=True)

    def __enter__(self) -> "Teller":
        """Begin."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Tell what was heard so far, if that is soon done."""
        self._events.put(None)
        self._thread.join(PATIENCE)

    def tell(self, event: PhoneEvent) -> None:
        """Have something told, with the time that it is now."""
        self._events.put((event, running()))

    def _work(self) -> None:
        while (heard := self._events.get()) is not None:
            event, at = heard
            out, err = _tell_desk(self._call, event, at)
            while err is None and running() - at < KEPT_FOR:
                time.sleep(AGAIN_AFTER)
                out, err = _tell_desk(self._call, event, at)
            lost = (
                f"The desk did not answer for {KEPT_FOR:.0f} s: a call of {event.caller.number} is not in the book.\n"
            )
            self._call.out.write(out)
            self._call.err.write(lost if err is None else err)
            self._call.out.flush()


def _password(call: Call) -> str:
    file = call.text("password_file")
    if not file:
        if PASSWORD not in os.environ:
            raise UsageError("There is no password.", f"Give --password-file FILE, or set {PASSWORD}.")
        return os.environ[PASSWORD]
    try:
        return Path(file).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError) as error:
        raise RefusedError(f"The password in {file} cannot be read.", "Check the file.") from error


def _listen_once(call: Call, where: tuple[str, int], login: dict[str, str], rings: Rings, teller: Teller) -> None:
    """One connection, until it is lost (OSError or EOFError) or refused (RefusedError)."""
    with closing(socket.create_connection(where, timeout=PATIENCE)) as line, selectors.DefaultSelector() as ready:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        ready.register(line, selectors.EVENT_READ)
        line.sendall(action("Login", **login, Events="call", ActionID="login"))
        reader, asked = Reader(), True
        while True:
            if not ready.select(PATIENCE if asked else QUIET):
                if asked:
                    raise EOFError("it does not answer")
                line.sendall(action("Ping", ActionID="ping"))
                asked = True
                continue
            data = line.recv(65536)
            if not data:
                raise EOFError("it hung up")
            for message in reader.feed(data):
                asked = False
                if message.get("actionid") == "login":
                    _logged_in(call, message, where)
                elif event := rings.event(message):
                    teller.tell(event)


def _logged_in(call: Call, message: Mapping[str, str], where: tuple[str, int]) -> None:
    response = message.get("response", "")
    if response.lower() != "success":
        raise RefusedError("Asterisk refused the user or the password.", "Look into its manager.conf.")
    call.say(f"Listening to Asterisk at {where[0]}:{where[1]}.")


def _tell_desk(call: Call, event: PhoneEvent, at: float) -> tuple[str, str | None]:
    """As `deskapp ring` does it: the running desk takes the call on, or it goes straight into the book.

    Gives what is said of it; None in place of the words about it where the book is in use and nothing was done.
    """
    caller, out, err = event.caller, io.StringIO(), io.StringIO()
    named = ["--name", caller.name] if caller.name else []
    words = ["ring", *named, *(["--call", caller.call] if caller.call else []), *OPTIONS[event.kind]]
    words += ["--", caller.number or "unknown"]
    status = beside.tell(str(call.place.folder), words, call.staff, out, err, at)
    if status is None:
        from deskapp.cli.run import run

        given = ["--data", str(call.place.folder), "--staff", call.staff, *words]
        status = run(given, out=out, err=err, asked_at=at)
    return out.getvalue(), None if status == BookInUseError.exit_status else err.getvalue()
