"""Counting visits one after the other, as the documents that they are in the book.

A year of a busy desk has tens of thousands of them: each is read once, and what is kept of it are a few numbers.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, Generic, TypeVar

from deskapp.desk.reports.seen import CAME, see
from deskapp.desk.visits.documents import entries
from deskapp.model import kettle
from deskapp.model.document import Document
from deskapp.model.report import Handed, Heat, Lengths, People

Item = TypeVar("Item")
BEAT, MOST = 64, 2000
LENGTHS = ("waited", "greeted", "served")


class StoppedError(Exception):
    """Nobody waits for the figures any more."""


class Sample(Generic[Item]):
    """An even sample of a stream of unknown length: all that there is room for, then every second, every fourth …"""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._seen = most, 0
        self.items: list[Item] = []
        self.every = 1

    def add(self, item: Item) -> None:
        """Look at one more item."""
        if self._seen % self.every == 0:
            if len(self.items) == self._most:
                del self.items[1::2]
                self.every *= 2
            if self._seen % self.every == 0:
                self.items.append(item)
        self._seen += 1


class StepCounts:
    """How often each step was ticked, by the runs of its checklist; of one person's visits, or of all.

    Of a visit that is still open nobody can say yet what is left out. `greetings` are the checklists that begin by
    themselves: in a call that we made nobody was to be greeted.
    """

    def __init__(self, of: str = "", greetings: frozenset[str] = frozenset()) -> None:
        self._of, self._greetings = of, greetings
        self.runs: Counter[str] = Counter()
        self.ticks: Counter[str] = Counter()

    def add(self, visit: Document, *, is_ours: bool) -> None:
        """Take one visit in."""
        ran, ticked = self.of(visit, is_ours=is_ours)
        self.runs.update(ran)
        self.ticks.update(ticked)

    def of(self, visit: Document, *, is_ours: bool) -> tuple[set[str], list[str]]:
        """The checklists that ran in a visit, and the keys of the steps that were ticked."""
        if visit.get("missed_at") or visit.get("state") != "ended" or (self._of and visit.get("staff") != self._of):
            return set(), []
        ticked = list(entries(visit, "ticks"))
        ran = {*entries(visit, "runs"), *(key.partition("-")[0] for key in ticked)}
        if is_ours:
            ran -= self._greetings
            ticked = [key for key in ticked if key.partition("-")[0] in ran]
        return ran, ticked


class Tally:
    """The figures so far. `edges` are the first instants of the parts, `covered` the ids that the FAQ answers.

    Each figure of a report is counted under its id: `people.walk_ins` is the field `walk_ins` of `people`.
    """

    def __init__(
        self,
        now: datetime,
        edges: Sequence[datetime] = (),
        covered: frozenset[str] = frozenset(),
        habits: StepCounts | None = None,
    ) -> None:
        self._now, self._edges, self._covered = now, edges, covered
        self.habits = habits or StepCounts()
        self.counts: dict[str, int] = defaultdict(int)
        self.parts = [0] * len(edges)
        self._seconds: dict[str, list[float]] = {"waited": [], "greeted": [], "served": []}
        self._peaks: list[int] = []
        self.reasons: Sample[Document] = Sample()

    def add(self, visit: Document) -> None:
        """Take one visit in."""
        seen = see(visit, self._now)
        if seen is None:
            return
        marks = [figure for figure, _ in seen.marks(self._covered)]
        for figure in marks:
            self.counts[figure] += 1
        if self._edges and marks[0] in CAME:
            self.parts[max(0, bisect_right(self._edges, seen.arrived) - 1)] += 1
        if seen.is_missed:
            return
        for name, seconds in self._seconds.items():
            if (length := getattr(seen, name)) is not None:
                seconds.append(length)
        if seen.peak is not None:
            self._peaks.append(seen.peak)
        self.habits.add(visit, is_ours=seen.clocks.is_ours)
        if "topics.with_reason" in marks:
            self.reasons.add({name: visit.get(name) for name in ("id", "reason", "customer")})

    def people(self) -> People:
        """Who came, and how long they waited."""
        waited, greeted, served = map(lengths, self._seconds.values())
        return People(**self.counted("people", People), waited=waited, greeted=greeted, served=served)

    def heat(self) -> Heat:
        """The kettle; the peak in the middle is that of the hot ones."""
        hot = [peak for peak in self._peaks if kettle.is_steaming(peak)]
        middling = round(middle(hot)) if hot else None
        highest = max(self._peaks, default=None)
        return Heat(
            **self.counted("kettle", Heat),
            highest_celsius=highest,
            highest_in=self._peaks.count(highest) if highest is not None else 0,
            median_peak_celsius=middling,
        )

    def handed(self) -> Handed:
        """Referrals and requests."""
        return Handed(**self.counted("handed", Handed))

    def counted(self, section: str, figures: type) -> dict[str, Any]:
        """The fields of some figures that were counted, and are no lengths."""
        by_name = {field.name: f"{section}.{field.name}" for field in fields(figures) if field.name not in LENGTHS}
        return {name: self.counts[figure] for name, figure in by_name.items() if figure in self.counts}


def steady() -> bool:
    """Somebody waits until all is counted."""
    return True


def through(documents: Iterable[Document], goes_on: Callable[[], bool]) -> Iterator[Document]:
    """The documents, with a look now and then whether anybody still waits. Raises StoppedError where nobody does."""
    for number, document in enumerate(documents):
        if number % BEAT == 0 and not goes_on():
            raise StoppedError
        yield document


def lengths(seconds: list[float]) -> Lengths:
    """How many, the middle one and the longest."""
    return Lengths(len(seconds), round(middle(seconds)), round(max(seconds))) if seconds else Lengths()


def middle(values: Sequence[float]) -> float:
    """The median of at least one value."""
    from statistics import median

    return median(values)
