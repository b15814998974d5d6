"""Phone numbers read again when the desk's country changes: what a card keeps of them follows the country.

The country changes at once. The numbers of many cards take longer: they are read a few at a time, and what a power cut
leaves of that is done at the next start. Each number keeps the country in which it was read (`read_in`), and a document
beside the settings keeps the one in which all of them were read; as long as that is not the desk's own, some are to be
read. So undo has only the country to take back, and the numbers follow it again.
"""

import re
from collections.abc import Iterator
from time import perf_counter
from typing import Any, NamedTuple

from deskapp.desk.session import Session
from deskapp.messages import said
from deskapp.model.document import Document
from deskapp.model.settings import NUMBERS_ID
from deskapp.text import phones

CARDS, SETTINGS = "customers", "settings"
AT_ONCE = 1.0
"""For so many seconds numbers are read before they are stored, where nobody waits for a key."""
_LOCAL, _TYPED = re.compile(rb'"typed":"(?!\+)'), b'"typed":"'


class Progress(NamedTuple):
    """How many cards were looked at, of how many."""

    done: int
    of: int

    @property
    def words(self) -> str:
        """`Reading the numbers again: 4,000 of 20,000 cards.`"""
        return said("Reading the numbers again: {done:,} of {of:,} cards.", done=self.done, of=self.of)


class NumbersPass:
    """One pass over the cards in the desk's country, in parts of so many seconds each.

    What a part has read is on the disk at its end.
    """

    def __init__(self, desk: Session, country: str) -> None:
        self._desk, self.country = desk, country
        mark = desk.book.get(SETTINGS, NUMBERS_ID) or {}
        self._first = str(mark.get("first", ""))
        self._cards = list(desk.book.shelf(CARDS).lines)
        self._at = 0
        self.is_over = False

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return Progress(self._at, len(self._cards))

    def go_on(self, seconds: float) -> Progress:
        """Read one card, and more for about so long, and store it as a change not for undo; raises what one raises.

        The last part says that all numbers are read now.
        """
        desk, until = self._desk, perf_counter() + seconds
        lines = desk.book.shelf(CARDS).lines
        with desk.book.change("read the numbers again", by=desk.staff, at=desk.now(), undoable=False) as change:
            change.is_derived = True
            at = self._at
            while at < len(self._cards) and (at == self._at or perf_counter() < until):
                line = lines.get(self._cards[at], b"")
                at += 1
                known = desk.book.understood(CARDS, line) if _LOCAL.search(line) else None
                if known and (card := self._read_again(known, line.count(_TYPED))):
                    change.put(CARDS, card)
            if at == len(self._cards):
                change.put(SETTINGS, {"id": NUMBERS_ID, "first": self._first, "read_in": self.country})
        self._at, self.is_over = at, at == len(self._cards)
        return self.progress

    def finish(self) -> None:
        """Read all that is left, in one go; how far it is is told where it takes longer."""
        while not self.is_over:
            progress = self.go_on(AT_ONCE)
            if self._desk.tell and not self.is_over:
                self._desk.tell(progress.words)

    def _read_again(self, card: Document, count: int) -> Document | None:
        """The card, with so many numbers in it, as it is to be stored; None where none of them changes."""
        own = card.get("phones")
        entries = own.values() if isinstance(own, dict) and len(own) == count else _numbers(card)
        return card if sum([self._changes(entry) for entry in entries]) else None

    def _changes(self, entry: dict[str, Any]) -> bool:
        """Read one number again, unless it begins with its `+` or a file brought its form along."""
        typed, before = entry["typed"], (entry.get("number", ""), entry.get("read_in", ""))
        number, read_in = before
        if typed.startswith("+") or (number and read_in == self.country):
            return False
        if number and not read_in and number != phones.normalise(typed, self._first):
            return False
        entry["number"] = phones.normalise(typed, self.country)
        entry["read_in"] = self.country if entry["number"] else ""
        return before != (entry["number"], entry["read_in"])


def _numbers(value: Any) -> Iterator[dict[str, Any]]:
    """Every phone number in a document, those that a merged card brought too."""
    if isinstance(value, dict):
        if isinstance(value.get("typed"), str) and isinstance(value.get("number", ""), str):
            yield value
        for inner in value.values():
            yield from _numbers(inner)


def begin(desk: Session, before: str) -> None:
    """Keep in which country the numbers were read so far, before the desk gets another one."""
    if desk.book.get(SETTINGS, NUMBERS_ID) is None:
        with desk.book.change("numbers", by=desk.staff, at=desk.now(), undoable=False) as change:
            change.put(SETTINGS, {"id": NUMBERS_ID, "first": before, "read_in": before})
