"""Which column of a stranger's table is what: by its header, accents making no difference, else by what stands in it.

A target is a plain field (`name`, `company`, `notes` …) or `kind.group.part`: `phone.2.value`, `phone.2.label`,
`email.home.value`, `address.work.city`. A group that is a word is the label of what stands there. `note` keeps the cell
in the notes under its header, `skip` leaves it out.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deskapp.model.card_fields import CARD_FIELDS
from deskapp.text.folding import words


def fold(header: str) -> str:
    """The words of a header one space apart, without case and accents; what is no letter and no digit parts them."""
    return " ".join(words(header.replace("'", " ").replace("’", " ")))


CARD = "deskapp card"
"""The header of the whole card in our own tables."""
FIELDS = {
    fold(word): column.target
    for field in CARD_FIELDS
    for column in field.columns
    if column.headers
    for word in column.headers.split(",")
} | {CARD: "card"}

_LABEL_WORDS = {
    "home": "home, private, privat, domicile, maison, particular, residencia, casa",
    "work": "business, work, office, geschäftlich, bureau, travail, professionnel, trabajo",
    "main": "firma, hauptanschluss, principal, main, primary",
    "mobile": "mobile, cell, mobil, handy, móvil, movil, celular, portable, mobiltelefon",
    "other": "other",
    "fax": "fax",
    "pager": "pager, localizador",
    "car": "car",
    "whatsapp": "whatsapp",
    "viber": "viber",
    "assistant": "assistant, assistent",
}
LABELS = {fold(word): label for label, listed in _LABEL_WORDS.items() for word in listed.split(", ")}

_PART_WORDS = {
    "street": "street, street address, address line 1, line 1, straße, calle, rue, straat",
    "street2": "street 2, address line 2, line 2, address 2, straße 2, calle 2, rue 2",
    "street3": "street 3, address line 3, line 3, address 3, straße 3, calle 3, rue 3",
    "extended": "extended address",
    "box": "po box, p o box",
    "city": "city, town, ort, stadt, ciudad, ville, locality, plaats",
    "region": "region, state, province, county, bundesland, bundesland kanton, state province, "
    "provincia, provincia o estado, dép région, provincie",
    "postcode": "postal code, postcode, zip, zip code, zip postal code, plz, zipcode, postleitzahl, código postal, "
    "code postal",
    "country": "country, country region, land, land region, país, país o región, pays, pays région",
    "value": "formatted",
}
PARTS = {fold(header): part for part, headers in _PART_WORDS.items() for header in headers.split(",")}

_SKIPPED_WORDS = (
    "photo, file as, initials, short name, maiden name, e mail type, e mail display name, e mail 2 type, "
    "e mail 2 display name, e mail 3 type, e mail 3 display name, gender, priority, private, sensitivity, "
    "billing information, directory server, mileage, internet free busy, organizational id number, language, "
    "account, categories color, user 1, user 2, user 3, user 4, geschlecht, vertraulichkeit, priorität, privat, "
    "sprache, initialen, abrechnungsinformation, konto, sexe, priorité, critère de diffusion, langue, initiales, sexo, "
    "prioridad, privado, confidencialidad, idioma, iniciales"
)
SKIPPED = frozenset(map(fold, _SKIPPED_WORDS.split(",")))


CERTAIN, LIKELY, UNCLEAR = 1.0, 0.7, 0.2
ENOUGH = 0.6
PLAIN_TARGETS = tuple(dict.fromkeys([*FIELDS.values(), "note", "skip", "card", "id"]))
_NUMBERED = re.compile(r"(phone|e mail|email|address|organization|relation|website|im|event|custom field) (\d+) (.+)$")
_SAID = {"event": "date", "im": "messenger", "relation": "related", "website": "website", "custom field": "more"}
_SAID_PARTS = {"value": "value", "service": "label", "label": "label"}
_EMAIL = re.compile(r"\s*+[^@\s]++@[^@\s][^@\s.]*+\.[^@\s]++\s*+$")
_PHONE = re.compile(r"\s*+\+?[\d ()./-]{6,24}(?:(?:x|ext)\.? ?\d++)?\s*+$")
_DATE = re.compile(r"\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\s*$")
_PHONE_WORD = re.compile(
    r"\b(?:phone|telephone|tel|mobile|cell|handy|mobil|fax|telefax|pager|whatsapp|viber|telefon\w*|mobiltelefon"
    r"|telefono|movil|celular|telecopie|portable|hauptanschluss|localizador"
    r"|telefoon|contact (?:no|number))\b|^(?:number|numero)$"
)
_EMAIL_WORD = re.compile(r"\b(e mail|email|mail|correo|courriel|messagerie|posta elettronica|e mails|emails)\b")
_SOUND = re.compile(r"^(?:phonetic|yomi)|(?:phonetic|yomi)$")
"""How a name sounds, which a card has no field for."""
_ABOUT_EMAIL = re.compile(r"\b(type|typ|tipo|display name|angezeigter name|nom complet|nombre de pantalla|nome)\b")
_BETWEEN = frozenset({"de", "del", "la", "du", "des", "di", "da", "do"})
_FAX = frozenset({"fax", "telefax", "telecopie"})
_CODE_WORD = re.compile(r"\b(?:id|no|nr|number|code|account|zip|ref|reference)\b")
_ADDRESS_WORD = re.compile(r"\b(address|adresse|anschrift|direccion|domicilio|tirahan)\b")


@dataclass(frozen=True, slots=True)
class FileColumn:
    """What one column was taken for, and how sure that is (0 to 1)."""

    header: str
    target: str
    confidence: float


def guess_columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[FileColumn, ...]:
    """A target for each column; `rows` are a few of the first ones."""
    folded = [fold(name) for name in header]
    is_outlook = "job title" in folded
    columns: list[FileColumn] = []
    for place, name in enumerate(folded):
        target, confidence = _by_header(name, is_outlook), CERTAIN
        if not target and not _CODE_WORD.search(name):
            target, confidence = _by_content([row[place] for row in rows if place < len(row)], place, name), LIKELY
        taken = Counter(column.target for column in columns)
        columns.append(FileColumn(header[place], _free(target or "note", taken), confidence if target else UNCLEAR))
    return tuple(columns)


def _free(target: str, taken: Mapping[str, int]) -> str:
    """The target; where a phone or an e-mail of its group is there already, a further one beside it."""
    kind, _, rest = target.partition(".")
    number = taken.get(target, 0)
    if not number or kind not in ("phone", "email") or not rest.endswith(".value"):
        return "role" if number and target == "prefix" and "role" not in taken else target
    group = rest.removesuffix(".value")
    further = (f"{kind}.{group} {more}.value" for more in range(number + 1, number + 1_000))
    return next((free for free in further if free not in taken), target)


def has_header(header: Sequence[str]) -> bool:
    """Whether the first row names columns: a row with an e-mail or a phone in it is a record."""
    return not any(_EMAIL.match(cell) or _PHONE.match(cell) for cell in header)


def is_clear(columns: Sequence[FileColumn]) -> bool:
    """Whether a name, or a way to reach the person, was found for sure enough to go on without asking."""
    first = ("name", "given", "family", "company", "phone", "email", "card")
    return any(column.confidence >= ENOUGH and column.target.split(".")[0] in first for column in columns)


def with_choices(columns: Sequence[FileColumn], chosen: Mapping[str, str]) -> tuple[FileColumn, ...]:
    """The columns with what a person chose, by header; a choice is certain."""
    return tuple(
        FileColumn(column.header, chosen[column.header], CERTAIN) if column.header in chosen else column
        for column in columns
    )


def _by_header(name: str, is_outlook: bool) -> str:
    """The target that a header tells; "" where it tells none."""
    if name == "title" and is_outlook:
        return "prefix"
    if name in FIELDS:
        return FIELDS[name]
    if name in SKIPPED or _SOUND.search(name):
        return "skip"
    if numbered := _NUMBERED.match(name):
        return _numbered(*numbered.groups())
    if _EMAIL_WORD.search(name) and _ABOUT_EMAIL.search(name):
        return "skip"
    for word, kind in ((_EMAIL_WORD, "email"), (_PHONE_WORD, "phone")):
        if word.search(name):
            return f"{kind}.{_group(name, kind)}.value"
    return _address_part(name)


def _numbered(kind: str, number: str, part: str) -> str:
    """Google's `Phone 1 - Value` and the like, in its old layout (`Type`) and its new one (`Label`)."""
    if kind == "organization":
        return {"name": "company", "title": "role", "department": "department"}.get(part, "skip")
    part = "label" if part == "type" else part
    kind = "email" if kind == "e mail" else kind
    if kind == "email" and part in ("address", "adresse"):
        part = "value"
    if kind in ("phone", "email", "address"):
        part = PARTS.get(part, part) if kind == "address" else part
        known = {"label", "value", *(PARTS.values() if kind == "address" else ())}
        return f"{kind}.{number}.{part}" if part in known else "skip"
    if kind == "im" and part == "label":
        return "skip"
    return f"said.{_SAID[kind]} {number}.{_SAID_PARTS[part]}" if part in _SAID_PARTS else "note"


def _group(name: str, kind: str) -> str:
    """The group of a column such as `Business Phone 2`: its label, and a number where there are more."""
    words = [word for word in name.split() if not word.isdigit()]
    label = next((LABELS[word] for word in words if word in LABELS and word not in _FAX), "")
    if kind == "phone" and any(word in _FAX for word in words):
        label = f"{label} fax".strip()
    number = next((word for word in name.split() if word.isdigit()), "")
    return f"{label or kind} {number}".strip()


def _address_part(name: str) -> str:
    words = name.split()
    label = next((LABELS[word] for word in words if word in LABELS), "")
    rest = " ".join(word for word in words if word not in LABELS and word not in _BETWEEN)
    group = label or "address"
    for part in (rest, rest.removeprefix("address ")):
        if part in PARTS:
            return f"address.{group}.{PARTS[part]}"
    return f"address.{group}.value" if _ADDRESS_WORD.search(name) else ""


def _by_content(cells: Sequence[str], place: int, name: str) -> str:
    """The target that the cells of a column tell; "" where they tell none."""
    filled = [cell for cell in cells if cell.strip()]
    for pattern, kind in ((_EMAIL, "email"), (_PHONE, "phone")):
        hits = sum(pattern.match(cell) is not None and not _DATE.match(cell) for cell in filled)
        if filled and hits >= 0.6 * len(filled):
            return f"{kind}.{LABELS.get(name, f'{kind} {place + 1}')}.value"
    return ""
