"""One visit as a report sees it: its document read once, its lengths, and the figures that it stands behind.

A year of a busy desk has tens of thousands of them, so none is made a noun. A field that does not hold what it should
counts as missing.
"""

from collections.abc import Iterator
from datetime import datetime

from deskapp.desk.answers import concerns
from deskapp.desk.visits.documents import clocks_of, entries, moment
from deskapp.model import kettle
from deskapp.model.document import Document, entries_of
from deskapp.model.interaction import REFERRALS_ALARM, WAITS_TOO_LONG

KINDS = {"walk-in": "walk_ins", "call": "calls", "message": "messages"}
CAME = frozenset({"people.walk_ins", "people.calls", "people.missed_calls", "people.messages"})
"""The figures that are together who came, called or wrote."""
Mark = tuple[str, str]
"""The id of a figure, and which part of the visit counts for it: the key of a request or a transfer, else ""."""


class SeenVisit:
    """A visit at an instant. `waited`, `greeted` and `served` are seconds, None where they are not known."""

    __slots__ = ("arrived", "clocks", "greeted", "is_missed", "is_open", "last", "now", "peak", "served", "visit",
                 "waited")  # fmt: skip

    def __init__(self, visit: Document, arrived: datetime, now: datetime) -> None:
        self.visit, self.arrived, self.now = visit, arrived, now
        self.is_open, self.is_missed = visit.get("state") != "ended", bool(visit.get("missed_at"))
        clocks = self.clocks = clocks_of(visit, arrived)
        wait, served = clocks.wait(now), clocks.served()
        self.waited = None if wait is None else wait.total_seconds()
        self.greeted = self.waited if clocks.greeted else None
        self.served = None if served is None else served.total_seconds()
        self.last = degrees(visit.get("temperature"))
        readings = (degrees(reading.get("celsius")) for reading in entries_of(visit, "readings"))
        self.peak = max((known for known in (self.last, *readings) if known is not None), default=None)

    def marks(self, covered: frozenset[str] = frozenset()) -> Iterator[Mark]:
        """The figures it stands behind, once for each time that it counts there; `covered`: whom the FAQ answers."""
        yield f"people.{self._kind()}", ""
        if self.is_missed:
            return
        if self.is_open:
            yield "people.still_open", ""
        yield from self._waits()
        yield from self._heat()
        yield from self._dealings()
        if not self.clocks.is_ours and concerns.says_why(self.visit):
            yield "topics.with_reason", ""
            if str(self.visit.get("id")) in covered:
                yield "topics.with_faq_entry", ""

    def _kind(self) -> str:
        kind = KINDS.get(str(self.visit.get("kind")), "others")
        if self.clocks.is_ours:
            return "calls_made" if kind == "calls" else "messages_sent"
        return "missed_calls" if self.is_missed else kind

    def _waits(self) -> Iterator[Mark]:
        """Whoever may still be greeted in time is not among those who were or were not."""
        if self.served is not None:
            yield "people.served", ""
        if self.clocks.could_wait:
            yield "people.could_wait", ""
        if self.waited is None:
            return
        in_time = self.waited <= WAITS_TOO_LONG.total_seconds()
        yield "people.waited", ""
        if self.greeted is None:
            yield ("people.still_waiting" if self.is_open else "people.left_unseen"), ""
        else:
            yield "people.greeted", ""
        if self.greeted is not None or not self.is_open or not in_time:
            yield "people.greeted_within_5_minutes_of", ""
        if self.greeted is not None and in_time:
            yield "people.greeted_within_5_minutes", ""

    def _heat(self) -> Iterator[Mark]:
        """Whoever is still here and hot may cool yet."""
        if not kettle.is_steaming(self.peak):
            return
        yield "kettle.came_to_60_celsius", ""
        if self.peak is not None and self.peak >= kettle.COMPOSURE:
            yield "kettle.came_to_85_celsius", ""
        is_cool = self.last is not None and not kettle.is_steaming(self.last)
        if is_cool:
            yield "kettle.cooled_below_60_celsius", ""
        if is_cool or not self.is_open:
            yield "kettle.cooled_below_60_celsius_of", ""

    def _dealings(self) -> Iterator[Mark]:
        """What is asked for while somebody is still here is not yet left without an answer."""
        referrals = entries(self.visit, "referrals")
        if referrals:
            yield "handed.referred", ""
        if len(referrals) >= REFERRALS_ALARM:
            yield "handed.referred_3_times", ""
        yield from (("handed.referrals", key) for key in referrals)
        for key, request in entries(self.visit, "requests").items():
            if not isinstance(request, dict):
                continue
            is_answered = request.get("answered_at") is not None
            yield "handed.requests", key
            if is_answered:
                yield "handed.answered", key
            if is_answered or not self.is_open:
                yield "handed.answered_of", key


def see(visit: Document, now: datetime) -> SeenVisit | None:
    """A visit as it is seen at an instant; None where it is not known when it began."""
    arrived = moment(visit.get("arrived_at"))
    return None if arrived is None else SeenVisit(visit, arrived, now)


def degrees(value: object) -> int | None:
    """A temperature in °C, or None where it is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None
