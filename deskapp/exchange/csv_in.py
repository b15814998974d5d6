"""CSV address books into drafts: Google's two layouts, Outlook's, our own, and any other with a header."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from deskapp.errors import RefusedError, UsageError
from deskapp.exchange.batch import STORES_OWN, Batch, Draft, Refused
from deskapp.exchange.columns import PLAIN_TARGETS, Column, guess_columns, has_header, is_clear, with_choices
from deskapp.exchange.csv_card import Cells, card_of
from deskapp.exchange.csv_out import header_of, row_of
from deskapp.exchange.csv_table import Table, read_table
from deskapp.exchange.reading import bytes_of
from deskapp.exchange.vcard_values import read_json, safe_fields
from deskapp.model.card_fields import CARD_FIELDS
from deskapp.model.customer import Customer
from deskapp.model.document import DocumentError, from_document
from deskapp.text.charsets import NAMES
from deskapp.text.escaping import as_it_was, harmful, harmless
from deskapp.text.safe import clean, excerpt

_SAMPLE = 50
_NO_DATE = frozenset({"0/0/00", "00/00/00", "0/0/0000", "0.0.00", "00.00.00"})


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
    noted = [one.header for one in columns if one.header and (one.target == "note" or one.target.startswith("said."))]
    if noted:
        yield f"Kept in the notes: {', '.join(f'{one:.30}' for one in noted[:20])}."
    skipped = [one.header for one in columns if one.target == "skip" and one.header]
    if skipped:
        yield f"Columns left out: {', '.join(f'{one:.30}' for one in skipped[:40])}."


def _draft(columns: Sequence[Column], row: Sequence[str], line: int) -> Draft | None:
    cells, remarks = _cells(columns, row)
    customer = card_of(cells, remarks)
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
        cell = clean(as_it_was(raw)).strip()
        if not cell or column.target == "skip" or cell in _NO_DATE:
            continue
        if column.target == "note" or (column.target in cells and column.target != "card"):
            remarks.append(f"{column.header}: {cell}")
        else:
            cells[column.target] = cell
    beyond = enumerate(row[len(columns) :], len(columns) + 1)
    remarks += [f"Column {place}: {clean(cell).strip()}" for place, cell in beyond if cell.strip()]
    return cells, remarks


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
    expected = card_of(*_cells(_own_columns(tuple(header)), [harmless(cell) for cell in row_of(whole, header)]))
    edited = {
        field.name: getattr(seen, field.name)
        for field in fields(Customer)
        if field.name not in ("id", "extra") and getattr(seen, field.name) != getattr(expected, field.name)
    }
    if edited.get("name") == "":
        del edited["name"]
    return replace(whole, **edited)


SAMPLE = 50
_OFFERED = [column for field in CARD_FIELDS for column in field.columns if column.offered]
CHOICES = (
    *((column.target, column.offered) for column in sorted(_OFFERED, key=lambda column: not column.first)),
    ("note", "Into the notes, under its header"),
    ("skip", "Leave it out"),
)
WORDS = dict(CHOICES)
_GROUPED = re.compile(r"(phone|email)\.[\w ]+\.(value|label)|address\.[\w ]+\.\w+")
_SHORT = {"phone": "phone.phone.value", "email": "email.email.value", "address": "address.address.value"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A column as it was taken for, and the first few things that stand in it."""

    column: Column
    samples: tuple[str, ...]


def look_into(path: Path, codec: str = "") -> list[Seen]:
    """The columns of a table. Raises RefusedError where the file cannot be read or holds none."""
    table = with_named_columns(read_table(bytes_of(path), codec))
    rows = [row for _, row in table.rows[:SAMPLE]]
    seen = []
    for place, column in enumerate(guess_columns(table.header, rows)):
        cells = (row[place].strip() for row in rows if place < len(row))
        seen.append(Seen(column, tuple(dict.fromkeys(cell for cell in cells if cell))[:3]))
    return seen


def words_for(target: str) -> str:
    """What a target means, for people."""
    if target in WORDS:
        return WORDS[target]
    kind, _, rest = target.partition(".")
    group, _, part = rest.partition(".")
    words = {"phone": "Phone", "email": "E-mail", "address": "Address"}.get(kind, target.replace("_", " ").capitalize())
    return " ".join(one for one in (words, "" if group == kind else group, "" if part == "value" else part) if one)


def read_choices(typed: Iterable[str]) -> dict[str, str]:
    """`Header=target` as a person writes it. Raises UsageError for a target that there isn't."""
    chosen = {}
    for one in typed:
        header, equals, target = one.rpartition("=")
        target = _SHORT.get(target.strip().lower(), target.strip().lower())
        if not equals or not (target in PLAIN_TARGETS or _GROUPED.fullmatch(target)):
            names = ", ".join(_short_name(name) for name, _ in CHOICES)
            raise UsageError(f"{one!r:.60} says no column.", f"Write HEADER=WHAT, with one of {names}.")
        chosen[header.strip()] = target
    return chosen


def _short_name(target: str) -> str:
    return next((short for short, whole in _SHORT.items() if whole == target), target)
