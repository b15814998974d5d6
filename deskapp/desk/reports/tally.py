"""Counting interactions one after the other, as the documents that they are in the book.

A year of a busy desk has tens of thousands of them: each is read once, what is kept of it are a few numbers, and none
is made a noun. A field that does not hold what it should counts as missing.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from deskapp.desk.reports.sample import Sample
from deskapp.model import kettle
from deskapp.model.document import Document
from deskapp.model.interaction import REFERRALS_ALARM, WAITS_TOO_LONG
from deskapp.model.report import Handed, Heat, Lengths, People

BEAT = 64


class StoppedError(Exception):
    """Nobody waits for the figures any more."""


class StepCounts:
    """How often each step was ticked, by the runs of its checklist; of one person's interactions, or of all."""

    def __init__(self, of: str = "") -> None:
        self._of = of
        self.runs: Counter[str] = Counter()
        self.ticks: Counter[str] = Counter()

    def add(self, one: Document) -> None:
        """Take one interaction in."""
        if self._of and one.get("staff") != self._of:
            return
        ran = set(_map(one, "runs"))
        for key in _map(one, "ticks"):
            self.ticks[key] += 1
            ran.add(key.partition("-")[0])
        for name in ran:
            self.runs[name] += 1


class Tally:
    """The figures so far. `edges` are the first instants of the parts, `covered` the ids that the FAQ answers."""

    def __init__(
        self, now: datetime, edges: Sequence[datetime] = (), covered: frozenset[str] = frozenset(), of: str = ""
    ) -> None:
        self._now, self._edges, self._covered = now, edges, covered
        self.habits = StepCounts(of)
        self.kinds: Counter[str] = Counter()
        self.parts = [0] * len(edges)
        self.open = self.within = self.missed = 0
        self.waited: list[float] = []
        self.greeted: list[float] = []
        self.served: list[float] = []
        self.peaks: list[int] = []
        self.cooled = 0
        self.referrals = self.referred = self.often = self.requests = self.answered = 0
        self.with_reason = self.with_entry = 0
        self.reasons: Sample[Document] = Sample()

    def add(self, one: Document) -> None:
        """Take one interaction in."""
        arrived = moment(one.get("arrived_at"))
        if arrived is None:
            return
        self.kinds[str(one.get("kind"))] += 1
        if self._edges:
            self.parts[max(0, bisect_right(self._edges, arrived) - 1)] += 1
        if one.get("missed_at"):
            self.missed += 1
            return
        self._clocks(one, arrived)
        self._kettle(one)
        self._dealings(one)
        self.habits.add(one)

    def _clocks(self, one: Document, arrived: datetime) -> None:
        greeted, ended = moment(one.get("greeted_at")), moment(one.get("ended_at"))
        is_open = one.get("state") != "ended"
        self.open += is_open
        is_sure = one.get("closed_at") is None
        if one.get("kind") != "message" and (greeted or is_sure):
            waited = _seconds(arrived, greeted or ended or self._now)
            self.waited.append(waited)
            if greeted:
                self.greeted.append(waited)
                self.within += waited <= WAITS_TOO_LONG.total_seconds()
        if greeted and ended and not is_open and is_sure and one.get("kind") != "message":
            away = (_seconds(*stretch) for stretch in (*_holds(one, ended), *_gone(one)))
            self.served.append(max(0.0, _seconds(greeted, ended) - sum(away)))

    def _kettle(self, one: Document) -> None:
        last = _degrees(one.get("temperature"))
        readings = (_degrees(it.get("celsius")) for it in _entries(one, "readings"))
        known = [degrees for degrees in (last, *readings) if degrees is not None]
        if known:
            self.peaks.append(max(known))
            self.cooled += kettle.is_steaming(max(known)) and last is not None and not kettle.is_steaming(last)

    def _dealings(self, one: Document) -> None:
        referrals, asked = len(_map(one, "referrals")), list(_entries(one, "requests"))
        self.referrals += referrals
        self.referred += referrals > 0
        self.often += referrals >= REFERRALS_ALARM
        self.requests += len(asked)
        self.answered += sum(it.get("answered_at") is not None for it in asked)
        reason = one.get("reason")
        if isinstance(reason, str) and reason.strip():
            self.with_reason += 1
            self.with_entry += str(one.get("id")) in self._covered
            self.reasons.add({name: one.get(name) for name in ("id", "reason", "customer")})

    def people(self) -> People:
        """Who came, and how long they waited."""
        return People(
            walk_ins=self.kinds["walk-in"],
            calls=self.kinds["call"],
            missed_calls=self.missed,
            messages=self.kinds["message"],
            still_open=self.open,
            waited=lengths(self.waited),
            greeted=lengths(self.greeted),
            greeted_within_5_minutes=self.within,
            served=lengths(self.served),
        )

    def heat(self) -> Heat:
        """The kettle; the peak in the middle is that of the hot ones."""
        hot = [peak for peak in self.peaks if kettle.is_steaming(peak)]
        return Heat(
            came_to_60_celsius=len(hot),
            cooled_below_60_celsius=self.cooled,
            came_to_85_celsius=sum(peak >= kettle.COMPOSURE for peak in hot),
            highest_celsius=max(self.peaks, default=None),
            median_peak_celsius=round(middle(hot)) if hot else None,
        )

    def handed(self) -> Handed:
        """Referrals and requests."""
        return Handed(self.referrals, self.referred, self.often, self.requests, self.answered)


def steady() -> bool:
    """Somebody waits until all is counted."""
    return True


def through(documents: Iterable[Document], goes_on: Callable[[], bool]) -> Iterator[Document]:
    """The documents, with a look now and then whether anybody still waits. Raises StoppedError where nobody does."""
    for number, one in enumerate(documents):
        if number % BEAT == 0 and not goes_on():
            raise StoppedError
        yield one


def lengths(seconds: list[float]) -> Lengths:
    """How many, the middle one and the longest."""
    return Lengths(len(seconds), round(middle(seconds)), round(max(seconds))) if seconds else Lengths()


def middle(values: Sequence[float]) -> float:
    """The median of at least one value."""
    ranked, half = sorted(values), len(values) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2


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


def _holds(one: Document, ended: datetime) -> Iterator[tuple[datetime, datetime]]:
    for hold in _entries(one, "holds"):
        since = moment(hold.get("since"))
        if since:
            yield since, moment(hold.get("until")) or ended


def _gone(one: Document) -> Iterator[tuple[datetime, datetime]]:
    """From each end that was taken back until it was opened again."""
    for fact in _entries(one, "reopened"):
        ended, again = moment(fact.get("ended_at")), moment(fact.get("at"))
        if ended and again:
            yield ended, again


def _degrees(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _map(one: Document, name: str) -> Mapping[str, Any]:
    value = one.get(name)
    return value if isinstance(value, dict) else {}


def _entries(one: Document, name: str) -> Iterator[Mapping[str, Any]]:
    return (it for it in _map(one, name).values() if isinstance(it, dict))
