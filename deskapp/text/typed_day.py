"""The day in a typed time: a weekday, a date, a number of days from now, or several of these that agree.

Before it is read, a typed time is made plain, in one spelling of what people write in several languages:
`halb vier Uhr`, `half past three` and `3 y media` all become `30 past 3`.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.text import countries
from deskapp.text.day_words import MONTHS, WEEKDAYS, month, short, weekday
from deskapp.text.folding import folded
from deskapp.text.hours import Habits
from deskapp.text.rewriting import Rewriting

LONGEST = 90
_SOFT_NUMBERS = "one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {word: str(number) for number, word in enumerate(_SOFT_NUMBERS.split(), start=1)}
_ALSO = {
    "eins": "1", "zwei": "2", "drei": "3", "vier": "4", "funf": "5", "sechs": "6", "sieben": "7", "acht": "8",
    "neun": "9", "zehn": "10", "elf": "11", "zwolf": "12", "twenty": "20", "thirty": "30",
    "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "huit": "8", "neuf": "9", "dix": "10", "onze": "11",
    "douze": "12", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5", "seis": "6", "siete": "7", "ocho": "8",
    "nueve": "9", "diez": "10", "once": "11", "doce": "12",
}  # fmt: skip
_HALF = r"(?:half past|half(?= \d))"
_in_one_spelling = Rewriting(
    (r" ?\((?:now|in [^()]*|[^()]* ago)\)$", ""),  # what a shown time says behind its hour
    (r"\(?\b(?:the )?(first|second) time\b\)?", r"\1time"),
    (r"[’']", ""),
    (r"(?<=\d),(?=\d)", "."),
    (
        r"\b(?:1|an?|une) (?:hour and a half|heure et demie)\b|\b(?:anderthalb|eineinhalb) (?:stunden|std)\b",
        "1.5 hours",
    ),
    (r"\b(\d{1,2}) and a half hours\b|\b(\d{1,2}) hours and a half\b", r"\1\2.5 hours"),
    (r"[,;]", " "),
    (r"(?<=\d) ?([ap])\.? ?m\b\.?", r"\1m"),
    (r"(?<=\d) ?([ap])(?= |$)", r"\1m"),
    (r"^\+ ?(?=\d)", "in "),
    (r"\b(at )?(the )?(end of (the )?(working )?day|eod|close of business|cob|closing( time)?|close)\b", "eod"),
    (r"\b(feierabend|ladenschluss|(heure de )?fermeture|fin de journee|cierre)\b", "eod"),
    (r"\b(the )?day after tomorrow\b|\bu?e?bermorgen\b|\bapres[ -]demain\b|\bpasado manana\b", "overmorrow"),
    (r"\bde la tarde\b|\bde la noche\b|\bde lapres[ -]midi\b", "pm"),
    (r"\bde la manana\b|\bdu matin\b|\bmorgens\b|\bin the morning\b", "am"),
    (r"\bin the (afternoon|evening)\b|\bnachmittags\b|\babends\b|\bdu soir\b", "pm"),
    (r"\b(heute nachmittag|cet apres[ -]midi|esta tarde)\b", "this afternoon"),
    (r"\bheute abend\b|\bce soir\b|\besta noche\b|\bthis evening\b|\bat night\b", "tonight"),
    (r"\bmorgen fruh\b|\bdemain matin\b", "tomorrow morning"),
    (r"\b(heute|hoy|aujourd ?hui)\b", "today"),
    (r"\b(morgen|demain|manana|tmrw|tmr|tom|tomo|tomor|tomorow|tommorow|tommorrow)\b", "tomorrow"),
    (r"\b(gestern|hier|ayer)\b", "yesterday"),
    (r"\b12 ?(noon|midday)\b|\b(midday|mittags?|midi|mediodia)\b", "noon"),
    (r"\b12 ?midnight\b|\b(mitternachts?|minuit|medianoche)\b", "midnight"),
    (r"\b(na?e?chste[nrs]?|prochaine?|proximo)\b", "next"),
    (r"\b(diese[nrs]?|este)\b", "this"),
    (r"\b(letzte[nrs]?|dernier|pasado)\b", "last"),
    (r"^(\w+) (next|last)\b", r"\2 \1"),
    (r"^(dans|en)(?= )", "in"),
    (r"^(?:vor|il y a|hace) (?=.*[a-z])(?!\d{1,2}(?:[:.]\d\d)? ?uhr)(.+)$", r"\1 ago"),
    (r"^(?:vor|am) ", ""),
    (r"\b(minuten?|minutos?)\b", "minutes"),
    (r"\b(stunden?|std)\b", "hours"),
    (r"\b(tagen?|jours?|dias?)\b", "days"),
    (r"\b(wochen?|semaines?|semanas?)\b", "weeks"),
    (r"\bein(er|em|e)?\b|\bune?\b|\buna?\b", "a"),
    (r"\ba (heure|hora)\b", "a hour"),
    (r"\bsept(?= heures?)", "7"),
    (r"(?<=\d) ?(heures?|horas?)\b", "h"),
    (r"(\d{1,2}) ?uhr ?(\d{2})\b", r"\1:\2"),
    (r"(?<=\d) ?(uhr|oclock)\b", ""),
    (r"\bdreiviertel (\d{1,2})\b", r"15 to \1"),
    (r"\bhalb (\d{1,2})\b", r"30 to \1"),
    (r"\b(\d{1,2}) ?h? (?:et demie|y media)\b", r"30 past \1"),
    (r"\b(\d{1,2}) ?h? (?:et quart|y cuarto)\b", r"15 past \1"),
    (r"\b(\d{1,2}) ?h? (?:moins le quart|menos cuarto)\b", r"15 to \1"),
    (rf"\b{_HALF}(?= (\d|noon|midnight))", "30 past"),
    (r"\b(a )?(quarter|viertel) (past|after|nach)\b", "15 past"),
    (r"\b(a )?(quarter|viertel) (to|before|vor|of)\b", "15 to"),
    (r"\b(\d{1,2}) (?:minutes )?(?:nach|after)(?= \d)", r"\1 past"),
    (r"\b(\d{1,2}) (?:minutes )?(?:vor|before)(?= \d)", r"\1 to"),
)
_WORD = re.compile(r"[a-z]+")
_LITTLE_WORDS = """
    at by on of the de du le el la las los um den dem bis gegen avant vers para before until till til antes hasta
    latest spatestens around about ca circa approx etwa ungefahr vor
"""
_NOISE = frozenset(_LITTLE_WORDS.split())
_A_BEFORE_NUMBER = re.compile(r"\ba (?=\d)")


def plain(text: str) -> str:
    """The words of a typed time in one spelling, without case, accents and little words; empty where none are left."""
    words = " ".join(folded(text[: 4 * LONGEST]).split())
    words = _WORD.sub(lambda match: _NUMBERS.get(match[0]) or _ALSO.get(match[0]) or match[0], words)
    words = " ".join(word for word in _in_one_spelling(words).split() if word not in _NOISE)
    return _A_BEFORE_NUMBER.sub("", words)


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
                    said(
                        "{short} is a {title}, not a {title2}.",
                        short=short(day, today)[4:],
                        title=WEEKDAYS[day.weekday()].title(),
                        title2=WEEKDAYS[named].title(),
                    ),
                    said("Write the date or the weekday."),
                )
            if named is None and first.days[0] != day:
                raise RefusedError(
                    said("{title} is not {short}.", title=words[0].title(), short=short(day, today)),
                    said("Write one of them."),
                )
            return days
    return None


def _weekday(number: int, which: str | None, today: date, past: bool) -> Days:
    """The one nearest to today, today itself too; `next` is that of the week after this one."""
    if which == "next":
        monday = today - timedelta(days=today.weekday())
        return Days(
            (monday + timedelta(days=7 + number),), said("Next {title} is next week's.", title=WEEKDAYS[number].title())
        )
    if which == "last":
        return Days((today - timedelta(days=(today.weekday() - number) % 7 or 7),))
    if past:
        away = timedelta(days=(today.weekday() - number) % 7)
        return Days((today - away, today - away - timedelta(days=7)))
    away = timedelta(days=(number - today.weekday()) % 7)
    return Days((today + away, today + away + timedelta(days=7)))


def _in_figures(figures: re.Match[str], today: date, habits: Habits, past: bool) -> Days | None:
    """`18/11`, `11/18`, `18.11.`, `18/11/26`: the country says which comes first, where both can be."""
    first, second, mark, year = int(figures[1]), int(figures[3]), figures[2], figures[5] or figures[6]
    if (mark == "." and figures[4] is None) or (mark == "-" and not year) or (figures[4] or mark) != mark:
        return None
    full = str(2000 + int(year)) if year and len(year) == 2 else year
    if first > 12 or second > 12 or first == second:
        day, month_ = (second, first) if second > 12 else (first, second)
        return _dated(day, month_, full, today, past)
    order = habits.order or ("day" if mark == "." else "")
    if not order:
        raise _unclear(figures[0], first, second, habits)
    day, month_ = (first, second) if order == "day" else (second, first)
    days = _dated(day, month_, full, today, past)
    where = f"as in {countries.name(habits.country)}" if habits.order else "as dates with dots are written"
    return days and Days(
        days.days, " ".join(filter(None, (said("{title} first, {where}.", title=order.title(), where=where), days.why)))
    )


def _unclear(typed: str, first: int, second: int, habits: Habits) -> UnclearDayError:
    """Both readings are possible, and nothing says which one is meant."""
    readings = ((first, second), (second, first))
    day_first, month_first = (f"{day} {MONTHS[number - 1][:3].title()}" for day, number in readings)
    known = "" if habits.country else ", or set the country under Settings"
    return UnclearDayError(
        said("{typed} can be {day_first} or {month_first}.", typed=typed, day_first=day_first, month_first=month_first),
        said("Write {day_first}{known}.", day_first=day_first.lower(), known=known),
    )


def _with_month(words: str, today: date, past: bool) -> Days | None:
    if (match := _DAY_MONTH.fullmatch(words)) and (number := month(match[2])):
        return _dated(int(match[1]), number, match[3], today, past)
    if (match := _MONTH_DAY.fullmatch(words)) and (number := month(match[1])):
        return _dated(int(match[2]), number, match[3], today, past)
    return None


def _dated(day: int, number: int, year: str | None, today: date, past: bool) -> Days | None:
    """That date of the given year, else the nearest one to come (or gone by)."""
    if year:
        return Days((date(int(year), number, day),))
    for away in range(YEARS_TRIED):
        try:
            nearest = date(today.year + (-away if past else away), number, day)
        except ValueError:
            continue
        if nearest <= today if past else nearest >= today:
            return Days((nearest,), _next_year(nearest, today) if away == 1 and not past else "")
    return None


def _next_year(nearest: date, today: date) -> str:
    """That a date that has only just passed is taken as next year's."""
    passed = today - nearest.replace(year=today.year)
    return said("{short} has passed this year.", short=short(nearest, nearest)[4:]) if passed <= RECENTLY else ""
