"""A file's path, completed while it is typed."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from deskapp.errors import NotFoundError, RefusedError, ThereAlreadyError
from deskapp.store.copies import given_out
from deskapp.ui.questions.choosing import choosing
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions
from deskapp.ui.widgets.question import FILE

ROWS = 6
MOST_LOOKED_AT = 5000
LONGEST_NAME = 60
Taken = Callable[[Path], NextStep]
Written = Callable[[Path, bool], NextStep]
"""Writes the file; whether one that is there may go."""


def named_after(name: str, otherwise: str) -> str:
    """A file's name, without ending, out of a person's: letters and digits of it, no longer than any disk takes."""
    return "".join(one if one.isalnum() else "-" for one in name[:LONGEST_NAME]).strip("-") or otherwise


def existing(title: str, suffixes: Sequence[str], taken: Taken, *, start: str = "", hint: str = "") -> Question:
    """Ask for a file that is there; Enter goes into a folder, or takes the file."""

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["path"]
        found = completions(typed, suffixes)
        choices = [Choice(str(one), one.name + (os.sep if one.is_dir() else ""), _size(one)) for one in found]
        whole = Path(typed).expanduser()
        selected = -1 if typed.strip() and whole.is_file() else 0 if choices else -1
        words = hint or f"A file that ends in {', '.join(suffixes)}. Enter takes it, or goes into the folder."
        return Suggestions(choices, selected, words if choices or selected < 0 else "Nothing there begins so.")

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        typed = values["path"].strip()
        path = Path(chosen) if chosen else given_out.path_of(typed)
        if path.is_dir():
            return existing(title, suffixes, taken, start=f"{path}{os.sep}", hint=hint)
        if not typed and not chosen:
            return ""
        if not path.is_file():
            raise NotFoundError(f"There is no file {path.name!r:.60} there.", "Type on, or choose one with the arrows.")
        return taken(path)

    fields = [("path", "File", start or f"{Path.home()}{os.sep}")]
    return Question(title=title, fields=fields, on_change=on_change, submit=submit, rows=ROWS, passing=FILE)


def new(title: str, start: Path, book: Path, written: Written, *, hint: str) -> Question:
    """Ask where to write a file; whether one that is there may go is asked once, after that."""

    def on_change(values: dict[str, str]) -> Suggestions:
        with suppress(RefusedError):
            typed = given_out.path_of(values["path"])
            if values["path"].strip() and given_out.is_there(typed):
                return Suggestions(
                    hint=f"{typed.name} is there already. Enter asks whether it may be replaced.", bad=True
                )
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

    return Question(
        title=title, fields=[("path", "Write to", str(start))], on_change=on_change, submit=submit, passing=FILE
    )


def _whether(path: Path, book: Path, written: Written, again: Callable[[], Question]) -> Question:
    rows = [
        Choice("no", "No, give another name"),
        Choice("yes", "Yes, replace it", "what stands in it now goes for good"),
    ]

    hint = f"{path.name} is there already, in {path.absolute().parent}. Down, then Enter replaces it."

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["over"].strip().casefold()
        shown = [one for one in rows if one.text.casefold().startswith(typed)]
        return Suggestions(shown, 0 if shown else -1, hint, bad=True)

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if chosen != "yes":
            return again()
        given_out.place(path, book, over=True)
        return written(path, True)

    fields = [("over", "Replace it?", "")]
    return choosing(Question(title="Is there already", fields=fields, on_change=on_change, submit=submit))


def completions(typed: str, suffixes: Sequence[str]) -> list[Path]:
    """What stands there and begins so: folders, and files with one of the suffixes; hidden ones only when asked for."""
    text = str(Path(typed).expanduser()) + (os.sep if typed.endswith(os.sep) else "") if typed.strip() else os.sep
    folder, _, begun = text.rpartition(os.sep)
    found = []
    try:
        with os.scandir(folder or os.sep) as entries:
            for one in islice(entries, MOST_LOOKED_AT):
                if one.name.casefold().startswith(begun.casefold()) and (begun or not one.name.startswith(".")):
                    if one.is_dir():
                        found.append((False, one.name, one.path))
                    elif one.name.lower().endswith(tuple(suffixes)):
                        found.append((True, one.name, one.path))
    except OSError:
        return []
    found.sort(key=lambda it: (it[0], it[1].casefold()))
    return [Path(path) for _, _, path in found[:ROWS]]


def _size(path: Path) -> str:
    try:
        return "" if path.is_dir() else f"{max(1, path.stat().st_size // 1024):,} KB"
    except OSError:
        return ""
