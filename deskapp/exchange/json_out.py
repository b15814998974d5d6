"""Whole documents of the book as one JSON file that our import reads back without loss.

What a terminal would obey is escaped as JSON can, since the file may be printed on one.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from deskapp.model.document import Document, instant_text

FORMAT, VERSION = "deskapp", 1
_OBEYED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def write_json(tables: Mapping[str, Iterable[Document]], now: datetime, desk: str = "") -> str:
    """The documents by table, one on each line, so that any tool can look into the file."""
    head = {"format": FORMAT, "version": VERSION, "exported_at": instant_text(now), "desk": desk}
    parts = [json.dumps(head, ensure_ascii=False)[:-1]]
    for table, documents in tables.items():
        lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in documents)
        parts.append(f",\n{json.dumps(table)}: [\n{lines}\n]")
    return unobeyed("".join(parts)) + "}\n"


def unobeyed(text: str) -> str:
    """JSON in which everything that a terminal would obey is escaped."""
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
