"""CSV address books into drafts: Google's two layouts, Outlook's, our own, and any other with a header."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache

from deskapp.errors import RefusedError, UsageError
from deskapp.exchange.batch import PLACEHOLDER, STORES_OWN, Batch, CardDraft, Refused
from deskapp.exchange.columns import PLAIN_TARGETS, FileColumn, guess_columns, has_header, is_clear, with_choices
from deskapp.exchange.csv_table import Table, read_table
from deskapp.exchange.doubts import allergies_of, names_allergies
from deskapp.exchange.tables_out import header_of, row_of
from deskapp.exchange.vcard_out import LABELS, date_of, read_json, safe_fields
from deskapp.messages import said
from deskapp.model.card_fields import CARD_FIELDS, TYPED_FIELDS
from deskapp.model.customer import Customer, Email, Phone, Plan, Preference
from deskapp.model.document import DocumentError, from_document
from deskapp.text.charsets import NAMES
from deskapp.text.escaping import as_it_was, harmful, harmless
from deskapp.text.safe import clean, excerpt, one_line

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
    if all(text in whole for name, text in part.items() if name not in ("value", "label")):
        return whole
    if not part["street"]:
        whole, part = "", {**part, "street": whole}
    place = ", ".join(text for text in (part["city"], f"{part['region']} {part['postcode']}".strip()) if text)
    lines = (whole, *(part[name] for name in ADDRESS[2:7]), place, part["country"])
    return "\n".join(text for text in lines if text)


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


_SAMPLE = 50
_NO_DATE = frozenset({"0/0/00", "00/00/00", "0/0/0000", "0.0.00", "00.00.00"})


def read_csv(data: bytes, columns: Mapping[str, str] | None = None, codec: str = "") -> Batch:
    """The cards of a table; `columns` maps headers to targets where a person chose. Raises RefusedError if unclear."""
    table = with_named_columns(read_table(data, codec))
    guessed = with_choices(guess_columns(table.header, [row for _, row in table.rows[:_SAMPLE]]), columns or {})
    if not is_clear(guessed):
        seen = ", ".join(f"'{name:.30}'" for name in table.header[:8])
        raise RefusedError(
            said("It is not clear which column holds the names ({seen}).", seen=seen),
            said("Choose the columns by hand."),
        )
    drafts: list[CardDraft] = []
    refused = list(table.refused)
    for line, row in table.rows:
        if draft := _draft(guessed, row, line):
            drafts.append(draft)
        else:
            refused.append(Refused(line, said("it has no name, company, e-mail or phone"), excerpt(" ".join(row))))
    return Batch("csv", tuple(drafts), refused=tuple(refused), notes=tuple(_notes(table, guessed, codec)))


def with_named_columns(table: Table) -> Table:
    """The table; where its first row is a record, its columns are named by number, the first one with words `Name`."""
    if has_header(table.header):
        return table
    words = (place for place, cell in enumerate(table.header) if cell[:1].isalpha() and not harmful(cell))
    named = next(words, -1)
    header = tuple("Name" if place == named else f"Column {place + 1}" for place in range(len(table.header)))
    return replace(table, header=header, rows=((1, list(table.header)), *table.rows))


def _notes(table: Table, columns: Sequence[FileColumn], codec: str) -> Iterable[str]:
    if table.codec in NAMES and not codec:
        yield said("Read as {names} text; if accents look wrong, name the file's encoding.", names=NAMES[table.codec])
    noted = [
        f"{column.header:.30}"
        for column in columns
        if column.header and column.target.partition(".")[0] in ("note", "said")
    ]
    if noted:
        yield said("Kept in the notes: {noted}.", noted=", ".join(noted[:20]))
    skipped = [f"{column.header:.30}" for column in columns if column.target == "skip" and column.header]
    if skipped:
        yield said("Columns left out: {skipped}.", skipped=", ".join(skipped[:40]))


def _draft(columns: Sequence[FileColumn], row: Sequence[str], line: int) -> CardDraft | None:
    cells, remarks = _cells(columns, row)
    customer = card_of(cells, remarks)
    stored = read_json(cells.get("card", ""))
    kept = {name: value for name, value in stored.items() if name not in STORES_OWN}
    with suppress(DocumentError):
        if stored:
            whole = replace(from_document(Customer, safe_fields(kept)), id="")
            return CardDraft(_with_edits(whole, customer), line, str(stored.get("id", ""))[:200])
    return CardDraft(customer, line) if customer.name else None


def _cells(columns: Sequence[FileColumn], row: Sequence[str]) -> tuple[Cells, list[str]]:
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


_own_columns = lru_cache(maxsize=256)(guess_columns)


def _with_edits(whole: Customer, seen: Customer) -> Customer:
    """Our own card with what was edited in the visible columns since: what differs from what we would have written."""
    header = header_of([whole])
    expected = card_of(*_cells(_own_columns(tuple(header), ()), [harmless(cell) for cell in row_of(whole, header)]))
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

    column: FileColumn
    samples: tuple[str, ...]


def look_into(data: bytes) -> list[Seen]:
    """The columns of a table. Raises RefusedError where the file holds none."""
    table = with_named_columns(read_table(data))
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
    return " ".join(word for word in (words, "" if group == kind else group, "" if part == "value" else part) if word)


def read_choices(typed: Iterable[str]) -> dict[str, str]:
    """`Header=target` as a person writes it. Raises UsageError for a target that there isn't."""
    chosen = {}
    for choice in typed:
        header, equals, target = choice.rpartition("=")
        target = _SHORT.get(target.strip().lower(), target.strip().lower())
        if not equals or not (target in PLAIN_TARGETS or _GROUPED.fullmatch(target)):
            names = ", ".join(_short_name(name) for name, _ in CHOICES)
            raise UsageError(
                said("{choice!r:.60} says no column.", choice=choice),
                said("Write HEADER=WHAT, with one of {names}.", names=names),
            )
        chosen[header.strip()] = target
    return chosen


def _short_name(target: str) -> str:
    return next((short for short, whole in _SHORT.items() if whole == target), target)
