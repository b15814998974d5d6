"""An erasure in trouble: it leaves nothing out in silence, ends when nothing is left, and leaves nothing behind."""

import shutil
from pathlib import Path

import pytest

from deskapp.desk.privacy import erasing, person_rule
from deskapp.desk.session import Session
from deskapp.errors import BookDamagedError, DiskRefusedError
from deskapp.store import Book, open_book
from deskapp.store.copies.doctor import check
from deskapp.store.erase import purge, swap
from tests.lives import found_in
from tests.store.erased import whom


@pytest.fixture
def folder(lived_in: Path, tmp_path: Path) -> Path:
    shutil.copytree(lived_in, tmp_path / "book")
    return tmp_path / "book"


def rule_of(book: Book) -> person_rule.PersonRule:
    desk = Session(book, "Robin")
    return person_rule.PersonRule(desk, whom(desk))


def test_a_month_with_damage_is_not_written_anew_without_what_was_hit(folder: Path) -> None:
    with open_book(folder) as book:
        rule = rule_of(book)
        book.checkpoint.save(anew=True)
        names = {path.name for path in (folder / "archive").iterdir()}
        for month in sorted((folder / "archive").glob("interactions-*.json")):
            sound = month.read_bytes()
            month.write_bytes(sound.replace(b'"state":"ended"', b'"state":"emded"', 1))
            with pytest.raises(BookDamagedError, match="Nothing was erased"):
                swap.prepare(book, rule)
            month.write_bytes(sound)
            for path in (folder / "archive").iterdir():
                if path.name not in names:
                    path.unlink()
        prepared = swap.prepare(book, rule)
        assert prepared.swaps
        prepared.leave(book, None)
        assert {path.name for path in (folder / "archive").iterdir()} == names
    assert check(folder) == []


def test_an_erasure_of_which_something_is_left_goes_on_at_the_next_start(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_book(folder) as book:
        theirs = whom(Session(book, "Robin"))
        with monkeypatch.context() as patch:
            patch.setattr(purge, "is_in_file", lambda path, marks, *, ours: path.name == "undo.json")
            told = erasing.erase(Session(book, "Robin"), theirs)
        assert told.left == ("undo.json",)
        assert (folder / "ERASING").exists()
    with open_book(folder) as book:
        assert any("is finished" in str(notice) for notice in book.notices)
    assert not (folder / "ERASING").exists()
    assert found_in(folder, *theirs.ids, *theirs.known) == []


def test_what_half_done_work_left_aside_goes_too(folder: Path) -> None:
    with open_book(folder) as book:
        theirs = whom(Session(book, "Robin"))
        name = theirs.name.encode()
        for place in ("customers.json.new", "archive/interactions-2020-01.json.new", "backups/2020-01-01.zip.part"):
            (folder / place).write_bytes(b'{"name":"' + name + b'"}')
        assert erasing.erase(Session(book, "Robin"), theirs).left == ()
    assert found_in(folder, *theirs.ids, *theirs.known) == []
    assert [path for end in ("*.new", "*.part") for path in folder.rglob(end)] == []


def test_what_was_deleted_does_not_come_back_with_a_month_that_is_written_anew(folder: Path) -> None:
    with open_book(folder) as book:
        desk = Session(book, "Robin")
        rule, theirs = rule_of(book), whom(desk)
        others = [one["id"] for one in book.select("interactions", archived=True) if not theirs.has(one)]
        sealed = [one for one in others if book.shelf("interactions").find(one) is None]
        gone = set(sealed[::2])
        with book.change("delete", by="", at=desk.now()) as change:
            for identifier in gone:
                change.delete("interactions", identifier)
        prepared = swap.prepare(book, rule)
        written = [one.after["file"] for one in prepared.swaps if one.after]
        assert written
        for file in written:
            data = (folder / "archive" / file).read_bytes()
            assert [one for one in gone if b'{"id":"%b"' % one.encode() in data] == []
        prepared.leave(book, None)
        erasing.erase(desk, theirs)
        there = {one["id"] for one in book.select("interactions", archived=True)}
        assert not gone & there and set(others) - gone <= there
    assert check(folder) == []


def test_an_erasure_that_the_disk_refuses_leaves_no_note_and_no_copy(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(payload: bytes) -> None:
        raise DiskRefusedError("The disk is full.", "Free some space.")

    with open_book(folder) as book:
        theirs = whom(Session(book, "Robin"))
        before = book.get("customers", theirs.ids[0])
        with monkeypatch.context() as patch, pytest.raises(DiskRefusedError, match="disk is full"):
            patch.setattr(book.engine.journal, "append", refuse)
            erasing.erase(Session(book, "Robin"), theirs)
        assert book.get("customers", theirs.ids[0]) == before
        assert not (folder / "ERASING").exists()
        assert list((folder / "backups").glob("before-erase*")) == []
        assert erasing.erase(Session(book, "Robin"), theirs).left == ()
    assert found_in(folder, *theirs.ids, *theirs.known) == []
