"""How vCard writes values: escapes, lists, dates, and the words for kinds of phones (both ways)."""

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from deskapp.text.safe import clean

KEY = "X-DESKAPP-KEY"
NUMBER = "X-DESKAPP-NUMBER"
LABELS = {
    "mobile": ("cell",),
    "home": ("home",),
    "work": ("work",),
    "main": ("main",),
    "fax": ("fax",),
    "work fax": ("work", "fax"),
    "home fax": ("home", "fax"),
    "work mobile": ("work", "cell"),
    "pager": ("pager",),
}
_SILENT_TYPES = frozenset(
    {"voice", "pref", "internet", "msg", "text", "x400", "postal", "parcel", "dom", "intl", "iphone", "video"}
)
_TOKENS = re.compile(r"\\.|[;,]|[^\\;,]+|\\", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_$", re.DOTALL)
_DATE = re.compile(r"(\d{4}|--)-?(\d\d)-?(\d\d)(?:T.*)?$")
_WIDEST = 1 << 63
_GOOD_KEY = re.compile(r"[A-Za-z0-9-]{1,32}$")


def unescape(value: str, old: bool = False) -> str:
    """The text of an escaped value; version 2.1 knows no escaped line ends."""
    if "\\" not in value:
        return value

    def plain(match: re.Match[str]) -> str:
        letter = match[1]
        if letter in "nN":
            return match[0] if old else "\n"
        return match[0] if letter.isalnum() else letter

    return _ESCAPED.sub(plain, value)


def escape(text: str) -> str:
    """Text as a vCard 3.0 and 4.0 value."""
    return re.sub(r"([\\,;])", r"\\\1", clean(text)).replace("\n", "\\n")


def split(value: str, separator: str, old: bool = False) -> list[str]:
    """The parts of a structured value (`;`) or of a list (`,`), each unescaped."""
    parts = [[""]]
    for token in _TOKENS.findall(value):
        if token == separator:
            parts.append([])
        else:
            parts[-1].append(token)
    return [unescape("".join(part), old).strip() for part in parts]


def label_of(types: list[str]) -> str:
    """The word for a phone's or an address's types: `mobile`, `work fax`, or a type of the writer's own."""
    told = {one for one in types if one not in _SILENT_TYPES}
    exact = next((label for label, kinds in LABELS.items() if set(kinds) == told), None)
    return exact if exact is not None else " ".join(one.removeprefix("x-") for one in types if one in told)


def apple_label(text: str) -> str:
    """The plain word of a label: Apple writes its own ones as `_$!<Mobile>!$_`."""
    match = _APPLE_LABEL.match(text)
    return match[1].lower() if match else text


def date_of(value: str) -> str:
    """A date as `2001-05-09`, or `--05-09` without its year; what is no date stays as it was written."""
    match = _DATE.match(value.strip())
    if not match:
        return value.strip()
    year, month, day = match.groups()
    return f"--{month}-{day}" if year in ("--", "1604") else f"{year}-{month}-{day}"


def good_key(text: str) -> str:
    """The key of a map entry as our own export wrote it, or "" for anything else."""
    return text if _GOOD_KEY.match(text) else ""


def read_json(text: str) -> dict[str, Any]:
    """The object in one of our own properties, or an empty one where it is damaged or too deep."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def safe_fields(value: Any, depth: int = 0) -> Any:
    """A JSON value from outside without field names that the book forbids, and no deeper than 20 levels."""
    if isinstance(value, Mapping):
        return {
            clean(str(name)): safe_fields(one, depth + 1)
            for name, one in value.items()
            if depth < 20 and name and name[0] not in "_$" and "." not in name
        }
    if isinstance(value, list):
        return [safe_fields(one, depth + 1) for one in value] if depth < 20 else []
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, int) and abs(value) >= _WIDEST:
        return str(value)
    return clean(value) if isinstance(value, str) else value
