"""A desk on an empty book whose clock stands still, and no way out to the machine's own clipboard."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import textual.screen
from textual._wait import wait_for_idle
from textual.pilot import Pilot

from deskapp import clock
from deskapp.desk.answers import clipboard
from deskapp.desk.session import Session
from deskapp.ui import app as desk_app
from deskapp.ui.collector import MIDDLE, OLD, YOUNG
from deskapp.ui.render.line import clean
from deskapp.ui.symbols import symbols
from tests.builders import StandingClock, a_desk
from tests.ui import quick_textual
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

    Textual 8.2's own pilot waits 40 ms for each key; that would be most of a test's time. So it does between the parts
    of a click, where it is enough that each has had its effect.
    """
    parts_of_a_click = Pilot._post_mouse_events
    clicking: set[Pilot[int]] = set()

    async def press(pilot: Pilot[int], *keys: str) -> None:
        await Hands(pilot).press(*keys)

    async def pause(pilot: Pilot[int], delay: float | None = None) -> None:
        await Hands(pilot).settle(delay or 0)
        if pilot not in clicking:
            await wait_for_idle(0)

    async def click(pilot: Pilot[int], *what: Any, **how: Any) -> bool:
        clicking.add(pilot)
        try:
            hit = await parts_of_a_click(pilot, *what, **how)
        finally:
            clicking.discard(pilot)
        await wait_for_idle(0)
        return hit

    monkeypatch.setattr(Pilot, "press", press)
    monkeypatch.setattr(Pilot, "_post_mouse_events", click)
    monkeypatch.setattr(Pilot, "pause", pause)
    monkeypatch.setattr(textual.screen, "UPDATE_PERIOD", 1 / 120)


@pytest.fixture(scope="session", autouse=True)
def textual_does_things_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        quick_textual.begin(patch)
        yield


@pytest.fixture(scope="session")
def frozen_once() -> None:
    """What was loaded so far is left out of all later collections, and those come as seldom as while an app runs."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)


@pytest.fixture(autouse=True)
def nothing_kept_of_an_app(frozen_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """An app that ended can be collected: each start keeps for good what is there, else 1,500 apps would stay."""
    monkeypatch.setattr(gc, "freeze", lambda: None)


@pytest.fixture(autouse=True)
def settled_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for the machine to rest after the first frame comes right after it."""
    monkeypatch.setattr(desk_app, "SETTLED_AFTER", 0.001)


@pytest.fixture(autouse=True)
def no_second_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app's own second passes when a test lets it pass, by `Hands.second`, never in between."""
    monkeypatch.setattr(clock, "SECOND", 1_000_000.0)


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
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of whoever sits there, where paths that begin nowhere else begin."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    return home


@pytest.fixture
def now() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(folder: Path, now: StandingClock) -> Iterator[Session]:
    with a_desk(folder, now) as desk:
        yield desk


@pytest.fixture(params=SIZES, ids=["80x24", "120x36"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    chosen: tuple[int, int] = request.param
    return chosen
