"""Each file that the screen writes is for its owner alone; one that is there is asked about once, by its name."""

import stat
from pathlib import Path

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.crisis import crisis
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from tests.ui.hands import Hands, at_the_desk, worked_out

WAYS = {
    "export": ("f3", "x", *"csv", "enter"),
    "report": ("f7", "x", *"data", "enter"),
    "copy for them": ("f3", "W"),
    "brief": ("x", "w", "enter"),
    "playbook": ("f8", "w"),
}


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(Path, "home", lambda: folder)
    return folder


@pytest.fixture
def filled(desk: Session) -> Session:
    beth = customers.make(desk, "Beth")
    visit = crisis.start(desk, log.identify(desk, log.begin(desk, "walk-in"), beth))
    asked = crisis.add(desk, visit, "people", crisis.person("Ingrid", "ours", "owner"))
    (key,) = crisis.sheet_of(asked).people
    crisis.change(desk, asked, "people", key, told="yes")
    return desk


async def written(hands: Hands, way: str) -> None:
    await hands.press("escape", "escape", "f2", *WAYS[way], "enter")
    await worked_out(hands.pilot)


@pytest.mark.parametrize("way", WAYS)
async def test_a_file_that_is_there_is_replaced_only_after_one_question(filled: Session, out: Path, way: str) -> None:
    async with at_the_desk(filled, (120, 36)) as hands:
        await written(hands, way)
        (file,) = out.iterdir()
        hands.sees("Written")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        file.write_text("theirs")
        file.chmod(0o644)
        await written(hands, way)
        hands.sees(f"{file.name} is there already", "No, give another name", "Yes, replace it")
        await hands.press("enter")
        hands.sees("Write to")
        assert file.read_text() == "theirs"
        await hands.press("enter", "down", "enter")
        await worked_out(hands.pilot)
        hands.sees("Written")
    assert file.read_text() != "theirs" and stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in out.iterdir()] == [file.name]


async def test_a_place_that_does_not_take_it_is_told_and_the_path_stays_to_be_changed(
    filled: Session, out: Path
) -> None:
    async with at_the_desk(filled, (120, 36)) as hands:
        for typed, told in (("~nobody-of-this-name/x", "can't be the name of a file"), (str(out), "is a folder"),
                            (str(filled.book.path / "x.csv"), "among the book's own files")):  # fmt: skip
            await hands.press("escape", "escape", "f3", "x", *"csv", "enter", "ctrl+u", *typed, "enter")
            hands.sees(told)
        await hands.press("ctrl+u", *"no/such/x.csv", "enter")
        await worked_out(hands.pilot)
        hands.sees("there is no such folder")
    assert not list(out.iterdir()) and not (filled.book.path / "x.csv").exists()
