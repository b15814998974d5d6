"""A command that writes while another process holds the book: the running desk does it, or it waits for its turn.

A request carries a number of its own, so that one that is sent twice, because its
answer came late, is still done once.
"""

import io
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from deskapp import slots
from deskapp.cli.beside import RING, request, show
from deskapp.cli.call import Call
from deskapp.cli.slots import filled
from deskapp.errors import BookInUseError, RefusedError
from deskapp.store import Book, open_book, undo
from deskapp.store.asking import ask

if TYPE_CHECKING:
    from deskapp.desk.session import Desk

PATIENCE, PAUSE = 5.0, 0.03
REMEMBERED = 64
Answer = dict[str, Any]


def book_or_status(call: Call, argv: Sequence[str], weight: str = "", patience: float = 10.0) -> Book | int:
    """The book, opened to write, or the exit status of the desk that ran the command line in its own process.

    `weight` says why a running desk should not be handed it, `patience` how many seconds its answer may take. Raises
    BookInUseError when for 5 s the book was neither free nor did a desk answer, and RefusedError for what is too much
    for a running desk.
    """
    asked = request(argv, call.staff, call.width, slots.mark())
    until = time.monotonic() + PATIENCE
    while True:
        try:
            book = open_book(call.place.folder, staff=call.staff)
            book.way = undo.RING if list(argv[:1]) == [RING] else undo.COMMAND
            return book
        except BookInUseError as error:
            if weight:
                raise RefusedError(weight, "Import it at the desk, or leave the desk first.") from error
            try:
                return show(ask(call.place.folder, asked, patience=patience), call.out, call.err, call.named)
            except BookInUseError:
                if time.monotonic() >= until:
                    raise
        time.sleep(PAUSE)


class Desktop:
    """The running desk's end: does command lines with the desk's own open book, each request once."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._done: OrderedDict[str, Answer] = OrderedDict()

    def load(self) -> None:
        """Load what a ring needs, so that the first of the day is as quick as any."""
        import deskapp.cli.run  # noqa: F401
        from deskapp.cli.commands import BY_NAME

        BY_NAME[RING].parser().parse_args(["-"])
        BY_NAME[RING].function()

    def answer(self, request: Mapping[str, Any]) -> Answer:
        """Do a request and give `status`, `out` and `err`; what is no request is answered in the same way."""
        from deskapp.cli.run import run

        number, argv, width = request.get("number"), request.get("argv"), request.get("width")
        if not isinstance(argv, list) or not all(isinstance(word, str) for word in argv):
            return {"status": 2, "out": "", "err": "deskapp: That is no command line.\n"}
        if isinstance(number, str) and number in self._done:
            return self._done[number]
        staff, out, err = request.get("staff"), io.StringIO(), io.StringIO()
        words = [*(["--staff", staff] if isinstance(staff, str) and staff else []), *argv]
        run_width = width if isinstance(width, int) else None
        status = run(words, desk=self._desk, out=out, err=err, width=run_width, named=_named(request.get("slots")))
        answer = {"status": status, "out": out.getvalue(), "err": err.getvalue()}
        if isinstance(number, str):
            self._done[number] = answer
            while len(self._done) > REMEMBERED:
                self._done.popitem(last=False)
        return answer


def _named(mark: object) -> Callable[[str], str]:
    """How commands are named to whoever asked: by slots that they fill in themselves, or as the command line does."""
    if isinstance(mark, str) and mark.isalnum():
        return lambda sentence: slots.marked_for(sentence, mark)
    return filled
