"""What decides about a typed time at a desk: when it is open, and the order in which its country writes dates."""

from dataclasses import dataclass
from datetime import date, time

from deskapp.model.settings import Settings
from deskapp.text import countries, hours
from deskapp.text.hours import Hours

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
    return Habits(hours.of(held), held.country, is_a_desk=True)
