"""Where the book lies: what was asked for, else beside a checkout, else the user's own data folder."""

import os
from pathlib import Path
from typing import NamedTuple

VARIABLE = "DESKAPP_DATA"


class Place(NamedTuple):
    """The folder of the book, and what decided on it."""

    folder: Path
    reason: str


def place(asked: str = "") -> Place:
    """The book's folder: `--data`, `DESKAPP_DATA`, `data/` of a checkout (a stick carries it), or the user's own."""
    if asked:
        return Place(_absolute(asked), "--data")
    if named := os.environ.get(VARIABLE):
        return Place(_absolute(named), VARIABLE)
    checkout = Path(__file__).resolve().parents[2]
    if (checkout / "pyproject.toml").is_file():
        return Place(checkout / "data", "checkout")
    import platformdirs

    return Place(Path(platformdirs.user_data_dir("deskapp", appauthor=False)) / "book", "user")


def _absolute(text: str) -> Path:
    return Path(os.path.abspath(Path(text).expanduser()))  # noqa: PTH100 - resolve() would follow a link to the book
