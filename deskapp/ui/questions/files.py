"""Files: their path, completed while it is typed, and what is written into them or read out of a column of one."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from deskapp import slots
from deskapp.errors import NotFoundError, RefusedError, ThereAlreadyError
from deskapp.exchange.csv_in import CHOICES, Seen, words_for
from deskapp.exchange.formats import FORMATS
from deskapp.exchange.report_out import WRITERS
from deskapp.model.customer import Customer
from deskapp.model.report import Report
from deskapp.store.copies import given_out
from deskapp.ui.questions.choosing import LEAVES_IT, beginning, choosing, each_word, pick
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions
from deskapp.ui.widgets.question import FILE

ROWS = 6
MOST_LOOKED_AT = 5000
LONGEST_NAME = 60
Taken = Callable[[Path], NextStep]
Written = Callable[[Path, bool], NextStep]
"""Writes the file; whether one that is there may go."""
Exported = Callable[[str, str, Customer | None, Path, bool], str]
FORMS = (
    ("html", "To print or to share (HTML)"),
    ("md", "As Markdown"),
    ("text", "As plain text"),
    ("json", "As data for other programs (JSON)"),
)
SUFFIXES = {"text": "txt"}
MANY_ROWS = 8


def named_after(name: str, otherwise: str) -> str:
    """A file's name, without ending, out of a person's: letters and digits of it, no longer than any disk takes."""
    return "".join(sign if sign.isalnum() else "-" for sign in name[:LONGEST_NAME]).strip("-") or otherwise


def existing(title: str, suffixes: Sequence[str], taken: Taken, *, start: str = "") -> Question:
    """Ask for a file that is there; Enter goes into a folder, or takes the file."""

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["path"]
        paths = completions(typed, suffixes)
        rows = [Choice(str(path), path.name + (os.sep if path.is_dir() else ""), _size(path)) for path in paths]
        is_whole = bool(typed.strip()) and Path(typed).expanduser().is_file()
        hint = f"A file that ends in {', '.join(suffixes)}. Enter takes it, or goes into the folder."
        return Suggestions(rows, 0 if rows and not is_whole else -1, hint)

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        typed = values["path"].strip()
        path = Path(chosen) if chosen else given_out.path_of(typed)
        if path.is_dir():
            return existing(title, suffixes, taken, start=f"{path}{os.sep}")
        if not typed and not chosen:
            return ""
        if not path.is_file():
            raise NotFoundError(f"There is no file {path.name!r:.60} there.", "Type on, or choose one with the arrows.")
        return taken(path)

    fields = [("path", "File", start or f"{Path.home()}{os.sep}")]
    return Question(title, fields, submit, on_change, rows=ROWS, passing=FILE)


def new(title: str, start: Path, book: Path, written: Written, *, hint: str = "Enter writes the file.") -> Question:
    """Ask where to write a file; whether one that is there may go is asked once, after that."""

    def on_change(values: dict[str, str]) -> Suggestions:
        with suppress(RefusedError):
            typed = given_out.path_of(values["path"])
            if values["path"].strip() and given_out.is_there(typed):
                there = f"{typed.name} is there already. Enter asks whether it may be replaced."
                return Suggestions(hint=there, bad=True)
        return Suggestions(hint=hint)

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if not values["path"].strip():
            return ""
        path = given_out.path_of(values["path"])
        try:
            given_out.place(path, book)
        except ThereAlreadyError:
            return _whether(path, book, written, lambda: new(title, path, book, written, hint=hint))
        return written(path, False)

    return Question(title, [("path", "Write to", str(start))], submit, on_change, passing=FILE)


def _whether(path: Path, book: Path, written: Written, again: Callable[[], Question]) -> Question:
    def taken(chosen: str) -> NextStep:
        if chosen != "yes":
            return again()
        given_out.place(path, book, over=True)
        return written(path, True)

    rows = [
        Choice("no", "No, give another name"),
        Choice("yes", "Yes, replace it", "what stands in it now goes for good"),
    ]
    there = f"{path.name} is there already, in {path.absolute().parent}."
    return pick(
        *("Is there already", rows, taken),
        label="Replace it?",
        hint=f"{there} Down, then Enter replaces it.",
        fits=beginning,
        bad=True,
        refused=(there, LEAVES_IT),
    )


def export(customer: Customer | None, book: Path, written: Exported) -> Question:
    """What to write, by words or the arrows; `only` in the words: of the selected card alone."""
    whose = [("all", ""), *([("one", f"only {customer.name}")] if customer else [])]
    rows = [
        Choice(f"{table} {form} {of}", written_as.label, hint)
        for of, hint in whose
        for table, formats in FORMATS.items()
        for form, written_as in formats.items()
        if written_as.label and (table != "faq" or of == "all")
    ]

    def taken(chosen: str) -> NextStep:
        table, form, of = chosen.split()
        only = customer if of == "one" else None
        name = named_after(only.name, table) if only else table

        def write(path: Path, over: bool) -> NextStep:
            return written(table, form, only, path, over)

        return new("Export", Path.home() / f"{name}.{FORMATS[table][form].ending or form}", book, write)

    hint = f"Type words of it; `only` finds what is {customer.name}'s alone." if customer else "Type words of it."
    return pick("Export", rows, taken, label="Write", hint=hint, fits=each_word, rows=MANY_ROWS)


def report(what: Report, book: Path) -> Question:
    """Choose the form of a report, and whether the broken promises are named; then where to."""
    named = [("", ""), *([("names", "broken promises by name")] if what.promises.broken_ones else [])]
    rows = [Choice(f"{form} {names}", text, hint) for names, hint in named for form, text in FORMS]

    def taken(chosen: str) -> NextStep:
        form, _, names = chosen.partition(" ")
        start = Path.home() / f"report-{what.period.span}-{what.period.first}.{SUFFIXES.get(form, form)}"

        def written(path: Path, over: bool) -> str:
            given_out.write(path, WRITERS[form](what, names=bool(names)), book, over=over)
            return f"Written to {path}."

        return new("Report", start, book, written)

    hint = "Broken promises are named only where a row says so."
    return pick("Report", rows, taken, label="Write", hint=hint, fits=each_word, rows=MANY_ROWS)


def column(seen: Seen, chosen: Callable[[str], None]) -> Question:
    """Choose what a column holds, by its first letters or the arrows."""

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["what"].strip().casefold()
        rows = [Choice(target, words) for target, words in CHOICES if typed in words.casefold()]
        rows.sort(key=lambda row: not row.text.casefold().startswith(typed))
        return Suggestions(rows, 0 if rows and typed else -1, f"It holds: {', '.join(seen.samples) or 'nothing'}")

    def submit(values: dict[str, str], target: str) -> str:
        if not target:
            return f"It stays: {words_for(seen.column.target)}."
        chosen(target)
        return f"{seen.column.header}: {words_for(target)}. {slots.key('columns')} looks what comes of it."

    return choosing(Question("Column", [("what", "It is", "")], submit, on_change, rows=MANY_ROWS))


def completions(typed: str, suffixes: Sequence[str]) -> list[Path]:
    """What stands there and begins so: folders, and files with one of the suffixes; hidden ones only when asked for."""
    text = str(Path(typed).expanduser()) + (os.sep if typed.endswith(os.sep) else "") if typed.strip() else os.sep
    folder, _, begun = text.rpartition(os.sep)
    matches = []
    try:
        with os.scandir(folder or os.sep) as entries:
            for entry in islice(entries, MOST_LOOKED_AT):
                if entry.name.casefold().startswith(begun.casefold()) and (begun or not entry.name.startswith(".")):
                    if entry.is_dir():
                        matches.append((False, entry.name, entry.path))
                    elif entry.name.lower().endswith(tuple(suffixes)):
                        matches.append((True, entry.name, entry.path))
    except OSError:
        return []
    matches.sort(key=lambda match: (match[0], match[1].casefold()))
    return [Path(path) for _, _, path in matches[:ROWS]]


def _size(path: Path) -> str:
    try:
        return "" if path.is_dir() else f"{max(1, path.stat().st_size // 1024):,} KB"
    except OSError:
        return ""
