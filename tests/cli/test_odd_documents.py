"""Whatever stands in a document, every command works on, the others are shown, and the odd one is told."""

import io
from pathlib import Path
from shutil import copytree

import pytest

from deskapp.cli.run import run
from deskapp.desk.session import Session
from deskapp.desk.visits import day as days
from deskapp.plain import run as listen
from deskapp.store import open_book
from tests.cli.conftest import Answer, call
from tests.odd_values import NAMES, SINGLES, Case, cases, fill, put, put_singles

UNREADABLE = ("deep", "a little deep", "half a character")
"""With these nothing of a document can be read."""
LISTS = ("list", "customers", "promises", "faq")
LOOKS = (
    *LISTS, "list --find a", "list --find 555", "list --today", "list --open", "customers be", "customers 555", "reply",
    "card Beth_Ocampo", "report", "report week", "report --format json", "handover", "handover --past", "doctor --json",
    "handover --date today", "unfinished", "ring-back", "settings", "crisis Beth_Ocampo", "doctor", "faq invoice",
    "subject Beth_Ocampo -o {out}/1.json", "export customers -o {out}/1.vcf", "export customers -o {out}/2.csv",
    "export customers -o {out}/3.json", "export log -o {out}/4.csv", "export log -o {out}/5.json",
    "export promises -o {out}/6.ics", "export promises -o {out}/7.csv", "export faq -o {out}/8.md",
    "report month -o {out}/9.md", "retain --months 1 --dry-run", "erase Gus_Whitfield --dry-run",
)  # fmt: skip
ACTS = (
    "note Beth_Ocampo one_more", "reason Beth_Ocampo the_lens", "promise Beth_Ocampo a_call --by 17:00", "shift Kim",
    "undo", "redo", "undo", "log walk-in Nina", "end Nina gone", "log call Beth_Ocampo", "handover-note the_key",
    "handover-give Kim", "lesson be_early", "faq-add Where_to? --answer Left", "preference Beth_Ocampo tea",
    "settings theme light", "ring +441632960001", "close-earlier", "backup {out}/b.zip",
)  # fmt: skip
LINES = (
    "list", "promises", "card Beth Ocampo", "customers be", "/ the", "w Zoe", "n a word", "e done", "H", "H past",
    "report", "f where", "y", "attend", "next", "u", "U", "B", "k", "quit",
)  # fmt: skip


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "book"
    fill(folder)
    return folder


@pytest.fixture
def folder(sample: Path, tmp_path: Path) -> Path:
    return Path(copytree(sample, tmp_path / "book"))


def at(folder: Path, line: str) -> Answer:
    (folder.parent / "out").mkdir(exist_ok=True)
    words = [word.replace("_", " ").format(out=folder.parent / "out") for word in line.split()]
    answer = call("--data", str(folder), "--staff", "Robin", *words)
    assert answer.status in (0, 1, 3) and "fault of its own" not in answer.err, f"{line}: {answer.err[-3000:]}"
    return answer


def ids(folder: Path) -> set[str]:
    return {one["id"] for line in LISTS for one in at(folder, f"{line} --json").json}


@pytest.mark.parametrize("name", NAMES)
def test_every_command_works_on_and_shows_the_others(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKAPP_DEBUG", "1")
    sound, odd = ids(folder), cases(folder, name)
    put(folder, odd)
    assert sound <= ids(folder)
    for line in (*LOOKS, *ACTS):
        at(folder, line)
    assert sound <= ids(folder)
    out, err = io.StringIO(), io.StringIO()
    typed = io.StringIO("".join(f"{line}\n" for line in LINES))
    argv = ["--data", str(folder), "--staff", "Robin", "plain"]
    run(argv, out=out, err=err, plain=lambda call: listen(call, typed))
    assert "fault of its own" not in err.getvalue() + out.getvalue(), err.getvalue()[-3000:]
    _told(folder, odd)


@pytest.mark.parametrize("name", SINGLES)
def test_settings_of_any_kind_stop_nobody_and_can_be_mended(folder: Path, name: str) -> None:
    put_singles(folder, name)
    for line in ("list", "settings", "report", "log walk-in Nina", "end Nina gone", "settings theme light", "doctor"):
        at(folder, line)
    assert at(folder, "settings theme --json").json["theme"] == "light" or name in UNREADABLE
    out, err = io.StringIO(), io.StringIO()
    argv = ["--data", str(folder), "--staff", "Robin", "plain"]
    run(argv, out=out, err=err, plain=lambda call: listen(call, io.StringIO("w Zoe\nn a word\ne done\nquit\n")))
    assert "fault of its own" not in err.getvalue() + out.getvalue(), err.getvalue()[-3000:]
    at(folder, "doctor --repair")
    assert at(folder, "doctor --json").json["sound"]
    assert at(folder, "settings theme dark").status == 0


def _told(folder: Path, odd: list[Case]) -> None:
    """The doctor names each that is not understood by table and id, and no other; the lists say that some are."""
    faults = {(one["file"], one["place"]) for one in at(folder, "doctor --json").json["faults"]}
    wanted = {(case.table, case.id) for case in odd if not case.is_understood and case.path != ("id",)}
    assert wanted <= faults
    assert not {(case.table, case.id) for case in odd if case.is_sound} & faults
    with open_book(folder, read_only=True) as book:
        days.look(Session(book))
        told = any("interactions" in sentence for sentence in book.notices.sentences)
        assert told or all(table != "interactions" for table, _ in wanted)
