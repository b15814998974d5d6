"""A card out of the cells of one row, by what each of them was taken for."""

import re
from collections.abc import Iterable
from datetime import date

from deskapp.exchange.batch import PLACEHOLDER
from deskapp.exchange.doubts import allergies_of, names_allergies
from deskapp.exchange.vcard_values import LABELS, date_of
from deskapp.model.card_fields import TYPED_FIELDS
from deskapp.model.customer import Customer, Email, Phone, Plan, Preference
from deskapp.text.safe import one_line

ADDRESS = ("value", "label", "street", "street2", "street3", "extended", "box", "city", "region", "postcode", "country")
_SEVERAL = " ::: "
_DIVIDED = re.compile(" ::: |;")
_ROUNDED = re.compile(r"\d([.,]\d+)?E\+\d+$", re.I)
_TEXTS = tuple(name for name in TYPED_FIELDS if name not in ("name", "birthday", "notes"))
Cells = dict[str, str]


def card_of(cells: Cells, remarks: list[str]) -> Customer:
    """The card of a row; `remarks` are what goes to the notes besides. Its name is empty where nobody is named."""
    parts = [cells.get(part, "") for part in ("prefix", "given", "additional", "family", "suffix")]
    phones = _phones(cells, remarks)
    emails = {key: Email(value, label) for key, value, label in _entries(cells, "email")}
    ways = [cells.get("name", ""), " ".join(part for part in parts if part), cells.get("company", "")]
    ways += [email.address for email in emails.values()] + [phone.typed for phone in phones.values()]
    remarks += _remarks(cells)
    if cells.get("department"):
        remarks.append(f"Department: {cells['department']}")
    notes = cells.get("notes", "")
    kind = cells.get("kind", "").lower()
    return Customer(
        id="",
        name=next((one_line(way) for way in ways if way), ""),
        kind=kind if kind in ("prospect", "coworker") else "customer",  # type: ignore[arg-type]
        phones=phones,
        emails=emails,
        addresses=_addresses(cells),
        preferences=_allergies(cells, remarks),
        plan=_plan(cells),
        birthday=_birthday(cells),
        notes="\n".join([notes, *remarks] if notes else remarks),
        **{field: cells[field] for field in _TEXTS if field in cells},  # type: ignore[arg-type]
    )


def _groups(cells: Cells, kind: str) -> Iterable[tuple[str, str, str]]:
    """Group, label and cell of each phone, e-mail or thing that is said; the words of its group are its label, else."""
    for target, cell in cells.items():
        if target.startswith(f"{kind}.") and target.endswith(".value"):
            group = target.removeprefix(f"{kind}.").removesuffix(".value")
            words = " ".join(word for word in group.split() if not word.isdigit())
            yield group, cells.get(f"{kind}.{group}.label", "" if words == kind else words).lstrip("* "), cell


def _entries(cells: Cells, kind: str) -> Iterable[tuple[str, str, str]]:
    """Key, value and label of each phone or e-mail, our own labels in small letters; Google puts several in a cell."""
    for group, told, cell in _groups(cells, kind):
        label = told.lower() if told.lower() in (*LABELS, "other") else told
        for number, value in enumerate(cell.split(_SEVERAL)):
            if value.strip():
                yield f"{PLACEHOLDER}{group}-{number}", value.strip(), label


def _phones(cells: Cells, remarks: list[str]) -> dict[str, Phone]:
    entries = list(_entries(cells, "phone"))
    remarks += [f"Phone that a spreadsheet has rounded: {value}" for _, value, _ in entries if _ROUNDED.match(value)]
    return {key: Phone(value, label=label) for key, value, label in entries if not _ROUNDED.match(value)}


def _addresses(cells: Cells) -> dict[str, str]:
    groups = dict.fromkeys(target.split(".")[1] for target in cells if target.startswith("address."))
    parts = {group: {name: cells.get(f"address.{group}.{name}", "") for name in ADDRESS} for group in groups}
    return {f"{PLACEHOLDER}{group}": text for group, part in parts.items() if (text := _address(part))}


def _address(part: Cells) -> str:
    """The whole address where one cell holds it, else its parts; a bare `Address` beside a town is the street."""
    whole = part["value"]
    if all(one in whole for name, one in part.items() if name not in ("value", "label")):
        return whole
    if not part["street"]:
        whole, part = "", {**part, "street": whole}
    place = ", ".join(one for one in (part["city"], f"{part['region']} {part['postcode']}".strip()) if one)
    lines = (whole, *(part[name] for name in ADDRESS[2:7]), place, part["country"])
    return "\n".join(one for one in lines if one)


def _birthday(cells: Cells) -> str:
    parts = [cells.get(f"birth_{part}", "") for part in ("year", "month", "day")]
    if cells.get("birthday") or not all(part.isdecimal() for part in parts[1:]):
        return date_of(cells.get("birthday", ""))
    return f"{parts[0] or '-'}-{int(parts[1]):02}-{int(parts[2]):02}"


def _said(cells: Cells) -> Iterable[tuple[str, str]]:
    """The word and the cell of each field that has a word of its own."""
    for group, label, cell in _groups(cells, "said"):
        yield label or " ".join(word for word in group.split() if not word.isdigit()), cell


def _remarks(cells: Cells) -> Iterable[str]:
    """What is said, for the notes: `Spouse: Ben`, `Skype: ana.cruz`, `Groups: Regulars`."""
    for word, cell in _said(cells):
        values = [part.strip() for part in _DIVIDED.split(cell) if word != "groups" or not part.startswith("* ")]
        if values and not names_allergies(word):
            yield f"{word[:1].upper()}{word[1:]}: {', '.join(values)}"


def _allergies(cells: Cells, remarks: list[str]) -> dict[str, Preference]:
    """The allergies of the column for them, and of a field of the writer's own that is called so."""
    told = [cells.get("allergies", ""), *(cell for label, cell in _said(cells) if names_allergies(label))]
    allergies = [allergy for cell in told for allergy in allergies_of(cell, remarks)]
    return {f"{PLACEHOLDER}{number}": allergy for number, allergy in enumerate(allergies)}


def _plan(cells: Cells) -> Plan | None:
    if not cells.get("plan"):
        return None
    try:
        until = date.fromisoformat(cells.get("plan_until", ""))
    except ValueError:
        until = None
    return Plan(cells["plan"], until, cells.get("plan_level", ""))
