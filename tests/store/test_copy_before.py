"""The copy before of each table: with the journal it always gives the whole book back, and nothing of it goes early."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from deskapp.store import Book, open_book
from deskapp.store.copies.doctor import check
from deskapp.store.engine.disk import Disk
from deskapp.store.engine.table_file import TableFileError, read_table
from tests.store.books import NOW, entry, put
from tests.store.calls import recorded

pytestmark = pytest.mark.usefixtures("the_clock_stands")
LONG_AGO = NOW - timedelta(days=100)


def damage(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + b"\0" + data[len(data) // 2 + 1 :])


def content(book: Book) -> dict[str, object]:
    tables = {"interactions": "reason", "customers": "n", "promises": "n"}
    return {one["id"]: one[field] for table, field in tables.items() for one in book.select(table, archived=True)}


def without(folder: Path, table: str, place: Path) -> dict[str, object]:
    """What a copy of the book holds whose file of a table is damaged."""
    shutil.copytree(folder, place)
    damage(place / f"{table}.json")
    with open_book(place, read_only=True) as book:
        found = content(book)
    shutil.rmtree(place)
    return found


def a_round(book: Book, turn: int) -> None:
    """Cards each time, a promise before the book is closed, visits of a month that is sealed, some of them anew."""
    put(book, {"id": f"cus_{turn % 4}", "n": turn}, table="customers")
    if turn % 3 == 2:
        put(book, {"id": "pro_1", "n": turn}, table="promises")
    put(book, entry(turn % 5, LONG_AGO, reason=f"visit {turn}"), entry(100 + turn, LONG_AGO), entry(900, NOW))


def test_each_damaged_table_is_made_up_for_after_each_upkeep(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    for start in range(0, 9, 3):
        with open_book(folder) as book:
            for turn in range(start, start + 3):
                a_round(book, turn)
                if turn % 3 != 2:
                    book.checkpoint.save()
                now = content(book)
                for table in ("interactions", "customers", "promises"):
                    if (folder / f"{table}.json.prev").exists():
                        assert without(folder, table, tmp_path / "copy") == now, (turn, table)


def test_a_damaged_table_never_takes_the_place_of_the_copy_before(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    with open_book(folder) as book:
        for turn in range(3):
            a_round(book, turn)
            book.checkpoint.save()
        now = content(book)
    damage(folder / "customers.json")
    with open_book(folder) as book:
        put(book, {"id": "cus_9", "n": 9}, table="customers")
        copies: list[bytes] = []

        class Looking(Disk):
            def replace(self, source: Path, target: Path) -> None:
                if target.name == "customers.json":
                    copies.append((folder / "customers.json.prev").read_bytes())
                    read_table(folder / "customers.json.prev")
                super().replace(source, target)

        book.engine.disk = Looking()
        book.checkpoint.save()
        assert len(copies) == 1
        assert content(book) == {**now, "cus_9": 9}
    with open_book(folder) as book:
        assert content(book) == {**now, "cus_9": 9}
    assert check(folder) == []


def test_a_table_that_is_damaged_at_rest_is_not_copied_over_the_copy_before(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    with open_book(folder) as book:
        put(book, {"id": "cus_1", "n": 1}, table="customers")
        book.checkpoint.save()
        put(book, {"id": "cus_1", "n": 2}, table="customers")
        book.checkpoint.save()
        before = (folder / "customers.json.prev").read_bytes()
        damage(folder / "customers.json")
        put(book, {"id": "pro_1", "n": 1}, table="promises")
        with pytest.raises(TableFileError, match=r"customers\.json"):
            book.checkpoint.save()
        assert (folder / "customers.json.prev").read_bytes() == before
        put(book, {"id": "cus_1", "n": 3}, table="customers")
        book.checkpoint.save()


def test_a_table_at_rest_holds_no_segments_back(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        put(book, {"id": "cus_1", "n": 1}, table="customers")
        for turn in range(8):
            put(book, {"id": "pro_1", "n": turn}, table="promises")
            book.checkpoint.save()
        assert len(list((tmp_path / "book" / "journal").iterdir())) <= 4


def test_a_month_stays_while_a_copy_before_speaks_of_it_and_goes_then(tmp_path: Path) -> None:
    archive = tmp_path / "book" / "archive"
    with open_book(tmp_path / "book") as book:
        names = []
        for turn in range(5):
            a_round(book, turn)
            book.checkpoint.save()
            names.append({path.name for path in archive.glob("*.json")})
    assert [len(one) for one in names] == [1, 2, 2, 2, 2]
    assert names[1] & names[2] and not names[1] & names[3]
    assert len(list(archive.glob("*.fold"))) == 2


def test_with_a_copy_before_that_cannot_be_read_no_month_goes(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    with open_book(folder) as book:
        for turn in range(3):
            a_round(book, turn)
            book.checkpoint.save()
        names = {path.name for path in (folder / "archive").glob("*.json")}
        for table in ("customers", "interactions", "promises", "undo"):
            (folder / f"{table}.json.prev").write_bytes(b"nothing\n")
        book.checkpoint._drop_months()
        assert {path.name for path in (folder / "archive").glob("*.json")} == names
        book.shelf("interactions").sealed.clear()
        book.checkpoint._drop_months()
        assert {path.name for path in (folder / "archive").glob("*.json")} == names


def test_a_file_system_without_links_keeps_a_copy_before_all_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    with recorded(tmp_path) as seen, open_book(folder) as book:
        seen.refuse = {"link": [1] * 100}
        put(book, {"id": "cus_1", "n": 1}, table="customers")
        book.checkpoint.save()
        before = (folder / "customers.json").read_bytes()
        put(book, {"id": "cus_1", "n": 2}, table="customers")
        book.checkpoint.save()
        assert (folder / "customers.json.prev").read_bytes() == before
        assert "link" not in {call.kind for call in seen.calls}


def test_a_longer_file_left_behind_is_written_over_whole(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    with open_book(folder) as book:
        for turn in range(2):
            put(book, {"id": "cus_1", "n": turn}, table="customers")
            (folder / "customers.json.new").write_bytes(b"x" * 100_000)
            book.checkpoint.save()
    with open_book(folder) as book:
        assert (len(book.notices), content(book)) == (0, {"cus_1": 1})
