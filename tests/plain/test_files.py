"""Plain mode writes files as the command line does; one that is there is only written over after a yes."""

import io
import stat
import sys
from pathlib import Path

import pytest

from deskapp import clock
from deskapp.cli.run import run
from deskapp.plain import verbs
from deskapp.plain.session import PlainSession
from deskapp.plain.typed import Typed
from deskapp.store import open_book
from tests.plain.conftest import Spoken


@pytest.fixture
def spoken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Spoken:
    """A sitting of Robin's in a folder of its own: the lines typed; gives all that was said."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    def sit(*lines: str, out: io.StringIO | None = None) -> str:
        out, err = out or io.StringIO(), io.StringIO()
        typed = Typed(io.StringIO("".join(f"{line}\n" for line in lines)))
        words = ["--data", str(tmp_path / "book"), "--staff", "Robin", "plain"]
        status = run(words, out=out, err=err, plain=lambda call: PlainSession(call, typed).run(verbs.do))
        assert (status, err.getvalue()) == (0, "")
        return out.getvalue()

    return sit


LINES = (
    "export customers -o x",
    "report week -o x",
    "report -o x",
    "subject Beth -o x",
    "H -o x",
    "handover -o x",
    "backup x",
)


@pytest.mark.parametrize("line", LINES)
def test_a_file_that_is_there_is_asked_about_once_by_its_name(spoken: Spoken, line: str) -> None:
    begun, file = ("w", "", "who Beth"), Path("x")
    told = spoken(*begun, line)
    assert "is there already" not in told and stat.S_IMODE(file.stat().st_mode) == 0o600, told
    file.write_text("theirs")
    for answer, lost in (("", False), ("n", False), ("y", True)):
        told = spoken(line, answer)
        assert told.count("x is there already. y writes over it: ") == 1
        assert ("Nothing was written." in told) is not lost and (file.read_bytes() != b"theirs") is lost


def test_what_is_not_asked_about_is_told(spoken: Spoken) -> None:
    Path("folder.csv").mkdir()
    told = spoken("export customers -o folder.csv", "export nobody -o x", "export faq -o -", "n -o x")
    assert "folder.csv is a folder. Name a file in it." in told and "choose from 'customers'" in told
    assert "is there already" not in told and [one.name for one in Path().iterdir()] == ["folder.csv"]


class Shown(io.StringIO):
    """Lines that go to a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("asked", ["customers --format csv", "promises", "log --format md", "customers --format html"])
def test_what_is_given_out_to_a_file_or_a_pipe_is_what_the_command_line_gives(spoken: Spoken, asked: str) -> None:
    Path("in.csv").write_text('Name,Notes\nAnn Lee,"two\tcolumns\u2028and a line"\n')
    spoken("import in.csv", "promise 'Ann Lee' write --by 'tomorrow 9:00'")
    with open_book(Path("../book"), staff="Robin") as book, book.change("by hand", by="", at=clock.now()) as change:
        (promise,) = book.select("promises")
        change.put("promises", {**promise, "what": "write\ttwo\tcolumns"})
    out = io.StringIO()
    assert run(["--data", "../book", "export", *asked.split()], out=out, err=io.StringIO()) == 0
    assert out.getvalue() in spoken(f"export {asked}")


def test_a_terminal_is_shown_no_tab_and_no_control_character(spoken: Spoken) -> None:
    Path("in.csv").write_text('Name,Notes\nAnn Lee,"two\tcolumns"\n')
    told = spoken("import in.csv", "export customers --format csv", out=Shown())
    assert "two columns" in told and "\t" not in told and "\r" not in told


class Terminal(io.StringIO):
    """What is typed on a terminal; a command that reads of it would ask blindly."""

    def isatty(self) -> bool:
        return True

    def readline(self, *given: object) -> str:  # type: ignore[override]
        raise AssertionError("it was asked where nobody sees the question")


@pytest.mark.parametrize("line", ["erase Beth Ocampo", "erase Beth Ocampo --also none", "retain --months 12"])
def test_what_asks_before_it_erases_asks_nothing_blindly(
    spoken: Spoken, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())
    spoken("w Beth Ocampo", "", "who Beth Ocampo", "n Beth Ocampo and Ocampo", "e done", "because it is done")
    told = spoken(line, "Beth Ocampo", "card Beth Ocampo")
    name = line.split()[0]
    assert f"quit, then `deskapp {name}`." in told and "fault of its own" not in told, told
    assert "id:             cus_" in told, told
    assert "quit, then" not in spoken(f"{line} --dry-run")


@pytest.mark.parametrize("line", ["backup --passphrase - x", "backup x --passphrase -", "backup --passphrase=- x"])
def test_a_passphrase_is_never_the_next_line_that_is_typed(spoken: Spoken, line: str) -> None:
    told = spoken(line, "w", "", "who Beth", "list")
    assert "Put the passphrase in a file and name that." in told and "Beth" in told
    assert not Path("x").exists()
