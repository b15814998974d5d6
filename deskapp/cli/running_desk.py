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

from deskapp import errors, slots
from deskapp.cli.call import Call
from deskapp.cli.desk_request import RING, request, show
from deskapp.cli.slots import filled
from deskapp.ipc.client import ask
from deskapp.store import Book, open_book, undo
from deskapp.store.asked import settle, status_of

if TYPE_CHECKING:
    from deskapp.desk.session import Session

CONFIRMED, AT_WORK = "confirmed", "The desk is still at it."
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
    made = call.request = call.request or _request(call, argv)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            book = open_book(call.place.folder, staff=call.staff)
        except errors.BookInUseError as error:
            if weight:
                raise errors.RefusedError(weight, "Import it at the desk, or leave the desk first.") from error
            was_told = "told_to" in made
            if (status := _handed_over(call, made, patience)) is not None:
                return status
            if not was_told and "told_to" in made:
                until = time.monotonic() + PATIENCE
            if time.monotonic() >= until:
                raise (_not_known(made) if "told_to" in made else error) from error
        else:
            status = _done_before(call, made, book)
            if status is not None:
                book.close()
                return status
            book.way = way_of(argv)
            return book
        time.sleep(PAUSE)


def _request(call: Call, argv: Sequence[str]) -> Answer:
    made = request(argv, call.staff, call.width, slots.mark(), call.act, call.asked_at or None)
    return made if call.given is None else {**made, "given": dict(call.given)}


def at_the_book(
    call: Call,
    argv: Sequence[str],
    work: "Callable[[Session], int | None]",
    weight: str = "",
    patience: float = 10.0,
) -> int | None:
    """Do some work with the book open to write: here, or by its command line at the desk that holds it.

    Gives the exit status; raises like `book_or_status`.
    """
    if not call.desk.book.read_only:
        return work(call.desk)
    book = book_or_status(call, [*argv, *(["--json"] if call.json else [])], weight, patience)
    if isinstance(book, int):
        return book
    from deskapp.desk.session import Session

    with book:
        return work(Session(book, call.desk.staff, now=call.desk.now, asked=number_of(call)))


def way_of(argv: Sequence[str]) -> str:
    """By which way the changes of a command line come, for undo."""
    return undo.RING if list(argv[:1]) == [RING] else undo.COMMAND


def _handed_over(call: Call, made: Answer, patience: float) -> int | None:
    """The exit status of a request that the holder of the book has done, if it is a desk; None where it is not done."""
    if "told_to" in made and (status := _known_by_now(call, made)) is not None:
        return status
    try:
        return show(ask(call.place.folder, made, patience=patience), call.out, call.err, call.named)
    except errors.NoAnswerError as error:
        raise (_not_known(made) if "told_to" in made else error) from error
    except errors.BookInUseError:
        return None
    except errors.HungUpError:
        made["told_to"] = True
        return None
    except errors.NotConfirmedError as error:
        made["told_to"] = True
        if (status := _known_by_now(call, made)) is None:
            raise _not_known(made) from error
        return status


def _known_by_now(call: Call, made: Answer) -> int | None:
    """What the book that somebody else holds tells of a request (see `_done_before`)."""
    with open_book(call.place.folder, read_only=True) as book:
        return _done_before(call, made, book)


def _done_before(call: Call, made: Answer, book: Book) -> int | None:
    """Tell what the book knows of a request that a desk was told to do, and give its exit status; None where nothing.

    Whoever holds the book's lock knows it for good; else a desk may still be at it.
    """
    status = status_of(book, made["number"]) if "told_to" in made else None
    if status is not None:
        why = f" `{slots.DESKAPP}{CONFIRMED} {made['number']}` tells why while that desk is open."
        call.say(became(made["number"], status) + (why if status and book.read_only else ""))
    return status


def number_of(call: Call) -> str:
    """The number that the book keeps with what a command changes: of one that a desk was told to do before."""
    made = call.request or {}
    return str(made["number"]) if "told_to" in made else ""


def _not_known(made: Answer) -> errors.NotConfirmedError:
    return errors.NotConfirmedError(
        "The desk has taken it over and has not confirmed it yet.",
        f"`{slots.DESKAPP}{CONFIRMED} {made['number']}` tells whether it was done.",
    )


def confirmed(call: Call) -> int | None:
    """Say whether a command was done: by the desk that runs, or by the book alone."""
    number = call.text("number").strip().casefold()
    if not number or set(number) - set("0123456789abcdef"):
        raise errors.UsageError(
            f"{number!r:.30} is no number of a command.", "It is told when the desk does not confirm it."
        )
    try:
        return show(ask(call.folder, request([CONFIRMED, number], call.staff, call.width)), call.out, call.err)
    except (errors.BookInUseError, errors.NotConfirmedError):
        return _by_the_book(call, number)


def became(number: str, status: int | None) -> str:
    """What became of a command, in a sentence."""
    if status is None:
        return f"Command {number} was not done, and won't be: nothing of it is in the book. Do it again if you need it."
    if status:
        return f"Command {number} was refused."
    return f"Command {number} was done, and it is in the book."


def _by_the_book(call: Call, number: str) -> int:
    """What the book says; as long as a desk may hold it that does not answer, what is not there may still come."""
    try:
        with open_book(call.place.folder, staff=call.staff) as book:
            status, is_held = status_of(book, number), False
    except (errors.BookInUseError, errors.DiskRefusedError):
        with open_book(call.place.folder, read_only=True) as book:
            status, is_held = status_of(book, number), True
    if status == 0:
        call.line(became(number, status))
        return 0
    if status is None and is_held:
        raise errors.NotConfirmedError(
            f"It is not known yet whether command {number} was done: the desk that took it over does not answer.",
            "Ask again when it answers, or when it has ended.",
        )
    call.say(became(number, status))
    return 1


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
        if argv[:1] == [CONFIRMED] and len(argv) == 2:
            return self._became(argv[1])
        if not isinstance(number, str):
            return self._do(request, argv)
        with self._taking:
            if number in self._at_work:
                return {"status": errors.NotConfirmedError.exit_status, "out": "", "err": AT_WORK + "\n"}
            self._at_work.add(number)
        try:
            if number in self._answers:
                return self._answers[number]
            status = status_of(self._desk.book, number)
            if status is not None:
                return {"status": status, "out": "", "err": became(number, status) + "\n"}
            answer = self._do(request, argv)
            settle(self._desk.book, number, answer["status"])
            self._remember(number, answer)
            return answer
        finally:
            self._at_work.discard(number)

    def _do(self, request: Mapping[str, Any], argv: list[str]) -> Answer:
        from deskapp.cli.run import run

        staff, width, given = request.get("staff"), request.get("width"), request.get("given")
        out, err = io.StringIO(), io.StringIO()
        status = run(
            [*([f"--staff={staff}"] if isinstance(staff, str) and staff else []), *argv],
            desk=self._desk,
            out=out,
            err=err,
            width=width if isinstance(width, int) else None,
            request=dict(request),
            named=_named(request.get("slots")),
            given=given if isinstance(given, dict) else None,
        )
        return {"status": status, "out": out.getvalue(), "err": err.getvalue()}

    def _remember(self, number: str, answer: Answer) -> None:
        self._answers[number] = answer
        while len(self._answers) > REMEMBERED:
            self._answers.popitem(last=False)

    def _became(self, number: str) -> Answer:
        """What became of a request. One that is not done is never done from now on: that was told."""
        if number in self._at_work:
            return {"status": errors.NotConfirmedError.exit_status, "out": "", "err": AT_WORK + "\n"}
        status = status_of(self._desk.book, number)
        answer = self._answers.get(number)
        if status is None and answer is None:
            self._remember(number, _given_up(number))
        known = status if status is not None or answer is None else answer["status"]
        part = "out" if status == 0 or (answer and answer["status"] == 0) else "err"
        told = f"{became(number, known)}\n{answer[part] if answer else ''}"
        return {"status": int(part == "err"), "out": "", "err": "", part: told}


def _given_up(number: str) -> Answer:
    words = f"deskapp: Command {number} was given up, so nothing was done. Ask again.\n"
    return {"status": errors.DeskError.exit_status, "out": "", "err": words}


def _named(mark: object) -> Callable[[str], str]:
    """How commands are named to whoever asked: by slots that they fill in themselves, or as the command line does."""
    if isinstance(mark, str) and mark.isalnum():
        return lambda sentence: slots.marked_for(sentence, mark)
    return filled
