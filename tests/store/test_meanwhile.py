"""What is changed while upkeep writes, at each of its steps; and what upkeep does where a step fails."""

import contextlib
import errno
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deskapp.store import Book, open_book
from deskapp.store.copies.doctor import check
from deskapp.store.engine.disk import Disk
from deskapp.store.engine.table_file import TableFileError, read_table
from tests.store.books import NOW, entry, kill, put

pytestmark = pytest.mark.usefixtures("the_clock_stands")
LONG_AGO = NOW - timedelta(days=100)


class Busy(Disk):
    """Before each rename to a name, something else is done once."""

    def __init__(self, ending: str, does: Callable[[], Any]) -> None:
        self.ending, self.does, self.turns = ending, does, 0

    def replace(self, source: Path, target: Path) -> None:
        if target.name.endswith(self.ending) and not self.turns:
            self.turns = 1
            self.does()
        super().replace(source, target)


def reasons(book: Book) -> dict[str, str]:
    return {one["id"]: one["reason"] for one in book.select("interactions", archived=True)}


def delete(book: Book, identifier: str) -> None:
    with book.change("delete", by="", at=NOW) as change:
        change.delete("interactions", identifier)


@pytest.mark.parametrize("ending", ["customers.json.prev", "customers.json"])
def test_a_change_made_meanwhile_is_in_the_next_file(tmp_path: Path, ending: str) -> None:
    folder = tmp_path / "book"
    book = open_book(folder)
    put(book, {"id": "cus_1", "n": 1}, table="customers")
    book.checkpoint.save()
    put(book, {"id": "cus_1", "n": 2}, table="customers")
    disk = book.engine.disk = Busy(ending, lambda: put(book, {"id": "cus_1", "n": 3}, table="customers"))
    book.checkpoint.save()
    assert disk.turns == 1
    for _ in range(3):
        book.checkpoint.save()
    kill(book)
    (saved,) = json.loads((folder / "customers.json").read_bytes())["customers"].values()
    assert saved["n"] == 3
    with open_book(folder) as book:
        assert [one["n"] for one in book.select("customers")] == [3]


def months(book: Book) -> None:
    """A month to seal, and a visit of today."""
    put(book, *(entry(number, LONG_AGO, reason="old") for number in range(5)), entry(900, NOW, reason="new"))


@pytest.mark.parametrize("is_sealed", [False, True])
@pytest.mark.parametrize("ending", ["-08.json", "-08.2.json"])
def test_what_is_edited_or_deleted_while_its_month_is_sealed_stays_so(
    tmp_path: Path, ending: str, is_sealed: bool
) -> None:
    folder = tmp_path / "book"
    book = open_book(folder)
    months(book)
    if ending == "-08.2.json":
        book.checkpoint.save()
        put(book, entry(10, LONG_AGO, reason="late"))

    def meanwhile() -> None:
        put(book, entry(1, LONG_AGO, reason="edited"))
        delete(book, "int_00002")

    disk = book.engine.disk = Busy(ending, meanwhile)
    book.checkpoint.save()
    assert disk.turns == 1
    there = {"int_00000": "old", "int_00001": "edited", "int_00003": "old", "int_00004": "old", "int_00900": "new"}
    there |= {"int_00010": "late"} if ending == "-08.2.json" else {}
    assert reasons(book) == there
    if is_sealed:
        put(book, entry(11, LONG_AGO, reason="later"))
        there["int_00011"] = "later"
        book.checkpoint.save()
        assert reasons(book) == there
    kill(book)
    with open_book(folder) as book:
        assert reasons(book) == there
    assert check(folder) == []


def test_a_deleted_document_does_not_come_back_when_its_month_is_sealed_anew(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    with open_book(folder) as book:
        months(book)
        book.checkpoint.save()
        delete(book, "int_00002")
        put(book, entry(10, LONG_AGO - timedelta(days=1), reason="late"))
        book.checkpoint.save()
        (file,) = (folder / "archive").glob("*.2.json")
        lines = read_table(file).lines
        assert len(lines) == 5 and not any(b"int_00002" in line for line in lines)
        assert b"int_00010" in lines[0]
        assert "int_00002" not in reasons(book)


def test_a_damaged_month_is_not_sealed_anew_without_what_was_hit(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    with open_book(folder) as book:
        months(book)
        book.checkpoint.save()
        (file,) = (folder / "archive").glob("*.json")
        damaged = file.read_bytes().replace(b'"reason":"old"', b'"reason":"odd"', 1)
        file.write_bytes(damaged)
        put(book, entry(10, LONG_AGO, reason="late"))
        with pytest.raises(TableFileError, match="left as it is"):
            book.checkpoint.save()
        assert [path.read_bytes() for path in (folder / "archive").glob("*.json")] == [damaged]
        file.write_bytes(damaged.replace(b'"odd"', b'"old"'))
        book.checkpoint.save()
        assert len(reasons(book)) == 7


@pytest.mark.parametrize("failing", ["interactions.json", "interactions.json.prev", "-08.json"])
def test_an_upkeep_that_failed_after_sealing_is_made_up_for(tmp_path: Path, failing: str) -> None:
    folder = tmp_path / "book"

    def fail() -> None:
        raise OSError(errno.EIO, "on purpose")

    book = open_book(folder)
    put(book, entry(900, NOW))
    book.checkpoint.save()
    months(book)
    there = reasons(book)
    disk = book.engine.disk = Busy(failing, fail)
    with pytest.raises(OSError, match="on purpose"):
        book.checkpoint.save()
    assert disk.turns == 1 and reasons(book) == there
    book.checkpoint.save()
    saved = json.loads((folder / "interactions.json").read_bytes())
    assert [one["id"] for one in saved["interactions"].values()] == ["int_00900"]
    kill(book)
    with open_book(folder) as book:
        assert reasons(book) == there
    assert check(folder) == []


class Forgetful(Disk):
    """Says that it has written a file, and has not: one byte of what was put aside is another."""

    def __init__(self, ending: str) -> None:
        self.ending, self.turns = ending, 0

    def create(self, path: Path) -> int:
        fd = super().create(path)
        self.spoilt = fd if path.name.endswith(self.ending) else -1
        return fd

    def write_at(self, fd: int, data: bytes, offset: int) -> None:
        if fd == self.spoilt and not offset and len(data) > 1:
            self.turns += 1
            data = data[:-2] + b"\7" + data[-1:]
        super().write_at(fd, data, offset)


@pytest.mark.parametrize("ending", ["customers.json.new", "-08.json.new"])
def test_a_file_that_the_disk_did_not_keep_never_counts(tmp_path: Path, ending: str) -> None:
    folder = tmp_path / "book"
    book = open_book(folder)
    put(book, {"id": "cus_1", "n": 1}, table="customers")
    book.checkpoint.save()
    put(book, {"id": "cus_1", "n": 2}, table="customers")
    months(book)
    there = reasons(book)
    disk = book.engine.disk = Forgetful(ending)
    with pytest.raises(TableFileError, match="did not keep what was written"):
        book.checkpoint.save()
    assert disk.turns == 1
    assert [one for one in check(folder) if one.loses or one.path.suffix == ".json"] == []
    disk.ending = "nothing"
    with contextlib.closing(book):
        book.checkpoint.save()
        assert reasons(book) == there
    assert check(folder) == []


def test_months_that_time_alone_has_closed_are_sealed_at_the_second_try_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "book"

    def fail() -> None:
        raise OSError(errno.EIO, "on purpose")

    monkeypatch.setattr("deskapp.clock.now", lambda: LONG_AGO)
    book = open_book(folder)
    months(book)
    book.checkpoint.save()
    assert book.count("interactions") == 6
    monkeypatch.setattr("deskapp.clock.now", lambda: NOW)
    book.engine.disk = Busy("interactions.json", fail)
    with pytest.raises(OSError, match="on purpose"):
        book.checkpoint.save()
    assert (book.count("interactions"), len(reasons(book))) == (1, 6)
    book.checkpoint.save()
    kill(book)
    saved = json.loads((folder / "interactions.json").read_bytes())
    assert [one["id"] for one in saved["interactions"].values()] == ["int_00900"]
    with open_book(folder) as book:
        assert (book.count("interactions"), len(reasons(book))) == (1, 6)


def test_a_promise_that_was_kept_and_is_open_again_is_not_sealed(tmp_path: Path) -> None:
    with open_book(tmp_path / "book") as book:
        promise: dict[str, object] = {
            "id": "pro_1",
            "made_at": "2026-08-01T12:00:00.000Z",
            "interaction": "int_00001",
            "kept_at": None,
        }
        months(book)
        put(book, promise, {**promise, "id": "pro_2", "made_at": "2026-11-22T12:00:00.000Z"}, table="promises")
        put(book, {**promise, "kept_at": "2026-08-02T12:00:00.000Z"}, table="promises")
        put(book, promise, table="promises")
        assert b'"stamps":{"kept_at":' in (book.shelf("promises").find("pro_1") or b"")
        book.checkpoint.save()
        assert book.count("promises") == 2
        assert [one["id"] for one in book.select("interactions")] == ["int_00900", "int_00001"]


def test_a_sealed_document_that_was_deleted_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    book = open_book(folder)
    months(book)
    book.checkpoint.save()
    delete(book, "int_00002")
    for _ in range(2):
        assert book.get("interactions", "int_00002") is None
        assert "int_00002" not in reasons(book)
        book.close()
        book = open_book(folder)
    book.close()


def test_a_search_text_with_a_wrong_byte_is_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    with open_book(folder) as book:
        months(book)
        book.checkpoint.save()
    (fold,) = (folder / "archive").glob("*.fold")
    sound = fold.read_bytes()
    place = sound.rindex(b"old")
    fold.write_bytes(sound[:place] + b"odd" + sound[place + 3 :])
    with open_book(folder) as book:
        assert len(list(book.search("interactions", "old"))) == 5
    assert fold.read_bytes() == sound
