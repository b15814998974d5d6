"""The one place where a line of the book becomes a document, or is left out and told.

What a document has to look like is for the verbs to say (`judge`); what is no document at all is left out in any case.
Nothing of it is changed: it lies where it lay, until somebody has the doctor set it aside.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, cast

from deskapp.errors import RefusedError
from deskapp.model.shape import THE_WHOLE
from deskapp.store.engine.codec import Document, document_in
from deskapp.store.engine.notices import REPAIR
from deskapp.store.engine.shelf import identifier_of

if TYPE_CHECKING:
    from deskapp.store.book import Book

SCHEMA = 1
FEW = 8
LATER = "Update the program on this computer."
_PLAIN_ID = re.compile(r"[a-z]{2,4}_[0-9A-Za-z_-]{1,48}")
Judge = Callable[[str, Document], str]
"""The name of the field by which a document of a table is not what it has to be; "" where it is."""


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
    _told_of: dict[str, set[str]]

    @property
    def _itself(self) -> "Book":
        return cast("Book", self)

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
        place = self._itself.locate(table, identifier)
        return None if place is None else odd_in(table, place.line, self.judge)

    def expect_understood(self, table: str, identifier: str, line: bytes) -> Document:
        """The document of a line that is to be changed. Raises RefusedError: what is not understood stays as it is."""
        document = document_in(line)
        if document is not None and (self.judge is None or not self.judge(table, document)):
            return document
        raise self.refusal(table, identifier)

    def refusal(self, table: str, identifier: str) -> RefusedError:
        """What is said where a document that is not understood would be changed."""
        found = self.odd(table, identifier)
        sentence = found.sentence[:-1] if found else f"{table} is not understood"
        return RefusedError(f"{sentence}, so it stays as it is.", REPAIR)

    def _tell(self, found: Odd | None) -> None:
        if found is None:
            return
        told = self.__dict__.setdefault("_told_of", {}).setdefault(found.table, set())
        if len(told) < FEW or found.place in told:
            told.add(found.place)
            sentence = f"{found.sentence[:-1]}, and is left out."
        else:
            sentence = f"More entries of {found.table} are not understood, and are left out."
        self._itself.notices.tell(sentence, found.next_step, is_short=True)


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
