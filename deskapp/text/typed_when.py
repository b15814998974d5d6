"""Times as people type them, read as instants; the wall clock is the desk's own.

A day without a time of its own means the desk's closing time where a time to come is asked for (17:00 where nobody has
said when it closes), and its first minute where a time gone by is asked for.
"""

import re
from datetime import UTC, datetime, timedelta

from deskapp import clock
from deskapp.errors import RefusedError
from deskapp.messages import noted, said
from deskapp.text import typed_day, typed_hour
from deskapp.text.hours import PLAIN, Habits
from deskapp.text.typed_day import LONGEST, plain
from deskapp.text.typed_hour import Hour, ReadMoment, instant, on_days
from deskapp.text.when import face

EARLIEST_YEAR, LATEST_YEAR = 1970, 9000
EXAMPLES = noted("Write it as 15:00, in 20m, tomorrow 9:00, fri 14:00 or 2026-11-24T10:00.")
_EXAMPLES = {False: EXAMPLES, True: noted("Write it as 9:15, 20m ago, yesterday 14:00 or 2026-11-24T10:00.")}
MINUTE = timedelta(minutes=1)
_COUNTS = {"half a": 0.5, "half an": 0.5, "a": 1.0, "an": 1.0}
_UNITS = {"m": MINUTE, "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}.*", re.ASCII)
_SPAN = re.compile(r"(in )?(.+?)( ago)?")
_AMOUNT = re.compile(
    r"(?:and )?(half an?|an?|\d{1,4}(?:[.,]\d)?) ?(minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|wks?|w)(?![a-z]) ?"
)
_HOURS_AND_MINUTES = re.compile(r"(\d{1,2}):([0-5]\d) ?(?:h|hours?|hrs?)", re.ASCII)
_CLOCK_WITH_H = re.compile(r"(?:[7-9]|[012]\d) ?h(?: ?\d{2})?", re.ASCII)
_CLOCK_OR_SPAN = re.compile(r"(?P<hour>[0-6])[:.](?P<minute>[0-5]\d) ?h", re.ASCII)
_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}", re.ASCII)
_FOLDS = {" firsttime": 0, " secondtime": 1}


class PassedError(RefusedError):
    """An hour that has passed today; `tomorrow` is the same hour of the next day."""

    def __init__(self, sentence: str, next_step: str, tomorrow: datetime) -> None:
        super().__init__(sentence, next_step)
        self.tomorrow = tomorrow


def read(text: str, now: datetime, habits: Habits = PLAIN, *, past: bool = False) -> ReadMoment:
    """What a text means by the habits of a desk, to come or, with `past`, gone by.

    A time to come is a whole minute. Raises RefusedError with an example.
    """
    words = plain(text)
    if either := _CLOCK_OR_SPAN.fullmatch(words):
        raise _unclear(text, int(either["hour"]), either["minute"])
    try:
        reading = _reading(words, now, habits, past) if 0 < len(words) <= LONGEST else None
    except (ValueError, OverflowError, OSError):
        reading = None
    if reading is None or not EARLIEST_YEAR <= reading.at.year <= LATEST_YEAR:
        raise RefusedError(
            said("{quoted} is not a time.", quoted=_quoted(text)) if text.split() else said("No time was given."),
            said(_EXAMPLES[past]),
        )
    if reading.at > now if past else reading.at <= now:
        raise _wrong_way(text, words, reading.at, now, habits, past)
    minute = reading.at.replace(second=0, microsecond=0)  # what is due comes due some seconds early rather than late
    return reading if past else ReadMoment(minute if minute > now else minute + MINUTE, reading.why)


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"'{line[:39]}…'" if len(line) > 40 else f"'{line}'"


def _wrong_way(text: str, words: str, moment: datetime, now: datetime, habits: Habits, past: bool) -> RefusedError:
    hour = _attempt_hour(words)
    if hour is None:
        passed = "has not come yet" if past else "has passed"
        return RefusedError(f"{_quoted(text)} {passed}.", said(_EXAMPLES[past]))
    shown = face(clock.local(moment).time())
    if past:
        return RefusedError(
            said("{shown} has not come yet today.", shown=shown),
            said("Write yesterday {shown}, if you mean yesterday.", shown=shown),
        )
    try:
        tomorrow = read(f"tomorrow {words}", now, habits).at
    except RefusedError:
        return RefusedError(said("{shown} has passed today.", shown=shown), said(EXAMPLES))
    wanted = face(clock.local(tomorrow).time())
    return PassedError(
        said("{shown} has passed today.", shown=shown),
        said("Write tomorrow {wanted}, if you mean tomorrow.", wanted=wanted),
        tomorrow,
    )


def _unclear(text: str, hour: int, minute: str) -> RefusedError:
    """`1:30h` is a length to some and an hour to others."""
    clocks = f"{hour + 12}:{minute}"
    sentence = said(
        "{quoted} can be {clocks}, or in {hour} h {int} min.",
        quoted=_quoted(text),
        clocks=clocks,
        hour=hour,
        int=int(minute),
    )
    return RefusedError(
        sentence, said("Write {clocks}, or in {hour}h{minute}.", clocks=clocks, hour=hour, minute=minute)
    )


def _reading(words: str, now: datetime, habits: Habits, past: bool) -> ReadMoment | None:
    if past and words in ("now", "just now"):
        return ReadMoment(now)
    fold = next((fold for end, fold in _FOLDS.items() if words.endswith(end)), None)
    words = words if fold is None else words.rsplit(" ", 1)[0]
    if _ISO.fullmatch(words):
        given = datetime.fromisoformat(words.upper())
        return ReadMoment(given.astimezone(UTC)) if given.tzinfo else instant(given, now, past, fold)
    return _by_span(words, now, past) or _by_wall(words, now, habits, past, fold)


def _by_span(words: str, now: datetime, past: bool) -> ReadMoment | None:
    """`in 20m`, `1h30`, `20m ago`; an hour with an h (`15h30`) is none, but for the few first ones."""
    match = _SPAN.fullmatch(words)
    if not match or (match[1] and match[3]) or (past and not match[1] and not match[3]):
        return None
    if not match[1] and not match[3] and _CLOCK_WITH_H.fullmatch(words):
        return None
    length = _length(match[2])
    if length is None and match[1] and re.fullmatch(r"\d{1,3}", match[2]):
        length = int(match[2]) * MINUTE
    if length is None:
        return None
    sign = -1 if match[3] else 1
    if length and length % timedelta(days=1) == timedelta(0):
        wall = clock.local(now).replace(tzinfo=None)
        return instant(wall + sign * length, now, past)
    return ReadMoment(now + sign * length)


def _length(words: str) -> timedelta | None:
    total, place, unit = timedelta(0), 0, ""
    while match := _AMOUNT.match(words, place):
        unit = match[2][0]
        total += (_COUNTS.get(match[1]) or float(match[1].replace(",", "."))) * _UNITS[unit]
        place = match.end()
    rest = words[place:]
    if match := _HOURS_AND_MINUTES.fullmatch(words):
        return timedelta(hours=int(match[1]), minutes=int(match[2]))
    if unit == "h" and re.fullmatch(r"\d{1,2}", rest):
        return total + timedelta(minutes=int(rest))
    return total if unit and not rest else None


def _by_wall(words: str, now: datetime, habits: Habits, past: bool, fold: int | None) -> ReadMoment | None:
    """A day, an hour, or both in either order."""
    today, parts = clock.today(now), words.split()
    cuts = range(len(parts) - 1, 0, -1)
    splits = [(words, ""), ("", words)]
    splits += [(" ".join(parts[:cut]), " ".join(parts[cut:])) for cut in cuts]
    splits += [(" ".join(parts[cut:]), " ".join(parts[:cut])) for cut in cuts]
    for day_words, hour_words in splits:
        hour = _attempt_hour(hour_words) if hour_words else None
        if hour_words and hour is None:
            continue
        day_words += "." if hour and _DOTTED.fullmatch(day_words) else ""
        try:
            days = typed_day.read(day_words or "today", today, habits, past=past)
        except ValueError:
            continue
        if days:
            return on_days(days, hour, now, habits, past, fold)
    return None


def _attempt_hour(words: str) -> Hour | None:
    try:
        return typed_hour.read(words)
    except ValueError:
        return None
