"""Counting interactions one after the other, as the documents that they are in the book.

A year of a busy desk has tens of thousands of them: each is read once, what is kept of it are a few numbers, and none
is made a noun. A field that does not hold what it should counts as missing.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, Generic, TypeVar

from deskapp.model import kettle
from deskapp.model.document import Document, entries_of
from deskapp.model.interaction import REFERRALS_ALARM, WAITS_TOO_LONG
from deskapp.model.report import Handed, Heat, Lengths, People

Item = TypeVar("Item")
BEAT, MOST = 64, 2000
KINDS = {"walk-in": "walk_ins", "call": "calls", "message": "messages"}


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
    """How often each step was ticked, by the runs of its checklist; of one person's interactions, or of all."""

    def __init__(self, of: str = "") -> None:
        self._of = of
        self.runs: Counter[str] = Counter()
        self.ticks: Counter[str] = Counter()

    def add(self, document: Document) -> None:
        """Take one interaction in."""
        if self._of and document.get("staff") != self._of:
            return
        ran = set(_map(document, "runs"))
        for key in _map(document, "ticks"):
            self.ticks[key] += 1
            ran.add(key.partition("-")[0])
        for name in ran:
            self.runs[name] += 1


class Tally:
    """The figures so far. `edges` are the first instants of the parts, `covered` the ids that the FAQ answers.

    Each figure of a report is counted under the name of its field.
    """

    def __init__(
        self, now: datetime, edges: Sequence[datetime] = (), covered: frozenset[str] = frozenset(), of: str = ""
    ) -> None:
        self._now, self._edges, self._covered = now, edges, covered
        self.habits = StepCounts(of)
        self.counts: Counter[str] = Counter()
        self.parts = [0] * len(edges)
        self._seconds: dict[str, list[float]] = {"waited": [], "greeted": [], "served": []}
        self._peaks: list[int] = []
        self.reasons: Sample[Document] = Sample()

    def add(self, visit: Document) -> None:
        """Take one interaction in."""
        arrived = moment(visit.get("arrived_at"))
        if arrived is None:
            return
        self.counts[KINDS.get(str(visit.get("kind")), "")] += 1
        if self._edges:
            self.parts[max(0, bisect_right(self._edges, arrived) - 1)] += 1
        if visit.get("missed_at"):
            self.counts["missed_calls"] += 1
            return
        self._clocks(visit, arrived)
        self._kettle(visit)
        self._dealings(visit)
        self.habits.add(visit)

    def _clocks(self, visit: Document, arrived: datetime) -> None:
        greeted, ended = moment(visit.get("greeted_at")), moment(visit.get("ended_at"))
        is_open, is_sure = visit.get("state") != "ended", visit.get("closed_at") is None
        self.counts["still_open"] += is_open
        if visit.get("kind") == "message" or not (greeted or is_sure):
            return
        waited = _seconds(arrived, greeted or ended or self._now)
        self._seconds["waited"].append(waited)
        if greeted:
            self._seconds["greeted"].append(waited)
            self.counts["greeted_within_5_minutes"] += waited <= WAITS_TOO_LONG.total_seconds()
        if greeted and ended and not is_open and is_sure:
            away = sum(_stretches(visit, "holds", "since", "until", ended))
            away += sum(_stretches(visit, "reopened", "ended_at", "at"))
            self._seconds["served"].append(max(0.0, _seconds(greeted, ended) - away))

    def _kettle(self, visit: Document) -> None:
        last = _degrees(visit.get("temperature"))
        readings = (_degrees(reading.get("celsius")) for reading in entries_of(visit, "readings"))
        known = [degrees for degrees in (last, *readings) if degrees is not None]
        if known:
            peak = max(known)
            self._peaks.append(peak)
            self.counts["came_to_60_celsius"] += kettle.is_steaming(peak)
            self.counts["came_to_85_celsius"] += peak >= kettle.COMPOSURE
            is_cool = last is not None and not kettle.is_steaming(last)
            self.counts["cooled_below_60_celsius"] += kettle.is_steaming(peak) and is_cool

    def _dealings(self, visit: Document) -> None:
        referrals, asked = len(_map(visit, "referrals")), entries_of(visit, "requests")
        answered = sum(request.get("answered_at") is not None for request in asked)
        self.counts.update(referrals=referrals, referred=referrals > 0, requests=len(asked), answered=answered)
        self.counts["referred_3_times"] += referrals >= REFERRALS_ALARM
        reason = visit.get("reason")
        if isinstance(reason, str) and reason.strip():
            self.counts["with_reason"] += 1
            self.counts["with_faq_entry"] += str(visit.get("id")) in self._covered
            self.reasons.add({name: visit.get(name) for name in ("id", "reason", "customer")})

    def people(self) -> People:
        """Who came, and how long they waited."""
        waited, greeted, served = map(lengths, self._seconds.values())
        return People(**self.counted(People), waited=waited, greeted=greeted, served=served)

    def heat(self) -> Heat:
        """The kettle; the peak in the middle is that of the hot ones."""
        hot = [peak for peak in self._peaks if kettle.is_steaming(peak)]
        middling = round(middle(hot)) if hot else None
        highest = max(self._peaks, default=None)
        return Heat(**self.counted(Heat), highest_celsius=highest, median_peak_celsius=middling)

    def handed(self) -> Handed:
        """Referrals and requests."""
        return Handed(**self.counted(Handed))

    def counted(self, figures: type) -> dict[str, Any]:
        """The fields of some figures that were counted."""
        return {field.name: self.counts[field.name] for field in fields(figures) if field.name in self.counts}


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


def moment(text: object) -> datetime | None:
    """An instant of a document, or None where it is none."""
    if not isinstance(text, str):
        return None
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read if read.tzinfo else None


def _seconds(start: datetime, end: datetime) -> float:
    return max(0.0, (end - start).total_seconds())


def _stretches(visit: Document, name: str, start: str, end: str, until: datetime | None = None) -> Iterator[float]:
    """The seconds of each stretch among some entries; one without an end lasts `until` then, or does not count."""
    for entry in entries_of(visit, name):
        began, ended = moment(entry.get(start)), moment(entry.get(end)) or until
        if began and ended:
            yield _seconds(began, ended)


def _degrees(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _map(document: Document, name: str) -> Mapping[str, Any]:
    value = document.get(name)
    return value if isinstance(value, dict) else {}
