"""A desk on an empty book whose clock stands still, and no way out to the machine's own clipboard."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import textual.screen
from textual._wait import wait_for_idle
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot

from deskapp.desk import clipboard
from deskapp.desk.session import Desk
from deskapp.ui import app as desk_app
from deskapp.ui.lines.line import clean
from deskapp.ui.symbols import symbols
from deskapp.ui.tidy import MIDDLE, OLD, YOUNG
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


@pytest.fixture(scope="session", autouse=True)
def style_sheets_parsed_before() -> Iterator[None]:
    """Each style sheet is parsed once for all apps with the same colours: 20 ms of each start.

    Textual 8.2 only reads parsed rules, and keeps them itself in the same way while one app runs.
    """
    parse, parsed = Stylesheet._parse_rules, dict[Any, list[RuleSet]]()

    def parse_once(sheet: Stylesheet, css: str, *place: Any, **more: Any) -> list[RuleSet]:
        key = (css, place, tuple(more.items()), tuple(sheet._variables.items()))
        if key not in parsed:
            parsed[key] = parse(sheet, css, *place, **more)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
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
