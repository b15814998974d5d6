import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from deskapp.cli.run import run
from deskapp.desk.session import Session
from deskapp.store import open_book


@dataclass
class Answer:
    """What a command line gave back."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Tool = Callable[..., Answer]


def call(*argv: str, desk: Session | None = None, **more: Any) -> Answer:
    out, err = io.StringIO(), io.StringIO()
    status = run(argv, desk=desk, out=out, err=err, **more)
    return Answer(status, out.getvalue(), err.getvalue())


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DESKAPP_DATA", "DESKAPP_STAFF", "DESKAPP_DEBUG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "book"


@pytest.fixture
def tool(folder: Path) -> Tool:
    """Each call opens the book, does one command, and closes it."""

    def once(*argv: str, **more: Any) -> Answer:
        return call("--data", str(folder), "--staff", "Robin", *argv, **more)

    return once


class Clock:
    """A wall clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def at_desk(folder: Path, clock: Clock) -> Any:
    """Each call is done at one desk that stays open, on a clock of the test's own."""
    with open_book(folder) as book:
        desk = Session(book, "Robin", now=clock)

        def once(*argv: str, **more: Any) -> Answer:
            return call(*argv, desk=desk, **more)

        yield once
