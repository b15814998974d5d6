"""Countries by their two letters (ISO 3166): their names, the order of their dates, and a guess of where we are."""

import json
import locale
import os
import pkgutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.text.folding import folded

Order = Literal["day", "month", ""]
MONTH_FIRST = frozenset({"US", "PH", "PR", "GU", "AS", "VI", "MP", "UM", "FM", "MH", "PW"})
BOTH_ORDERS = frozenset({"CA"})
OFTEN_TYPED = {"UK": "GB", "EN": "GB", "USA": "US", "UAE": "AE"}
USUAL_LOCALE = "en_US"
"""What many systems are set to without having been asked, so that it says nothing about where they stand."""
_ZONES = tuple(Path(root) / "zone.tab" for root in ("/usr/share/zoneinfo", "/usr/share/lib/zoneinfo/tab"))


@cache
def names() -> dict[str, str]:
    """The name of each country by its two letters, as it stands in a sentence (`the United Kingdom`)."""
    told: dict[str, str] = json.loads(pkgutil.get_data("deskapp.text", "countries.json") or b"{}")
    return told


def name(code: str) -> str:
    """A country in words; a code that no country has stays as it is."""
    return names().get(code, code)


def read(text: str) -> str:
    """The two letters of a country, "" where none is given. Raises RefusedError, with the letters of a typed name."""
    typed = " ".join(text.split())
    code = typed.upper()
    if not typed or code in names():
        return code
    if meant := _meant(typed):
        raise RefusedError(
            said("'{typed:.20}' is not the two letters of a country.", typed=typed),
            said("Write {meant} for {name}.", meant=meant, name=name(meant)),
        )
    raise RefusedError(
        said("'{typed:.20}' is no country.", typed=typed), said("Write its two letters, such as DE, GB or US.")
    )


def may_be_one(text: str) -> bool:
    """Whether a text is two letters, or the name of a country."""
    typed = " ".join(text.split())
    return (len(typed) == 2 and typed.isalpha()) or bool(_meant(typed))


def _meant(typed: str) -> str:
    """The letters of a country that was typed by its name; "" for anything else."""
    sought = folded(typed).removeprefix("the ")
    named = (code for code, told in names().items() if folded(told).removeprefix("the ") == sought)
    return OFTEN_TYPED.get(typed.upper()) or next(named, "")


def day_order(code: str) -> Order:
    """Whether a date in figures has its day or its month first there; "" where nobody can tell."""
    if not code or code in BOTH_ORDERS:
        return ""
    return "month" if code in MONTH_FIRST else "day"


def guess(zone: str = "", language: str = "") -> tuple[str, str]:
    """The country that this machine seems to stand in and what says so; two empty texts where nothing does.

    The time zone counts most. The language's country counts where it isn't the usual one of an installation.
    """
    zone, language = zone or _zone_name(), language or _language()
    if code := _country_of_zone(zone):
        return code, "this computer's time zone"
    _, _, tail = language.partition("_")
    code = tail[:2].upper()
    if code in names() and not language.startswith(USUAL_LOCALE):
        return code, "this computer's language"
    return "", ""


def _zone_name() -> str:
    named = os.environ.get("TZ", "").removeprefix(":")
    if named:
        return named
    try:
        return str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2] or _first_line(Path("/etc/timezone"))
    except OSError:
        return ""


def _language() -> str:
    for variable in ("LC_ALL", "LC_TIME", "LANG"):
        if os.environ.get(variable):
            return os.environ[variable]
    try:
        return locale.getlocale()[0] or ""
    except ValueError:
        return ""


def _country_of_zone(zone: str) -> str:
    for path in _ZONES:
        for line in _lines(path):
            code, _, rest = line.partition("\t")
            if rest.split("\t")[1:2] == [zone]:
                return code if code in names() else ""
    return ""


def _lines(path: Path) -> Iterable[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError):
        return ()


def _first_line(path: Path) -> str:
    return next(iter(_lines(path)), "").strip()
