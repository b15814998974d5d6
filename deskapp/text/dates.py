"""The notations of a birthday: the day, month and year of an ISO date as people write them."""

from collections.abc import Iterator
from datetime import date

MONTHS = (
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


def notations(iso: str) -> Iterator[str]:
    """A date (`1973-03-21`) in figures and in words, in each order; nothing where it's no date."""
    try:
        day = date.fromisoformat(iso.strip())
    except ValueError:
        if iso.strip():
            yield iso.strip()
        return
    days, months = {f"{day.day}", f"{day.day:02}"}, {f"{day.month}", f"{day.month:02}"}
    for one in days:
        for month in months:
            yield from (f"{day.year}-{month}-{one}", f"{one}.{month}.{day.year}", f"{month}/{one}/{day.year}")
        for month in MONTHS[day.month - 1].split():
            yield from (f"{one} {month} {day.year}", f"{one} de {month} de {day.year}", f"{month} {one} {day.year}")
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10 if day.day not in (11, 12, 13) else 0, "th")
    for month in MONTHS[day.month - 1].split()[:2]:
        yield from (f"{day.day}{ending} {month} {day.year}", f"{day.day}{ending} of {month} {day.year}")
        yield from (f"{month} {day.day}{ending} {day.year}", f"{day.year} {month} {day.day}")
    yield from (f"{day:%d.%m.%y}", f"{day:%m/%d/%y}")
