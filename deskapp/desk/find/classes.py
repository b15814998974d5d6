"""The classes of cards that may be meant, the best hit first: how the rows of each are found, and what is said of it.

A hint says beside a card what matched where its name does not show it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from deskapp.desk.find.piles import RowPiles
from deskapp.desk.find.queries import TAIL, Query, dialled_ways, is_internal
from deskapp.desk.find.rows import Row
from deskapp.text.folding import folded
from deskapp.text.phones import Number

Look = Callable[[RowPiles], Iterable[Row]]
Hint = Callable[[Row], str]
Class = tuple[int, Look, Hint]
EXACT, NAME_START, IN_NAME, ON_CARD, PHONE_END, PHONE, INSIDE, SAME_TAIL, NEARLY, IN_NOTES = range(100, 0, -10)
"""The scores of the classes, best first."""


def of_query(
    query: Query, shelves: Sequence[RowPiles], *, named_so: Look, nearly: Look, has_foreign: bool
) -> Iterator[Class]:
    """The classes in which a query is looked for. Some cards have names in another script where it `has_foreign`."""
    if not query.words:
        if not query.typed:
            yield 0, lambda shelf: shelf.rows, lambda row: row.company
        return
    if query.is_number:
        internal = [number for number in query.numbers if _is_somebodys_internal(number, shelves)]
        if internal:
            yield from ((PHONE_END, _called([_own(number)], ending=True), _of_phone(number)) for number in internal)
            return
        yield from chain.from_iterable(map(_number_alone, query.numbers))
    yield from _of_names(query, named_so, nearly, has_foreign=has_foreign)


def _of_names(query: Query, named_so: Look, nearly: Look, *, has_foreign: bool) -> Iterator[Class]:
    sought, together = query.words, _bytes(" ".join(query.words))
    yield EXACT, partial(RowPiles.named, query=together, whole=True), _nothing
    if not query.is_number:
        yield from chain.from_iterable(_number_beside_a_name(query, number) for number in query.numbers)
    yield EXACT, named_so, _nothing
    yield NAME_START, partial(RowPiles.named, query=together, whole=False), _nothing
    for way in query.ways:
        yield IN_NAME, partial(RowPiles.in_name, needles=_starts(way)), _nothing
    if has_foreign and query.sounds:
        yield IN_NAME, partial(RowPiles.in_name, needles=_starts(query.sounds)), _nothing
        consonants = [f" ~{skeleton} ".encode() for skeleton in query.skeletons if skeleton]
        yield NEARLY, partial(RowPiles.in_name, needles=consonants), _nothing
    for way in query.ways:
        yield ON_CARD, partial(RowPiles.on_card, needles=_starts(way)), _of_card(way)
    yield INSIDE, partial(RowPiles.on_card, needles=list(map(_bytes, sought))), _of_card(sought)
    yield NEARLY, nearly, lambda row: "nearly"
    yield IN_NOTES, partial(RowPiles.in_notes, needles=_starts(sought)), _of_notes(sought)


def _is_somebodys_internal(number: Number, shelves: Iterable[RowPiles]) -> bool:
    """Whether a short number is an internal one on some card: then it is no part of longer ones."""
    look = _called([_own(number)], ending=True)
    return is_internal(number) and any(True for shelf in shelves for _ in look(shelf))


def _number_alone(number: Number) -> Iterator[Class]:
    hint, ways = _of_phone(number), _ways(number)
    if number.extension:
        through = [way + f"x{number.extension}".encode() for way in ways]
        yield PHONE_END, _called(through, ending=True), hint
    yield PHONE_END, _called([_own(number)], ending=True), hint
    yield PHONE_END, _called(ways, ending=True), hint
    yield PHONE, _called(ways, ending=False), hint
    if len(number.digits) >= TAIL + 2:
        yield SAME_TAIL, _called([number.digits[-TAIL:].encode()], ending=False), hint


def _number_beside_a_name(query: Query, number: Number) -> Iterator[Class]:
    """Who has the name and the number, then whoever has the whole number."""
    named = _starts(word.text for word in query.name.core)
    hint, ways = _of_phone(number), _ways(number)
    yield PHONE, lambda shelf: (row for row in shelf.on_card(named) if any(way in row.numbers for way in ways)), hint
    if len(number.digits) >= TAIL:
        yield PHONE, _called(ways, ending=True), hint


def _own(number: Number) -> bytes:
    return f" {number.digits}".encode()


def _ways(number: Number) -> list[bytes]:
    return [way.encode() for way in dialled_ways(number)]


def _called(ways: Iterable[bytes], *, ending: bool) -> Look:
    return lambda shelf: chain.from_iterable(shelf.called(way, ending=ending) for way in ways)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _starts(sought: Iterable[str]) -> list[bytes]:
    return [_bytes(f" {word}") for word in sought]


def _nothing(_row: Row) -> str:
    return ""


def _of_phone(number: Number) -> Hint:
    """The end of the phone number that holds these digits in one of their ways, else their tail."""
    ways = (*dialled_ways(number), number.digits[-TAIL:])

    def hint(row: Row) -> str:
        numbers = row.numbers.strip(b"\x01 \n").decode().split()
        whose = next((digits for way in ways for digits in numbers if way in digits), "")
        return f"phone …{whose[-4:]}"

    return hint


def _of_card(sought: Sequence[str]) -> Hint:
    """The company or e-mail with the words that are not in the name."""

    def hint(row: Row) -> str:
        lacking = [word for word in sought if word not in folded(row.name)]
        told = (text for text in (row.company, *row.emails) if all(word in folded(text) for word in lacking))
        return next(filter(None, told), row.company) if lacking else ""

    return hint


def _of_notes(sought: Sequence[str]) -> Hint:
    """The notes around the words."""

    def hint(row: Row) -> str:
        notes = row.notes.strip(b"\x01\n").decode()
        place = max(notes.find(f" {word}") for word in sought)
        start = notes.rfind(" ", 0, max(0, place - 12)) + 1
        return f"note: {'…' if start > 1 else ''}{notes[start : place + 30].strip()}…"

    return hint
