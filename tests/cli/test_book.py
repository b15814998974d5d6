import io
from pathlib import Path

import pytest

from deskapp.cli import bar
from deskapp.store import open_book
from tests.cli.conftest import Tool


def damage(folder: Path) -> None:
    for path in [*folder.glob("interactions.json*"), *folder.glob("journal/*")]:
        path.write_bytes(path.read_bytes().replace(b'"Ann 3"', b'"A\x00n 3"'))


def test_a_repair_saves_what_can_be_read_and_says_what_it_did(tool: Tool, folder: Path) -> None:
    for number in range(5):
        tool("log", "walk-in", f"Ann {number}")
    damage(folder)
    assert tool("doctor").status == 3
    answer = tool("doctor", "--repair")
    assert answer.status == 0
    assert "Lost: " in answer.out
    assert "Original kept: " in answer.out
    names = {one["customer"]["name"] for one in tool("list", "--json").json}
    assert {"Ann 0", "Ann 1", "Ann 2", "Ann 4"} <= names
    facts = tool("doctor", "--json").json
    assert (facts["sound"], facts["faults"]) == (True, [])
    assert tool("doctor", "--repair", "--json").json["repaired"]["lost"] == []


def test_no_repair_under_a_running_desk(tool: Tool, folder: Path) -> None:
    tool("log", "walk-in", "Ann")
    with open_book(folder):
        assert tool("doctor", "--repair").status == 4


def test_a_backup_brings_the_book_back(tool: Tool, folder: Path, tmp_path: Path) -> None:
    tool("log", "walk-in", "Ann")
    target = tmp_path / "copy.zip"
    answer = tool("backup", str(target))
    assert (answer.status, answer.out) == (0, f"{target}\n")
    assert "1 interactions" in answer.err
    assert tool("backup", str(target)).status == 1
    tool("log", "walk-in", "Ben")
    restored = tool("restore", str(target))
    assert restored.status == 0
    assert "The book until now" in restored.err
    assert [one["customer"]["name"] for one in tool("list", "--json").json] == ["Ann"]
    (saved,) = folder.glob("backups/before-restore-*.zip")
    assert tool("restore", str(saved), "--json").json["tables"]["interactions"] == 2
    assert len(tool("list", "--json").json) == 2


def test_a_backup_without_a_name_lies_with_the_others(tool: Tool, folder: Path, tmp_path: Path) -> None:
    assert tool("backup").status == 1
    tool("log", "walk-in", "Ann")
    with open_book(folder):
        made = tool("backup", "--json").json
    assert Path(made["file"]).parent == folder / "backups"
    assert made["tables"]["interactions"] == 1
    assert Path(tool("backup", str(tmp_path)).out.strip()).parent == tmp_path


def test_a_file_that_is_no_backup_replaces_nothing(tool: Tool, tmp_path: Path) -> None:
    tool("log", "walk-in", "Ann")
    (tmp_path / "x.zip").write_bytes(b"no zip")
    assert tool("restore", str(tmp_path / "x.zip")).status == 3
    assert tool("restore", str(tmp_path / "none.zip")).status == 1
    assert len(tool("list", "--json").json) == 1


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_shows_on_a_terminal_when_it_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bar, "AFTER", -1.0)
    screen, pipe = Terminal(), io.StringIO()
    for stream in (screen, pipe):
        with bar.progress(stream) as show:
            show(1, 2)
    assert screen.getvalue().startswith(f"\r[{'#' * 15}{'.' * 15}] 1/2\r ")
    assert pipe.getvalue() == ""


def test_no_bar_for_what_is_done_at_once() -> None:
    screen = Terminal()
    with bar.progress(screen) as show:
        show(1, 2)
    assert screen.getvalue() == ""
