"""Countries by their two letters (ISO 3166): their names, the order of their dates, and a guess of where we are."""

import locale
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

from deskapp.errors import RefusedError
from deskapp.text.folding import folded

Order = Literal["day", "month", ""]
MONTH_FIRST = frozenset({"US", "PH", "PR", "GU", "AS", "VI", "MP", "UM", "FM", "MH", "PW"})
BOTH_ORDERS = frozenset({"CA"})
OFTEN_TYPED = {"UK": "GB", "EN": "GB", "USA": "US", "UAE": "AE"}
USUAL_LOCALE = "en_US"
"""What many systems are set to without having been asked, so that it says nothing about where they stand."""
_ZONES = tuple(Path(root) / "zone.tab" for root in ("/usr/share/zoneinfo", "/usr/share/lib/zoneinfo/tab"))
_NAMES = (
    "AD=Andorra|AE=the United Arab Emirates|AF=Afghanistan|AG=Antigua and Barbuda|AI=Anguilla|AL=Albania|AM=Armenia|"
    "AO=Angola|AQ=Antarctica|AR=Argentina|AS=American Samoa|AT=Austria|AU=Australia|AW=Aruba|AX=the Åland Islands|"
    "AZ=Azerbaijan|BA=Bosnia and Herzegovina|BB=Barbados|BD=Bangladesh|BE=Belgium|BF=Burkina Faso|BG=Bulgaria|"
    "BH=Bahrain|BI=Burundi|BJ=Benin|BL=Saint Barthélemy|BM=Bermuda|BN=Brunei|BO=Bolivia|BQ=Caribbean Netherlands|"
    "BR=Brazil|BS=the Bahamas|BT=Bhutan|BV=Bouvet Island|BW=Botswana|BY=Belarus|BZ=Belize|CA=Canada|"
    "CC=the Cocos Islands|CD=the Democratic Republic of the Congo|CF=the Central African Republic|"
    "CG=the Republic of the Congo|CH=Switzerland|CI=Côte d'Ivoire|CK=the Cook Islands|CL=Chile|CM=Cameroon|CN=China|"
    "CO=Colombia|CR=Costa Rica|CU=Cuba|CV=Cape Verde|CW=Curaçao|CX=Christmas Island|CY=Cyprus|CZ=the Czech Republic|"
    "DE=Germany|DJ=Djibouti|DK=Denmark|DM=Dominica|DO=the Dominican Republic|DZ=Algeria|EC=Ecuador|EE=Estonia|"
    "EG=Egypt|EH=Western Sahara|ER=Eritrea|ES=Spain|ET=Ethiopia|FI=Finland|FJ=Fiji|FK=the Falkland Islands|"
    "FM=Micronesia|FO=the Faroe Islands|FR=France|GA=Gabon|GB=the United Kingdom|GD=Grenada|GE=Georgia|"
    "GF=French Guiana|GG=Guernsey|GH=Ghana|GI=Gibraltar|GL=Greenland|GM=the Gambia|GN=Guinea|GP=Guadeloupe|"
    "GQ=Equatorial Guinea|GR=Greece|GS=South Georgia and the South Sandwich Islands|GT=Guatemala|GU=Guam|"
    "GW=Guinea-Bissau|GY=Guyana|HK=Hong Kong|HM=Heard Island and McDonald Islands|HN=Honduras|HR=Croatia|HT=Haiti|"
    "HU=Hungary|ID=Indonesia|IE=Ireland|IL=Israel|IM=Isle of Man|IN=India|IO=the British Indian Ocean Territory|"
    "IQ=Iraq|IR=Iran|IS=Iceland|IT=Italy|JE=Jersey|JM=Jamaica|JO=Jordan|JP=Japan|KE=Kenya|KG=Kyrgyzstan|KH=Cambodia|"
    "KI=Kiribati|KM=the Comoros|KN=Saint Kitts and Nevis|KP=North Korea|KR=South Korea|KW=Kuwait|"
    "KY=the Cayman Islands|KZ=Kazakhstan|LA=Laos|LB=Lebanon|LC=Saint Lucia|LI=Liechtenstein|LK=Sri Lanka|LR=Liberia|"
    "LS=Lesotho|LT=Lithuania|LU=Luxembourg|LV=Latvia|LY=Libya|MA=Morocco|MC=Monaco|MD=Moldova|ME=Montenegro|"
    "MF=Saint Martin|MG=Madagascar|MH=the Marshall Islands|MK=North Macedonia|ML=Mali|MM=Myanmar|MN=Mongolia|"
    "MO=Macau|MP=the Northern Mariana Islands|MQ=Martinique|MR=Mauritania|MS=Montserrat|MT=Malta|MU=Mauritius|"
    "MV=the Maldives|MW=Malawi|MX=Mexico|MY=Malaysia|MZ=Mozambique|NA=Namibia|NC=New Caledonia|NE=Niger|"
    "NF=Norfolk Island|NG=Nigeria|NI=Nicaragua|NL=the Netherlands|NO=Norway|NP=Nepal|NR=Nauru|NU=Niue|NZ=New Zealand|"
    "OM=Oman|PA=Panama|PE=Peru|PF=French Polynesia|PG=Papua New Guinea|PH=the Philippines|PK=Pakistan|PL=Poland|"
    "PM=Saint Pierre and Miquelon|PN=Pitcairn|PR=Puerto Rico|PS=Palestine|PT=Portugal|PW=Palau|PY=Paraguay|QA=Qatar|"
    "RE=Réunion|RO=Romania|RS=Serbia|RU=Russia|RW=Rwanda|SA=Saudi Arabia|SB=the Solomon Islands|SC=the Seychelles|"
    "SD=Sudan|SE=Sweden|SG=Singapore|SH=Saint Helena|SI=Slovenia|SJ=Svalbard and Jan Mayen|SK=Slovakia|"
    "SL=Sierra Leone|SM=San Marino|SN=Senegal|SO=Somalia|SR=Suriname|SS=South Sudan|ST=São Tomé and Príncipe|"
    "SV=El Salvador|SX=Sint Maarten|SY=Syria|SZ=Eswatini (Swaziland)|TC=the Turks and Caicos Islands|TD=Chad|"
    "TF=the French Southern Territories|TG=Togo|TH=Thailand|TJ=Tajikistan|TK=Tokelau|TL=East Timor|TM=Turkmenistan|"
    "TN=Tunisia|TO=Tonga|TR=Turkey|TT=Trinidad and Tobago|TV=Tuvalu|TW=Taiwan|TZ=Tanzania|UA=Ukraine|UG=Uganda|"
    "UM=the US Minor Outlying Islands|US=the United States|UY=Uruguay|UZ=Uzbekistan|VA=Vatican City|"
    "VC=Saint Vincent and the Grenadines|VE=Venezuela|VG=the British Virgin Islands|VI=the US Virgin Islands|"
    "VN=Vietnam|VU=Vanuatu|WF=Wallis and Futuna|WS=Samoa|YE=Yemen|YT=Mayotte|ZA=South Africa|ZM=Zambia|ZW=Zimbabwe"
)


@cache
def names() -> dict[str, str]:
    """The name of each country by its two letters, as it stands in a sentence (`the United Kingdom`)."""
    return dict(entry.split("=") for entry in _NAMES.split("|"))


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
        raise RefusedError(f"'{typed:.20}' is not the two letters of a country.", f"Write {meant} for {name(meant)}.")
    raise RefusedError(f"'{typed:.20}' is no country.", "Write its two letters, such as DE, GB or US.")


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
