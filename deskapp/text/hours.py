"""Opening hours and holidays, when the desk opens next, and what else decides about a typed time at a desk."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from deskapp import clock
from deskapp.errors import RefusedError
from deskapp.messages import noted, said
from deskapp.model.settings import Settings
from deskapp.text import countries, day_words
from deskapp.text.day_words import WEEKDAYS

EXAMPLE = noted("Write it as: mon-fri 9:00-18:00, sat 9:00-13:00.")
LOOK_AHEAD = 400
_PART = re.compile(r"([a-z]{2,9})(?: ?- ?([a-z]{2,9}))? (.+)")
_SPAN = re.compile(r"(\d{1,2})(?::(\d{2}))? ?- ?(\d{1,2})(?::(\d{2}))?")
_YEARLY = re.compile(r"\d{2}-\d{2}", re.ASCII)
Span = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Hours:
    """When the desk is open: spans by weekday (0 is Monday), and the days on which it is not."""

    spans: tuple[tuple[Span, ...], ...]
    holidays: frozenset[str] = frozenset()

    @property
    def always_open(self) -> bool:
        """Whether nobody has said when it is open."""
        return not any(self.spans) and not self.holidays

    def is_holiday(self, day: date) -> bool:
        """Whether it is one of the days on which the desk stays shut."""
        return day.isoformat() in self.holidays or f"{day:%m-%d}" in self.holidays

    def of(self, day: date) -> tuple[Span, ...]:
        """The spans of a day; the whole day where only holidays are known."""
        if self.is_holiday(day):
            return ()
        return self.spans[day.weekday()] if any(self.spans) else ((time(), time.max),)

    def is_open(self, moment: datetime) -> bool:
        """Whether the desk is open at an instant; its closing time still counts, so that `by 18:00` fits."""
        wall = clock.local(moment)
        return any(start <= wall.time() <= end for start, end in self.of(wall.date()))

    def closed(self, moment: datetime) -> str:
        """Why a time is none to promise, in a few words; nothing where the desk is open then."""
        if self.always_open or self.is_open(moment):
            return ""
        day = clock.today(moment)
        if self.is_holiday(day):
            return f"{day_words.full(day, day)} is a holiday"
        return f"{WEEKDAYS[day.weekday()].title()} {clock.local(moment):%H:%M} is outside the opening hours"

    def next_opening(self, moment: datetime) -> datetime | None:
        """The first instant after one at which the desk opens; None where it does not for more than a year."""
        day = clock.today(moment)
        for away in range(LOOK_AHEAD):
            for start, _ in self.of(day + timedelta(days=away)):
                opens = clock.from_local(datetime.combine(day + timedelta(days=away), start))
                if opens > moment:
                    return opens
        return None


def of(settings: Settings) -> Hours:
    """The hours of the settings; what cannot be read there counts as never said."""
    try:
        spans = read_hours(settings.hours)
    except RefusedError:
        spans = ((),) * 7
    return Hours(spans, frozenset(settings.holidays))


def read_hours(text: str) -> tuple[tuple[Span, ...], ...]:
    """Spans by weekday from words such as `mon-fri 9:00-18:00, sat 9-13`. Raises RefusedError."""
    spans: list[list[Span]] = [[] for _ in WEEKDAYS]
    days: list[int] = []
    for part in (piece for raw in text.split(",") if (piece := " ".join(raw.casefold().split()))):
        match = _PART.fullmatch(part)
        if match:
            days = _days(match[1], match[2], part)
        span = _span(match[3] if match else part, part)
        if not days:
            raise _unread(part)
        for day in days:
            spans[day].append(span)
    return tuple(tuple(sorted(of_day)) for of_day in spans)


def read_holidays(text: str) -> tuple[str, ...]:
    """Days such as `2026-12-24` or, for every year, `12-25`, parted by commas or spaces. Raises RefusedError."""
    days = []
    for word in text.replace(",", " ").split():
        try:
            date.fromisoformat(f"2024-{word}" if _YEARLY.fullmatch(word) else word)
        except ValueError:
            raise RefusedError(
                said("'{word:.20}' is no day.", word=word), said("Write 2026-12-24, or 12-25 for every year.")
            ) from None
        days.append(word)
    return tuple(dict.fromkeys(days))


def _days(first: str, last: str | None, part: str) -> list[int]:
    start, end = _weekday(first, part), _weekday(last or first, part)
    return [(start + step) % 7 for step in range((end - start) % 7 + 1)]


def _weekday(word: str, part: str) -> int:
    places = [place for place, name in enumerate(WEEKDAYS) if name.startswith(word)]
    if len(places) != 1:
        raise _unread(part)
    return places[0]


def _span(text: str, part: str) -> Span:
    match = _SPAN.fullmatch(text)
    if not match:
        raise _unread(part)
    try:
        start = time(int(match[1]), int(match[2] or 0))
        end = time.max if match[3] == "24" else time(int(match[3]), int(match[4] or 0))
    except ValueError:
        raise _unread(part) from None
    if start >= end:
        raise RefusedError(said("'{part:.40}' ends before it begins.", part=part), said(EXAMPLE))
    return start, end


def _unread(part: str) -> RefusedError:
    return RefusedError(said("'{part:.40}' are no opening hours.", part=part), said(EXAMPLE))


USUAL_DAY = (time(7), time(19))
END_OF_WORK = time(17)


@dataclass(frozen=True, slots=True)
class Habits:
    """The desk's hours and country. Those of no desk in particular (`PLAIN`) read `3:30` as the 24-hour clock does."""

    hours: Hours | None = None
    country: str = ""
    is_a_desk: bool = False

    @property
    def has_hours(self) -> bool:
        """Whether somebody has said when the desk is open."""
        return self.hours is not None and any(self.hours.spans)

    def fits(self, day: date, hour: time) -> bool:
        """Whether the desk is open then; where that can't be told, whether it is an hour of the usual day."""
        spans = self.hours.of(day) if self.hours and self.has_hours else ()
        return any(start <= hour <= end for start, end in spans or (USUAL_DAY,))

    def closing(self, day: date) -> time | None:
        """When the desk closes on a day; None where it is shut or nobody has said."""
        spans = self.hours.of(day) if self.hours and self.has_hours else ()
        last = max((end for _, end in spans), default=None)
        return None if last == time.max else last

    @property
    def order(self) -> countries.Order:
        """Whether the day or the month comes first in a date in figures; "" where that can't be told."""
        return countries.day_order(self.country)


PLAIN = Habits()


def of_settings(held: Settings) -> Habits:
    """The habits that settings hold."""
    return Habits(of(held), held.country, is_a_desk=True)
