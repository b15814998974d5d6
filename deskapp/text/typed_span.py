"""The day, week, month or year in words that somebody looks for: `beth last week` is Beth, in the week before this one.

Whoever looks for a visit looks back: a weekday is the last one gone by, today itself too. What can't be read as a day
stays a word. A word that could be a name as well (`May`, `Sun`), a bare year, and a day with a typing error are both:
`is_sure` says so. What stands in quotation marks is always words.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from deskapp.errors import DeskError
from deskapp.messages import said
from deskapp.text import spellings, typed_day
from deskapp.text.day_words import MONTHS, WEEKDAYS, month, short, weekday
from deskapp.text.folding import folded
from deskapp.text.hours import Habits

MOST_WORDS, LONGEST_PIECE = 12, 5
SHORTEST_BEGUN, SHORTEST_MISTYPED = 5, 5
"""`frida` is somebody: of a weekday a letter more has to be there."""
WEEK = timedelta(days=7)
_SHORT = frozenset(["mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"])
_SHORT_MONTHS = frozenset(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"])
_NAMES = (*WEEKDAYS, *MONTHS, "yesterday", "today")
_SMALL = frozenset(("on", "in", "from", "the", "of", "since"))
_UNIT = re.compile(r"(this|last|past|previous) (week|month|year)")
_AGO = re.compile(r"(?:(\d{1,3})|an?|one) (day|week|month|year)s? ago", re.ASCII)
_WEEK_OF = re.compile(r"(?:the )?week of (.+)")
_YEAR = re.compile(r"(?:19[89]|20\d)\d", re.ASCII)
_YEAR_MONTH = re.compile(r"((?:19[89]|20\d)\d)-(\d{1,2})|(\d{1,2})/((?:19[89]|20\d)\d)", re.ASCII)
_MONTH_OF_YEAR = re.compile(r"(last |this )?([^\W\d]+)\.?(?: ((?:19[89]|20\d)\d))?")
_MAY_BE_DAY = frozenset(("this", "last", "past", "previous", "ago", "week", "month", "year", "yesterday", "today"))
_QUOTED = re.compile(r'"([^"]*)"?|[“„]([^”“]*)[”“]?')


class DaySpan(NamedTuple):
    """Days from the first one up to and without `after`, and what they are called: `Week of Mon 23 Nov`."""

    first: date
    after: date
    told: str


class Wanted(NamedTuple):
    """What somebody looks for: words, and days if any were named.

    Where it is not sure that days are meant, `whole` is what the words are otherwise; else it is "".
    """

    words: str
    span: DaySpan | None = None
    whole: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether nothing else can be meant."""
        return not self.whole

    @property
    def told(self) -> str:
        """What was understood, for people; "" where it is words alone."""
        if self.span is None:
            return ""
        if self.is_sure:
            return self.span.told
        return said("{days}, and the words “{words}” on any day", days=self.span.told, words=self.whole)


def read(text: str, today: date, habits: Habits) -> Wanted:
    """What is looked for by some words."""
    if _QUOTED.search(text):
        return Wanted(" ".join(_QUOTED.sub(lambda match: f" {match[1] or match[2] or ''} ", text).split()))
    pieces = text.split()
    for start, end in _runs(pieces):
        span, is_sure = _span(" ".join(pieces[start:end]), today, habits)
        if span:
            before = pieces[:start]
            while before and is_sure and folded(before[-1]) in _SMALL:
                before.pop()
            words = " ".join(before + pieces[end:])
            return Wanted(words, span, "" if is_sure else " ".join(pieces))
    return Wanted(" ".join(pieces))


def one(text: str, today: date, habits: Habits) -> DaySpan | None:
    """The days that a whole text means; None where it is none, or has other words."""
    wanted = read(text, today, habits)
    return wanted.span if wanted.span and not wanted.words else None


def _runs(pieces: list[str]) -> Iterator[tuple[int, int]]:
    """From and to of the runs of words that may name days, the longest first, the later ones before."""
    likely = [_is_likely(folded(piece)) for piece in pieces[:MOST_WORDS]]
    for length in range(min(LONGEST_PIECE, len(likely)), 0, -1):
        for start in range(len(likely) - length, -1, -1):
            if likely[start + length - 1] and any(likely[start : start + length]):
                yield start, start + length


@lru_cache(maxsize=512)
def _is_likely(word: str) -> bool:
    """Whether a folded word may be part of a day."""
    bare = word.rstrip(".")
    return (
        any(sign.isdigit() for sign in word)
        or bare in _MAY_BE_DAY
        or bool(_named(bare)[0])
        or (len(bare) > 3 and (any(_is_near(bare, name) for name in _MAY_BE_DAY)))
    )


def _span(piece: str, today: date, habits: Habits) -> tuple[DaySpan | None, bool]:
    """The days of a piece of text, and whether they alone can be meant."""
    words = folded(piece)
    if " " not in words:
        return _of_one_word(words, today, habits)
    evened = " ".join(_evened(word) for word in words.split())
    span = _of_unit(evened, today) or _of_month(evened, today)
    if span is None and (of := _WEEK_OF.fullmatch(evened)):
        day = _day(of[1], today, habits)
        span = week(day, today) if day else None
    if span is None and (day := _day(evened, today, habits)):
        span = _one_day(day, today)
    return span, evened == words


def _of_one_word(word: str, today: date, habits: Habits) -> tuple[DaySpan | None, bool]:
    name, as_written = _named(word.rstrip("."))
    if name in ("today", "yesterday"):
        return _one_day(today - timedelta(days=name == "yesterday"), today), as_written
    if name and (number := weekday(name)) is not None:
        return _one_day(today - timedelta(days=(today.weekday() - number) % 7), today), False
    if name:
        return _of_month(name, today), False
    if _YEAR.fullmatch(word):
        return _year(int(word), today), False
    if written := _YEAR_MONTH.fullmatch(word):
        return _month(int(written[1] or written[4]), int(written[2] or written[3]), today), True
    day = _day(word, today, habits) if any(sign.isdigit() for sign in word) else None
    return (_one_day(day, today) if day else None), True


@lru_cache(maxsize=512)
def _named(word: str) -> tuple[str, bool]:
    """The name of a day or month that a word is, "" for none, and whether it is written so; a slip is forgiven."""
    if word in ("yesterday", "today"):
        return word, True
    place, number = weekday(word), month(word)
    if word in _SHORT_MONTHS and number is not None:
        return MONTHS[number - 1], True
    if word in _SHORT and place is not None:
        return WEEKDAYS[place], True
    if place is not None and (_is_whole(word, place) or _is_begun(word[1:], WEEKDAYS[place][1:])):
        return WEEKDAYS[place], True
    if number is not None and _is_month(word, number):
        return MONTHS[number - 1], True
    if len(word) < SHORTEST_MISTYPED:
        return "", True
    return next((name for name in _NAMES if _is_near(word, name) and spellings.is_slip(word, name)), ""), False


def _is_begun(word: str, name: str) -> bool:
    return len(word) >= SHORTEST_BEGUN and name.startswith(word)


def _is_whole(word: str, place: int) -> bool:
    """Whether no letter lacks of a weekday's name in any language: one letter more makes it none."""
    return (
        weekday(word) == place
        and len(word) > len("mardi") - 1
        and all(weekday(word + letter) is None for letter in "abcdefghijklmnopqrstuvwxyz")
    )


def _is_month(word: str, number: int) -> bool:
    is_whole = all(month(word + letter) is None for letter in "abcdefghijklmnopqrstuvwxyz")
    return is_whole or _is_begun(word, MONTHS[number - 1])


def _is_near(word: str, name: str) -> bool:
    return abs(len(word) - len(name)) < 2 and word[0] == name[0] and spellings.errors(word, name) == 1


@lru_cache(maxsize=512)
def _evened(word: str) -> str:
    """A word of several, as it is written without its typing error."""
    if word in _MAY_BE_DAY or (_named(word)[1] and _named(word)[0]):
        return word
    if name := _named(word)[0]:
        return name
    if word in ("weeks", "days", "months", "years", "day") or len(word) < 3:
        return word
    return next((name for name in ("last", "this", "week", "month", "year") if _is_near(word, name)), word)


def _of_unit(words: str, today: date) -> DaySpan | None:
    if ago := _AGO.fullmatch(words):
        return _back(int(ago[1] or 1), ago[2], today)
    unit = _UNIT.fullmatch(words)
    return _back(0 if unit[1] == "this" else 1, unit[2], today) if unit else None


def _back(count: int, unit: str, today: date) -> DaySpan | None:
    """The day, week, month or year so many before today's."""
    try:
        if unit == "day":
            return _one_day(today - timedelta(days=count), today)
        if unit == "week":
            return week(today - count * WEEK, today)
        if unit == "year":
            return _year(today.year - count, today)
        year, number = divmod(today.year * 12 + today.month - 1 - count, 12)
        return _month(year, number + 1, today)
    except (OverflowError, ValueError):
        return None


def _of_month(words: str, today: date) -> DaySpan | None:
    """`nov 2025`, `november`: that of the year, else the last one that has begun; `last may` is one that is over."""
    named = _MONTH_OF_YEAR.fullmatch(words)
    name = _named(named[2])[0] if named else ""
    number = month(name) if name and weekday(name) is None else None
    if named is None or number is None:
        return None
    if named[3]:
        return _month(int(named[3]), number, today)
    is_before = number > today.month or (named[1] == "last " and number == today.month)
    return _month(today.year - is_before, number, today)


def _day(words: str, today: date, habits: Habits) -> date | None:
    """The day that words mean, today or before; None for what nobody can tell, and for days to come."""
    plain = typed_day.plain(words)
    try:
        days = typed_day.read(plain, today, habits, past=True) if 0 < len(plain) <= typed_day.LONGEST else None
    except (DeskError, ValueError, OverflowError):
        return None
    return next((day for day in days.days if day <= today), None) if days else None


def _one_day(day: date, today: date) -> DaySpan:
    near = {0: said("Today"), 1: said("Yesterday")}.get((today - day).days)
    name = short(day, today)
    return DaySpan(day, day + timedelta(days=1), said("{near}, {day}", near=near, day=name) if near else name)


def week(day: date, today: date) -> DaySpan:
    """The week of a day, from its Monday."""
    monday = day - timedelta(days=day.weekday())
    return DaySpan(monday, monday + WEEK, said("Week of {day}", day=short(monday, today)))


def _month(year: int, number: int, today: date) -> DaySpan | None:
    if not 1 <= number <= 12 or not 1 < year < 9000:
        return None
    after = date(year + number // 12, number % 12 + 1, 1)
    return DaySpan(date(year, number, 1), after, said("{month} {year}", month=MONTHS[number - 1].title(), year=year))


def _year(year: int, today: date) -> DaySpan | None:
    if not 1980 <= year <= today.year:
        return None
    return DaySpan(date(year, 1, 1), date(year + 1, 1, 1), said("The year {year}", year=year))
