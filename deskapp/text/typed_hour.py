"""The hour in a typed time, and with its day one instant: what the opening hours and the clock changes decide."""

import re
from datetime import date, datetime, time, timedelta
from typing import Literal

from deskapp import clock
from deskapp.errors import RefusedError
from deskapp.messages import noted, said
from deskapp.model.frozen import dataclass
from deskapp.text import day_words
from deskapp.text.hours import END_OF_WORK, Habits
from deskapp.text.typed_day import Days
from deskapp.text.when import face

NOON, SMALL_HOURS = time(12), 5
Word = Literal["", "end of the day", "tonight", "morning", "afternoon", "evening", "lunchtime"]
_HALVES = r"(?P<half>am|pm)?"
_CLOCK = re.compile(rf"(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?: ?h)? ?{_HALVES}", re.ASCII)
_FRENCH = re.compile(r"(?P<hour>\d{1,2}) ?h ?(?P<minute>\d{2})?(?P<half>)", re.ASCII)
_JOINED = re.compile(rf"(?P<hour>\d{{1,2}})(?P<minute>\d{{2}}) ?{_HALVES}", re.ASCII)
_BARE = re.compile(rf"(?P<hour>\d{{1,2}})(?P<minute>) ?{_HALVES}", re.ASCII)
_SPOKEN = re.compile(rf"(?P<by>\d{{1,2}}) (?P<side>past|to) (?:(?P<hour>\d{{1,2}}) ?{_HALVES}|(?P<word>noon|midnight))")
_PART = re.compile(r"(?P<time>.+?) (?:this )?(?P<part>morning|afternoon|evening|tonight|am|pm)")
_PART_FIRST = re.compile(r"(?:this )?(?P<part>morning|afternoon|evening|tonight) (?P<time>.+)")
_HALF_OF = {"morning": "am", "afternoon": "pm", "evening": "pm", "tonight": "pm", "am": "am", "pm": "pm"}
_WITHOUT_HOUR: dict[str, Word] = {
    "eod": "end of the day",
    "tonight": "tonight",
    "morning": "morning",
    "afternoon": "afternoon",
    "evening": "evening",
    "lunch": "lunchtime",
    "lunchtime": "lunchtime",
    "lunch time": "lunchtime",
}
_FIRST_AFTERNOON, _NIGHT = 12, 7


@dataclass(frozen=True, slots=True)
class Hour:
    """What a typed hour can mean. `later` is its afternoon reading, where it has one; `typed` the words.

    `is_bare` says that it has no minutes and no half of the day, so that nothing but the opening hours decides.
    `is_next_day` is a midnight, or an hour after it, that ends the day. `word` is a part of the day that has no hour
    of its own.
    """

    at: time = NOON
    later: time | None = None
    is_bare: bool = False
    is_next_day: bool = False
    word: Word = ""


def read(words: str) -> Hour | None:
    """The hour that plain words mean, or None where they are none. Raises ValueError for one that no clock shows."""
    if words == "noon":
        return Hour()
    if words in ("midnight", "24:00", "24.00", "2400", "24", "24h"):
        return Hour(time(), is_next_day=True)
    if word := _WITHOUT_HOUR.get(words.removeprefix("this ")):
        return Hour(word=word)
    if match := _PART.fullmatch(words) or _PART_FIRST.fullmatch(words):
        return _in_part(match["time"], match["part"])
    if match := _SPOKEN.fullmatch(words):
        return _spoken(match)
    if match := _CLOCK.fullmatch(words):
        return _of_clock(match, until=_NIGHT)
    if match := _BARE.fullmatch(words):
        return _of_clock(match, until=_FIRST_AFTERNOON, bare=True)
    if match := _FRENCH.fullmatch(words):
        return Hour(time(int(match["hour"]), int(match["minute"] or 0)))
    if match := _JOINED.fullmatch(words):
        return _of_clock(match, until=_NIGHT)
    return None


def _of_clock(match: re.Match[str], *, until: int, bare: bool = False) -> Hour:
    """An hour below `until` may be of the afternoon too, where no zero stands before it."""
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), match["half"]
    if half:
        return Hour(_halved(hour, minute, half))
    later = time(hour + 12, minute) if 0 < hour < until and not match["hour"].startswith("0") else None
    return Hour(time(hour, minute), later, is_bare=bare)


def _halved(hour: int, minute: int, half: str) -> time:
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return time(hour % 12 + (12 if half == "pm" else 0), minute)


def _spoken(match: re.Match[str]) -> Hour:
    """`10 past 3`, `15 to 4`."""
    away = int(match["by"]) * (1 if match["side"] == "past" else -1)
    if not 0 < abs(away) < 60:
        raise ValueError(away)
    if match["word"]:
        return Hour(_minutes(away + (12 * 60 if match["word"] == "noon" else 0)))
    hour, half = int(match["hour"]), match["half"]
    if half:
        at = _halved(hour, 0, half)
        return Hour(_minutes(at.hour * 60 + away))
    at = _minutes(time(hour).hour * 60 + away)
    later = _minutes(at.hour * 60 + at.minute + 12 * 60) if 0 < hour <= 12 else None
    return Hour(min(at, later), max(at, later), is_bare=True) if later else Hour(at)


def _minutes(count: int) -> time:
    hour, minute = divmod(count % (24 * 60), 60)
    return time(hour, minute)


def _in_part(words: str, part: str) -> Hour | None:
    """`9 morning`, `3:30 afternoon`, `8 tonight`: the part of the day says which half is meant."""
    match = read(words)
    if match is None or match.word or match.is_next_day:
        return match if match and part == "tonight" else None
    if part in ("tonight", "evening") and match.at == NOON:
        return Hour(time(), is_next_day=True)
    if part == "tonight" and 0 < match.at.hour < SMALL_HOURS:
        return Hour(match.at, is_next_day=True)
    return Hour(match.later if match.later and _HALF_OF[part] == "pm" else match.at)


EVENING = time(18)
NO_HOUR = {
    "end of the day": noted("Write the hour, or set the opening hours under Settings."),
    "tonight": noted("Write it with one, such as tonight 20:00."),
}
WITH_AN_HOUR = noted("Write it with one, such as tomorrow 9:00.")


@dataclass(frozen=True, slots=True)
class ReadMoment:
    """The instant (UTC) that a typed time means, and what decided where it could mean another (sentences, or "")."""

    at: datetime
    why: str = ""


def on_days(days: Days, hour: Hour | None, now: datetime, habits: Habits, past: bool, fold: int | None) -> ReadMoment:
    """The hour on the first of the days on which it is still to come (or gone by), else on the first of them."""
    first = None
    for day in days.days:
        at, why = _hour_on(day, hour, now, habits, past)
        if hour and hour.is_next_day and not past:
            day += timedelta(days=1)
        moment = instant(datetime.combine(day, at), now, past, fold)
        reading = ReadMoment(moment.at, " ".join(filter(None, (days.why, why, moment.why))))
        if reading.at <= now if past else reading.at > now:
            return reading
        first = first or reading
    if first is None:
        raise ValueError(days)
    return first


def _hour_on(day: date, hour: Hour | None, now: datetime, habits: Habits, past: bool) -> tuple[time, str]:
    if hour is None:
        closing = habits.closing(day)
        if past:
            return time(), ""
        return (
            (closing, said("No hour given: closing time."))
            if closing
            else (END_OF_WORK, said("No hour given: {face}.", face=face(END_OF_WORK)))
        )
    if hour.word:
        return _of_the_day(day, hour.word, now, habits), ""
    if hour.later is None or not (hour.is_bare or habits.is_a_desk):
        return hour.at, ""
    return _half(day, hour.at, hour.later, now, habits, past)


def _of_the_day(day: date, word: str, now: datetime, habits: Habits) -> time:
    """The hour of a part of the day, as far as the opening hours say it. Raises RefusedError."""
    closing = habits.closing(day)
    if closing and (word == "end of the day" or (word == "tonight" and closing >= EVENING)):
        return closing
    if word == "end of the day" and habits.has_hours:
        raise RefusedError(
            said("The desk has no closing time on {short}.", short=day_words.short(day, clock.today(now))),
            said(WITH_AN_HOUR),
        )
    if word == "end of the day":
        raise RefusedError(said("The opening hours aren't set yet."), said(NO_HOUR.get(word, WITH_AN_HOUR)))
    raise RefusedError(said("'{word}' has no exact hour.", word=word), said(NO_HOUR.get(word, WITH_AN_HOUR)))


def _half(day: date, at: time, later: time, now: datetime, habits: Habits, past: bool) -> tuple[time, str]:
    """Which half of the day an hour without one means: that in which the desk is open, and still to come."""
    both = (at, later)
    fitting = [hour for hour in both if habits.fits(day, hour)]
    coming = [hour for hour in both if (clock.from_local(datetime.combine(day, hour)) > now) is not past]
    good = [hour for hour in fitting if hour in coming]
    nearest = -1 if past else 0
    if good:
        chosen = good[nearest]
    elif fitting:
        chosen = fitting[-1 - nearest]
    else:
        chosen = (coming or [both[-1 - nearest]])[nearest]
    other = later if chosen == at else at
    if chosen == at and fitting != list(both):
        return chosen, ""
    return chosen, said("Write {face} if you mean that.", face=face(other))


def instant(wall: datetime, now: datetime, past: bool, fold: int | None = None) -> ReadMoment:
    """A wall-clock time as an instant; one that a clock change skips or brings twice says so.

    Of one that comes twice it is the first that is still to come, or the last gone by, unless `fold` names one.
    """
    first, second = clock.from_local(wall), clock.from_local(wall.replace(fold=1))
    if clock.local(first).replace(tzinfo=None) != wall:
        shown = face(clock.local(first).time())
        return ReadMoment(
            first,
            said("The clocks go forward then and skip {face}, so it is {shown}.", face=face(wall.time()), shown=shown),
        )
    if second <= first:
        return ReadMoment(first)
    if fold is not None:
        return ReadMoment(second if fold else first)
    return _of_two(first, second, now, past)


def _of_two(first: datetime, second: datetime, now: datetime, past: bool) -> ReadMoment:
    """The one that is meant of two instants at which the wall clock shows the same."""
    chosen = (second if second <= now else first) if past else (first if first > now else second)
    which, other = ("first", "second") if chosen == first else ("second", "first")
    why = said(
        "The clocks go back and {face} comes twice: this is the {which}.",
        face=face(clock.local(first).time()),
        which=which,
    )
    return ReadMoment(
        chosen, said("{why} Or add: the {other} time.", why=why, other=other) if past or first > now else why
    )
