"""The stretches that are looked back on: a day, a week from Monday, a month, a year, as days of the calendar."""

from datetime import date, timedelta
from typing import Literal

from deskapp.model.frozen import dataclass

Span = Literal["day", "week", "month", "year"]
SPANS: tuple[Span, ...] = ("day", "week", "month", "year")
BEFORE = {"day": "the day before", "week": "the week before", "month": "the month before", "year": "the year before"}


@dataclass(frozen=True, slots=True)
class Period:
    """One such stretch: its first day, and the first day after it."""

    span: Span
    first: date
    after: date

    @property
    def last(self) -> date:
        """Its last day."""
        return self.after - timedelta(days=1)

    @property
    def title(self) -> str:
        """Its name: `Tuesday 24 November 2026`, `Week 48, 23 to 29 November 2026`, `November 2026`, `2026`."""
        first, last = self.first, self.last
        if self.span == "day":
            return f"{first:%A} {first.day} {first:%B} {first.year:04d}"
        if self.span == "week":
            month = "" if first.month == last.month else f" {first:%B}"
            year = "" if first.year == last.year else f" {first.year:04d}"
            return f"Week {first.isocalendar().week}, {first.day}{month}{year} to {last.day} {last:%B} {last.year:04d}"
        return f"{first:%B} {first.year:04d}" if self.span == "month" else f"{first.year:04d}"

    def parts(self) -> list[date]:
        """The first days of its parts: months of a year, days of a week or a month; a day has none."""
        if self.span == "day":
            return []
        if self.span == "year":
            return [date(self.first.year, month, 1) for month in range(1, 13)]
        return [self.first + timedelta(days=day) for day in range((self.after - self.first).days)]


def around(span: Span, day: date) -> Period:
    """The stretch that a day lies in. Raises OverflowError at the very ends of the calendar."""
    if span == "day":
        return Period(span, day, day + timedelta(days=1))
    if span == "week":
        first = day - timedelta(days=day.weekday())
        return Period(span, first, first + timedelta(days=7))
    first = day.replace(day=1) if span == "month" else date(day.year, 1, 1)
    after = (first + timedelta(days=31 if span == "month" else 366)).replace(day=1)
    return Period(span, first, after)


def before(period: Period) -> Period:
    """The stretch of the same span just before it."""
    return around(period.span, period.first - timedelta(days=1))


def following(period: Period) -> Period:
    """The stretch of the same span just after it."""
    return around(period.span, period.after)
