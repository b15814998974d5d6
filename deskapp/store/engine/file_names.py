"""The names that the files of a book have: a name that was read from a file is taken only where it is one of them."""

import os
import re
from collections.abc import Callable, Iterable

from deskapp.store.engine.reader import LONGEST_NAME, is_plain_name

KEPT, NOTE = "kept", "ERASING"

TABLE = r"(?:[A-Za-z0-9_.~-]|%[0-9A-F]{2}){0,240}"
_TABLE = re.compile(rf"{TABLE}\.json")
_SPARE = re.compile(rf"{TABLE}\.json\.prev")
_SEGMENT = re.compile(r"[0-9]{8,20}\.jsonl")
_MONTH = re.compile(rf"{TABLE}-[0-9]{{4,5}}-[0-9]{{2}}(?:\.[0-9]{{1,9}})?\.json")
_BEFORE_ERASE = re.compile(r"backups/before-erase-[0-9A-Za-z-]{1,60}\.zip")
_OF_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\..*", re.IGNORECASE)
JOURNAL, ARCHIVE = "journal", "archive"


def is_table(name: object) -> bool:
    """Whether a name is that of a table's file."""
    return _is(_TABLE.fullmatch, name)


def is_spare(name: object) -> bool:
    """Whether a name is that of a table's previous copy."""
    return _is(_SPARE.fullmatch, name)


def is_segment(name: object) -> bool:
    """Whether a name is that of a segment of the journal."""
    return _is(_SEGMENT.fullmatch, name)


def is_month(name: object) -> bool:
    """Whether a name is that of a sealed month."""
    return _is(_MONTH.fullmatch, name)


def are_sealed(entries: object) -> bool:
    """Whether what a table's head, or the journal, says of sealed months is of the shape that this program gives it."""
    return isinstance(entries, list) and all(
        isinstance(entry, dict)
        and is_month(entry.get("file"))
        and type(entry.get("count")) is int
        and all(isinstance(entry.get(name), str) for name in ("month", "min", "max"))
        for entry in entries
    )


def is_part(name: object) -> bool:
    """Whether a path is one of those of which a backup, and what is restored, is made."""
    if not isinstance(name, str):
        return False
    place, _, file = name.rpartition("/")
    kinds = {"": (is_table, is_spare), JOURNAL: (is_segment,), ARCHIVE: (is_month,)}
    return any(is_kind(file) for is_kind in kinds.get(place, ()))


def is_stranger(name: object) -> bool:
    """Whether a path is that of a file which is none of a book's and lay among its tables, as old backups hold some."""
    return is_plain_name(name) and isinstance(name, str) and name.endswith(".json") and not is_table(name)


def are_one_each(names: Iterable[str]) -> bool:
    """Whether no two names are one and the same where upper and lower case make no difference."""
    folded = [name.casefold() for name in names]
    return len(folded) == len(set(folded))


def is_copy_before_erasing(name: object) -> bool:
    """Whether a path in the book is that of the copy which is taken before an erasure."""
    return isinstance(name, str) and bool(_BEFORE_ERASE.fullmatch(name))


def _is(has_shape: Callable[[str], object], name: object) -> bool:
    if not isinstance(name, str) or len(name) > LONGEST_NAME:
        return False
    return bool(has_shape(name)) and not (os.name == "nt" and _OF_DEVICES.fullmatch(name))
