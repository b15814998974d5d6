"""The day in a typed time: a weekday, a date, a number of days from now, or several of these that agree."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from deskapp.errors import RefusedError
from deskapp.text import countries
from deskapp.text.day_words import MONTHS, WEEKDAYS, month, short, weekday
from deskapp.text.habits import Habits

_AWAY = {"today": 0, "tomorrow": 1, "overmorrow": 2, "yesterday": -1}
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", re.ASCII)
_FIGURES = re.compile(r"(\d{1,2})([./-]) ?(\d{1,2})(?:([./-])(?: ?(\d{4})|(\d{2}))?)?", re.ASCII)
_YEAR = r"(19[7-9]\d|[2-8]\d{3}|9000)"
_WEEKDAY = re.compile(r"(?:(next|this|last) )?([a-z]{2,10})\.?")
_DAY_MONTH = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th|er|\.)? ?([a-z]{{3,10}})\.?(?: {_YEAR})?", re.ASCII)
_MONTH_DAY = re.compile(rf"([a-z]{{3,10}})\.? (\d{{1,2}})(?:st|nd|rd|th)?(?: {_YEAR})?", re.ASCII)
_SPAN = re.compile(r"in (\d{1,3}|a) ?(days?|d|weeks?|w)", re.ASCII)
FIGURES_WITH_YEAR = re.compile(r"\d{1,2}([./-])\d{1,2}\1(\d{2}|\d{4})", re.ASCII)
YEARS_TRIED, RECENTLY = 9, timedelta(days=60)


class UnclearDayError(RefusedError):
    """A date in figures that can be two days, where nothing says which."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days that words can mean, the likeliest first, and what decided between several readings (a sentence)."""

    days: tuple[date, ...]
    why: str = ""


def read(words: str, today: date, habits: Habits, *, past: bool = False) -> Days | None:
    """The days that plain words mean, or None where they are none.

    Raises ValueError for a day that no calendar has, and RefusedError where nobody can tell which one is meant.
    """
    return _one(words, today, habits, past) or _several(words.split(), today, habits, past)


def _one(words: str, today: date, habits: Habits, past: bool) -> Days | None:
    if words in _AWAY:
        return Days((today + timedelta(days=_AWAY[words]),))
    if iso := _ISO.fullmatch(words):
        return Days((date(*(int(part) for part in iso.groups())),))
    if span := _SPAN.fullmatch(words):
        count = (1 if span[1] == "a" else int(span[1])) * (7 if span[2][0] == "w" else 1)
        return Days((today + timedelta(days=count),))
    if (named := _WEEKDAY.fullmatch(words)) and (number := weekday(named[2])) is not None:
        return _weekday(number, named[1], today, past)
    if figures := _FIGURES.fullmatch(words):
        return _in_figures(figures, today, habits, past)
    return _with_month(words, today, past)


def _several(words: list[str], today: date, habits: Habits, past: bool) -> Days | None:
    """`tomorrow mon 24 nov`: the last names the day, and those before it have to agree."""
    for cut in range(1, len(words)):
        days = read(" ".join(words[cut:]), today, habits, past=past)
        first = _one(" ".join(words[:cut]), today, habits, past) if days else None
        if days and first:
            named = weekday(words[0].rstrip("."))
            day = days.days[0]
            if named is not None and named != day.weekday():
                raise RefusedError(
                    f"{short(day, today)[4:]} is a {WEEKDAYS[day.weekday()].title()}, not a {WEEKDAYS[named].title()}.",
                    "Write the date or the weekday.",
                )
            if named is None and first.days[0] != day:
                raise RefusedError(f"{words[0].title()} is not {short(day, today)}.", "Write one of them.")
            return days
    return None


def _weekday(number: int, which: str | None, today: date, past: bool) -> Days:
    """The one nearest to today, today itself too; `next` is that of the week after this one."""
    if which == "next":
        monday = today - timedelta(days=today.weekday())
        return Days((monday + timedelta(days=7 + number),), f"Next {WEEKDAYS[number].title()} is next week's.")
    if which == "last":
        return Days((today - timedelta(days=(today.weekday() - number) % 7 or 7),))
    if past:
        away = timedelta(days=(today.weekday() - number) % 7)
        return Days((today - away, today - away - timedelta(days=7)))
    away = timedelta(days=(number - today.weekday()) % 7)
    return Days((today + away, today + away + timedelta(days=7)))


def _in_figures(figures: re.Match[str], today: date, habits: Habits, past: bool) -> Days | None:
    """`18/11`, `11/18`, `18.11.`, `18/11/26`: the country says which comes first, where both can be."""
    one, two, mark, year = int(figures[1]), int(figures[3]), figures[2], figures[5] or figures[6]
    if (mark == "." and figures[4] is None) or (mark == "-" and not year) or (figures[4] or mark) != mark:
        return None
    full = str(2000 + int(year)) if year and len(year) == 2 else year
    if one > 12 or two > 12 or one == two:
        day, month_ = (two, one) if two > 12 else (one, two)
        return _dated(day, month_, full, today, past)
    order = habits.order or ("day" if mark == "." else "")
    if not order:
        raise _unclear(figures[0], one, two, habits)
    day, month_ = (one, two) if order == "day" else (two, one)
    days = _dated(day, month_, full, today, past)
    where = f"as in {countries.name(habits.country)}" if habits.order else "as dates with dots are written"
    return days and Days(days.days, " ".join(filter(None, (f"{order.title()} first, {where}.", days.why))))


def _unclear(typed: str, one: int, two: int, habits: Habits) -> UnclearDayError:
    """Both readings are possible, and nothing says which one is meant."""
    first, second = (f"{day} {MONTHS[number - 1][:3].title()}" for day, number in ((one, two), (two, one)))
    known = "" if habits.country else ", or set the country under Settings"
    return UnclearDayError(f"{typed} can be {first} or {second}.", f"Write {first.lower()}{known}.")


def _with_month(words: str, today: date, past: bool) -> Days | None:
    if (found := _DAY_MONTH.fullmatch(words)) and (number := month(found[2])):
        return _dated(int(found[1]), number, found[3], today, past)
    if (found := _MONTH_DAY.fullmatch(words)) and (number := month(found[1])):
        return _dated(int(found[2]), number, found[3], today, past)
    return None


def _dated(day: int, number: int, year: str | None, today: date, past: bool) -> Days | None:
    """That date of the given year, else the nearest one to come (or gone by)."""
    if year:
        return Days((date(int(year), number, day),))
    for away in range(YEARS_TRIED):
        try:
            found = date(today.year + (-away if past else away), number, day)
        except ValueError:
            continue
        if found <= today if past else found >= today:
            return Days((found,), _next_year(found, today) if away == 1 and not past else "")
    return None


def _next_year(found: date, today: date) -> str:
    """That a date that has only just passed is taken as next year's."""
    passed = today - found.replace(year=today.year)
    return f"{short(found, found)[4:]} has passed this year." if passed <= RECENTLY else ""
