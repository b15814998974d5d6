"""The hour in a typed time: which times of the day it can mean, before it is known on which day."""

import re
from dataclasses import dataclass
from datetime import time
from typing import Literal

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
    if found := _PART.fullmatch(words) or _PART_FIRST.fullmatch(words):
        return _in_part(found["time"], found["part"])
    if found := _SPOKEN.fullmatch(words):
        return _spoken(found)
    if found := _CLOCK.fullmatch(words):
        return _of_clock(found, until=_NIGHT)
    if found := _BARE.fullmatch(words):
        return _of_clock(found, until=_FIRST_AFTERNOON, bare=True)
    if found := _FRENCH.fullmatch(words):
        return Hour(time(int(found["hour"]), int(found["minute"] or 0)))
    if found := _JOINED.fullmatch(words):
        return _of_clock(found, until=_NIGHT)
    return None


def _of_clock(found: re.Match[str], *, until: int, bare: bool = False) -> Hour:
    """An hour below `until` may be of the afternoon too, where no zero stands before it."""
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if half:
        return Hour(_halved(hour, minute, half))
    later = time(hour + 12, minute) if 0 < hour < until and not found["hour"].startswith("0") else None
    return Hour(time(hour, minute), later, is_bare=bare)


def _halved(hour: int, minute: int, half: str) -> time:
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return time(hour % 12 + (12 if half == "pm" else 0), minute)


def _spoken(found: re.Match[str]) -> Hour:
    """`10 past 3`, `15 to 4`."""
    away = int(found["by"]) * (1 if found["side"] == "past" else -1)
    if not 0 < abs(away) < 60:
        raise ValueError(away)
    if found["word"]:
        return Hour(_minutes(away + (12 * 60 if found["word"] == "noon" else 0)))
    hour, half = int(found["hour"]), found["half"]
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
    found = read(words)
    if found is None or found.word or found.is_next_day:
        return found if found and part == "tonight" else None
    if part in ("tonight", "evening") and found.at == NOON:
        return Hour(time(), is_next_day=True)
    if part == "tonight" and 0 < found.at.hour < SMALL_HOURS:
        return Hour(found.at, is_next_day=True)
    return Hour(found.later if found.later and _HALF_OF[part] == "pm" else found.at)
