"""Weekdays and months by their names, read in the languages that people at the desk write, shown in English."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from deskapp.text.folding import folded

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS_ELSEWHERE = (
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miercoles jueves viernes sabado domingo",
)
_MONTH_NAMES = (
    "january jan januar jänner janvier enero gennaio januari styczeń stycznia leden ledna",
    "february feb februar februari février fevrier febrero febbraio luty lutego únor února",
    "march mar märz maart mars marzo marzec marca březen března",
    "april apr avril abril aprile kwiecień kwietnia duben dubna",
    "may mai mei mayo maggio maj maja květen května",
    "june jun juni juin junio giugno czerwiec czerwca červen června",
    "july jul juli juillet julio luglio lipiec lipca červenec července",
    "august aug août agosto augustus sierpień sierpnia srpen srpna",
    "september sep sept septembre septiembre settembre wrzesień września září",
    "october oct oktober okt octobre octubre ottobre październik października říjen října",
    "november nov novembre noviembre listopad listopada listopadu",
    "december dec dezember dez décembre diciembre dicembre grudzień grudnia prosinec prosince",
)
"""The names of each month, those by which it is known from its beginning and in a birthday; the English one first."""
MONTHS = tuple(names.split()[0] for names in _MONTH_NAMES)
SHORT_WEEKDAY, SHORT_MONTH = 2, 3
"""The fewest letters by which one is known."""


def short(day: date, today: date) -> str:
    """A day with its weekday, and with its year where that is not this year: `Fri 27 Nov`, `Thu 27 Nov 2025`."""
    words = f"{WEEKDAYS[day.weekday()][:3].title()} {day.day} {MONTHS[day.month - 1][:3].title()}"
    return words if day.year == today.year else f"{words} {day.year}"


def full(day: date, today: date) -> str:
    """A day as a letter says it: `Friday 27 November`, with the year where it is another."""
    words = f"{WEEKDAYS[day.weekday()].title()} {day.day} {MONTHS[day.month - 1].title()}"
    return words if day.year == today.year else f"{words} {day.year}"


def weekday(word: str) -> int | None:
    """The place of a weekday (0 is Monday) from the folded beginning of its name; `sonnabend` is a Saturday."""
    if word == "sonnabend":
        return 5
    languages = (WEEKDAYS, *(line.split() for line in _WEEKDAYS_ELSEWHERE)) if len(word) >= SHORT_WEEKDAY else ()
    places = (place for language in languages for place, name in enumerate(language) if name.startswith(word))
    return next(places, None)


def month(word: str) -> int | None:
    """The number of a month from the folded beginning of its name."""
    months = enumerate(_folded_months(), start=1) if len(word) >= SHORT_MONTH else ()
    return next((number for number, names in months if any(name.startswith(word) for name in names)), None)


@cache
def _folded_months() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(folded(names).split()) for names in _MONTH_NAMES)


def notations(iso: str) -> Iterator[str]:
    """A date (`1973-03-21`) in figures and in words, in each order; nothing where it's no date."""
    try:
        day = date.fromisoformat(iso.strip())
    except ValueError:
        if iso.strip():
            yield iso.strip()
        return
    days, months = {f"{day.day}", f"{day.day:02}"}, {f"{day.month}", f"{day.month:02}"}
    for nth in days:
        for month in months:
            yield from (f"{day.year}-{month}-{nth}", f"{nth}.{month}.{day.year}", f"{month}/{nth}/{day.year}")
        for month in _MONTH_NAMES[day.month - 1].split():
            yield from (f"{nth} {month} {day.year}", f"{nth} de {month} de {day.year}", f"{month} {nth} {day.year}")
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10 if day.day not in (11, 12, 13) else 0, "th")
    for month in _MONTH_NAMES[day.month - 1].split()[:2]:
        yield from (f"{day.day}{ending} {month} {day.year}", f"{day.day}{ending} of {month} {day.year}")
        yield from (f"{month} {day.day}{ending} {day.year}", f"{day.year} {month} {day.day}")
    yield from (f"{day:%d.%m.%y}", f"{day:%m/%d/%y}")
