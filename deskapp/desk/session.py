"""Who stands at which book: what every verb is handed first."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from deskapp import clock
from deskapp.model.ids import make_id, map_key
from deskapp.store import Book

PREFIXES = {
    "interactions": "int",
    "customers": "cus",
    "promises": "pro",
    "settings": "set",
    "faq": "faq",
    "shifts": "shi",
    "handovers": "han",
}


@dataclass
class Desk:
    """A book, the staff member at the desk, and where time and randomness come from."""

    book: Book
    staff: str = ""
    now: Callable[[], datetime] = clock.now
    entropy: Callable[[int], bytes] = field(default=os.urandom, repr=False)

    def new_id(self, table: str) -> str:
        """A fresh id for a document of a table."""
        return make_id(PREFIXES[table], self.now(), self.entropy(10))

    def new_key(self, taken: object = ()) -> str:
        """A short key for an entry of a map, not among those taken (anything that knows `in`)."""
        key = map_key(self.entropy(4))
        while key in taken:  # type: ignore[operator]
            key = map_key(self.entropy(4))
        return key
