"""A command that writes while another process holds the book: the running desk does it, or it waits for its turn.

A request carries a number of its own. The desk writes it into the book in the same record as what it changes, so that
one that is asked again, because its answer never came, is looked for first and is still done once.
"""

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from deskapp import errors, slots
from deskapp.cli.call import Call
from deskapp.cli.desk_request import RING, request, show
from deskapp.ipc.client import ask
from deskapp.messages import said
from deskapp.store import Book, open_book, undo
from deskapp.store.asked import status_of

if TYPE_CHECKING:
    from deskapp.desk.session import Session

CONFIRMED = "confirmed"
PATIENCE, PAUSE = 5.0, 0.03
Request = dict[str, Any]


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
                raise errors.RefusedError(weight, said("Import it at the desk, or leave the desk first.")) from error
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


def _request(call: Call, argv: Sequence[str]) -> Request:
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


def _handed_over(call: Call, made: Request, patience: float) -> int | None:
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


def _known_by_now(call: Call, made: Request) -> int | None:
    """What the book that somebody else holds tells of a request (see `_done_before`)."""
    with open_book(call.place.folder, read_only=True) as book:
        return _done_before(call, made, book)


def _done_before(call: Call, made: Request, book: Book) -> int | None:
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


def _not_known(made: Request) -> errors.NotConfirmedError:
    return errors.NotConfirmedError(
        said("The desk has taken it over and has not confirmed it yet."),
        f"`{slots.DESKAPP}{CONFIRMED} {made['number']}` tells whether it was done.",
    )


def confirmed(call: Call) -> int | None:
    """Say whether a command was done: by the desk that runs, or by the book alone."""
    number = call.text("number").strip().casefold()
    if not number or set(number) - set("0123456789abcdef"):
        raise errors.UsageError(
            said("{number!r:.30} is no number of a command.", number=number),
            said("It is told when the desk does not confirm it."),
        )
    try:
        return show(ask(call.folder, request([CONFIRMED, number], call.staff, call.width)), call.out, call.err)
    except (errors.BookInUseError, errors.NotConfirmedError):
        return _by_the_book(call, number)


def became(number: str, status: int | None) -> str:
    """What became of a command, in a sentence."""
    if status is None:
        return said(
            "Command {number} was not done, and won't be: nothing of it is in the book. Do it again if you need it.",
            number=number,
        )
    if status:
        return said("Command {number} was refused.", number=number)
    return said("Command {number} was done, and it is in the book.", number=number)


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
            said(
                "It is not known yet whether command {number} was done: the desk that took it over does not answer.",
                number=number,
            ),
            said("Ask again when it answers, or when it has ended."),
        )
    call.say(became(number, status))
    return 1
