"""Sittings by lines: what is typed, all that is said, and what then lies in the book."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deskapp.cli.run import run
from deskapp.plain import run as listen
from deskapp.store import open_book
from tests.cli.conftest import folder, plain_surroundings

__all__ = ["folder", "plain_surroundings"]

Spoken = Callable[..., str]


def sit(folder: Path, *lines: str, staff: str = "Robin") -> str:
    """The lines typed, then the end of the input; gives all that was said."""
    out, err = io.StringIO(), io.StringIO()
    typed = io.StringIO("".join(f"{line}\n" for line in lines))
    who = ["--staff", staff] if staff else []
    status = run(["--data", str(folder), *who, "plain"], out=out, err=err, plain=lambda call: listen(call, typed))
    assert (status, err.getvalue()) == (0, "")
    return out.getvalue()


@pytest.fixture
def spoken(folder: Path) -> Spoken:
    """Sittings of Robin's at one book."""
    return lambda *lines, **more: sit(folder, *lines, **more)


def stored(folder: Path, table: str = "interactions") -> list[dict[str, Any]]:
    with open_book(folder, read_only=True) as book:
        return list(book.select(table))
