"""A file's path, completed while it is typed."""

import os
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from deskapp.errors import NotFoundError
from deskapp.ui.widgets.entry import Ask, Choice, Next, Offer
from deskapp.ui.widgets.question import FILE

ROWS = 6
MOST_LOOKED_AT = 5000
LONGEST_NAME = 60
Taken = Callable[[Path], Next]


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
        path = Path(chosen or typed).expanduser()
        if path.is_dir():
            return existing(title, suffixes, taken, start=f"{path}{os.sep}", hint=hint)
        if not typed and not chosen:
            return ""
        if not path.is_file():
            raise NotFoundError(f"There is no file {path.name!r:.60} there.", "Type on, or choose one with the arrows.")
        return taken(path)

    fields = [("path", "File", start or f"{Path.home()}{os.sep}")]
    return Ask(title=title, fields=fields, react=react, done=done, rows=ROWS, passing=FILE)


def new(title: str, start: Path, taken: Taken, *, hint: str) -> Ask:
    """Ask where to write a file."""
    return Ask(
        title=title,
        fields=[("path", "Write to", str(start))],
        react=lambda values: Offer(
            hint=f"{values['path']} is there and will be replaced." if _is_there(values["path"]) else hint,
            bad=_is_there(values["path"]),
        ),
        done=lambda values, chosen: taken(Path(values["path"].strip()).expanduser()),
        passing=FILE,
    )


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


def _is_there(typed: str) -> bool:
    try:
        return Path(typed.strip()).expanduser().is_file()
    except OSError:
        return False


def _size(path: Path) -> str:
    try:
        return "" if path.is_dir() else f"{max(1, path.stat().st_size // 1024):,} KB"
    except OSError:
        return ""
