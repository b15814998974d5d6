"""Weekdays and months by their names, in the languages that people at the desk write them in."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS_ELSEWHERE = (
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miercoles jueves viernes sabado domingo",
)
_MONTHS_ELSEWHERE = (
    "januar februar marz april mai juni juli august september oktober november dezember",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "january february maerz",
)
SHORT_WEEKDAY, SHORT_MONTH = 2, 3
"""The fewest letters by which one is known."""


def weekday(word: str) -> int | None:
    """The place of a weekday (0 is Monday) from the folded beginning of its name; `sonnabend` is a Saturday."""
    if word == "sonnabend":
        return 5
    return _place(word, WEEKDAYS, _WEEKDAYS_ELSEWHERE, SHORT_WEEKDAY)


def month(word: str) -> int | None:
    """The number of a month from the folded beginning of its name."""
    place = _place(word, MONTHS, _MONTHS_ELSEWHERE, SHORT_MONTH)
    return None if place is None else place + 1


def _place(word: str, names: tuple[str, ...], elsewhere: tuple[str, ...], fewest: int) -> int | None:
    if len(word) < fewest:
        return None
    languages = (names, *(line.split() for line in elsewhere))
    places = (place for language in languages for place, name in enumerate(language) if name.startswith(word))
    return next(places, None)
