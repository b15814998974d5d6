"""A person's copy of what is held on them, as JSON (everything), or as Markdown or one HTML page to read."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from deskapp import clock
from deskapp.errors import UsageError
from deskapp.exchange import pages
from deskapp.messages import said
from deskapp.model.document import read_instant
from deskapp.text import escaping, when
from deskapp.text.escaping import unobeyed

PARTS = (
    ("cards", "Your card"),
    ("interactions", "Your visits, calls and messages"),
    ("promises", "What was promised to you"),
    ("lessons", "What was learned from them"),
    ("handover_lines", "Lines in hand-overs that name you"),
    ("half_typed", "Typed about you and not finished"),
    ("named_elsewhere", "Where else you are named"),
    ("may_mean_them", "What may mean you or somebody else"),
    ("other_files", "Other files in the folder that may name you"),
)
MACHINE = frozenset({"schema", "rev", "stamps", "desk", "id", "updated_by", "merged_into"})
Row = tuple[int, str, str]


def as_json(held: Mapping[str, Any]) -> str:
    """All of it, indented for people."""
    return unobeyed(json.dumps(held, ensure_ascii=False, indent=1)) + "\n"


def markdown(held: Mapping[str, Any]) -> str:
    """A readable page of Markdown."""
    lines = [f"# {escaping.markdown(_title(held))}", ""]
    for title, entries in _parts(held):
        lines += [f"## {title}", ""]
        for number, entry in enumerate(entries, 1):
            rows = ((depth, escaping.markdown(name), escaping.markdown(text)) for depth, name, text in _rows(entry))
            lines += [f"### {number}", "", *(f"{'  ' * depth}- {name}: {text}" for depth, name, text in rows), ""]
    return "\n".join(lines)


def page(held: Mapping[str, Any]) -> str:
    """One HTML page that needs nothing from anywhere, ready to print."""
    body = []
    for part, entries in _parts(held):
        body.append(f"<h2>{part}</h2>")
        for entry in entries:
            rows = (_row(depth, escaping.html(name), escaping.html(text)) for depth, name, text in _rows(entry))
            body.append("<table>" + "\n".join(rows) + "</table><br>")
    return pages.html(_title(held), body)


def _row(depth: int, name: str, text: str) -> str:
    return f'<tr><th style="padding-left:{1 + depth}em">{name}</th><td>{text}</td></tr>'


WAYS: dict[str, Callable[[Mapping[str, Any]], str]] = {"json": as_json, "md": markdown, "html": page}


def form_of(file: Path) -> str:
    """How a file is to be written, by its ending. Raises UsageError."""
    form = file.suffix.lower().removeprefix(".") or "json"
    if form not in WAYS:
        raise UsageError(
            said("A file that ends in {suffix!r:.20} cannot be written.", suffix=file.suffix),
            said("Take .json, .md or .html."),
        )
    return form


def _title(held: Mapping[str, Any]) -> str:
    day = clock.today(read_instant(held["made_at"]))
    return f"What {held['desk_name'] or 'this desk'} holds on {held['name']}, {day.isoformat()}"


def _parts(held: Mapping[str, Any]) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    return ((title, held[name]) for name, title in PARTS if held.get(name))


def _rows(entry: Mapping[str, Any], depth: int = 0) -> Iterator[Row]:
    """Every filled field with its name; what is inside one stands a step further in."""
    for name, value in entry.items():
        if name in MACHINE or value in (None, "", [], {}):
            continue
        label = name.replace("_", " ")
        if isinstance(value, Mapping):
            yield depth, label, ""
            yield from _inside(value, depth + 1)
        elif isinstance(value, list):
            yield depth, label, "; ".join(map(_shown, value))
        else:
            yield from ((depth, label if at == 0 else "", line) for at, line in enumerate(_shown(value).splitlines()))


def _inside(value: Mapping[str, Any], depth: int) -> Iterator[Row]:
    """The entries of a map with keys of our own are numbered, the fields of one thing have their names."""
    if value and all(isinstance(entry, Mapping) for entry in value.values()):
        for number, (key, entry) in enumerate(value.items(), 1):
            yield depth, str(number) if key.isupper() or not key.islower() else key, ""
            yield from _rows(entry, depth + 1)
        return
    yield from _rows(value, depth)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    if len(text) == 24 and text.endswith("Z"):
        with suppress(ValueError):
            return when.stamp(read_instant(text))
    return text
