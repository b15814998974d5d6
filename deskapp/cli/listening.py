"""`deskapp listen`: a phone system tells who rings, answers and hangs up, and the desk is told at once."""

import io
import os
import selectors
import shlex
import socket
import stat
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from queue import Full, Queue
from typing import Any

from deskapp.cli import desk_request
from deskapp.cli.call import Call
from deskapp.cli.run import run
from deskapp.desk.visits.asterisk import EventKind, PhoneEvent, Reader, Rings, action
from deskapp.errors import BookInUseError, RefusedError, UsageError
from deskapp.messages import said
from deskapp.stopwatch import running

PATIENCE, QUIET = 10.0, 30.0
"""Seconds for the answer to a login or a ping, and without a message before it is asked whether anybody is there."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
KEPT_FOR, AGAIN_AFTER, MOST_WAITING = 60.0, 0.5, 500
"""Seconds for which a call is told to a desk that doesn't answer, and between two tries; and how many may wait."""
PASSWORD = "DESKAPP_AMI_PASSWORD"  # noqa: S105 - the name of the variable
LONGEST = 4096
_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_CLOEXEC", 0)
OTHERS = stat.S_IRWXG | stat.S_IRWXO
Tell = Callable[[PhoneEvent], None]
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
        raise UsageError(said("The port is a number up to 65535."), said("Asterisk's own is 5038."))
    where, secret = (asked.host, int(asked.port)), read_password(call.text("password_file"))
    login = {"Username": asked.user, "Secret": secret}
    rings, pause = Rings(asked.extension), FIRST_PAUSE
    with _telling(call) as tell:
        while True:
            begun = time.monotonic()
            try:
                _listen_once(call, where, login, rings, tell)
            except (OSError, EOFError) as error:
                why = getattr(error, "strerror", None) or str(error)
                pause = FIRST_PAUSE if time.monotonic() - begun > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
                call.say(
                    said(
                        "No line to Asterisk at {host}:{port} ({why}); again in {pause:.0f} s.",
                        host=where[0],
                        port=where[1],
                        why=why,
                        pause=pause,
                    )
                )
            time.sleep(pause)


@contextmanager
def _telling(call: Call) -> Iterator[Tell]:
    """What has the desk told what the phones do, each in its turn and with its own time, beside the line to them.

    At the end what was heard so far is told, if that is soon done.
    """
    events: Queue[tuple[PhoneEvent, float] | None] = Queue(MOST_WAITING)
    thread = threading.Thread(target=_tell_each, args=(call, events), name="telling", daemon=True)
    thread.start()

    def tell(event: PhoneEvent) -> None:
        try:
            events.put_nowait((event, running()))
        except Full:
            call.say(said("Too many calls at once: a call of {number} is not in the book.", number=event.caller.number))

    try:
        yield tell
    finally:
        with suppress(Full):
            events.put(None, timeout=PATIENCE)
            thread.join(PATIENCE)


def _tell_each(call: Call, events: "Queue[tuple[PhoneEvent, float] | None]") -> None:
    """Tell the desk each event; what one that stands still does not take is told it again, for a minute."""
    while (heard := events.get()) is not None:
        event, at = heard
        out, err = _tell_desk(call, event, at)
        while err is None and running() - at < KEPT_FOR:
            time.sleep(AGAIN_AFTER)
            out, err = _tell_desk(call, event, at)
        lost = said(
            "The desk did not answer for {kept_for:.0f} s: a call of {number} is not in the book.\n",
            kept_for=KEPT_FOR,
            number=event.caller.number,
        )
        call.out.write(out)
        call.err.write(lost if err is None else err)
        call.out.flush()


def _listen_once(call: Call, where: tuple[str, int], login: dict[str, str], rings: Rings, tell: Tell) -> None:
    """One connection, until it is lost (OSError or EOFError) or refused (RefusedError).

    The other end has to answer by `due` where it was asked, and is asked by then where it was not: whatever it sends
    meanwhile, only what it is waited for counts as an answer.
    """
    with closing(socket.create_connection(where, timeout=PATIENCE)) as line, selectors.DefaultSelector() as ready:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        ready.register(line, selectors.EVENT_READ)
        line.sendall(action("Login", **login, Events="call", ActionID="login"))
        reader, is_in, is_asked, due = Reader(), False, True, time.monotonic() + PATIENCE
        while True:
            if time.monotonic() >= due:
                if is_asked:
                    raise EOFError("it does not answer")
                line.sendall(action("Ping", ActionID="ping"))
                is_asked, due = True, time.monotonic() + PATIENCE
            if not ready.select(max(0.0, due - time.monotonic())):
                continue
            data = line.recv(65536)
            if not data:
                raise EOFError("it hung up")
            for message in reader.feed(data):
                if not is_in:
                    is_in = _logged_in(call, message, where)
                elif event := rings.event(message):
                    tell(event)
                if is_in:
                    is_asked, due = False, time.monotonic() + QUIET


def _logged_in(call: Call, message: Mapping[str, str], where: tuple[str, int]) -> bool:
    """Whether a message is the answer to the login. Raises RefusedError where that was refused."""
    if message.get("actionid") != "login":
        return False
    response = message.get("response", "")
    if response.lower() != "success":
        raise RefusedError(said("Asterisk refused the user or the password."), said("Look into its manager.conf."))
    call.say(said("Listening to Asterisk at {host}:{port}.", host=where[0], port=where[1]))
    return True


def _tell_desk(call: Call, event: PhoneEvent, at: float) -> tuple[str, str | None]:
    """As `deskapp ring` does it: the running desk takes the call on, or it goes straight into the book.

    Gives what is said of it; None in place of the words about it where the book is in use and nothing was done.
    """
    caller, out, err = event.caller, io.StringIO(), io.StringIO()
    told = [f"--name={caller.name}"] if caller.name else []
    told += [f"--call={caller.call}"] if caller.call else []
    words = ["ring", *told, *OPTIONS[event.kind], "--", caller.number or "unknown"]
    given = [f"--data={call.place.folder}", f"--staff={call.staff}", *words]

    def long_way(request: dict[str, Any] | None) -> int:
        return run(given, out=out, err=err, asked_at=at, request=request)

    status = desk_request.tell(str(call.place.folder), words, call.staff, out, err, long_way, at)
    return out.getvalue(), None if status == BookInUseError.exit_status else err.getvalue()


def read_password(file: str) -> str:
    """The password in a file, or in `PASSWORD` where no file is named. Raises UsageError, RefusedError."""
    if not file:
        if PASSWORD not in os.environ:
            raise UsageError(
                said("There is no password."), said("Give --password-file FILE, or set {password}.", password=PASSWORD)
            )
        return os.environ[PASSWORD]
    try:
        secret = _told_to_its_owner(Path(file).expanduser()).decode().strip()
    except (OSError, ValueError, RuntimeError) as error:
        raise RefusedError(
            said("The password in {file} cannot be read.", file=file), said("Check the file.")
        ) from error
    if len(secret.splitlines()) != 1:
        raise RefusedError(said("{file} holds no password.", file=file), said("Put it there alone, on one line."))
    return secret


def _told_to_its_owner(path: Path) -> bytes:
    """What is in a file, if it is a plain one, short, and this user's alone. Raises RefusedError, OSError."""
    number = os.open(path, os.O_RDONLY | _WITHOUT_WAITING)
    try:
        facts = os.fstat(number)
        if not stat.S_ISREG(facts.st_mode):
            raise RefusedError(
                said("{path} is not an ordinary file.", path=path), said("Put the password into one of its own.")
            )
        if os.name == "posix" and facts.st_uid != os.getuid():
            raise RefusedError(
                said("{path} belongs to somebody else.", path=path), said("Put the password into a file of your own.")
            )
        if os.name == "posix" and facts.st_mode & OTHERS:
            raise RefusedError(
                said("Others can read the password in {path}.", path=path),
                said("Run `chmod 600 {quote}`.", quote=shlex.quote(str(path))),
            )
        data = os.read(number, LONGEST + 1)
    finally:
        os.close(number)
    if len(data) > LONGEST:
        raise RefusedError(
            said("{path} is too long for a password.", path=path), said("Put it there alone, on one line.")
        )
    return data
