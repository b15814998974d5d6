"""Cards as vCard 3.0 or 4.0: standard properties where there is one, `X-DESKAPP-…` for the rest, nothing lost."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

from deskapp.exchange.batch import STORES_OWN
from deskapp.exchange.vcard_values import KEY, LABELS, NUMBER, escape, good_key
from deskapp.model.customer import Customer, Email, Phone
from deskapp.model.document import instant_text, to_document
from deskapp.text.escaping import unobeyed
from deskapp.text.safe import clean

Version = Literal["3.0", "4.0"]
FOLD_AT = 75
_STANDARD = (
    "id name kind address_form company role plan phones emails addresses preferences warnings notes birthday extra"
)
TEXTS = (
    ("pronouns", "X-DESKAPP-PRONOUNS"),
    ("favorite_dessert", "X-DESKAPP-FAVORITE-DESSERT"),
    ("preferred_channel", "X-DESKAPP-CHANNEL"),
    ("preferred_hours", "X-DESKAPP-HOURS"),
    ("merged_into", "X-DESKAPP-MERGED-INTO"),
)
INSTANTS = (
    ("dessert_confirmed_at", "X-DESKAPP-DESSERT-CONFIRMED"),
    ("created_at", "X-DESKAPP-CREATED"),
    ("customer_since", "X-DESKAPP-CUSTOMER-SINCE"),
)

HAVE_PROPERTY = frozenset([*_STANDARD.split(" "), *(name for name, _ in TEXTS + INSTANTS)])
ENTRY_PROPERTIES = frozenset({"typed", "number", "address", "label"})
_E164 = re.compile(r"\+[0-9]+")


def write_cards(customers: Iterable[Customer], version: Version = "4.0") -> str:
    """The cards as the text of one `.vcf` file, to be stored as UTF-8 with the line ends it has."""
    return "".join(
        one + "\r\n" for customer in customers for line in card_lines(customer, version) for one in fold(line)
    )


def card_lines(customer: Customer, version: Version) -> Iterator[str]:
    """The unfolded lines of one card."""
    yield from ("BEGIN:VCARD", f"VERSION:{version}", "PRODID:-//deskapp//cards//EN")
    if customer.id:
        yield f"UID:{escape(customer.id)}"
    yield f"FN:{escape(customer.name)}"
    yield f"N:{_structured_name(customer.name)}"
    for name, value in (("NICKNAME", customer.address_form), ("ORG", customer.company), ("TITLE", customer.role)):
        if value:
            yield f"{name}:{escape(value)}"
    yield from _contacts(customer, version)
    if customer.birthday:
        kind = ";VALUE=text" if version == "4.0" and not customer.birthday.replace("-", "").isdigit() else ""
        yield f"BDAY{kind}:{escape(customer.birthday)}"
    if customer.notes:
        yield f"NOTE:{escape(customer.notes)}"
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


def _contacts(customer: Customer, version: Version) -> Iterator[str]:
    number = 0
    entries = [("TEL", key, phone.typed, phone.label, phone.number) for key, phone in customer.phones.items()]
    entries += [("EMAIL", key, email.address, email.label, "") for key, email in customer.emails.items()]
    for name, key, value, label, normal in entries:
        types = LABELS.get(label)
        own_label = bool(label) and types is None
        number += own_label
        parameters = _parameters(key, types or (), version)
        parameters += f";{NUMBER}={normal}" if _E164.fullmatch(normal) else ""
        text = ";VALUE=text" if version == "4.0" and name == "TEL" else ""
        yield f"{f'item{number}.' if own_label else ''}{name}{text}{parameters}:{escape(value)}"
        if own_label:
            yield f"item{number}.X-ABLabel:{escape(label)}"
    for key, address in customer.addresses.items():
        yield f"ADR{_parameters(key, (), version)}:;;{escape(address)};;;;"


def _parameters(key: str, types: tuple[str, ...], version: Version) -> str:
    words = types if version == "4.0" else tuple(one.upper() for one in types)
    marks = "".join(f";TYPE={one}" for one in words)
    return marks + (f";{KEY}={key}" if good_key(key) else "")


def _own(customer: Customer) -> Iterator[str]:
    if customer.kind != "customer":
        yield f"X-DESKAPP-KIND:{customer.kind}"
    for field, name in TEXTS:
        if value := getattr(customer, field):
            yield f"{name}:{escape(value)}"
    for field, name in INSTANTS:
        if instant := getattr(customer, field):
            yield f"{name}:{instant_text(instant)}"
    if customer.plan:
        yield _object("X-DESKAPP-PLAN", "", to_document(customer.plan))
    for key, preference in customer.preferences.items():
        yield _object("X-DESKAPP-PREFERENCE", key, to_document(preference))
    for key, warning in customer.warnings.items():
        yield _object("X-DESKAPP-WARNING", key, to_document(warning))
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
    found: dict[str, Any] = {"card": card} if card else {}
    for field in ("phones", "emails"):
        entries = {key: _entry_extras(one) for key, one in getattr(customer, field).items()}
        if extras := {key: one for key, one in entries.items() if one}:
            found[field] = extras
    return found


def _entry_extras(entry: Phone | Email) -> dict[str, Any]:
    """What a phone or an e-mail has beside its value, its normal form and its label; no field that is empty."""
    fields = to_document(replace(entry, extra={}))
    return {**entry.extra, **{name: value for name, value in fields.items() if value and name not in ENTRY_PROPERTIES}}
