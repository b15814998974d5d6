"""The running desk's end: it does what other processes ask, with its own open book (see `book_in_use`)."""

import io
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from deskapp import errors, slots
from deskapp.cli.book_in_use import CONFIRMED, became
from deskapp.cli.desk_request import RING
from deskapp.cli.slots import filled
from deskapp.messages import noted
from deskapp.store.asked import settle, status_of

if TYPE_CHECKING:
    from deskapp.desk.session import Session

AT_WORK = noted("The desk is still at it.")
REMEMBERED = 256
Answer = dict[str, Any]


class RunningDesk:
    """Does command lines with the desk's own open book, each request once."""

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
