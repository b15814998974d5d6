"""Times as people type them, read as instants, and instants told in words; the wall clock is the desk's own.

A day without a time of its own means 17:00 where a time to come is asked for, and its first minute where a time gone
by is asked for.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from deskapp import clock
from deskapp.errors import RefusedError

END_OF_WORK = time(17)
LONGEST = 60
EARLIEST_YEAR, LATEST_YEAR = 1970, 9000
EXAMPLES = "Write it as 15:00, in 20m, tomorrow 9:00, fri 14:00 or 2026-11-24T10:00."
PAST_EXAMPLES = "Write it as 9:15, 20m ago, yesterday 14:00 or 2026-11-24T10:00."
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DAYS_AWAY = {"today": 0, "tomorrow": 1, "yesterday": -1}
_COUNTS = {"half a": 0.5, "half an": 0.5, "a": 1.0, "an": 1.0}
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}.*", re.ASCII)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SPAN = re.compile(r"(in )?(.+?)( ago)?")
_AMOUNT = re.compile(
    r"(?:and )?(half an?|an?|\d{1,4}(?:[.,]\d)?) ?(minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|wks?|w)(?![a-z]) ?"
)
_CLOCK = r"(?:(?P<hour>\d{1,2})[:.](?P<minute>\d{2}) ?(?P<half>[ap]m)?|(?P<hour12>\d{1,2}) ?(?P<half12>[ap]m)|noon)"
_DAY_THEN_TIME = re.compile(rf"(?:(?P<day>.+?),? )?(?:at )?{_CLOCK}")
_TIME_THEN_DAY = re.compile(rf"{_CLOCK},? (?P<day>.+)")
_WEEKDAY = re.compile(r"(?:(next|this|last|on) )?([a-z]{2,9})\.?")
_DAY_MONTH = re.compile(r"(?:on )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})\.?,?(?: (\d{4}))?")
_MONTH_DAY = re.compile(r"(?:on )?([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?")
_DOTTED = re.compile(r"(?:on )?(\d{1,2})\. ?(\d{1,2})\.(?: ?(\d{4}))?")


class PassedError(RefusedError):
    """An hour that has passed today; `tomorrow` is the same hour of the next day."""

    def __init__(self, sentence: str, next_step: str, tomorrow: datetime) -> None:
        super().__init__(sentence, next_step)
        self.tomorrow = tomorrow


def parse(text: str, now: datetime, *, past: bool = False) -> datetime:
    """The instant (UTC) that a text means, to come or, with `past`, gone by. Raises RefusedError with an example."""
    words = _plain(text)
    try:
        moment = _moment(words, now, past) if len(words) <= LONGEST else None
    except (ValueError, OverflowError, OSError):
        moment = None
    if moment is None or not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        raise RefusedError(f"{_quoted(text)} is not a time." if words else "No time was given.", _examples(past))
    if moment <= now if not past else moment > now:
        raise _wrong_way(text, words, now, past)
    return moment


def describe(moment: datetime, now: datetime) -> str:
    """An instant in words: `today 15:00 (in 20 min)`, `tomorrow Mon 24 Nov 9:00`, `Fri 2 Jan 2027 14:00`."""
    wall, here = clock.local(moment), clock.local(now)
    days = (wall.date() - here.date()).days
    hour = f"{wall.hour}:{wall.minute:02d}"
    if days == 0:
        return f"today {hour} ({_away(moment - now)})"
    near = {1: "tomorrow ", -1: "yesterday "}.get(days, "")
    return f"{near}{day_words(wall, here)} {hour}"


def tomorrow_at(moment: datetime, now: datetime) -> str:
    """An hour of the next day with the hour first, which a narrow row then never cuts: `15:00 tomorrow, Mon 24 Nov`."""
    wall = clock.local(moment)
    return f"{wall.hour}:{wall.minute:02d} tomorrow, {day_words(wall, clock.local(now))}"


def day_words(day: date, today: date) -> str:
    """A day with its weekday, and with its year where that is not this year: `Fri 27 Nov`, `Thu 27 Nov 2025`."""
    words = f"{WEEKDAYS[day.weekday()][:3].title()} {day.day} {MONTHS[day.month - 1][:3].title()}"
    return words if day.year == today.year else f"{words} {day.year}"


def span(length: timedelta) -> str:
    """A length of time to the minute, as `5 min`, `2 h 5 min` or `3 d 4 h`; never negative."""
    minutes = max(0, round(length.total_seconds() / 60))
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h" if hours else f"{days} d"


def _away(length: timedelta) -> str:
    if abs(length) < timedelta(seconds=30):
        return "now"
    return f"in {span(length)}" if length > timedelta(0) else f"{span(-length)} ago"


def _plain(text: str) -> str:
    words = " ".join(unicodedata.normalize("NFKC", text[: 4 * LONGEST]).casefold().split())
    return words.removeprefix("by ").removeprefix("at ")


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"'{line[:39]}…'" if len(line) > 40 else f"'{line}'"


def _examples(past: bool) -> str:
    return PAST_EXAMPLES if past else EXAMPLES


def _wrong_way(text: str, words: str, now: datetime, past: bool) -> RefusedError:
    if (only := _DAY_THEN_TIME.fullmatch(words)) and not only["day"]:
        if past:
            return RefusedError(f"{words} has not come yet today.", f"Write yesterday {words}, if you mean yesterday.")
        asked = f"Write tomorrow {words}, if you mean tomorrow."
        return PassedError(f"{words} has passed today.", asked, parse(f"tomorrow {words}", now))
    if past:
        return RefusedError(f"{_quoted(text)} has not come yet.", _examples(past))
    return RefusedError(f"{_quoted(text)} has passed.", _examples(past))


def _moment(words: str, now: datetime, past: bool) -> datetime | None:
    if past and words in ("now", "just now"):
        return now
    if _ISO.fullmatch(words):
        given = datetime.fromisoformat(words.upper())
        return given.astimezone(UTC) if given.tzinfo else _instant(given, now, past)
    return _by_span(words, now, past) or _by_wall(words, now, past)


def _by_span(words: str, now: datetime, past: bool) -> datetime | None:
    found = _SPAN.fullmatch(words)
    if not found or (found[1] and found[3]) or (past and not found[1] and not found[3]):
        return None
    length = _length(found[2])
    if length is None:
        return None
    whole_days = length if length % timedelta(days=1) == timedelta(0) else timedelta(0)
    sign = -1 if found[3] else 1
    if whole_days:
        wall = clock.local(now).replace(tzinfo=None)
        return clock.from_local(wall + sign * whole_days)
    return now + sign * length


def _length(words: str) -> timedelta | None:
    total, place, unit = timedelta(0), 0, ""
    while found := _AMOUNT.match(words, place):
        unit = found[2][0]
        total += (_COUNTS.get(found[1]) or float(found[1].replace(",", "."))) * _UNITS[unit]
        place = found.end()
    rest = words[place:]
    if unit == "h" and re.fullmatch(r"\d{1,2}", rest):
        return total + timedelta(minutes=int(rest))
    return total if unit and not rest else None


def _by_wall(words: str, now: datetime, past: bool) -> datetime | None:
    found = _DAY_THEN_TIME.fullmatch(words) or _TIME_THEN_DAY.fullmatch(words)
    at = _clock(found) if found else (time() if past else END_OF_WORK)
    today = clock.today(now)
    words = (found["day"] or "today") if found else words
    day = _day(words, today, past)
    if at is None or day is None:
        return None
    return _instant(datetime.combine(day, at), now, past)


def _clock(found: re.Match[str]) -> time | None:
    hour, minute, half = found["hour"] or found["hour12"], int(found["minute"] or 0), found["half"] or found["half12"]
    if hour is None:
        return time(12)
    if half is None:
        return time(int(hour), minute)
    if not 1 <= int(hour) <= 12:
        return None
    return time(int(hour) % 12 + (12 if half == "pm" else 0), minute)


def _day(words: str, today: date, past: bool) -> date | None:
    if words in _DAYS_AWAY:
        return today + timedelta(days=_DAYS_AWAY[words])
    if _ISO_DAY.fullmatch(words):
        return date.fromisoformat(words)
    if (found := _WEEKDAY.fullmatch(words)) and (number := _place(found[2], WEEKDAYS)) is not None:
        back = found[1] == "last" or (past and found[1] is None)
        away = (today.weekday() - number) % 7 if back else (number - today.weekday()) % 7
        return today + timedelta(days=away or 7) * (-1 if back else 1)
    return _day_of_month(words, today, past)


def _day_of_month(words: str, today: date, past: bool) -> date | None:
    if found := _DOTTED.fullmatch(words):
        return _dated(int(found[1]), int(found[2]), found[3], today, past)
    found, day, name = _DAY_MONTH.fullmatch(words), 1, 2
    if not found:
        found, day, name = _MONTH_DAY.fullmatch(words), 2, 1
    month = _place(found[name], MONTHS) if found else None
    if found is None or month is None:
        return None
    return _dated(int(found[day]), month + 1, found[3], today, past)


def _dated(day: int, month: int, year: str | None, today: date, past: bool) -> date | None:
    if year:
        return date(int(year), month, day)
    fits: Callable[[date], bool] = (lambda one: one <= today) if past else (lambda one: one >= today)
    for away in range(9):
        try:
            candidate = date(today.year + (-away if past else away), month, day)
        except ValueError:
            continue
        if fits(candidate):
            return candidate
    return None


def _place(word: str, names: tuple[str, ...]) -> int | None:
    return next((place for place, name in enumerate(names) if name.startswith(word)), None)


def _instant(wall: datetime, now: datetime, past: bool) -> datetime:
    """Of a wall-clock time that comes twice (DST ends), the first that is still to come, or the last gone by."""
    first, second = clock.from_local(wall), clock.from_local(wall.replace(fold=1))
    if second <= first:
        return first
    if past:
        return second if second <= now else first
    return first if first > now else second
