"""A file's path, completed while it is typed."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from deskapp.errors import NotFoundError, RefusedError, ThereAlreadyError
from deskapp.store import given_out
from deskapp.ui.asks.choosing import choosing
from deskapp.ui.widgets.entry import Ask, Choice, Next, Offer
from deskapp.ui.widgets.question import FILE

ROWS = 6
MOST_LOOKED_AT = 5000
LONGEST_NAME = 60
Taken = Callable[[Path], Next]
Written = Callable[[Path, bool], Next]
"""Writes the file; whether one that is there may go."""


def named_after(name: str, otherwise: str) -> str:
    """A file's name, without ending, out of a person's: letters and digits of it, no longer than any disk takes."""
    return "".join(one if one.isalnum() else "-" for one in name[:LONGEST_NAME]).strip("-") or otherwise


def existing(title: str, suffixes: Sequence[str], taken: Taken, *, start: str = "", hint: str = "") -> Ask:
    """Ask for a file that is there; Enter goes into a folder, or takes the file."""

    def react(values: dict[str, str]) -> Offer:
        typed = values["path"]
        found = completions(typed, suffixes)
        choices = [Choice(str(one), one.name + (os.sep if one.is_dir() else ""), _size(one)) for one in found]
        whole = Path(typed).expanduser()
        lit = -1 if typed.strip() and whole.is_file() else 0 if choices else -1
        words = hint or f"A file that ends in {', '.join(suffixes)}. Enter takes it, or goes into the folder."
        return Offer(choices, lit, words if choices or lit < 0 else "Nothing there begins so.")

    def done(values: dict[str, str], chosen: str) -> Next:
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
    return Ask(title=title, fields=fields, react=react, done=done, rows=ROWS, passing=FILE)


def new(title: str, start: Path, book: Path, written: Written, *, hint: str) -> Ask:
    """Ask where to write a file; whether one that is there may go is asked once, after that."""

    def react(values: dict[str, str]) -> Offer:
        with suppress(RefusedError):
            typed = given_out.path_of(values["path"])
            if values["path"].strip() and given_out.is_there(typed):
                return Offer(hint=f"{typed.name} is there already. Enter asks whether it may be replaced.", bad=True)
        return Offer(hint=hint)

    def done(values: dict[str, str], chosen: str) -> Next:
        if not values["path"].strip():
            return ""
        path = given_out.path_of(values["path"])
        try:
            given_out.place(path, book)
        except ThereAlreadyError:
            return _whether(path, book, written, lambda: new(title, path, book, written, hint=hint))
        return written(path, False)

    return Ask(title=title, fields=[("path", "Write to", str(start))], react=react, done=done, passing=FILE)


def _whether(path: Path, book: Path, written: Written, again: Callable[[], Ask]) -> Ask:
    rows = [
        Choice("no", "No, give another name"),
        Choice("yes", "Yes, replace it", "what stands in it now goes for good"),
    ]

    hint = f"{path.name} is there already, in {path.absolute().parent}. Down, then Enter replaces it."

    def react(values: dict[str, str]) -> Offer:
        typed = values["over"].strip().casefold()
        shown = [one for one in rows if one.text.casefold().startswith(typed)]
        return Offer(shown, 0 if shown else -1, hint, bad=True)

    def done(values: dict[str, str], chosen: str) -> Next:
        if chosen != "yes":
            return again()
        given_out.place(path, book, over=True)
        return written(path, True)

    fields = [("over", "Replace it?", "")]
    return choosing(Ask(title="Is there already", fields=fields, react=react, done=done))


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
