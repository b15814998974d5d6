"""A desk on an empty book whose clock stands still, and no way out to the machine's own clipboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskapp.desk import clipboard
from deskapp.desk.session import Desk
from deskapp.ui import app as desk_app
from deskapp.ui.symbols import symbols
from tests.builders import StandingClock, a_desk
from tests.ui.hands import SIZES


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DESKAPP_DATA", "DESKAPP_STAFF", "DESKAPP_DEBUG", "DESKAPP_ASCII", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    symbols.cache_clear()


@pytest.fixture(autouse=True)
def settled_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for the machine to rest after the first frame comes right after it."""
    monkeypatch.setattr(desk_app, "SETTLED_AFTER", 0.001)


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was copied."""
    texts: list[str] = []
    monkeypatch.setattr(clipboard, "by_pyperclip", texts.append)
    return texts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "book"


@pytest.fixture
def now() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(folder: Path, now: StandingClock) -> Iterator[Desk]:
    with a_desk(folder, now) as desk:
        yield desk


@pytest.fixture(params=SIZES, ids=["80x24", "120x36"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    chosen: tuple[int, int] = request.param
    return chosen
