"""Who stands at which book: what every verb is handed first."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING, Protocol

from deskapp import clock
from deskapp.desk import document_shapes
from deskapp.model.ids import make_id, map_key
from deskapp.model.interaction import Interaction
from deskapp.store import Book

if TYPE_CHECKING:
    from deskapp.desk.find.finder import Finder

PREFIXES = {
    "interactions": "int",
    "customers": "cus",
    "promises": "pro",
    "settings": "set",
    "faq": "faq",
    "lessons": "les",
    "shifts": "shi",
    "handovers": "han",
}


class AtHand(Protocol):
    """What a running desk has in memory, so that a ring needs no pass over the book."""

    def open_interactions(self) -> Iterable[Interaction]:
        """The interactions that have not ended."""

    def missed_calls(self) -> Iterable[Interaction]:
        """The calls that were missed, those to ring back among them."""

    def cards_of_number(self, digits: str) -> Iterable[str] | None:
        """The ids of the cards with a phone number that ends so; None where not every card was looked at yet."""

    def full_finder(self) -> "Finder | None":
        """All cards, to be found; None where not every card was taken in yet."""

    def last_visit(self, customer_ids: Iterable[str]) -> str:
        """When any of some customers was here last, as the book writes it; "" where none was."""


class Turn(Protocol):
    """How a thread beside the screen's has the book changed: in the screen's own."""

    def go_on(self) -> None:
        """Raises RefusedError once the desk was left."""

    def take(self, change: Callable[[], None]) -> None:
        """Make a change, and return when it is made. Raises what it raises, or RefusedError."""


@dataclass(eq=False, repr=False)
class Session:
    """A book, the staff member at the desk, and where time and randomness come from.

    `tell` is told how far work is that takes long, where somebody reads that. `asked` is the number of the request
    that a command is done for, "" where it was handed over by nobody; the book keeps it with what it changes.
    """

    book: Book
    staff: str = ""
    now: Callable[[], datetime] = clock.now
    entropy: Callable[[int], bytes] = field(default=os.urandom, repr=False)
    at_hand: AtHand | None = field(default=None, repr=False)
    turn: Turn | None = field(default=None, repr=False)
    tell: Callable[[str], None] | None = field(default=None, repr=False)
    asked: str = ""

    def __post_init__(self) -> None:
        """From here on the book tells what no verb would understand."""
        self.book.judge = document_shapes.judge

    def new_id(self, table: str) -> str:
        """A fresh id for a document of a table."""
        return make_id(PREFIXES[table], self.now(), self.entropy(10))

    def new_key(self, taken: object = ()) -> str:
        """A short key for an entry of a map, not among those taken (anything that knows `in`)."""
        key = map_key(self.entropy(4))
        while key in taken:  # type: ignore[operator]
            key = map_key(self.entropy(4))
        return key


def own_document(desk: Session, table: str, prefix: str) -> str:
    """The id of a table's one document of this desk; the next one where that is there and not understood."""
    first = f"{prefix}_{desk.book.desk.removeprefix('dsk_')}"
    identifiers = (f"{first}-{number}" if number > 1 else first for number in count(1))
    return next(identifier for identifier in identifiers if not desk.book.odd(table, identifier))
