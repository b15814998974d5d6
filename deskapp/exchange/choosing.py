"""A person says what the columns of a table are: the words to choose from, and what stands in the file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from deskapp.errors import UsageError
from deskapp.exchange.columns import PLAIN_TARGETS, Column, guess_columns
from deskapp.exchange.csv_in import with_named_columns
from deskapp.exchange.csv_table import read_table
from deskapp.exchange.reading import bytes_of
from deskapp.model.card_fields import CARD_FIELDS

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
