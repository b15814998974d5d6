"""`deskapp confirmed`: what became of a command that was handed over to a desk which did not say so in time."""

from deskapp import slots
from deskapp.cli.call import Call
from deskapp.errors import BookInUseError, DiskRefusedError, NotConfirmedError, NotFoundError, UsageError
from deskapp.store.engine.engine import status_of

NAME = "confirmed"
AT_WORK = "The desk is still at it."
_LETTERS = frozenset("0123456789abcdef")


def confirmed(call: Call) -> int | None:
    """Say whether a command was done: by the desk that runs, or by the book alone."""
    from deskapp.cli.desk_request import request, show
    from deskapp.ipc.client import ask

    number = call.text("number").strip().casefold()
    if not number or set(number) - _LETTERS:
        raise UsageError(f"{number!r:.30} is no number of a command.", "It is told when the desk does not confirm it.")
    folder = call.place.folder
    if not folder.is_dir():
        raise NotFoundError(f"There is no book in {folder}.", f"`{slots.DESKAPP}where` tells where it is looked for.")
    try:
        return show(ask(folder, request([NAME, number], call.staff, call.width)), call.out, call.err)
    except (BookInUseError, NotConfirmedError):
        return _by_the_book(call, number)


def words(number: str, status: int | None) -> str:
    """What became of a command, in a sentence."""
    if status is None:
        return f"Command {number} was not done, and won't be: nothing of it is in the book. Do it again if you need it."
    if status:
        return f"Command {number} was refused."
    return f"Command {number} was done, and it is in the book."


def _by_the_book(call: Call, number: str) -> int:
    """What the book says; as long as a desk may hold it that does not answer, what is not there may still come."""
    from deskapp.store import open_book

    try:
        with open_book(call.place.folder, staff=call.staff) as book:
            status, is_held = status_of(book, number), False
    except (BookInUseError, DiskRefusedError):
        with open_book(call.place.folder, read_only=True) as book:
            status, is_held = status_of(book, number), True
    if status == 0:
        call.line(words(number, status))
        return 0
    if status is None and is_held:
        raise NotConfirmedError(
            f"It is not known yet whether command {number} was done: the desk that took it over does not answer.",
            "Ask again when it answers, or when it has ended.",
        )
    call.say(words(number, status))
    return 1
