"""Whole documents of the book as one JSON file that our import reads back without loss.

What a terminal would obey and what nobody can see is escaped as JSON can, since people print and read such files.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from deskapp.model.document import Document, instant_text
from deskapp.text.escaping import unobeyed

FORMAT, VERSION = "deskapp", 1


def write_json(tables: Mapping[str, Iterable[Document]], now: datetime, desk: str = "") -> str:
    """The documents by table, one on each line, so that any tool can look into the file."""
    head = {"format": FORMAT, "version": VERSION, "exported_at": instant_text(now), "desk": desk}
    parts = [json.dumps(head, ensure_ascii=False)[:-1]]
    for table, documents in tables.items():
        lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in documents)
        parts.append(f",\n{json.dumps(table)}: [\n{lines}\n]")
    return unobeyed("".join(parts)) + "}\n"
