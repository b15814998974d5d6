"""The figures of a report counted a second time, plainly: loops over all documents, days by the wall clock.

Nothing here comes from the rooms that count. It reads the words of the definitions, not the code behind them.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

Document = dict[str, Any]
Rows = list[tuple[str, str]]
MINUTES = 60_000


def millis(text: str | None) -> int | None:
    """An instant as milliseconds since 1970, in UTC."""
    if not text:
        return None
    since = datetime.fromisoformat(text).astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1000 + since.microseconds // 1000


def middle(values: list[float]) -> float:
    values = sorted(values)
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def without(start: int, end: int, away: list[tuple[int, int]]) -> int:
    """Milliseconds from start to end that lie in none of the stretches: piece by piece between all cuts."""
    cuts = sorted({start, end, *(cut for stretch in away for cut in stretch if start < cut < end)})
    total = 0
    for left, right in pairwise(cuts):
        if not any(since <= left and right <= until for since, until in away):
            total += right - left
    return total if end > start else 0


@dataclass
class Naive:
    """What was counted: rows by figure, lengths in seconds by figure, and the rest by name."""

    rows: dict[str, Rows] = field(default_factory=lambda: defaultdict(list))
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    peaks: dict[str, int] = field(default_factory=dict)
    days: dict[date, int] = field(default_factory=lambda: defaultdict(int))
    runs: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    could_wait: int = 0


@dataclass
class Book:
    """All documents of a book, the zone of its desk, the hour, and what else has to be known."""

    visits: list[Document]
    promises: list[Document]
    in_faq: set[str]
    zone: str
    now: datetime
    greetings: set[str]

    def day(self, text: str) -> date:
        return datetime.fromisoformat(text).astimezone(ZoneInfo(self.zone)).date()

    def count(self, first: date, after: date, habits_of: str = "") -> Naive:
        """Everything of the days from `first` up to and without `after`."""
        told = Naive()
        for visit in self.visits:
            if first <= self.day(visit["arrived_at"]) < after:
                self.visit(told, visit, habits_of)
        for promise in self.promises:
            if first <= self.day(promise["made_at"]) < after:
                told.rows["promises.made"].append((promise["id"], ""))
            if first <= self.day(promise["due"]) < after:
                self.promise(told, promise)
        return told

    def is_ours(self, visit: Document) -> bool:
        if visit.get("direction"):
            return bool(visit["direction"] == "out")
        rang = visit.get("rings") or visit.get("imported_by")
        return visit["kind"] == "call" and visit.get("greeted_at") == visit["arrived_at"] and not rang

    def was_afterwards(self, visit: Document) -> bool:
        if visit.get("afterwards") is not None:
            return bool(visit["afterwards"])
        return not visit.get("runs") and not visit.get("rings") and not visit.get("imported_by")

    def kind(self, visit: Document) -> str:
        ours = self.is_ours(visit)
        if visit["kind"] == "message":
            return "messages_sent" if ours else "messages"
        if visit["kind"] == "walk-in":
            return "walk_ins"
        if ours:
            return "calls_made"
        return "missed_calls" if visit.get("missed_at") else "calls"

    def visit(self, told: Naive, visit: Document, habits_of: str) -> None:
        """Which figures one visit counts in."""
        row, kind = (visit["id"], ""), self.kind(visit)
        told.rows[f"people.{kind}"].append(row)
        if kind in ("walk_ins", "calls", "missed_calls", "messages"):
            told.rows["people.total"].append(row)
            told.days[self.day(visit["arrived_at"])] += 1
        if visit.get("missed_at"):
            return
        if visit["state"] != "ended":
            told.rows["people.still_open"].append(row)
        if kind in ("walk_ins", "calls") and not visit.get("elsewhere_at"):
            told.could_wait += 1
            self.waits(told, visit)
        self.heat(told, visit)
        self.dealings(told, visit)
        if kind in ("walk_ins", "calls", "messages") and (visit.get("reason") or "").strip():
            told.rows["topics.with_reason"].append(row)
            if visit["id"] in self.in_faq:
                told.rows["topics.with_faq_entry"].append(row)
        self.habits(told, visit, habits_of)

    def waits(self, told: Naive, visit: Document) -> None:
        """The wait and the serving of somebody who came or called."""
        row, state = (visit["id"], ""), visit["state"]
        arrived, greeted, ended = (millis(visit.get(name)) for name in ("arrived_at", "greeted_at", "ended_at"))
        assert arrived is not None
        again = (visit.get("reopened") or {}).values()
        reopened = [(millis(fact["ended_at"]), millis(fact["at"])) for fact in again]
        gaps: Any = [gap for gap in reopened if None not in gap]
        afterwards, closed_later = self.was_afterwards(visit), visit.get("closed_at") is not None
        if greeted and ended and state == "ended" and not afterwards and not closed_later:
            holds = [(millis(hold["since"]), millis(hold.get("until")) or ended) for hold in visit["holds"].values()]
            served = without(greeted, ended, gaps + holds) / 1000
            if served >= 1:
                told.rows["people.served"].append(row)
                told.seconds["people.served"].append(served)
        if afterwards or visit.get("imported_by"):
            return
        if greeted:
            until = greeted
        elif state == "waiting":
            until = millis(self.now.isoformat())  # type: ignore[assignment]
        elif state == "ended" and not closed_later and ended:
            until = ended
        else:
            return
        wait = without(arrived, until, gaps)
        told.rows["people.waited"].append(row)
        told.seconds["people.waited"].append(wait / 1000)
        if greeted:
            told.rows["people.greeted"].append(row)
            told.seconds["people.greeted"].append(wait / 1000)
        else:
            told.rows["people.left_unseen" if state == "ended" else "people.still_waiting"].append(row)
        if greeted and wait <= 5 * MINUTES:
            told.rows["people.greeted_within_5_minutes"].append(row)
        if greeted or state == "ended" or wait > 5 * MINUTES:
            told.rows["people.greeted_within_5_minutes_of"].append(row)

    def heat(self, told: Naive, visit: Document) -> None:
        """The temperatures of a visit."""
        row, last = (visit["id"], ""), visit.get("temperature")
        known = [reading["celsius"] for reading in visit["readings"].values()] + ([last] if last is not None else [])
        if not known:
            return
        told.peaks[visit["id"]] = max(known)
        if max(known) >= 60:
            told.rows["kettle.came_to_60_celsius"].append(row)
            if last is not None and last < 60:
                told.rows["kettle.cooled_below_60_celsius"].append(row)
                told.rows["kettle.cooled_below_60_celsius_of"].append(row)
            elif visit["state"] == "ended":
                told.rows["kettle.cooled_below_60_celsius_of"].append(row)
        if max(known) >= 85:
            told.rows["kettle.came_to_85_celsius"].append(row)

    def dealings(self, told: Naive, visit: Document) -> None:
        """Transfers, and what was asked for."""
        transfers = list(visit["referrals"])
        told.rows["handed.referrals"] += [(visit["id"], key) for key in transfers]
        if transfers:
            told.rows["handed.referred"].append((visit["id"], ""))
        if len(transfers) >= 3:
            told.rows["handed.referred_3_times"].append((visit["id"], ""))
        for key, request in visit["requests"].items():
            told.rows["handed.requests"].append((visit["id"], key))
            if request["answered_at"]:
                told.rows["handed.answered"].append((visit["id"], key))
            if request["answered_at"] or visit["state"] == "ended":
                told.rows["handed.answered_of"].append((visit["id"], key))

    def habits(self, told: Naive, visit: Document, habits_of: str) -> None:
        """The checklists that ran in an ended visit, and the steps that were ticked."""
        if visit["state"] != "ended" or (habits_of and visit["staff"] != habits_of):
            return
        ran = set(visit["runs"]) | {key.split("-")[0] for key in visit["ticks"]}
        for name in ran - (self.greetings if self.is_ours(visit) else set()):
            told.runs[name] += 1
            for key in visit["ticks"]:
                if key.split("-")[0] == name:
                    told.rows[f"habits.{key}"].append((visit["id"], key))

    def promise(self, told: Naive, promise: Document) -> None:
        """What became of a promise that was due."""
        row, kept, broken = (promise["id"], ""), millis(promise["kept_at"]), promise["broken_at"]
        due, shown = millis(promise["due"]), millis(self.now.isoformat())
        assert due is not None and shown is not None
        told.rows["promises.due"].append(row)
        pauses = [(millis(pause["since"]), millis(pause["until"])) for pause in promise["pauses"].values()]
        if kept:
            stopped = [since for since, until in pauses if since is not None and (until is None or until >= kept)]
            in_time = min([kept, *stopped]) <= due
            told.rows["promises.kept_in_time" if in_time else "promises.kept_late"].append(row)
        elif broken:
            told.rows["promises.broken"].append(row)
        else:
            told.rows["promises.still_open"].append(row)
            stopped = [since for since, until in pauses if since is not None and until is None]
            is_late = min([shown, *stopped[:1]]) >= due
            told.rows["promises.overdue" if is_late else "promises.not_yet_due"].append(row)
        if row not in told.rows["promises.not_yet_due"]:
            told.rows["promises.kept_in_time_of"].append(row)
        if promise["moves"]:
            told.rows["promises.moved"].append(row)
            if False not in [move["told"] for move in promise["moves"].values()]:
                told.rows["promises.moved_and_told"].append(row)
