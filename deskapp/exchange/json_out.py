"""Whole documents of the book as one JSON file that our import reads back without loss.

What a terminal would obey and what nobody can see is escaped as JSON can, since people print and read such files.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from deskapp.model.document import Document, instant_text

FORMAT, VERSION = "deskapp", 1
_OBEYED = re.compile(
    "[\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Controls, halves of signs, marks and overrides of direction, signs without width, variations and tags."""


def write_json(tables: Mapping[str, Iterable[Document]], now: datetime, desk: str = "") -> str:
    """The documents by table, one on each line, so that any tool can look into the file."""
    head = {"format": FORMAT, "version": VERSION, "exported_at": instant_text(now), "desk": desk}
    parts = [json.dumps(head, ensure_ascii=False)[:-1]]
    for table, documents in tables.items():
        lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in documents)
        parts.append(f",\n{json.dumps(table)}: [\n{lines}\n]")
    return unobeyed("".join(parts)) + "}\n"


def unobeyed(text: str) -> str:
    """JSON that says the same, with everything escaped that a terminal would obey or that cannot be seen."""
    return _OBEYED.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
