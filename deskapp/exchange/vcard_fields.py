"""Which property of a vCard becomes which field of a card."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from deskapp.exchange.doubts import names_allergies, with_safe_stance
from deskapp.exchange.vcard_gathered import WORDED, Gathered, android, remark
from deskapp.exchange.vcard_lines import PICTURES, ContentLine
from deskapp.exchange.vcard_out import (
    KEY,
    NUMBER,
    OURS,
    apple_label,
    date_of,
    good_key,
    label_of,
    read_json,
    safe_fields,
    unescape,
)
from deskapp.model.card_fields import BY_NAME, CARD_FIELDS
from deskapp.model.customer import CardWarning, Email, Phone, Plan, Preference
from deskapp.model.document import DocumentError, from_document, read_instant
from deskapp.text.phones import digits
from deskapp.text.safe import one_line

Handler = Callable[[Gathered, ContentLine, str], None]
"""Takes a property in, for the field of that name."""
_LAST = 101
"""The rank of what is not preferred."""
_TECHNICAL = frozenset(
    {"VERSION", "PRODID", "REV", "SORT-STRING", "CLIENTPIDMAP", "SOURCE", "PROFILE", "CLASS", "MAILER"}
)
_NO_PLACE = frozenset({"GEO", "TZ", "XML", "FBURL", "CALURI", "GENDER", "AGENT", "LABEL"}) | PICTURES


def take(gathered: Gathered, line: ContentLine) -> bool:
    """Take one property in; False where a card has no place for it."""
    if line.name in _HANDLERS:
        handler, name = _HANDLERS[line.name]
        handler(gathered, line, name)
    elif names_allergies(line.name):
        gathered.allergies.append(", ".join(part for part in line.parts() if part))
    elif line.name in WORDED or not (line.name.startswith("X-") or line.name in _TECHNICAL | _NO_PLACE):
        remark(gathered, line)
    else:
        return line.name in _TECHNICAL
    return True


def _text(gathered: Gathered, line: ContentLine, name: str) -> None:
    """Take the one value of a field, our own property's before another program's; any further one goes to the notes."""
    value, before = line.text(), gathered.texts.get(name, "")
    value = date_of(value) if BY_NAME[name].kind == "day" else value
    if not value or value == before:
        return
    if before and not (line.name.startswith(OURS) or (name == "name" and line.first("PREF") == "1")):
        value, before = before, value
    gathered.texts[name] = value
    if before and (label := BY_NAME[name].label):
        gathered.remark(label, before)


def _instant(gathered: Gathered, line: ContentLine, name: str) -> None:
    with suppress(ValueError, OverflowError):
        gathered.texts[name] = read_instant(line.value.strip())


def _name_parts(gathered: Gathered, line: ContentLine, name: str) -> None:
    family, given, additional, prefix, suffix = line.parts(5)
    parts = " ".join(part for part in (prefix, given, additional, family, suffix) if part)
    gathered.parts_of_name = gathered.parts_of_name or parts


def _organisation(gathered: Gathered, line: ContentLine, name: str) -> None:
    company, *units = line.parts()
    units = [unit for unit in units if unit]
    if not gathered.texts.get(name):
        gathered.texts[name] = company or (units.pop(0) if units else "")
    elif company:
        gathered.remark("Company", company)
    for unit in units:
        gathered.remark("Department", unit)


def _phone(gathered: Gathered, line: ContentLine, name: str) -> None:
    typed = line.text()
    if typed[:4].lower() == "tel:":
        typed = typed[4:].replace(";ext=", " ext. ").partition(";")[0]
    if typed:
        number = line.first(NUMBER)
        kept = number if number[-4:].isdigit() and digits(typed).endswith(number[-4:]) else ""
        phone = Phone(typed, kept, label_of(line.types()))
        gathered.phones[gathered.key(line, gathered.phones)] = _rank(line), phone, line.group


def _email(gathered: Gathered, line: ContentLine, name: str) -> None:
    address = line.text()
    address = address[7:] if address[:7].lower() == "mailto:" else address
    if address:
        email = Email(address, label_of(line.types()))
        gathered.emails[gathered.key(line, gathered.emails)] = _rank(line), email, line.group


def _rank(line: ContentLine) -> int:
    """How far in front it belongs: 1 to 100 as version 4.0 says, 1 for a `pref` of the older ones, then the rest."""
    told = line.first("PREF")
    return int(told) if told.isdecimal() and len(told) <= 3 else 1 if "pref" in line.types() else _LAST


def _address(gathered: Gathered, line: ContentLine, name: str) -> None:
    box, extended, street, city, region, postcode, country = line.parts(7)
    place = f"{postcode} {city}".strip()
    if region:
        place = ", ".join(part for part in (city, f"{region} {postcode}".strip()) if part)
    text = "\n".join(part for part in (street, extended, box, place, country) if part)
    if text:
        mark = "" if good_key(line.first(KEY)) else label_of(line.types()).capitalize()
        gathered.addresses[gathered.key(line, gathered.addresses)] = text, mark


def _lines(gathered: Gathered, line: ContentLine, name: str) -> None:
    text, before = unescape(line.value, line.old), gathered.texts.get(name)
    gathered.texts[name] = f"{before}\n{text}" if before else text


def _label(gathered: Gathered, line: ContentLine, name: str) -> None:
    if line.group:
        gathered.labels[line.group] = apple_label(line.text())


def _is_group(gathered: Gathered, line: ContentLine, name: str) -> None:
    gathered.is_group = gathered.is_group or line.value.strip().lower() == "group"


def _own_kind(gathered: Gathered, line: ContentLine, name: str) -> None:
    if line.value.strip() in ("customer", "prospect", "coworker"):
        gathered.texts[name] = line.value.strip()


def _uid(gathered: Gathered, line: ContentLine, name: str) -> None:
    gathered.uid = one_line(line.text())[:200]


def _own_object(gathered: Gathered, line: ContentLine, name: str) -> None:
    document = safe_fields(read_json(unescape(line.value)))
    if name == "preferences":
        document = with_safe_stance(document)
    try:
        noun = from_document(_OBJECTS[name], document)
    except DocumentError:
        gathered.remark(name.capitalize(), json.dumps(document, ensure_ascii=False))
        return
    if name == "plan":
        gathered.texts[name] = noun
    else:
        entries = getattr(gathered, name)
        entries[gathered.key(line, entries)] = noun


def _own_extra(gathered: Gathered, line: ContentLine, name: str) -> None:
    gathered.extra = safe_fields(read_json(unescape(line.value)))
    if not isinstance(gathered.extra.get("card", {}), dict):
        del gathered.extra["card"]


_OBJECTS: dict[str, type[Any]] = {"plan": Plan, "preferences": Preference, "warnings": CardWarning}
_OF_FIELD: dict[str, Handler] = {
    "company": _organisation,
    "kind": _own_kind,
    "phones": _phone,
    "emails": _email,
    "addresses": _address,
}
"""What takes the properties of a field that has a rule of its own; of the others, their kind tells it."""
_OF_KIND: dict[str, Handler] = {
    **dict.fromkeys(("name", "text", "id", "day"), _text),
    "lines": _lines,
    "instant": _instant,
    "plan": _own_object,
    "entries": _own_object,
}
_HANDLERS: dict[str, tuple[Handler, str]] = {
    "N": (_name_parts, ""),
    "UID": (_uid, ""),
    "KIND": (_is_group, ""),
    "X-ADDRESSBOOKSERVER-KIND": (_is_group, ""),
    "X-ABLABEL": (_label, ""),
    "X-ANDROID-CUSTOM": (android, ""),
    "X-DESKAPP-EXTRA": (_own_extra, ""),
} | {
    prop: (_OF_FIELD.get(field.name) or _OF_KIND[field.kind], field.name)
    for field in CARD_FIELDS
    for prop in field.vcard
}
