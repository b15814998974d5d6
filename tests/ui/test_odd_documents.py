"""Whatever stands in a document, the desk starts, every screen opens, and the others are shown."""

from pathlib import Path
from shutil import copytree

import pytest

from deskapp.desk.session import Session
from deskapp.store import open_book
from tests.builders import time_zone
from tests.odd_values import NAMES, cases, fill, put
from tests.ui.hands import at_the_desk

SCREENS = ("f2", "f3", "f4", "f5", "f6", "f7", "f8")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "book"
    fill(folder)
    return folder


@pytest.mark.parametrize("name", NAMES)
async def test_every_screen_opens_and_shows_the_others(sample: Path, tmp_path: Path, name: str) -> None:
    folder = Path(copytree(sample, tmp_path / "book"))
    odd = cases(folder, name)
    put(folder, odd)
    with time_zone("UTC"), open_book(folder, staff="Robin") as book:
        async with at_the_desk(Session(book, "Robin"), (120, 36)) as hands:
            assert "Beth Ocampo" in hands.screen
            for key in SCREENS:
                await hands.press(key)
                await hands.press("down", "down", "end", "home", "pagedown", "enter")
                await hands.press("escape", "escape")
            await hands.press("w")
            await hands.write("Beth Oc")
            assert "Beth Ocampo" in hands.screen
            await hands.press("enter", "j", "k", "down", "up", "ctrl+z")
            await hands.press("f10")
            is_odd = any(not case.is_understood for case in odd if case.table == "interactions")
            assert any("interactions/" in notice.sentence for notice in book.notices) or not is_odd
