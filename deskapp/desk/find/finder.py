"""Finding people as they are typed: by any part of name, company, phone, e-mail or notes, typing errors forgiven.

What is typed is looked for in classes, from the best hit to the weakest and newest first within each, and a class is
only looked at while there is room left on the list.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from heapq import merge
from itertools import chain, islice
from time import perf_counter
from typing import Any

from deskapp.desk.find import classes, queries
from deskapp.desk.find.classes import Look
from deskapp.desk.find.likeness import LIKE, Fit
from deskapp.desk.find.near_words import Index, Vocabulary
from deskapp.desk.find.piles import RowPiles
from deskapp.desk.find.queries import Query
from deskapp.desk.find.rows import Row, read, text_of
from deskapp.model.frozen import dataclass
from deskapp.text.phones import FEWEST_LOCAL, dialled

SLICE_SECONDS = 0.003
MOST_YOUNG = 200
MOST_NEAR = 40


@dataclass(frozen=True, slots=True)
class Match:
    """One card found. `hint` says what matched where the name does not show it; `score` falls from 100 by class.

    `fit` is how well what was typed fits its name, company or number; None where only a part of a word, or the notes,
    hold it.
    """

    id: str
    name: str
    company: str
    hint: str
    score: int
    fit: Fit | None = None

    @property
    def grade(self) -> int:
        """The grade of its fit, 0 where it has none."""
        return self.fit.grade if self.fit else 0


class Finder:
    """The cards of a book, ready to be found; filled once, then following each change.

    Most rows lie on the old shelf. Those changed since it was built lie on the young one, which is small and quickly
    built again, and a row on the old shelf that is no longer the card's own is passed over.
    """

    def __init__(self) -> None:
        self._rows: dict[str, Row] = {}
        self._young: dict[str, Row] = {}
        self._young_shelf: RowPiles | None = None
        self._old_shelf: RowPiles | None = None
        self._order = 0
        self._vocabulary = Vocabulary()
        self._whole = Index()
        self._foreign = 0
        self._filling: Iterator[int] | None = None
        self.is_full = True

    def __len__(self) -> int:
        return len(self._rows)

    def fill(self, documents: Iterable[Mapping[str, Any]]) -> None:
        """Take all cards in, in any order."""
        for _ in self.fill_in_slices(documents):
            pass

    def begin(self, documents: Iterable[Mapping[str, Any]]) -> None:
        """Have cards to take in; `go_on` does it in slices, `finish` all that is left. It isn't full until then."""
        self._filling, self.is_full = self.fill_in_slices(documents), False

    def go_on(self, seconds: float) -> bool:
        """Go on with what was begun for about so long; whether all cards are taken in now."""
        until = perf_counter() + seconds
        while self._filling is not None:
            if next(self._filling, None) is None:
                self._filling, self.is_full = None, True
            elif perf_counter() >= until:
                break
        return self.is_full

    def finish(self) -> bool:
        """Take in what is left at once; whether anything was, so that more may be found than before."""
        was_full = self.is_full
        self.go_on(float("inf"))
        return not was_full

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

    def search(self, text: str, limit: int = 8) -> list[Match]:
        """The best cards for what was typed so far, newest first among equals; the newest cards for no text."""
        query = queries.read(text)
        matches: dict[str, Match] = {}
        for score, look, hint in classes.of_query(
            query,
            self._shelves(),
            named_so=partial(self._named_so, query),
            nearly=partial(self._nearly, query),
            has_foreign=self._foreign > 0,
        ):
            for row in islice(self._fresh(look, matches), limit - len(matches)):
                matches[row.id] = Match(row.id, row.name, row.company, hint(row), score, query.fit(row))
            if len(matches) >= limit:
                break
        return sorted(matches.values(), key=_best_first) if query.words else list(matches.values())

    def of_number(self, number: str) -> list[str]:
        """The ids of the cards with a phone number that ends with these digits; a few digits have to be all of one."""
        ending = dialled(number).encode() if len(number) >= FEWEST_LOCAL else f" {number}".encode()
        rows = chain.from_iterable(shelf.called(ending, ending=True) for shelf in self._shelves())
        return list(dict.fromkeys(row.id for row in rows if self._rows.get(row.id) is row))

    def namesakes(self, identifier: str) -> list[str]:
        """The ids of the cards with the whole name of a card, itself among them; none where it is not known."""
        row = self._rows.get(identifier)
        return sorted({namesake for whole in row.wholes for namesake in self._whole.of(whole)}) if row else []

    def _fresh(self, look: Look, matches: Mapping[str, Match]) -> Iterator[Row]:
        rows = chain.from_iterable(map(look, self._shelves()))
        return (row for row in rows if row.id not in matches and self._rows.get(row.id) is row)

    def _shelves(self) -> tuple[RowPiles, RowPiles]:
        if self._old_shelf is None or len(self._young) > MOST_YOUNG:
            self._old_shelf = RowPiles(_newest_first(self._rows.values()))
            self._young.clear()
            self._young_shelf = None
        if self._young_shelf is None:
            self._young_shelf = RowPiles(_newest_first(self._young.values()))
        return self._young_shelf, self._old_shelf

    def _put_in_order(self, runs: list[list[tuple[str, str]]], seconds: float) -> Iterator[int]:
        """Order all rows by when their cards were changed, and lay them on the old shelf, slice by slice."""
        until = perf_counter() + seconds
        ordered: list[Row] = []
        for _, identifier in merge(*runs):
            if row := self._rows.get(identifier):
                ordered.append(row)
                row.order = len(ordered)
            if perf_counter() >= until:
                yield len(self._rows)
                until = perf_counter() + seconds
        if len(ordered) == len(self._rows):
            ordered.reverse()
            shelf = RowPiles(ordered)
            for _ in shelf.piled():
                yield len(self._rows)
            self._old_shelf = shelf
            self._young = {young.id: young for young in self._young.values() if young.order > len(ordered)}
        yield len(self._rows)

    def _take(self, document: Mapping[str, Any]) -> Row | None:
        row = None if document.get("merged_into") or document.get("deleted") else read(document)
        if row is None or not row.id:
            return None
        self._drop(row.id)
        self._rows[row.id] = row
        self._foreign += row.is_foreign
        for whole in row.wholes:
            self._whole.add(whole, row.id)
        self._order += 1
        row.order = self._order
        self._young[row.id], self._young_shelf = row, None
        self._vocabulary.add(row)
        return row

    def _drop(self, identifier: str) -> None:
        self._vocabulary.forget()
        row = self._rows.pop(identifier, None)
        if row is None:
            return
        self._foreign -= row.is_foreign
        for whole in row.wholes:
            self._whole.drop(whole, row.id)
        if self._young.pop(identifier, None):
            self._young_shelf = None
        self._vocabulary.drop(row)

    def _named_so(self, query: Query, shelf: RowPiles) -> list[Row]:
        """Rows with the whole name, its words in another order, or written together or apart."""
        if shelf is not self._young_shelf:
            return []
        ids = {identifier for whole in query.wholes for identifier in self._whole.of(whole)}
        return _newest_first(map(self._rows.__getitem__, ids))

    def _nearly(self, query: Query, shelf: RowPiles) -> list[Row]:
        """Rows with words that may have been meant; they are looked for once, on whichever shelf is asked first."""
        if shelf is not self._young_shelf or query.is_number:
            return []
        meant = [word.text for word in query.name.core] or list(query.words)
        short = [f" {word}".encode("utf-8", "replace") for word in meant if len(word) == 1]
        rows = _newest_first(map(self._rows.__getitem__, self._vocabulary.with_most(meant)))[:MOST_NEAR]
        fitting = [row for row in rows if all(other in row.card for other in short)]
        return sorted(fitting, key=lambda row: -(fit.grade if (fit := query.fit(row)) else 0))


def _best_first(match: Match) -> tuple[int, int, int]:
    fit = match.fit
    return (-fit.grade, fit.errors, -match.score) if fit and fit.grade > LIKE else (0, 0, -match.score)


def _newest_first(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.order, reverse=True)
