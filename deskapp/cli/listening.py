"""`deskapp listen`: a phone system tells who rings, answers and hangs up, and the desk is told at once."""

import io
import selectors
import socket
import threading
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from queue import Full, Queue
from types import TracebackType

from deskapp.cli import desk_request, password
from deskapp.cli.call import Call
from deskapp.desk.visits.asterisk import EventKind, PhoneEvent, Reader, Rings, action
from deskapp.errors import BookInUseError, RefusedError, UsageError
from deskapp.stopwatch import running

PATIENCE, QUIET = 10.0, 30.0
"""Seconds for the answer to a login or a ping, and without a message before it is asked whether anybody is there."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
KEPT_FOR, AGAIN_AFTER, MOST_WAITING = 60.0, 0.5, 500
"""Seconds for which a call is told to a desk that doesn't answer, and between two tries; and how many may wait."""
OPTIONS: dict[EventKind, list[str]] = {
    "rings": [],
    "answered": ["--answered"],
    "elsewhere": ["--elsewhere"],
    "hung up": ["--hung-up"],
}


def listen(call: Call) -> None:
    """Tell the desk who rings, for as long as this runs; a line that is lost is taken up again."""
    asked = call.arguments
    if not asked.port.isdecimal() or not 0 < int(asked.port) < 65536:
        raise UsageError("The port is a number up to 65535.", "Asterisk's own is 5038.")
    where, secret = (asked.host, int(asked.port)), password.read(call.text("password_file"))
    login = {"Username": asked.user, "Secret": secret}
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
        self._events: Queue[tuple[PhoneEvent, float] | None] = Queue(MOST_WAITING)
        self._thread = threading.Thread(target=self._work, name="telling", daemon=True)

    def __enter__(self) -> "Teller":
        """Begin."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Tell what was heard so far, if that is soon done."""
        with suppress(Full):
            self._events.put(None, timeout=PATIENCE)
            self._thread.join(PATIENCE)

    def tell(self, event: PhoneEvent) -> None:
        """Have something told, with the time that it is now; where too much waits already, that is said."""
        try:
            self._events.put_nowait((event, running()))
        except Full:
            self._call.say(f"Too many calls at once: a call of {event.caller.number} is not in the book.")

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


class Patience:
    """How long the other end may take, whatever it sends meanwhile: only what it is waited for counts as an answer."""

    def __init__(self, now: float) -> None:
        self._asked: float | None = now
        self._heard = now

    @property
    def is_asked(self) -> bool:
        """Whether an answer is waited for."""
        return self._asked is not None

    def left(self, now: float) -> float:
        """Seconds until it has to have answered, or is to be asked."""
        due = self._heard + QUIET if self._asked is None else self._asked + PATIENCE
        return max(0.0, due - now)

    def ask(self, now: float) -> None:
        """It is asked whether it is there."""
        self._asked = now

    def hear(self, now: float) -> None:
        """It has answered, or told something."""
        self._asked, self._heard = None, now


def _listen_once(call: Call, where: tuple[str, int], login: dict[str, str], rings: Rings, teller: Teller) -> None:
    """One connection, until it is lost (OSError or EOFError) or refused (RefusedError)."""
    with closing(socket.create_connection(where, timeout=PATIENCE)) as line, selectors.DefaultSelector() as ready:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        ready.register(line, selectors.EVENT_READ)
        line.sendall(action("Login", **login, Events="call", ActionID="login"))
        reader, patience, is_in = Reader(), Patience(time.monotonic()), False
        while True:
            if not patience.left(time.monotonic()):
                if patience.is_asked:
                    raise EOFError("it does not answer")
                line.sendall(action("Ping", ActionID="ping"))
                patience.ask(time.monotonic())
            if not ready.select(patience.left(time.monotonic())):
                continue
            data = line.recv(65536)
            if not data:
                raise EOFError("it hung up")
            for message in reader.feed(data):
                if not is_in:
                    is_in = _logged_in(call, message, where)
                elif event := rings.event(message):
                    teller.tell(event)
                if is_in:
                    patience.hear(time.monotonic())


def _logged_in(call: Call, message: Mapping[str, str], where: tuple[str, int]) -> bool:
    """Whether a message is the answer to the login. Raises RefusedError where that was refused."""
    if message.get("actionid") != "login":
        return False
    response = message.get("response", "")
    if response.lower() != "success":
        raise RefusedError("Asterisk refused the user or the password.", "Look into its manager.conf.")
    call.say(f"Listening to Asterisk at {where[0]}:{where[1]}.")
    return True


def _tell_desk(call: Call, event: PhoneEvent, at: float) -> tuple[str, str | None]:
    """As `deskapp ring` does it: the running desk takes the call on, or it goes straight into the book.

    Gives what is said of it; None in place of the words about it where the book is in use and nothing was done.
    """
    caller, out, err = event.caller, io.StringIO(), io.StringIO()
    told = [f"--name={caller.name}"] if caller.name else []
    told += [f"--call={caller.call}"] if caller.call else []
    words = ["ring", *told, *OPTIONS[event.kind], "--", caller.number or "unknown"]
    status = desk_request.tell(str(call.place.folder), words, call.staff, out, err, at)
    if status is None:
        from deskapp.cli.run import run

        given = [f"--data={call.place.folder}", f"--staff={call.staff}", *words]
        status = run(given, out=out, err=err, asked_at=at)
    return out.getvalue(), None if status == BookInUseError.exit_status else err.getvalue()
