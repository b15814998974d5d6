"""One use of the command line: what a command is handed, and how it answers."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from deskapp import slots
from deskapp.cli import command_line, table
from deskapp.cli.command_line import USUAL_WIDTH, writable
from deskapp.cli.slots import filled
from deskapp.errors import NotFoundError, RefusedError
from deskapp.messages import said
from deskapp.text import safe

if TYPE_CHECKING:
    from argparse import Namespace

    from deskapp.desk.session import Session
    from deskapp.model.interaction import Interaction
    from deskapp.model.promise import Promise

Face = Callable[[Path, str, bool], int]


class BookPlace(NamedTuple):
    """The folder of the book, and what decided on it."""

    folder: Path
    reason: str


def place(asked: str = "") -> BookPlace:
    """The book's folder, where `--data` may have asked for one."""
    path, reason = command_line.folder(asked)
    return BookPlace(Path(path), reason)


@dataclass(eq=False, repr=False, slots=True)
class Call:
    """A command's arguments, the desk it works at, and where results and words go. `width` is in terminal cells.

    `act` names the act that it is part of, empty where it is one of its own.

    `face` opens the screen (folder, staff, demo) and gives the exit status, `plain` asks by prompts and lines; a
    running desk is handed neither. `request` is what a running desk is or was asked (see `desk_request`), `asked_at`
    when the command line was given, in seconds of `stopwatch.running`.

    `given` are the values of a command that another face asked for: it is told what came of it as one object.

    `named` fills in how the commands that a sentence names are called where it is read.
    """

    session: "Session | None"
    arguments: "Namespace | SimpleNamespace"
    out: TextIO
    err: TextIO
    place: BookPlace
    staff: str = ""
    act: str = ""
    width: int = USUAL_WIDTH
    face: Face | None = None
    plain: "Callable[[Call], int] | None" = None
    request: dict[str, Any] | None = None
    named: Callable[[str], str] = filled
    asked_at: float = 0.0
    given: Mapping[str, Any] | None = None

    @property
    def desk(self) -> "Session":
        """The desk, for the commands that are declared to need one."""
        if self.session is None:
            raise RefusedError(said("This command was declared to need no book."))
        return self.session

    @property
    def folder(self) -> Path:
        """The folder of a book that is there. Raises NotFoundError."""
        folder = self.place.folder
        if not folder.is_dir():
            way = said("`{deskapp}where` tells where it is looked for.", deskapp=slots.DESKAPP)
            raise NotFoundError(said("There is no book in {folder}.", folder=folder), way)
        return folder

    @property
    def now(self) -> datetime:
        """The present instant."""
        return self.desk.now()

    @property
    def json(self) -> bool:
        """Whether a program is to read the answer."""
        return bool(getattr(self.arguments, "json", False))

    def text(self, name: str) -> str:
        """An argument as one line of text; "" where it was not given."""
        value = getattr(self.arguments, name, None) or ""
        return writable(" ".join(value) if isinstance(value, list) else str(value))

    def moment(self, name: str, *, past: bool = False) -> datetime:
        """The instant that an argument means, to come or, with `past`, gone by. Raises RefusedError with an example."""
        from deskapp.desk.times import habits

        reading = habits.read(self.desk, self.text(name), past=past)
        if reading.why:
            self.say(reading.why)
        return reading.at

    def say(self, words: str) -> None:
        """Words about the result, for people."""
        self.err.write(safe.line(self.named(words)) + "\n")

    def line(self, text: str = "") -> None:
        """One line of the result."""
        self.out.write(safe.line(self.named(text)) + "\n")

    def lines(self, text: str) -> None:
        """A text of ours of several lines as the result."""
        for line in text.split("\n"):
            self.line(line)

    def table(self, header: Sequence[str], body: Sequence[Sequence[str]]) -> None:
        """A table as the result; nothing at all where it has no rows."""
        for line in table.rows(header, body, self.width) if body else ():
            self.out.write(line + "\n")

    def listing(
        self, documents: Iterable[Mapping[str, Any]], header: Sequence[str], body: Iterable[Sequence[str]]
    ) -> bool:
        """What was found, as JSON or as a table; whether that table has no rows."""
        if self.json:
            self.array(documents)
            return False
        rows = list(body)
        self.table(header, rows)
        return not rows

    def array(self, documents: Iterable[Mapping[str, Any]]) -> None:
        """Documents as one JSON array, each on a line of its own, written as they come."""
        self.out.write("[")
        for place, document in enumerate(documents):
            self.out.write(("," if place else "") + "\n" + as_json(document))
        self.out.write("\n]\n")

    def documents(self, table: str, nouns: "Iterable[Interaction | Promise]") -> None:
        """What the book holds of some nouns, as one JSON array."""
        self.array(document for noun in nouns if (document := self.desk.book.get(table, noun.id)) is not None)

    def object(self, document: Mapping[str, Any]) -> None:
        """One JSON object."""
        self.out.write(as_json(document) + "\n")

    def done(self, words: str, *changed: tuple[str, str]) -> None:
        """A change was made: the documents (table, id) as they are now for a program, else words for people."""
        if not self.json:
            self.line(words)
            return
        self.array(document for key in changed if (document := self.desk.book.get(*key)) is not None)


def as_json(document: Mapping[str, Any]) -> str:
    """JSON in ASCII alone, so that nothing in it can reach a terminal as a command."""
    return json.dumps(document, separators=(", ", ": ")).replace("\x7f", "\\u007f")
