"""Instants told in words; the wall clock is the desk's own."""

from datetime import date, datetime, time, timedelta

from deskapp import clock
from deskapp.text import durations
from deskapp.text.day_words import short

DAYBREAK = 7
"""The hour from which `9:00` needs no nought to be told from the afternoon."""


def face(hour: time) -> str:
    """An hour as it is shown: `9:00`, `15:30`; `03:30` at night, so that it is never taken for the afternoon."""
    return f"{hour:%H:%M}" if 0 < hour.hour < DAYBREAK else f"{hour.hour}:{hour.minute:02d}"


def describe(moment: datetime, now: datetime) -> str:
    """An instant in words: `today 15:00 (in 20 min)`, `tomorrow Mon 24 Nov 9:00`, `Fri 2 Jan 2027 14:00`.

    All of it can be typed again and means the same minute.
    """
    wall, here = clock.local(moment), clock.local(now)
    days = (wall.date() - here.date()).days
    hour = face(wall.time()) + (" (the second time)" if is_second(moment) else "")
    if days == 0:
        return f"today {hour} ({_away(moment - now)})"
    near = {1: "tomorrow ", -1: "yesterday "}.get(days, "")
    return f"{near}{short(wall.date(), here.date())} {hour}"


def tomorrow_at(moment: datetime, now: datetime) -> str:
    """An hour of the next day with the hour first, which a narrow row then never cuts: `15:00 tomorrow, Mon 24 Nov`."""
    wall = clock.local(moment)
    return f"{face(wall.time())} tomorrow, {short(wall.date(), clock.today(now))}"


def wall(instant: datetime) -> str:
    """The desk's wall clock: `15:00`."""
    return clock.local(instant).strftime("%H:%M")


def day(when: date, today: date) -> str:
    """A day in few words: `today`, `tomorrow`, `yesterday`, `Fri 27 Nov`, with the year where it is another."""
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get((when - today).days)
    return near or short(when, today)


def stamp(instant: datetime) -> str:
    """The desk's date and wall clock, as a file or a table has them: `2026-11-24 15:00`."""
    return clock.local(instant).strftime("%Y-%m-%d %H:%M")


def moment(instant: datetime, now: datetime) -> str:
    """A day and a time, without the day where it is today: `15:00`, `tomorrow 9:00`."""
    when, today = clock.today(instant), clock.today(now)
    return wall(instant) if when == today else f"{day(when, today)} {wall(instant)}"


def _away(length: timedelta) -> str:
    if abs(length) < timedelta(seconds=30):
        return "now"
    if length > timedelta(0):
        return f"in {durations.told(durations.whole_minutes(length))}"
    return f"{durations.told(-length)} ago"


def is_second(moment: datetime) -> bool:
    """Whether the wall clock has shown the same hour once before in that night."""
    first = clock.from_local(clock.local(moment).replace(tzinfo=None))
    return moment - first > timedelta(minutes=1)
