"""An erasure that cannot finish is told with the place, is no work at each start, and can be ended."""

import errno
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from deskapp.desk import odd_documents
from deskapp.desk.cards import customers
from deskapp.desk.privacy import erasing, person, retention
from deskapp.desk.session import Session
from deskapp.errors import DiskRefusedError, RefusedError
from deskapp.model.customer import Customer
from deskapp.store import open_book
from deskapp.store.checkpoint import Checkpoint
from deskapp.store.copies.doctor import check
from deskapp.store.engine.codec import Op
from deskapp.store.engine.disk import Disk
from deskapp.store.engine.reader import NOTE
from deskapp.store.erase import purge
from deskapp.store.erase.unfinished import GOES_ON, NEVER_COUNTED
from tests.builders import StandingClock, a_desk
from tests.cli.conftest import Answer, call
from tests.odd import put_as_it_is

ERA = "era_01M86FYZ80QE3Q0Q0Q0Q0Q0Q0Q"
ORIGINAL = "kept/lessons.json.12345678"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "book"


@pytest.fixture
def desk(folder: Path) -> Iterator[Session]:
    with a_desk(folder, StandingClock()) as desk:
        yield desk


@pytest.fixture
def beth(desk: Session) -> Customer:
    return customers.make(desk, "Beth Ocampo")


@pytest.fixture
def renewed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One more entry for each time that all tables were written anew."""
    found: list[int] = []
    save = Checkpoint.save

    def noted(self: Checkpoint, *, anew: bool = False) -> None:
        found.extend([1] if anew else [])
        save(self, anew=anew)

    monkeypatch.setattr(Checkpoint, "save", noted)
    return found


@pytest.fixture
def stuck(desk: Session, beth: Customer, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """An original of before that nobody can remove, and an erasure that met it."""
    original = desk.book.path / ORIGINAL
    original.write_text('{"lessons":{"1":{"id":"les_1","text":"never let Ocampo wait"}}}', "utf-8")
    remove = Disk.remove

    def refused(self: Disk, path: Path) -> None:
        if path == original:
            raise OSError(errno.EACCES, "Permission denied", str(path))
        remove(self, path)

    with monkeypatch.context() as patch:
        patch.setattr(Disk, "remove", refused)
        with pytest.raises(DiskRefusedError) as told:
            erasing.erase(desk, person.of(desk, beth))
        assert "erase --end" in told.value.next_step
        desk.book.close()
        yield patch


def sentences(folder: Path) -> list[str]:
    with open_book(folder) as book:
        return [str(one) for one in book.notices]


def at(folder: Path, *words: str) -> Answer:
    return call("--data", str(folder), "--staff", "Robin", *words)


@pytest.mark.usefixtures("stuck")
def test_it_is_told_at_each_start_with_its_place_and_tried_once_more_only(folder: Path, renewed: list[int]) -> None:
    for _ in range(3):
        [told] = sentences(folder)
        assert f"An erasure is not finished: {ORIGINAL} (Permission denied)." in told
        assert "erase --again" in told and "erase --end" in told
    assert renewed == [1]
    [found] = [one.sentence for one in check(folder) if one.path.name == NOTE]
    assert ORIGINAL in found and "next start" not in found and "backups/before-erase-" in found
    assert "next start" not in at(folder, "doctor").out


@pytest.mark.usefixtures("stuck")
def test_it_can_be_ended_and_says_what_is_left(folder: Path) -> None:
    answer = at(folder, "erase", "--end")
    assert (answer.status, answer.out.splitlines()[1:]) == (0, [f"Still holds something of it: {ORIGINAL}"])
    assert not (folder / NOTE).exists() and not list((folder / "backups").glob("before-erase-*"))
    assert sentences(folder) == [] and check(folder) == []
    with open_book(folder) as book:
        assert not list(book.select("customers"))
    assert at(folder, "erase", "--end").out == "No erasure is left to finish.\n"


def test_it_goes_on_once_the_way_is_clear(folder: Path, stuck: pytest.MonkeyPatch, renewed: list[int]) -> None:
    assert at(folder, "erase", "--again").status == 1
    stuck.undo()
    before = len(renewed)
    sentences(folder)
    assert len(renewed) == before
    (folder / ORIGINAL).chmod(0o640)
    assert sentences(folder) == ["An erasure that was broken off is finished."]
    assert not (folder / ORIGINAL).exists() and not (folder / NOTE).exists()


def test_it_is_finished_where_somebody_asks_for_another_try(folder: Path, stuck: pytest.MonkeyPatch) -> None:
    sentences(folder)
    stuck.undo()
    answer = at(folder, "erase", "--again")
    assert (answer.status, answer.out) == (0, "Finished.\n")
    assert not (folder / ORIGINAL).exists() and not (folder / NOTE).exists()


def test_nothing_else_is_erased_before_it_is_finished_or_ended(folder: Path, stuck: pytest.MonkeyPatch) -> None:
    sentences(folder)
    stuck.undo()
    with open_book(folder) as book:
        desk = Session(book, "Robin")
        other = customers.make(desk, "Gus Whitfield")
        for erase in (partial(erasing.erase, desk, person.of(desk, other)), partial(retention.retain, desk, 1)):
            with pytest.raises(RefusedError):
                erase()
        note = json.loads((folder / NOTE).read_bytes())
        assert (folder / note["before"]).exists()
        assert purge.end(book) == [ORIGINAL]
        erasing.erase(desk, person.of(desk, other))


def under_way(desk: Session, beth: Customer, *, counts: bool = True) -> None:
    """As a version of before may have left it."""
    with desk.book.change("erase", by="", at=desk.now(), undoable=False) as change:
        change.delete("customers", beth.id)
        if counts:
            change.put("erasures", {"id": ERA, "at": "2026-11-24T10:00:00.000Z"})
    gone = [Op(table, number, None) for table in ("undo", "tombstones") for number in desk.book.shelf(table).lines]
    desk.book.engine.record(gone)
    note = {"id": ERA, "ids": [beth.id], "texts": ["Beth Ocampo"], "gone": [], "files": [], "all": False, "before": ""}
    (desk.book.path / NOTE).write_text(json.dumps(note))


def test_what_still_holds_a_mark_is_no_work_until_it_no_longer_does(
    folder: Path, desk: Session, beth: Customer, renewed: list[int]
) -> None:
    under_way(desk, beth)
    deep = b"[" * 2000 + b"]" * 2000
    put_as_it_is(
        desk.book, "interactions", b'{"id":"int_odd","customer":{"id":"%b"},"x":%b}' % (beth.id.encode(), deep)
    )
    desk.book.close()
    [told] = sentences(folder)
    assert "interactions.json" in told and renewed
    tried = len(renewed)
    for _ in range(3):
        assert sentences(folder) == [told]
    assert len(renewed) == tried
    with open_book(folder) as book:
        assert len(odd_documents.set_aside(book)) == 1
    assert sentences(folder) == ["An erasure that was broken off is finished."]
    assert not list((folder / "kept").glob("not-understood*"))


def test_one_that_never_counted_is_not_said_to_go_on(folder: Path, desk: Session, beth: Customer) -> None:
    under_way(desk, beth, counts=False)
    desk.book.close()
    assert [one.sentence for one in check(folder)] == [NEVER_COUNTED]
    assert sentences(folder) == [] and not (folder / NOTE).exists()


def test_one_that_was_broken_off_goes_on_at_the_next_start(folder: Path, desk: Session, beth: Customer) -> None:
    under_way(desk, beth)
    desk.book.close()
    assert [one.sentence for one in check(folder)] == [GOES_ON]
    assert sentences(folder) == ["An erasure that was broken off is finished."]


@pytest.mark.parametrize("note", [b"", b"{", b"[]", b'{"id": 7}', b"\xff\x00"])
def test_a_note_that_cannot_be_read_is_told_and_can_be_ended(folder: Path, desk: Session, note: bytes) -> None:
    desk.book.close()
    (folder / NOTE).write_bytes(note)
    [told] = sentences(folder)
    assert "erase --end" in told
    assert "cannot be read" in at(folder, "doctor").out
    assert at(folder, "erase", "--end").status == 0
    assert not (folder / NOTE).exists()
