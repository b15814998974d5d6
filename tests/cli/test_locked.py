"""Backups with a passphrase on the command line: where it comes from, and each refusal in one sentence."""

import io
import os
import sys
from pathlib import Path

import pytest

from deskapp.store.copies import crypt
from tests.cli.conftest import Tool

pytest.importorskip("cryptography", reason="the extra `crypt` is not installed")

WORDS = "three blue teapots"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crypt, "COST", 4)
    monkeypatch.setattr(crypt, "COSTS", range(4, crypt.COSTS.stop))


@pytest.fixture
def words(tmp_path: Path) -> Path:
    file = tmp_path / "words.txt"
    file.write_text(WORDS + "\n")
    file.chmod(0o600)
    return file


@pytest.fixture
def locked(tool: Tool, words: Path, tmp_path: Path) -> Path:
    assert tool("log", "walk-in", "Beth", "Ocampo", "--reason", "key").status == 0
    (tmp_path / "stick").mkdir()
    answer = tool("backup", "--passphrase", str(words), str(tmp_path / "stick"))
    assert answer.status == 0 and answer.err.startswith("Copied, locked and read back: "), answer
    assert "1 interactions" in answer.err
    (made,) = (tmp_path / "stick").iterdir()
    assert made == Path(answer.out.strip()) and made.suffix == ".locked"
    assert b"Ocampo" not in made.read_bytes()
    return made


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_restore_takes_the_passphrase_of_a_file(tool: Tool, locked: Path, words: Path) -> None:
    assert tool("log", "call", "Dan").status == 0
    answer = tool("restore", "--passphrase", str(words), str(locked))
    assert answer.status == 0 and "1 interactions" in answer.out, answer
    assert "Dan" not in tool("list").out and "Beth Ocampo" in tool("list").out


def test_restore_takes_it_from_the_input(tool: Tool, locked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{WORDS}\nmore\n"))
    assert tool("restore", "--passphrase", "-", str(locked)).status == 0


def test_restore_asks_on_a_terminal(tool: Tool, locked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def getpass(prompt: str) -> str:
        asked.append(prompt)
        return WORDS

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", getpass)
    assert tool("restore", str(locked)).status == 0
    assert asked == [f"Passphrase of {locked.name}: "]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("other", "That is not the passphrase of"),
        ("", "The first line of the answer is empty"),
        (None, "No passphrase was typed"),
    ],
)
def test_what_is_typed_wrong_is_one_sentence(
    tool: Tool, locked: Path, monkeypatch: pytest.MonkeyPatch, typed: str | None, said: str
) -> None:
    def getpass(_prompt: str) -> str:
        if typed is None:
            raise EOFError
        return typed

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", getpass)
    answer = tool("restore", str(locked))
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith(f"deskapp: {said}") and answer.err.count("\n") == 1


@pytest.mark.parametrize("stdin", [None, io.StringIO("")])
def test_where_nobody_can_be_asked_the_way_is_told(
    tool: Tool, locked: Path, monkeypatch: pytest.MonkeyPatch, stdin: io.StringIO | None
) -> None:
    monkeypatch.setattr(sys, "stdin", stdin)
    answer = tool("restore", str(locked))
    assert answer.status == 1 and "is locked with a passphrase. Put it in the first line of a file" in answer.err
    assert "deskapp restore --passphrase FILE" in answer.err


def test_a_passphrase_for_a_backup_that_has_none_is_refused(
    tool: Tool, words: Path, locked: Path, tmp_path: Path
) -> None:
    assert tool("backup", str(tmp_path / "open.zip")).status == 0
    answer = tool("restore", "--passphrase", str(words), str(tmp_path / "open.zip"))
    assert answer.status == 1 and "isn't locked with a passphrase" in answer.err
    answer = tool("restore", "--passphrase", str(words), str(tmp_path / "none.zip"))
    assert answer.status == 1 and "There is no file" in answer.err


def test_a_locked_backup_goes_to_a_place_that_is_named(tool: Tool, words: Path, locked: Path, folder: Path) -> None:
    answer = tool("backup", "--passphrase", str(words))
    assert answer.status == 1 and "A locked backup is for another disk." in answer.err
    answer = tool("backup", "--passphrase", str(words), str(folder / "backups"))
    assert answer.status == 1 and "among the book's own files" in answer.err
    answer = tool("backup", "--passphrase", str(words), str(locked))
    assert answer.status == 1 and "is there already" in answer.err and "--force" in answer.err
    assert tool("backup", "--force", "--passphrase", str(words), str(locked)).status == 0


@pytest.mark.skipif(os.name == "nt", reason="no modes there")
def test_a_passphrase_that_others_may_read_is_told(tool: Tool, words: Path, locked: Path) -> None:
    words.chmod(0o644)
    answer = tool("restore", "--passphrase", str(words), str(locked))
    assert answer.status == 0
    assert f"Other accounts on this computer may read {words}. `chmod 600 {words}` keeps them out." in answer.err


@pytest.mark.parametrize("named", ["none.txt", ".", "empty.txt"])
def test_a_file_without_a_passphrase_is_one_sentence(tool: Tool, locked: Path, tmp_path: Path, named: str) -> None:
    (tmp_path / "empty.txt").touch()
    for line in (("backup", "--force"), ("restore",)):
        answer = tool(*line, "--passphrase", str(tmp_path / named), str(locked))
        assert (answer.status, answer.err.count("\n"), answer.out) == (1, 1, "")


def test_without_the_package_it_is_one_sentence(
    tool: Tool, words: Path, locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("cryptography", "cryptography.hazmat.primitives.ciphers", "cryptography.hazmat.primitives.kdf"):
        monkeypatch.setitem(sys.modules, name, None)
    for line in (("backup", "--force"), ("restore",)):
        answer = tool(*line, "--passphrase", str(words), str(locked))
        assert answer.status == 1 and "`pip install 'deskapp[crypt]'` adds it." in answer.err
