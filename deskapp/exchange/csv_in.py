"""CSV address books into drafts: Google's two layouts, Outlook's, our own, and any other with a header."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from functools import lru_cache
from typing import Any

from deskapp.errors import RefusedError
from deskapp.exchange.batch import PLACEHOLDER, STORES_OWN, Batch, Draft, Refused
from deskapp.exchange.columns import Column, guess_columns, has_header, is_clear, with_choices
from deskapp.exchange.csv_out import harmful, harmless, header_of, row_of
from deskapp.exchange.csv_table import Table, read_table
from deskapp.exchange.text import NAMES, clean, excerpt, one_line
from deskapp.exchange.vcard_values import date_of, read_json, safe_fields
from deskapp.model.customer import Customer, Email, Phone, Plan, Preference
from deskapp.model.document import DocumentError, from_document

_SEVERAL = " ::: "
_SAMPLE = 50
_NOTHING = frozenset({"", "-", "none", "no", "n/a", "na", "nil", "keine", "ninguna"})
_NO_DATE = frozenset({"0/0/00", "00/00/00", "0/0/0000"})
_ROUNDED = re.compile(r"\d([.,]\d+)?E\+\d+$", re.I)
_TEXTS = ("address_form", "pronouns", "company", "role", "favorite_dessert", "preferred_channel", "preferred_hours")
Cells = dict[str, str]


def read_csv(data: bytes, columns: Mapping[str, str] | None = None, codec: str = "") -> Batch:
    """The cards of a table; `columns` maps headers to targets where a person chose. Raises RefusedError if unclear."""
    table = with_named_columns(read_table(data, codec))
    guessed = with_choices(guess_columns(table.header, [row for _, row in table.rows[:_SAMPLE]]), columns or {})
    if not is_clear(guessed):
        seen = ", ".join(f"'{one:.30}'" for one in table.header[:8])
        raise RefusedError(f"It is not clear which column holds the names ({seen}).", "Choose the columns by hand.")
    drafts: list[Draft] = []
    refused = list(table.refused)
    for line, row in table.rows:
        draft = _draft(guessed, row, line)
        if draft:
            drafts.append(draft)
        else:
            refused.append(Refused(line, "it has no name, company, e-mail or phone", excerpt(" ".join(row))))
    return Batch("csv", tuple(drafts), refused=tuple(refused), notes=tuple(_notes(table, guessed, codec)))


def with_named_columns(table: Table) -> Table:
    """The table; where its first row is a record, its columns are named by number, the first one with words `Name`."""
    if has_header(table.header):
        return table
    named = next(
        (place for place, cell in enumerate(table.header) if cell and not harmful(cell) and cell[:1].isalpha()), -1
    )
    header = tuple("Name" if place == named else f"Column {place + 1}" for place in range(len(table.header)))
    return replace(table, header=header, rows=((1, list(table.header)), *table.rows))


def _notes(table: Table, columns: Sequence[Column], codec: str) -> Iterable[str]:
    if table.codec in NAMES and not codec:
        yield f"Read as {NAMES[table.codec]} text; if accents look wrong, name the file's encoding."
    noted = [one.header for one in columns if one.target == "note" and one.header]
    if noted:
        yield f"Kept in the notes: {', '.join(f'{one:.30}' for one in noted[:20])}."
    skipped = [one.header for one in columns if one.target == "skip" and one.header]
    if skipped:
        yield f"Columns left out: {', '.join(f'{one:.30}' for one in skipped[:40])}."


def _draft(columns: Sequence[Column], row: Sequence[str], line: int) -> Draft | None:
    cells, remarks = _cells(columns, row)
    customer = _customer(cells, remarks)
    stored = read_json(cells.get("card", ""))
    if stored:
        whole = _stored(stored)
        if whole:
            return Draft(_with_edits(whole, customer), line, str(stored.get("id", ""))[:200])
    return Draft(customer, line) if customer.name else None


def _cells(columns: Sequence[Column], row: Sequence[str]) -> tuple[Cells, list[str]]:
    cells: Cells = {}
    remarks = []
    for column, raw in zip(columns, row, strict=False):
        cell = clean(raw[1:] if raw[:1] == "'" and harmful(raw) else raw).strip()
        if not cell or column.target == "skip" or cell in _NO_DATE:
            continue
        if column.target == "note" or (column.target in cells and column.target != "card"):
            remarks.append(f"{column.header}: {cell}")
        else:
            cells[column.target] = cell
    return cells, remarks


def _customer(cells: Cells, remarks: list[str]) -> Customer:
    parts = [cells.get(part, "") for part in ("prefix", "given", "additional", "family", "suffix")]
    phones = _phones(cells, remarks)
    emails = {f"{PLACEHOLDER}{key}": Email(value, label) for key, value, label in _entries(cells, "email")}
    names = [cells.get("name", ""), " ".join(part for part in parts if part), cells.get("company", "")]
    names += [email.address for email in emails.values()] + [phone.typed for phone in phones.values()]
    if cells.get("department"):
        remarks.append(f"Department: {cells['department']}")
    notes = cells.get("notes", "")
    kind = cells.get("kind", "").lower()
    return Customer(
        id="",
        name=next((one_line(name) for name in names if name), ""),
        kind=kind if kind in ("prospect", "coworker") else "customer",  # type: ignore[arg-type]
        phones=phones,
        emails=emails,
        addresses=_addresses(cells),
        preferences=_allergies(cells.get("allergies", "")),
        plan=_plan(cells),
        birthday=date_of(cells.get("birthday", "")),
        notes="\n".join([notes, *remarks] if notes else remarks),
        **{field: cells[field] for field in _TEXTS if field in cells},  # type: ignore[arg-type]
    )


def _entries(cells: Cells, kind: str) -> Iterable[tuple[str, str, str]]:
    """Key, value and label of each phone or e-mail; Google puts several into one cell."""
    for target, cell in cells.items():
        if target.startswith(f"{kind}.") and target.endswith(".value"):
            group = target[len(kind) + 1 : -len(".value")]
            words = " ".join(word for word in group.split() if not word.isdigit())
            label = cells.get(f"{kind}.{group}.label", "" if words == kind else words).lstrip("* ")
            for number, value in enumerate(cell.split(_SEVERAL)):
                if value.strip():
                    yield f"{group}-{number}", value.strip(), _plain_label(label)


def _plain_label(label: str) -> str:
    """The label as we write it: ours in small letters, a person's own as it is."""
    return label.lower() if label.lower() in ("home", "work", "mobile", "main", "other", "fax", "pager") else label


def _phones(cells: Cells, remarks: list[str]) -> dict[str, Phone]:
    found = {}
    for key, value, label in _entries(cells, "phone"):
        if _ROUNDED.match(value):
            remarks.append(f"Phone that a spreadsheet has rounded: {value}")
        else:
            found[f"{PLACEHOLDER}{key}"] = Phone(value, label=label)
    return found


def _addresses(cells: Cells) -> dict[str, str]:
    groups = dict.fromkeys(target.split(".")[1] for target in cells if target.startswith("address."))
    found = {}
    for group in groups:
        part = {name: cells.get(f"address.{group}.{name}", "") for name in ("value", "street", "street2", "street3")}
        rest = {name: cells.get(f"address.{group}.{name}", "") for name in ("extended", "box", "city", "region")}
        tail = {name: cells.get(f"address.{group}.{name}", "") for name in ("postcode", "country")}
        place = ", ".join(one for one in (rest["city"], f"{rest['region']} {tail['postcode']}".strip()) if one)
        lines = (
            part["street"],
            part["street2"],
            part["street3"],
            rest["extended"],
            rest["box"],
            place,
            tail["country"],
        )
        text = part["value"] or "\n".join(one for one in lines if one)
        if text:
            found[f"{PLACEHOLDER}{group}"] = text
    return found


def _allergies(cell: str) -> dict[str, Preference]:
    items = [item.strip() for item in re.split(r"[,;/\n]", cell)] if cell.lower() not in _NOTHING else []
    return {f"{PLACEHOLDER}{number}": Preference("food", item, "allergy") for number, item in enumerate(items) if item}


def _plan(cells: Cells) -> Plan | None:
    if not cells.get("plan"):
        return None
    try:
        until = date.fromisoformat(cells.get("plan_until", ""))
    except ValueError:
        until = None
    return Plan(cells["plan"], until, cells.get("plan_level", ""))


def _stored(document: Mapping[str, Any]) -> Customer | None:
    kept = {name: value for name, value in document.items() if name not in STORES_OWN}
    try:
        return replace(from_document(Customer, safe_fields(kept)), id="")
    except DocumentError:
        return None


@lru_cache(maxsize=256)
def _own_columns(header: tuple[str, ...]) -> tuple[Column, ...]:
    return guess_columns(header, ())


def _with_edits(whole: Customer, seen: Customer) -> Customer:
    """Our own card with what was edited in the visible columns since: what differs from what we would have written."""
    header = header_of([whole])
    expected = _customer(*_cells(_own_columns(tuple(header)), [harmless(cell) for cell in row_of(whole, header)]))
    edited = {
        field.name: getattr(seen, field.name)
        for field in fields(Customer)
        if field.name not in ("id", "extra") and getattr(seen, field.name) != getattr(expected, field.name)
    }
    if edited.get("name") == "":
        del edited["name"]
    return replace(whole, **edited)
