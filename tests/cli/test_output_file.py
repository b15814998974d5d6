"""Commands that write a file take no name that is taken, nor leave one that others can read; `-` is the output."""

import json
import os
import resource
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from deskapp.commands.every import BY_NAME
from tests.cli.conftest import call

WRITING = {
    "export": ("export", "customers", "-o", "FILE.csv"),
    "export of the FAQ": ("export", "faq", "-o", "FILE.md"),
    "report": ("report", "day", "-o", "FILE.txt"),
    "subject": ("subject", "Beth", "-o", "FILE.json"),
    "handover": ("handover", "-o", "FILE.txt"),
    "backup": ("backup", "FILE.zip"),
}


@pytest.fixture
def filled(tool: Any, tmp_path: Path) -> Any:
    assert tool("log", "walk-in", "Beth", "--new").status == 0
    assert tool("faq-add", "Do you mend bows?", "--answer", "Yes.").status == 0
    (tmp_path / "out").mkdir()
    return tool


def argv(name: str, file: str) -> list[str]:
    return [file + word[4:] if word.startswith("FILE") else word for word in WRITING[name]]


def test_no_command_that_writes_a_file_is_forgotten_here() -> None:
    writing = {
        name
        for name, command in BY_NAME.items()
        if {"-o", "--force"} & {flag for one in command.arguments for flag in one.flags}
    }
    assert writing == {words[0] for words in WRITING.values()}


@pytest.mark.parametrize("name", WRITING)
def test_it_is_private_and_writes_over_another_only_with_force(filled: Any, tmp_path: Path, name: str) -> None:
    words = argv(name, str(tmp_path / "out" / "x"))
    file = Path(next(word for word in words if "/out/x" in word))
    file.write_text("theirs")
    file.chmod(0o644)
    refused = filled(*words)
    assert (refused.status, refused.out) == (1, "")
    assert refused.err.endswith(f"{file} is there already. Give another name, or add --force to write over it.\n")
    assert file.read_text() == "theirs"
    assert filled(*words, "--force").status == 0
    assert file.read_bytes() != b"theirs" and stat.S_IMODE(file.stat().st_mode) == 0o600
    file.unlink()
    assert filled(*words).status == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and [one.name for one in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("name", WRITING)
def test_a_place_that_does_not_take_it_is_refused_in_one_sentence(filled: Any, tmp_path: Path, name: str) -> None:
    (tmp_path / "plain").write_text("")
    book = tmp_path / "book"
    before = {one.name: one.stat().st_size for one in book.iterdir()}
    ends = Path(argv(name, "x")[-1]).suffix
    (tmp_path / f"full{ends}").symlink_to("/dev/full")
    for place in (tmp_path / "plain" / "x", book / "x", tmp_path / "folder", tmp_path / "full"):
        if place.name == "folder":
            place.with_suffix(ends).mkdir()
            if name == "backup":
                continue  # a folder takes one by a name of its own
        refused = filled(*argv(name, str(place)), "--force")
        assert refused.status == 1 and refused.out == "", refused.err
        assert len(refused.err.strip().splitlines()[-1].split(". ")) == 2, refused.err
    assert {one.name: one.stat().st_size for one in book.iterdir()} == before


@pytest.mark.parametrize("name", ["export", "export of the FAQ", "report", "subject", "handover"])
def test_a_dash_is_the_output(filled: Any, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path / "out")
    words = [word if not word.startswith("FILE") else "-" for word in WRITING[name]]
    answer = filled(*words)
    assert (answer.status, answer.err) == (0, "") and len(answer.out) > 30
    assert not list((tmp_path / "out").iterdir())


def test_a_hand_over_as_json_goes_into_its_file(filled: Any, tmp_path: Path) -> None:
    assert filled("handover", "--json", "-o", str(tmp_path / "x.json")).out == ""
    assert "title" in json.loads((tmp_path / "x.json").read_text())


def test_what_can_be_no_name_is_refused(filled: Any) -> None:
    for name in WRITING:
        words = argv(name, "~nobody-of-this-name/x")
        assert filled(*words).status == 1 and "can't be the name of a file" in filled(*words).err


@pytest.mark.parametrize(("name", "over"), [("export", True), ("subject", False), ("backup", True), ("backup", False)])
def test_a_full_disk_leaves_no_half_file(filled: Any, tmp_path: Path, name: str, over: bool) -> None:
    words = argv(name, str(tmp_path / "out" / "x"))
    file = Path(next(word for word in words if "/out/x" in word))
    if over:
        file.write_text("theirs")

    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))

    command = [
        sys.executable,
        "-m",
        "deskapp",
        "--data",
        str(tmp_path / "book"),
        *words,
        *(["--force"] if over else []),
    ]
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=small, check=False, env={**os.environ})
    assert done.returncode == 1 and "too large for this disk" in done.stderr, done.stderr
    assert [one.name for one in file.parent.iterdir()] == ([file.name] if over else [])
    assert not over or file.read_text() == "theirs"


def test_the_help_of_each_says_how(filled: Any) -> None:
    for words in WRITING.values():
        told = call(words[0], "--help").out
        assert "--force" in told and "write over the file if it is there" in told
