"""Finding people as they are typed: by any part of name, company, phone, e-mail or notes, typing errors forgiven.

What is typed is looked for in classes, from the best hit to the weakest and newest first within each, and a class is
only looked at while there is room left on the list.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import merge
from itertools import chain, islice
from time import perf_counter
from typing import Any

from deskapp.desk.find_piles import Shelf
from deskapp.desk.find_rows import Row, dialled, read, text_of
from deskapp.desk.folding import folded, words
from deskapp.desk.phones import digits
from deskapp.model.frozen import dataclass

SLICE_SECONDS = 0.003
LONGEST_QUERY = 100
MOST_WORDS = 6
MOST_YOUNG = 200
NEAR_ENOUGH = 0.82
SHORTEST_FORGIVEN, MOST_FORGIVEN = 4, 3
TAIL = 8

# The classes, best first; `score` tells them apart.
EXACT, NAME_START, IN_NAME, ON_CARD, PHONE_END, PHONE, INSIDE, SAME_TAIL, IN_NOTES, NEARLY = range(100, 0, -10)

_A_NUMBER = re.compile(r"[\d\s+()./\-\u2010-\u2015]+")

_Look = Callable[[Shelf], Iterator[Row]]
_Hint = Callable[[Row], str]


@dataclass(frozen=True, slots=True)
class Found:
    """One card found. `hint` says what matched where the name does not show it; `score` falls from 100 by class."""

    id: str
    name: str
    company: str
    hint: str
    score: int


class Finder:
    """The cards of a book, ready to be found; filled once, then following each change.

    Most rows lie on the old shelf. Those changed since it was built lie on the young one, which is small and quickly
    built again, and a row on the old shelf that is no longer the card's own is passed over.
    """

    def __init__(self) -> None:
        self._rows: dict[str, Row] = {}
        self._young: dict[str, Row] = {}
        self._young_shelf: Shelf | None = None
        self._old_shelf: Shelf | None = None
        self._order = 0
        self._with: dict[str, set[str]] = {}
        self._vocabulary: tuple[str, ...] | None = None
        self._forgiven: dict[str, set[str]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def fill(self, documents: Iterable[Mapping[str, Any]]) -> None:
        """Take all cards in, in any order."""
        for _ in self.fill_in_slices(documents):
            pass

    def fill_in_slices(self, documents: Iterable[Mapping[str, Any]], seconds: float = SLICE_SECONDS) -> Iterator[int]:
        """As `fill`, with a pause after each slice of time; yields how many cards can be found so far."""
        until = perf_counter() + seconds
        runs: list[list[tuple[str, str]]] = [[]]
        for document in documents:
            if row := self._take(document):
                runs[-1].append((text_of(document, "updated_at") or text_of(document, "created_at"), row.id))
            if perf_counter() >= until:
                yield len(self._rows)
                runs[-1].sort()
                runs.append([])
                until = perf_counter() + seconds
        runs[-1].sort()
        yield from self._put_in_order(runs, seconds)

    def follow(self, document: Mapping[str, Any] | None, identifier: str) -> None:
        """Take in what a card has become; None where it is gone. It counts as the newest."""
        self._drop(identifier)
        if document is not None:
            self._take(document)

    def seen(self, identifier: str) -> None:
        """Somebody was just here: that card counts as the newest."""
        if row := self._rows.get(identifier):
            self._lay_young(row)

    def search(self, text: str, limit: int = 8) -> list[Found]:
        """The best cards for what was typed so far, newest first among equals; the newest cards for no text."""
        typed = text[:LONGEST_QUERY].strip()
        sought = words(typed)[:MOST_WORDS]
        found: dict[str, Found] = {}
        for score, look, hint in self._classes(typed, sought) if sought else self._newest(typed):
            for row in islice(self._fresh(look, found), limit - len(found)):
                found[row.id] = Found(row.id, row.name, row.company, hint(row), score)
            if len(found) >= limit:
                break
        return list(found.values())

    def of_number(self, number: str) -> list[str]:
        """The ids of the cards with a phone number that ends with these digits."""
        rows = chain.from_iterable(shelf.called(dialled(number), ending=True) for shelf in self._shelves())
        return list(dict.fromkeys(row.id for row in rows if self._rows.get(row.id) is row))

    def warm(self) -> None:
        """Load what forgives typing errors (10 to 50 ms), so that no key press waits for it."""
        self._forgive("warm")

    def _newest(self, typed: str) -> Iterator[tuple[int, _Look, _Hint]]:
        if not typed:
            yield 0, lambda shelf: iter(shelf.rows), lambda row: row.company

    def _classes(self, typed: str, sought: list[str]) -> Iterator[tuple[int, _Look, _Hint]]:
        number = digits(typed) if _A_NUMBER.fullmatch(typed) else ""
        if len(number) > 1:
            yield PHONE_END, lambda shelf: shelf.called(dialled(number), ending=True), _phone_hint(number)
            yield PHONE, lambda shelf: shelf.called(dialled(number), ending=False), _phone_hint(number)
        needles = [one.encode("utf-8", "replace") for one in sought]
        starts, query = [b" " + one for one in needles], b" ".join(needles)
        yield EXACT, lambda shelf: shelf.named(query, whole=True), _no_hint
        yield NAME_START, lambda shelf: shelf.named(query, whole=False), _no_hint
        yield IN_NAME, lambda shelf: shelf.in_name(starts), _no_hint
        yield ON_CARD, lambda shelf: shelf.on_card(starts), _card_hint(sought)
        numbers = [one for one in sought if one.isdigit() and len(one) > 1]
        if numbers and len(numbers) < len(sought):
            named, together = [b" " + one.encode() for one in sought if one not in numbers], "".join(numbers)
            yield PHONE, lambda shelf: _called(shelf.on_card(named), together), _phone_hint(together)
        yield INSIDE, lambda shelf: shelf.on_card(needles), _card_hint(sought)
        if len(number) >= TAIL + 2:
            tail = number[-TAIL:]
            yield SAME_TAIL, lambda shelf: shelf.called(tail.encode(), ending=False), _phone_hint(tail)
        yield IN_NOTES, lambda shelf: shelf.in_notes(starts), _notes_hint(sought)
        yield NEARLY, self._nearly(sought), lambda _: "nearly"

    def _fresh(self, look: _Look, found: Mapping[str, Found]) -> Iterator[Row]:
        rows = chain.from_iterable(map(look, self._shelves()))
        return (row for row in rows if row.id not in found and self._rows.get(row.id) is row)

    def _shelves(self) -> tuple[Shelf, Shelf]:
        if self._old_shelf is None or len(self._young) > MOST_YOUNG:
            self._old_shelf = Shelf(_newest_first(self._rows.values()))
            self._young.clear()
            self._young_shelf = None
        if self._young_shelf is None:
            self._young_shelf = Shelf(_newest_first(self._young.values()))
        return self._young_shelf, self._old_shelf

    def _put_in_order(self, runs: list[list[tuple[str, str]]], seconds: float) -> Iterator[int]:
        """Order all rows by when their cards were changed, and lay them on the old shelf, slice by slice."""
        until = perf_counter() + seconds
        ordered: list[Row] = []
        for _, identifier in merge(*runs):
            if row := self._rows.get(identifier):
                self._order += 1
                row.order = self._order
                ordered.append(row)
            if perf_counter() >= until:
                yield len(self._rows)
                until = perf_counter() + seconds
        if len(ordered) == len(self._rows):
            ordered.reverse()
            shelf = Shelf(ordered)
            for _ in shelf.piled():
                yield len(self._rows)
            self._old_shelf = shelf
            self._young = {one.id: one for one in self._young.values() if one.order > len(ordered)}
        yield len(self._rows)

    def _take(self, document: Mapping[str, Any]) -> Row | None:
        row = None if document.get("merged_into") or document.get("deleted") else read(document)
        if row is None or not row.id:
            return None
        self._drop(row.id)
        self._rows[row.id] = row
        self._lay_young(row)
        for word in row.own_words():
            if word not in self._with:
                self._with[word] = set()
                self._vocabulary = None
            self._with[word].add(row.id)
        return row

    def _drop(self, identifier: str) -> None:
        self._forgiven.clear()
        row = self._rows.pop(identifier, None)
        if row is None:
            return
        if self._young.pop(identifier, None):
            self._young_shelf = None
        for word in row.own_words():
            self._with[word].discard(identifier)
            if not self._with[word]:
                del self._with[word]
                self._vocabulary = None

    def _lay_young(self, row: Row) -> None:
        self._order += 1
        row.order = self._order
        self._young[row.id] = row
        self._young_shelf = None

    def _nearly(self, sought: list[str]) -> _Look:
        """Rows with words that may have been meant; they are looked for once, on whichever shelf is asked first."""

        def look(shelf: Shelf) -> Iterator[Row]:
            long = [word for word in sought if len(word) >= SHORTEST_FORGIVEN and not word.isdigit()][:MOST_FORGIVEN]
            if not long or shelf is not self._young_shelf:
                return
            fitting = set.intersection(*map(self._forgive, long))
            others = [b" " + word.encode("utf-8", "replace") for word in sought if word not in long]
            for row in _newest_first(map(self._rows.__getitem__, fitting)):
                if all(other in row.card for other in others):
                    yield row

        return look

    def _forgive(self, word: str) -> set[str]:
        """The ids of the cards with a word in name or company that may have been meant."""
        if word not in self._forgiven:
            from rapidfuzz import process
            from rapidfuzz.distance import OSA, JaroWinkler

            if self._vocabulary is None:
                self._vocabulary = tuple(self._with)
            similarity = JaroWinkler.similarity
            near = process.extract(word, self._vocabulary, scorer=similarity, score_cutoff=NEAR_ENOUGH, limit=40)
            errors = 1 if len(word) <= 5 else 2
            lengths = range(len(word) - 1, len(word) + 2)
            fits = (one for one, _, _ in near if any(OSA.distance(word, one[:n]) <= errors for n in lengths))
            self._forgiven[word] = set().union(*(self._with[one] for one in fits))
        return self._forgiven[word]


def _newest_first(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.order, reverse=True)


def _called(rows: Iterator[Row], number: str) -> Iterator[Row]:
    return (row for row in rows if dialled(number) in row.numbers)


def _no_hint(_row: Row) -> str:
    return ""


def _phone_hint(number: str) -> _Hint:
    def hint(row: Row) -> str:
        numbers = row.numbers.strip(b"\x01 \n").decode().split()
        whose = next((one for one in numbers if dialled(number).decode() in one), "")
        return f"phone …{whose[-4:]}"

    return hint


def _card_hint(sought: list[str]) -> _Hint:
    def hint(row: Row) -> str:
        by = [word for word in sought if word not in folded(row.name)]
        if not by:
            return ""
        company = folded(row.company)
        if row.company and all(word in company for word in by):
            return row.company
        return next((one for one in row.emails if all(word in folded(one) for word in by)), row.company)

    return hint


def _notes_hint(sought: list[str]) -> _Hint:
    def hint(row: Row) -> str:
        notes = row.notes.strip(b"\x01\n").decode()
        place = max(notes.find(f" {word}") for word in sought)
        start = notes.rfind(" ", 0, max(0, place - 12)) + 1
        return f"note: {'…' if start > 1 else ''}{notes[start : place + 30].strip()}…"

    return hint
