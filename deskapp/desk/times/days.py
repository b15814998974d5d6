"""Days as people type them: a date, a length of time from today, or whatever a promise's time understands."""

import re
from calendar import monthrange
from datetime import date, timedelta

from deskapp import clock
from deskapp.desk.session import Session
from deskapp.desk.times import habits
from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.text import typed_day

EXAMPLES = "2027-12-31, 31 dec, in 6 months, 1y"
_SPAN = re.compile(r"(?:in\s+)?(an?|\d{1,4})\s*(d|days?|w|weeks?|m|mo|months?|y|years?)$", re.I)


def read_day(desk: Session, typed: str, *, past: bool = False) -> date:
    """The day that is meant; `past` for days that lie behind. Raises RefusedError with an example."""
    text, today = " ".join(typed.split()), clock.today(desk.now())
    if text.casefold() in ("today", "now"):
        return today
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    if span := _SPAN.match(text):
        count = 1 if span[1].lower().startswith("a") else int(span[1])
        return _moved(today, -count if past else count, span[2][0].lower())
    try:
        if typed_day.FIGURES_WITH_YEAR.fullmatch(text) and (known := typed_day.read(text, today, habits.of(desk))):
            return known.days[0]
        return clock.today(habits.read(desk, text, past=past).at)
    except typed_day.UnclearDayError:
        raise
    except (RefusedError, ValueError) as error:
        raise RefusedError(
            said("'{typed:.40}' is not a day.", typed=typed), said("Write it as {examples}.", examples=EXAMPLES)
        ) from error


def _moved(day: date, count: int, unit: str) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count * (12 if unit == "y" else 1), 12)
    try:
        if unit in "dw":
            return day + timedelta(days=count * (7 if unit == "w" else 1))
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError) as error:
        raise RefusedError(said("That is too far away."), said("Write it as {examples}.", examples=EXAMPLES)) from error
