"""Many rows laid end to end, so that one pass over plain bytes finds those that hold what was typed.

A pass over 20,000 rows as one run of bytes takes under a millisecond, over as many separate strings four.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, islice

from deskapp.desk.find.rows import END, START, Row

MOST_KEPT, FEW = 1000, 48


class Pile:
    """The texts of rows end to end; rows are known by their place, from 0.

    Where a needle was found is kept, if that is in few rows: with the next letter typed, only those are looked at.
    """

    def __init__(self, texts: Sequence[bytes]) -> None:
        self._bytes = b"".join(texts)
        self._starts = array("L", accumulate(map(len, texts), initial=0))
        self._counts: dict[bytes, int] = {}
        self._few: dict[bytes, tuple[int, ...] | None] = {}

    def holding(self, needle: bytes) -> Iterator[int]:
        """The places of the rows that hold the needle, from the first on, as they are found."""
        places = self.few(needle)
        return self._passing(needle) if places is None else iter(places)

    def few(self, needle: bytes) -> tuple[int, ...] | None:
        """The places of all rows that hold the needle; None where they are many."""
        if needle not in self._few:
            if len(self._few) >= MOST_KEPT:
                self._few.clear()
            within = self._wider(needle)
            if within is None:
                places = tuple(islice(self._passing(needle), FEW + 1))
            else:
                places = tuple(place for place in within if self._has(place, needle))
            self._few[needle] = places if len(places) <= FEW else None
        return self._few[needle]

    def count(self, needle: bytes) -> int:
        """How often the needle is there; kept, as the words before the one being typed stay the same."""
        places = self.few(needle)
        if places is not None:
            return len(places)
        if needle not in self._counts:
            if len(self._counts) >= MOST_KEPT:
                self._counts.clear()
            self._counts[needle] = self._bytes.count(needle)
        return self._counts[needle]

    def rarest_first(self, needles: Sequence[bytes]) -> list[bytes]:
        """The needles, the one that leaves the fewest rows first; none at all where one of them is nowhere."""
        if len(needles) == 1:
            return list(needles)
        counted = sorted(needles, key=self.count)
        return counted if counted and self.count(counted[0]) else []

    def _wider(self, needle: bytes) -> tuple[int, ...] | None:
        """The few places known of a part of the needle: of it less its first byte, or of its longest beginning."""
        parts = (needle[1:], *(needle[:length] for length in range(len(needle) - 1, 0, -1)))
        return next((places for part in parts if (places := self._few.get(part)) is not None), None)

    def _has(self, place: int, needle: bytes) -> bool:
        return self._bytes.find(needle, self._starts[place], self._starts[place + 1]) >= 0

    def _passing(self, needle: bytes) -> Iterator[int]:
        at = self._bytes.find(needle)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            yield place
            at = self._bytes.find(needle, self._starts[place + 1])


def _pile(part: str) -> "cached_property[Pile]":
    """One part of all rows, laid end to end when it is first asked for."""
    return cached_property(lambda piles: Pile([getattr(row, part) for row in piles.rows]))


class RowPiles:
    """Some rows, newest first, with a pile for each thing that is searched, as rows have it: `forms` of names, …"""

    names, forms, cards, notes, numbers = map(_pile, ("own_name", "forms", "card", "notes", "numbers"))

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows

    def piled(self) -> Iterator[None]:
        """Build the piles one at a time, with a pause after each."""
        for pile in ("names", "forms", "cards", "notes", "numbers"):
            getattr(self, pile)
            yield

    def named(self, query: bytes, *, whole: bool) -> Iterator[Row]:
        """Rows whose name begins with the query, or is the query."""
        needle = START + b" " + query + (b" " + END if whole else b"")
        on_cards = self.cards.few(query)
        if on_cards is None:
            return (self.rows[place] for place in self.names.holding(needle))
        return (row for place in on_cards if needle in (row := self.rows[place]).own_name)

    def in_name(self, needles: Sequence[bytes]) -> Iterator[Row]:
        """Rows with every needle in the name, in one of its ways to write it."""
        ranked = self.forms.rarest_first(needles)
        rows = self._holding(self.forms, ranked[:1])
        return (row for row in rows if all(needle in row.forms for needle in ranked[1:]))

    def on_card(self, needles: Sequence[bytes]) -> Iterator[Row]:
        """Rows with every needle anywhere on the card but its notes and numbers."""
        ranked = self.cards.rarest_first(needles)
        rows = self._holding(self.cards, ranked[:1])
        return (row for row in rows if all(needle in row.card for needle in ranked[1:]))

    def in_notes(self, needles: Sequence[bytes]) -> Iterator[Row]:
        """Rows with at least one needle in the notes, and the others there or on the card."""
        noted = [needle for needle in needles if len(needles) == 1 or self.notes.count(needle)]
        if any(needle not in noted and not self.cards.count(needle) for needle in needles):
            return
        for row in self._holding(self.notes, sorted(noted, key=self.notes.count) if len(noted) > 1 else noted):
            if all(needle in row.notes or needle in row.card for needle in needles):
                yield row

    def called(self, number: bytes, *, ending: bool) -> Iterator[Row]:
        """Rows with these digits in a phone number, or at the end of one."""
        return (self.rows[place] for place in self.numbers.holding(number + b" " if ending else number))

    def _holding(self, pile: Pile, needles: Sequence[bytes]) -> Iterator[Row]:
        return (self.rows[place] for needle in needles for place in pile.holding(needle))
