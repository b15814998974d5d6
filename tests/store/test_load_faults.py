"""What reading a book whole makes of files that change hands, and of what is not there."""

import shutil
from pathlib import Path

import pytest

from deskapp.errors import BookDamagedError
from deskapp.store import open_book
from deskapp.store.copies.doctor import check
from deskapp.store.engine import load as loading
from deskapp.store.engine.journal import read_segment
from deskapp.store.engine.load import load
from deskapp.store.engine.loaded import Finding, Loaded
from tests.store.books import content, flip, grow, kill, segments, whole

pytestmark = pytest.mark.usefixtures("the_clock_stands")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A book as at kill -9, with several segments and changes that only the last one holds."""
    with open_book(tmp_path / "live") as book:
        grow(book, 20, 40, 50)
        shutil.copytree(tmp_path / "live", tmp_path / "book")
    return tmp_path / "book"


def test_a_fault_that_is_met_once_is_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, turns = loading._load_once, []

    def once(folder: Path, whole: bool) -> Loaded:
        found = real(folder, whole)
        turns.append(folder)
        if len(turns) == 1:
            found.findings.append(Finding(folder, "a place", "A fault.", loses=True))
        return found

    monkeypatch.setattr(loading, "_load_once", once)
    assert load(folder).findings == []
    assert len(turns) == 2


def test_a_file_that_goes_while_it_is_read_is_read_for_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = read_segment
    turns: list[Path] = []

    def going(path: Path) -> object:
        turns.append(path)
        if len(turns) == 1:
            raise FileNotFoundError(path)
        return real(path)

    monkeypatch.setattr(loading, "read_segment", going)
    assert load(folder).findings == []
    assert len(turns) > 1


def test_the_missing_end_of_the_journal_is_told_and_nothing_opens_where_it_is_lost(folder: Path) -> None:
    """The tables' files are of different ages; what the one lacks was in the journal alone."""
    older = (folder / "customers.json.prev").read_bytes()
    (folder / "customers.json").write_bytes(older)
    *_, before_last, last = segments(folder)
    last.unlink()
    data = before_last.read_bytes().rstrip(b"\0")
    before_last.write_bytes(data[: data.rindex(b"\n", 0, len(data) - 1) + 1])
    lost = [finding for finding in check(folder) if finding.loses]
    assert any("The end of the journal is missing" in finding.sentence for finding in lost)
    with pytest.raises(BookDamagedError, match="end of the journal is missing"):
        open_book(folder)


def test_a_journal_that_is_gone_is_never_silent(folder: Path) -> None:
    with open_book(folder):
        pass
    before = whole(folder)
    for path in segments(folder):
        path.unlink()
    assert any("missing" in finding.sentence for finding in check(folder))
    try:
        with open_book(folder) as book:
            told = [str(notice) for notice in book.notices]
            assert content(book) == before
    except BookDamagedError as error:
        told = [str(error)]
    assert any("missing" in one for one in told)


def test_damage_where_opening_does_not_look_is_found_by_the_doctor(folder: Path) -> None:
    first = segments(folder)[0]
    flip(first, first.read_bytes().index(b"reason 2"))
    assert load(folder).findings == []
    assert [finding.path for finding in check(folder)] == [first]


def test_each_fault_is_told_once_and_its_original_is_kept(folder: Path) -> None:
    first = folder / "customers.json"
    flip(first, first.read_bytes().index(b"Customer 8"))
    damaged = first.read_bytes()
    for path in (folder / "customers.json.new", folder / "journal" / "00000009.jsonl.new"):
        path.write_bytes(b"left behind")
    with open_book(folder) as book:
        assert len(book.notices) == 1
        (kept,) = (path for path in (folder / "kept").iterdir() if not path.name.endswith(".why.txt"))
        assert kept.read_bytes() == damaged
        assert list(folder.rglob("*.new")) == []


def test_a_fault_that_was_told_is_not_told_again(folder: Path) -> None:
    last = segments(folder)[-1]
    last.write_bytes(last.read_bytes().rstrip(b"\0")[:-9])
    told = []
    for _ in range(3):
        book = open_book(folder)
        told.append(len(book.notices))
        kill(book)
    assert told == [1, 0, 0]


def test_damage_is_told_with_the_byte_at_which_it_begins(folder: Path) -> None:
    last = segments(folder)[-1]
    data = last.read_bytes()
    place = data.index(b"reason 44")
    flip(last, place)
    (finding,) = (finding for finding in check(folder) if finding.loses)
    assert finding.place == f"byte {data.rindex(bytes([10]), 0, place) + 1}"
