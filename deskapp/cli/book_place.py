"""Where the book lies."""

from pathlib import Path
from typing import NamedTuple

from deskapp.cli.folder import folder


class BookPlace(NamedTuple):
    """The folder of the book, and what decided on it."""

    folder: Path
    reason: str


def place(asked: str = "") -> BookPlace:
    """The book's folder, where `--data` may have asked for one."""
    path, reason = folder(asked)
    return BookPlace(Path(path), reason)
