"""A desk on an empty book whose clock stands still, and no way out to the machine's own clipboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import textual.screen
from textual._wait import wait_for_idle
from textual.pilot import Pilot

from deskapp.desk import clipboard
from deskapp.desk.session import Desk
from deskapp.ui import app as desk_app
from deskapp.ui.lines.line import clean
from deskapp.ui.symbols import symbols
from tests.builders import StandingClock, a_desk
from tests.ui.hands import SIZES, Hands


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DESKAPP_DATA", "DESKAPP_STAFF", "DESKAPP_DEBUG", "DESKAPP_ASCII", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    symbols.cache_clear()
    clean.cache_clear()


@pytest.fixture(autouse=True)
def fast_fingers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pilot presses its keys all at once, and then waits until all of them have had their effect.

    Textual 8.2's own pilot waits 40 ms for each key; that would be most of a test's time.
    """

    async def press(pilot: Pilot[int], *keys: str) -> None:
        await Hands(pilot).press(*keys)

    async def pause(pilot: Pilot[int], delay: float | None = None) -> None:
        await Hands(pilot).settle(delay or 0)
        await wait_for_idle(0)

    monkeypatch.setattr(Pilot, "press", press)
    monkeypatch.setattr(Pilot, "pause", pause)
    monkeypatch.setattr(textual.screen, "UPDATE_PERIOD", 1 / 120)


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
