"""How vCards are written: their values, both ways, and cards as vCard 3.0 or 4.0.

Standard properties where there is one, `X-DESKAPP-…` for the rest; nothing is lost.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import Any, Literal

from deskapp.exchange.batch import STORES_OWN
from deskapp.model.card_fields import CARD_FIELDS
from deskapp.model.customer import Customer, Email, Phone
from deskapp.model.document import instant_text, to_document
from deskapp.text.escaping import unobeyed
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
_PIECES = re.compile(r"\\.|;|[^\\;]+|\\", re.DOTALL)
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


def split(value: str, old: bool = False) -> list[str]:
    """The parts of a structured value, each unescaped."""
    parts: list[list[str]] = [[]]
    for piece in _PIECES.findall(value):
        if piece == ";":
            parts.append([])
        else:
            parts[-1].append(piece)
    return [unescape("".join(part), old).strip() for part in parts]


def label_of(types: list[str]) -> str:
    """The word for a phone's or an address's types: `mobile`, `work fax`, or a type of the writer's own."""
    told = {kind for kind in types if kind not in _SILENT_TYPES}
    exact = next((label for label, kinds in LABELS.items() if set(kinds) == told), None)
    return exact if exact is not None else " ".join(kind.removeprefix("x-") for kind in types if kind in told)


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
        document = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def safe_fields(value: Any, depth: int = 0) -> Any:
    """A JSON value from outside without field names that the book forbids, and no deeper than 20 levels."""
    if isinstance(value, Mapping):
        return {
            clean(str(name)): safe_fields(entry, depth + 1)
            for name, entry in value.items()
            if depth < 20 and name and name[0] not in "_$" and "." not in name
        }
    if isinstance(value, list):
        return [safe_fields(entry, depth + 1) for entry in value] if depth < 20 else []
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, int) and abs(value) >= _WIDEST:
        return str(value)
    return clean(value) if isinstance(value, str) else value


Version = Literal["3.0", "4.0"]
FOLD_AT = 75
OURS = "X-DESKAPP-"
_WRITTEN = [field for field in CARD_FIELDS if field.vcard and field.kind != "name"]
_STANDARD = [field for field in _WRITTEN if not field.vcard[0].startswith(OURS)]
_IN_ORDER = ("choice", "text", "day", "lines", "id", "instant", "plan", "entries")
_OUR_OWN = sorted(
    (field for field in _WRITTEN if field not in _STANDARD), key=lambda field: _IN_ORDER.index(field.kind)
)
HAVE_PROPERTY = frozenset(["id", "extra", *(field.name for field in CARD_FIELDS if field.vcard)])
ENTRY_PROPERTIES = frozenset({"typed", "number", "address", "label"})
_E164 = re.compile(r"\+[0-9]+")


def write_cards(customers: Iterable[Customer], version: Version = "4.0") -> str:
    """The cards as the text of one `.vcf` file, to be stored as UTF-8 with the line ends it has."""
    return "".join(
        piece + "\r\n" for customer in customers for line in card_lines(customer, version) for piece in fold(line)
    )


def card_lines(customer: Customer, version: Version) -> Iterator[str]:
    """The unfolded lines of one card."""
    yield from ("BEGIN:VCARD", f"VERSION:{version}", "PRODID:-//deskapp//cards//EN")
    if customer.id:
        yield f"UID:{escape(customer.id)}"
    yield f"FN:{escape(customer.name)}"
    yield f"N:{_structured_name(customer.name)}"
    labels = count(1)
    for field in _STANDARD:
        name, value = field.vcard[0], getattr(customer, field.name)
        if field.kind == "entries":
            for key, entry in value.items():
                yield from _contact(name, key, entry, version, labels)
        elif value:
            is_words = field.kind == "day" and not value.replace("-", "").isdigit()
            yield f"{name}{';VALUE=text' if is_words and version == '4.0' else ''}:{escape(value)}"
    yield from _own(customer)
    yield "END:VCARD"


def fold(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 bytes, never cut inside a character; pieces after the first are indented."""
    if len(line) * 4 <= FOLD_AT or len(line.encode()) <= FOLD_AT:
        yield line
        return
    piece: list[str] = []
    size = 0
    for character in line:
        width = len(character.encode())
        if size + width > FOLD_AT:
            yield "".join(piece)
            piece, size = [" "], 1
        piece.append(character)
        size += width
    yield "".join(piece)


def _structured_name(name: str) -> str:
    """The name as one part: which of its words is a family's we don't know, and phones then show it unchanged."""
    return f";{escape(name)};;;"


def _contact(name: str, key: str, entry: Phone | Email | str, version: Version, labels: Iterator[int]) -> Iterator[str]:
    """A phone, an e-mail or an address; a label that the format has no word for stands in a line of its own."""
    if isinstance(entry, str):
        yield f"{name}{_parameters(key, (), version)}:;;{escape(entry)};;;;"
        return
    types = LABELS.get(entry.label)
    group = f"item{next(labels)}." if entry.label and types is None else ""
    parameters = _parameters(key, types or (), version)
    if isinstance(entry, Phone):
        parameters = f"{';VALUE=text' if version == '4.0' else ''}{parameters}"
        parameters += f";{NUMBER}={entry.number}" if _E164.fullmatch(entry.number) else ""
    yield f"{group}{name}{parameters}:{escape(entry.typed if isinstance(entry, Phone) else entry.address)}"
    if group:
        yield f"{group}X-ABLabel:{escape(entry.label)}"


def _parameters(key: str, types: tuple[str, ...], version: Version) -> str:
    words = types if version == "4.0" else tuple(word.upper() for word in types)
    marks = "".join(f";TYPE={word}" for word in words)
    return marks + (f";{KEY}={key}" if good_key(key) else "")


def _own(customer: Customer) -> Iterator[str]:
    for field in _OUR_OWN:
        name, value = field.vcard[0], getattr(customer, field.name)
        if field.kind == "entries":
            yield from (_object(name, key, to_document(entry)) for key, entry in value.items())
        elif not value or (field.kind == "choice" and value == "customer"):
            continue
        elif field.kind == "plan":
            yield _object(name, "", to_document(value))
        else:
            yield f"{name}:{instant_text(value) if field.kind == 'instant' else escape(value)}"
    if extra := _extras(customer):
        yield _object("X-DESKAPP-EXTRA", "", extra)


def _object(name: str, key: str, value: Mapping[str, Any]) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"{name}{f';{KEY}={key}' if good_key(key) else ''}:{escape(unobeyed(clean(text)))}"


def without_property(document: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a card's document that have no property of their own, those of newer versions among them."""
    return {name: value for name, value in document.items() if name not in HAVE_PROPERTY | STORES_OWN and value}


def _extras(customer: Customer) -> dict[str, Any]:
    """What has no property of its own, on the card and on its phones and e-mails."""
    card = {name: value for name, value in customer.extra.items() if name not in STORES_OWN}
    card |= without_property(to_document(replace(customer, extra={})))
    extras: dict[str, Any] = {"card": card} if card else {}
    for field in ("phones", "emails"):
        entries = {key: _entry_extras(entry) for key, entry in getattr(customer, field).items()}
        if filled := {key: extra for key, extra in entries.items() if extra}:
            extras[field] = filled
    return extras


def _entry_extras(entry: Phone | Email) -> dict[str, Any]:
    """What a phone or an e-mail has beside its value, its normal form and its label; no field that is empty."""
    fields = to_document(replace(entry, extra={}))
    return {**entry.extra, **{name: value for name, value in fields.items() if value and name not in ENTRY_PROPERTIES}}
