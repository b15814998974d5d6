"""A repair takes of each document the newest that can be read, and of a damaged head nothing."""

import shutil
from pathlib import Path

import pytest

from deskapp.store import open_book
from deskapp.store.copies.doctor import check, repair
from deskapp.store.engine.disk import Disk
from deskapp.store.engine.table_file import read_table, split_line, write_table
from tests.store.books import NOW, content, flip, grow, whole

pytestmark = pytest.mark.usefixtures("the_clock_stands")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A book as at kill -9: a card that its journal alone knows anew, and one that it alone knows as deleted."""
    live = tmp_path / "live"
    with open_book(live) as book:
        grow(book, 30, 60)
        book.checkpoint.save()
        with book.change("newer", by="", at=NOW) as change:
            change.put("customers", {"id": "cus_004", "name": "Newer"})
            change.delete("customers", "cus_012")
        shutil.copytree(live, tmp_path / "book")
    return tmp_path / "book"


def both(folder: Path, table: str) -> list[Path]:
    return [folder / f"{table}.json", folder / f"{table}.json.prev"]


def test_what_the_journal_says_is_newer_than_what_is_saved_line_by_line(folder: Path) -> None:
    before = whole(folder)
    assert before["cus_004"] == "Newer" and "cus_012" not in before
    for path in both(folder, "customers"):
        flip(path, path.read_bytes().index(b"Customer 8"))
    assert len(repair(folder).lost) == 1
    del before["cus_008"]
    assert (whole(folder), check(folder)) == (before, [])


def test_a_damaged_head_leads_to_no_other_month(folder: Path) -> None:
    before = whole(folder)
    for path in both(folder, "interactions"):
        data = path.read_bytes()
        path.write_bytes(data.replace(b"interactions-2026-09.json", b"interactions-1926-09.json", 1))
        assert path.read_bytes() != data
    assert any(finding.loses for finding in check(folder))
    assert repair(folder).lost == []
    assert (whole(folder), check(folder)) == (before, [])


def test_a_month_that_holds_fewer_documents_than_were_sealed_is_told(folder: Path) -> None:
    month = sorted((folder / "archive").glob("*.json"))[0]
    table = read_table(month)
    fewer = [split_line(line) for line in table.lines[1:]]
    write_table(month, {**table.head, "count": len(fewer)}, fewer, Disk())
    (finding,) = (finding for finding in check(folder) if finding.loses)
    assert finding.sentence.endswith(f"holds {len(fewer)} documents where {len(fewer) + 1} were sealed.")
    with open_book(folder, read_only=True) as book:
        assert len(content(book)) > 0
