"""The notice board of an open book: what is wrong with its files, until somebody has read it.

Whoever meets a fault tells it here; the faces read it: the screen in a row of its own, a command beside its answer.
Here is also the one place where a line of the book becomes a document, or is left out and told. What a document has to
look like is for the verbs to say (`judge`); what is no document at all is left out in any case. Nothing of it is
changed: it lies where it lay, until somebody has the doctor set it aside."""

import re
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from deskapp import slots
from deskapp.errors import BookDamagedError, RefusedError
from deskapp.messages import noted, said
from deskapp.model.frozen import dataclass
from deskapp.model.shape import THE_WHOLE
from deskapp.store.engine.codec import Document, document_in
from deskapp.store.engine.shelf import Place, identifier_of

MOST = 50
REPAIR = f"`{slots.DESKAPP}doctor` tells all of it."
"""The next step where a file is damaged."""
MEND = f"`{slots.DESKAPP}doctor --repair` mends what can be mended, originals kept."
SCHEMA = 1
FEW = 8
LATER = noted("Update the program on this computer.")
_PLAIN_ID = re.compile(r"[a-z]{2,4}_[0-9A-Za-z_-]{1,48}")
Judge = Callable[[str, Document], str]
"""The name of the field by which a document of a table is not what it has to be; "" where it is."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence that names the file and what is missing, and the next step.

    `is_short` says that what is asked of the book may leave something out until that is mended.
    """

    sentence: str
    next_step: str = ""
    is_short: bool = False

    def __str__(self) -> str:
        """The sentence and the next step."""
        return f"{self.sentence} {self.next_step}".strip()


class Notices:
    """What was told of a book since it was opened, each fact once. Safe from any thread."""

    def __init__(self) -> None:
        """An empty board."""
        self._told: dict[str, Notice] = {}
        self._unread: dict[str, Notice] = {}
        self._met: dict[int, list[dict[str, Notice]]] = {}
        self._lock = threading.Lock()

    def tell(self, sentence: str, next_step: str = "", *, is_short: bool = False) -> None:
        """Put a fact on the board; one that is there already counts as met again, and is not news."""
        notice = Notice(sentence, next_step, is_short)
        with self._lock:
            for met in self._met.get(threading.get_ident(), ()):
                met[sentence] = notice
            if sentence in self._told:
                return
            if len(self._told) >= MOST:
                del self._told[next(iter(self._told))]
            self._told[sentence] = self._unread[sentence] = notice

    def __iter__(self) -> Iterator[Notice]:
        """Everything that was told, in its order."""
        return iter(list(self._told.values()))

    def __len__(self) -> int:
        """How many facts there are."""
        return len(self._told)

    @property
    def sentences(self) -> list[str]:
        """The facts without their next steps."""
        return list(self._told)

    @property
    def unread(self) -> list[Notice]:
        """What nobody has read yet, oldest first."""
        with self._lock:
            return list(self._unread.values())

    def mark_read(self, *read: Notice) -> None:
        """Somebody has read these, or all where none is named."""
        with self._lock:
            for sentence in [notice.sentence for notice in read] or list(self._unread):
                self._unread.pop(sentence, None)

    def forget(self, sentence: str) -> None:
        """A fact no longer holds."""
        with self._lock:
            self._told.pop(sentence, None)
            self._unread.pop(sentence, None)

    def read(self) -> list[Notice]:
        """What nobody has read yet; it counts as read from now on."""
        with self._lock:
            unread, self._unread = list(self._unread.values()), {}
        return unread

    @contextmanager
    def whole(self, what: str) -> Iterator[None]:
        """Raises BookDamagedError at the end where something inside may have been left out of `what` was made."""
        with self.met() as met:
            yield
        if missing := [notice for notice in met.values() if notice.is_short]:
            step = MEND if missing[0].next_step.endswith(REPAIR) else missing[0].next_step
            raise BookDamagedError(
                said(
                    "{sentence} {what} would not be whole, so it was not made.", sentence=missing[0].sentence, what=what
                ),
                step,
            )

    @contextmanager
    def met(self) -> Iterator[dict[str, Notice]]:
        """Every fact that this thread meets inside, also one that was told before, by its sentence."""
        notices: dict[str, Notice] = {}
        who = threading.get_ident()
        with self._lock:
            self._met.setdefault(who, []).append(notices)
        try:
            yield notices
        finally:
            with self._lock:
                self._met[who].remove(notices)
                if not self._met[who]:
                    del self._met[who]


class Odd(NamedTuple):
    """A document that is not understood: its table, its id or number, and the field."""

    table: str
    place: str
    field: str
    is_later: bool

    @property
    def sentence(self) -> str:
        """It, without any words of people's."""
        why = "comes from a later version" if self.is_later else "is not understood"
        return f"{self.table}/{self.place} {why} ({self.field})."

    @property
    def next_step(self) -> str:
        """What helps: a later version of the program, or the doctor."""
        return LATER if self.is_later else REPAIR


class Understood:
    """The part of a book that reads documents."""

    judge: Judge | None = None
    notices: Notices
    _told_of: dict[str, set[str]]

    def locate(self, table: str, identifier: str, *, to_change: bool = False) -> Place | None:
        """Where a document lies; the book knows."""
        raise NotImplementedError

    def understood(self, table: str, line: bytes, number: int = 0) -> Document | None:
        """The document of a line; None where it is not understood, which is told."""
        document = document_in(line)
        if document is not None and (self.judge is None or not self.judge(table, document)):
            return document
        self._tell(odd_in(table, line, self.judge, number))
        return None

    def understood_of(self, table: str, lines: Iterable[bytes]) -> Iterator[Document]:
        """The documents of some lines; what is not understood is left out and told."""
        for line in lines:
            document = self.understood(table, line)
            if document is not None:
                yield document

    def odd(self, table: str, identifier: str) -> Odd | None:
        """A document that is there and not understood; None for any other, and where there is none."""
        place = self.locate(table, identifier)
        return None if place is None else odd_in(table, place.line, self.judge)

    def expect_understood(self, table: str, identifier: str, line: bytes) -> Document:
        """The document of a line that is to be changed. Raises RefusedError: what is not understood stays as it is."""
        document = document_in(line)
        if document is not None and (self.judge is None or not self.judge(table, document)):
            return document
        raise self.refusal(table, identifier)

    def refusal(self, table: str, identifier: str) -> RefusedError:
        """What is said where a document that is not understood would be changed."""
        odd = self.odd(table, identifier)
        sentence = odd.sentence[:-1] if odd else f"{table} is not understood"
        return RefusedError(said("{sentence}, so it stays as it is.", sentence=sentence), REPAIR)

    def _tell(self, odd: Odd | None) -> None:
        if odd is None:
            return
        told = self.__dict__.setdefault("_told_of", {}).setdefault(odd.table, set())
        if len(told) < FEW or odd.place in told:
            told.add(odd.place)
            sentence = said("{sentence}, and is left out.", sentence=odd.sentence[:-1])
        else:
            sentence = said("More entries of {table} are not understood, and are left out.", table=odd.table)
        self.notices.tell(sentence, odd.next_step, is_short=True)


def odd_in(table: str, line: bytes, judge: Judge | None, number: int = 0) -> Odd | None:
    """Why a line is not understood; None where it is."""
    document = document_in(line)
    field = THE_WHOLE if document is None else judge(table, document) if judge else ""
    if not field:
        return None
    identifier = str((document or {}).get("id", "")) or _id_at_its_beginning(line)
    place = identifier if _PLAIN_ID.fullmatch(identifier) else f"number {number}" if number else "one with a strange id"
    schema = (document or {}).get("schema", 0)
    return Odd(table, place, field, isinstance(schema, int) and schema > SCHEMA)


def _id_at_its_beginning(line: bytes) -> str:
    try:
        return identifier_of(line)
    except ValueError:
        return ""
