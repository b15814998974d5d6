"""Words of people never stand where a command line would take them for an option, nor where others see them (`ps`)."""

import ast
import io
import json
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest

from deskapp.cli import watch
from deskapp.cli.call import BookPlace, Call
from deskapp.cli.parser import read
from deskapp.commands.every import BY_NAME
from deskapp.desk.cards import customers
from deskapp.desk.promises import alerts, promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.ui.app import DeskApp
from tests.builders import StandingClock, a_desk
from tests.long_texts import sources

PROGRAMS = {"deskapp/desk/promises/notify.py": ["[program, f'--app-name={TITLE}', '--', TITLE, sentence]"]}
"""Every child process of the program, by its file, with its command line."""
STARTS = ("subprocess.", "os.exec", "os.spawn", "os.posix_spawn", "os.system", "os.popen", "asyncio.create_subprocess")


def is_option(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value[:2] == "--" != node.value


def in_pairs(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    together = node.args if isinstance(node, ast.Call) else node.elts if isinstance(node, ast.List | ast.Tuple) else []
    yield from pairwise(together)


def test_an_option_and_its_value_are_one_word_of_a_command_line() -> None:
    apart = [
        f"{path}: {ast.unparse(first)}, {ast.unparse(value)}"
        for path, node in sources()
        for first, value in in_pairs(node)
        if is_option(first) and not isinstance(value, ast.Constant | ast.Starred)
    ]
    assert apart == []


@pytest.mark.parametrize("value", ["--", "--help", "-h", "--data=x", "", "-", "=", "-- x"])
def test_the_value_of_an_option_is_whatever_stands_behind_its_sign(value: str) -> None:
    assert read(BY_NAME["ring"], [f"--name={value}", "--", "123"]).name == value


def test_each_program_that_is_started_is_known_with_all_that_its_command_line_says() -> None:
    found: dict[str, list[str]] = {}
    for path, node in sources():
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith(STARTS):
            found.setdefault(path, []).append(ast.unparse(node.args[0]))
    assert found == PROGRAMS


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The command lines of the programs that are started."""
    found: list[list[str]] = []
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "Popen", lambda words, **more: found.append(words))
    return found


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[Session]:
    """A desk that tells the desktop, with two promises of which one is due and one is due soon."""
    now = StandingClock()
    with a_desk(tmp_path / "book", now) as desk:
        beth = customers.make(desk, "Beth Marlow")
        settings.write(desk, alert_desktop=True)
        for minutes in (60, 75):
            promises.make(desk, "an aubergine price", now.at + timedelta(minutes=minutes), customer=beth)
        now.on(minutes=65)
        yield desk


def is_told_in_numbers_alone(started: list[list[str]]) -> bool:
    told = json.dumps(started).casefold()
    words = ("beth", "marlow", "aubergine", "price", "robin")
    return len(started) == 1 and "due" in told and not any(word in told for word in words)


async def test_the_screen_tells_the_desktop_nothing_of_anybody(waiting: Session, started: list[list[str]]) -> None:
    async with DeskApp(waiting).run_test(size=(80, 24)) as pilot:
        app = pilot.app
        assert isinstance(app, DeskApp)
        for _ in range(2000):
            if app._alerting:
                break
            await pilot.pause(0.01)
        assert app._alerting
        app._alerting.look(app)
    assert is_told_in_numbers_alone(started), started


def test_a_wall_screen_tells_the_desktop_nothing_of_anybody(waiting: Session, started: list[list[str]]) -> None:
    news = alerts.read(waiting).look(promises.all_open(waiting), waiting.now())
    call = Call(waiting, SimpleNamespace(), io.StringIO(), io.StringIO(), BookPlace(waiting.book.path, ""))
    watch._tell(call, news, waiting.now())
    assert is_told_in_numbers_alone(started), started
    assert "Beth Marlow" in call.out.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("kinds", [["soon"], ["due"], ["soon", "soon"], ["soon", "due"], ["due", "due"]])
def test_news_in_numbers_alone_are_a_sentence(waiting: Session, kinds: list[alerts.Kind]) -> None:
    (one, *_), now = promises.all_open(waiting), waiting.now()
    told = alerts.several([alerts.Alert(one, kind, now) for kind in kinds], now)
    assert told.endswith(".") and "due" in told.casefold() and "Beth" not in told
