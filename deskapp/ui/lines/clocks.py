"""Clocks and dates in words short enough for a column."""

from datetime import date, datetime, timedelta

from deskapp import clock
from deskapp.desk.when import day_words


def running(span: timedelta) -> str:
    """A running clock: `0:42`, `6:12`, `1:02:33`, and whole days beyond a day."""
    seconds = max(0, int(span.total_seconds()))
    if seconds >= 86400:
        return f"{seconds // 86400} d"
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def amount(span: timedelta) -> str:
    """A length of time in its two largest units: `45 s`, `8 min`, `1 h 32 min`, `3 d`."""
    seconds = abs(int(span.total_seconds()))
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{seconds // 60} min"
    if seconds < 86400:
        minutes = seconds // 60 % 60
        return f"{seconds // 3600} h {minutes} min" if minutes else f"{seconds // 3600} h"
    return f"{seconds // 86400} d"


def countdown(left: timedelta) -> str:
    """Time left until a promise is due, or how late it is: `in 8 min`, `12 min late`; half a day off in whole hours."""
    if abs(left) >= timedelta(hours=10):
        left -= left % timedelta(hours=1) if left > timedelta(0) else left % -timedelta(hours=1)
    return f"in {amount(left)}" if left > timedelta(0) else f"{amount(left)} late"


def wall(instant: datetime) -> str:
    """The desk's wall clock: `15:00`."""
    return clock.local(instant).strftime("%H:%M")


def day(when: date, today: date) -> str:
    """A day in few words: `today`, `tomorrow`, `yesterday`, `Fri 27 Nov`, with the year where it is another."""
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get((when - today).days)
    return near or day_words(when, today)


def moment(instant: datetime, now: datetime) -> str:
    """A day and a time, without the day where it is today: `15:00`, `tomorrow 9:00`."""
    when, today = clock.today(instant), clock.today(now)
    return wall(instant) if when == today else f"{day(when, today)} {wall(instant)}"
