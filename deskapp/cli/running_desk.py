"""A command that writes while another process holds the book: the running desk does it, or it waits for its turn.

A request carries a number of its own. The desk writes it into the book in the same record as what it changes, so that
one that is asked again, because its answer never came, is looked for first and is still done once.
"""

import io
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from deskapp import slots
from deskapp.cli import confirmed
from deskapp.cli.call import Call
from deskapp.cli.desk_request import RING, request, show
from deskapp.cli.slots import filled
from deskapp.errors import BookInUseError, DeskError, HungUpError, NoAnswerError, NotConfirmedError, RefusedError
from deskapp.ipc.client import ask
from deskapp.store import Book, open_book, undo
from deskapp.store.engine.engine import settle, status_of

if TYPE_CHECKING:
    from deskapp.desk.session import Session

PATIENCE, PAUSE = 5.0, 0.03
REMEMBERED = 256
Answer = dict[str, Any]


def book_or_status(call: Call, argv: Sequence[str], weight: str = "", patience: float = 10.0) -> Book | int:
    """The book, opened to write, or the exit status of the desk that ran the command line in its own process.

    `weight` says why a running desk should not be handed it, `patience` how many seconds its answer may take. Raises
    BookInUseError when for 5 s the book was neither free nor did a desk take it over, so that nothing is done;
    NotConfirmedError when a desk did and has not answered; and RefusedError for what is too much for a running desk.
    For a desk that hung up those 5 s begin again: it may be about to close the book.
    """
    if call.request is None:
        call.request = request(argv, call.staff, call.width, slots.mark(), call.act, call.asked_at or None)
        if call.given is not None:
            call.request["given"] = dict(call.given)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            book = open_book(call.place.folder, staff=call.staff)
        except BookInUseError as error:
            if weight:
                raise RefusedError(weight, "Import it at the desk, or leave the desk first.") from error
            was_told = "told_to" in call.request
            status = _handed_over(call, call.request, patience)
            if status is not None:
                return status
            if not was_told and "told_to" in call.request:
                until = time.monotonic() + PATIENCE
            if time.monotonic() >= until and "told_to" in call.request:
                raise _not_known(call.request) from error
            if time.monotonic() >= until:
                raise
        else:
            status = _done_before(call, call.request, book)
            if status is not None:
                book.close()
                return status
            book.way = way_of(argv)
            return book
        time.sleep(PAUSE)


def way_of(argv: Sequence[str]) -> str:
    """By which way the changes of a command line come, for undo."""
    return undo.RING if list(argv[:1]) == [RING] else undo.COMMAND


def _handed_over(call: Call, made: Answer, patience: float) -> int | None:
    """The exit status of a request that the holder of the book has done, if it is a desk; None where it is not done."""
    if "told_to" in made:
        with open_book(call.place.folder, read_only=True) as book:
            status = _done_before(call, made, book)
        if status is not None:
            return status
    try:
        return show(ask(call.place.folder, made, patience=patience), call.out, call.err, call.named)
    except NoAnswerError as error:
        if "told_to" in made:
            raise _not_known(made) from error
        raise
    except BookInUseError:
        return None
    except HungUpError:
        made["told_to"] = True
        return None
    except NotConfirmedError as error:
        made["told_to"] = True
        with open_book(call.place.folder, read_only=True) as book:
            status = _done_before(call, made, book)
        if status is None:
            raise _not_known(made) from error
        return status


def _done_before(call: Call, made: Answer, book: Book) -> int | None:
    """Tell what the book knows of a request that a desk was told to do, and give its exit status; None where nothing.

    Whoever holds the book's lock knows it for good; else a desk may still be at it.
    """
    status = status_of(book, made["number"]) if "told_to" in made else None
    if status is not None:
        why = f" `{slots.DESKAPP}{confirmed.NAME} {made['number']}` tells why while that desk is open."
        call.say(confirmed.words(made["number"], status) + (why if status and book.read_only else ""))
    return status


def number_of(call: Call) -> str:
    """The number that the book keeps with what a command changes: of one that a desk was told to do before."""
    made = call.request or {}
    return str(made["number"]) if "told_to" in made else ""


def _not_known(made: Answer) -> NotConfirmedError:
    return NotConfirmedError(
        "The desk has taken it over and has not confirmed it yet.",
        f"`{slots.DESKAPP}{confirmed.NAME} {made['number']}` tells whether it was done.",
    )


class RunningDesk:
    """The running desk's end: does command lines with the desk's own open book, each request once."""

    def __init__(self, desk: "Session") -> None:
        self._desk = desk
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._at_work: set[str] = set()
        self._taking = threading.Lock()

    def load(self) -> None:
        """Load what a ring needs, so that the first of the day is as quick as any."""
        import deskapp.cli.ring
        import deskapp.cli.run
        import deskapp.store.engine.engine  # noqa: F401
        from deskapp.cli.parser import read
        from deskapp.commands.every import BY_NAME

        read(BY_NAME[RING], ["-"])

    def answer(self, request: Mapping[str, Any]) -> Answer:
        """Do a request and give `status`, `out` and `err`; what is no request is answered in the same way."""
        number, argv = request.get("number"), request.get("argv")
        if not isinstance(argv, list) or not all(isinstance(word, str) for word in argv):
            return {"status": 2, "out": "", "err": "deskapp: That is no command line.\n"}
        if argv[:1] == [confirmed.NAME] and len(argv) == 2:
            return self._became(argv[1])
        if not isinstance(number, str):
            return self._do(request, argv)
        with self._taking:
            if number in self._at_work:
                return {"status": NotConfirmedError.exit_status, "out": "", "err": confirmed.AT_WORK + "\n"}
            self._at_work.add(number)
        try:
            if number in self._answers:
                return self._answers[number]
            status = status_of(self._desk.book, number)
            if status is not None:
                return {"status": status, "out": "", "err": confirmed.words(number, status) + "\n"}
            answer = self._do(request, argv)
            settle(self._desk.book, number, answer["status"])
            self._remember(number, answer)
            return answer
        finally:
            self._at_work.discard(number)

    def _do(self, request: Mapping[str, Any], argv: list[str]) -> Answer:
        from deskapp.cli.run import run

        staff, width = request.get("staff"), request.get("width")
        out, err = io.StringIO(), io.StringIO()
        words = [*([f"--staff={staff}"] if isinstance(staff, str) and staff else []), *argv]
        width, given = width if isinstance(width, int) else None, request.get("given")
        given = given if isinstance(given, dict) else None
        named = _named(request.get("slots"))
        status = run(
            words, desk=self._desk, out=out, err=err, width=width, request=dict(request), named=named, given=given
        )
        return {"status": status, "out": out.getvalue(), "err": err.getvalue()}

    def _remember(self, number: str, answer: Answer) -> None:
        self._answers[number] = answer
        while len(self._answers) > REMEMBERED:
            self._answers.popitem(last=False)

    def _became(self, number: str) -> Answer:
        """What became of a request. One that is not done is never done from now on: that was told."""
        if number in self._at_work:
            return {"status": NotConfirmedError.exit_status, "out": "", "err": confirmed.AT_WORK + "\n"}
        status = status_of(self._desk.book, number)
        answer = self._answers.get(number)
        if status is None and answer is None:
            self._remember(number, _given_up(number))
        known = status if status is not None or answer is None else answer["status"]
        words = confirmed.words(number, known)
        if status == 0 or (answer and answer["status"] == 0):
            return {"status": 0, "out": words + "\n" + (answer["out"] if answer else ""), "err": ""}
        return {"status": 1, "out": "", "err": words + "\n" + (answer["err"] if answer else "")}


def _given_up(number: str) -> Answer:
    words = f"deskapp: Command {number} was given up, so nothing was done. Ask again.\n"
    return {"status": DeskError.exit_status, "out": "", "err": words}


def _named(mark: object) -> Callable[[str], str]:
    """How commands are named to whoever asked: by slots that they fill in themselves, or as the command line does."""
    if isinstance(mark, str) and mark.isalnum():
        return lambda sentence: slots.marked_for(sentence, mark)
    return filled
