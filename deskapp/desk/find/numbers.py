"""Typed phone numbers as classes of cards: the internal number, the end of a longer one, then any part of it."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from deskapp.desk.find import hints
from deskapp.desk.find.hints import Hint
from deskapp.desk.find.piles import RowPiles
from deskapp.desk.find.queries import TAIL, Query, dialled_ways, is_internal
from deskapp.desk.find.rows import Row
from deskapp.text.phones import Number

Look = Callable[[RowPiles], Iterator[Row]]
Class = tuple[int, Look, Hint]


def is_somebodys_internal(number: Number, shelves: Iterable[RowPiles]) -> bool:
    """Whether a short number is an internal one on some card: then it is no part of longer ones."""
    return is_internal(number) and any(True for shelf in shelves for _ in shelf.called(_own(number), ending=True))


def internal(number: Number, score: int) -> Class:
    """The cards with exactly that short number."""
    own = _own(number)
    return score, lambda shelf: shelf.called(own, ending=True), hints.of_phone(number.digits)


def alone(number: Number, at_end: int, inside: int, same_tail: int) -> Iterator[Class]:
    """The classes of a number that was typed alone, with their scores."""
    hint, dialled = hints.of_phone(number.digits), _ways(number)
    if number.extension:
        through = [way + f"x{number.extension}".encode() for way in dialled]
        yield at_end, lambda shelf: _called(shelf, through, ending=True), hint
    own = _own(number)
    yield at_end, lambda shelf: shelf.called(own, ending=True), hint
    yield at_end, lambda shelf: _called(shelf, dialled, ending=True), hint
    yield inside, lambda shelf: _called(shelf, dialled, ending=False), hint
    if len(number.digits) >= TAIL + 2:
        tail = number.digits[-TAIL:].encode()
        yield same_tail, lambda shelf: shelf.called(tail, ending=False), hint


def beside_a_name(query: Query, number: Number, score: int) -> Iterator[Class]:
    """The classes of a number with a name in the same field: who has both, then whoever has the whole number."""
    named = [f" {one.text}".encode("utf-8", "replace") for one in query.name.core]
    hint, dialled = hints.of_phone(number.digits), _ways(number)
    yield score, lambda shelf: (row for row in shelf.on_card(named) if any(it in row.numbers for it in dialled)), hint
    if len(number.digits) >= TAIL:
        yield score, lambda shelf: _called(shelf, dialled, ending=True), hint


def _own(number: Number) -> bytes:
    return f" {number.digits}".encode()


def _ways(number: Number) -> list[bytes]:
    return [way.encode() for way in dialled_ways(number)]


def _called(shelf: RowPiles, ways: Iterable[bytes], *, ending: bool) -> Iterator[Row]:
    return chain.from_iterable(shelf.called(way, ending=ending) for way in ways)
