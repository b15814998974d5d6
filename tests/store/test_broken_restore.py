"""A restore that is broken off at any file call: every way in shows wholly the old or wholly the new book."""

import errno
import io
import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from deskapp.cli.run import run as run_command
from deskapp.errors import BookDamagedError, DeskError, DiskRefusedError
from deskapp.plain.session import PlainSession
from deskapp.store import open_book
from deskapp.store.copies.backup import backup, contents_of
from deskapp.store.copies.doctor import check, repair
from deskapp.store.copies.restore import restore
from deskapp.store.engine import finish_restore
from deskapp.store.engine.finish_restore import BeingRestoredError
from deskapp.store.engine.load import load
from deskapp.store.engine.lock import BookLock
from deskapp.ui import start
from tests.store.books import NOW, Content, content, whole, write
from tests.store.broken_off import BrokenOff, broken_off

pytestmark = pytest.mark.usefixtures("the_clock_stands")


class Two:
    """A book as it is, and a backup of another state of it, with other tables and other sealed months."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder, self.zip, self.place = tmp_path / "book", tmp_path / "new.zip", tmp_path
        with open_book(self.folder) as book:
            write(book, 0, 40)
            book.checkpoint.save()
        backup(self.folder, self.zip)
        self.new = whole(self.folder)
        with open_book(self.folder) as book:
            write(book, 40, 60)
            with book.change("other", by="", at=NOW) as change:
                change.put("replies", {"id": "rep_1", "text": "of the old book"})
            book.checkpoint.save()
            write(book, 60, 65)
        self.old = whole(self.folder)

    def broken_at(self, call: int, name: str = "broken") -> Path | None:
        """A copy of the book in which the restore was broken off at that call; None where it had fewer."""
        folder = self.place / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder)
        done = broken_off(lambda: restore(folder, self.zip), folder, call, "deskapp.store.copies.restore")
        return folder if done is None else None

    def states(self) -> list[int]:
        """The calls after which something else lies on the disk than before."""
        seen, calls, call = None, [], 0
        while folder := self.broken_at(call := call + 1):
            tree = {path.relative_to(folder): path.is_file() and path.read_bytes() for path in folder.rglob("*")}
            if tree != seen:
                calls.append(call)
            seen = tree
        return calls


def look(folder: Path) -> Content:
    return whole(folder)


def write_on(folder: Path) -> Content:
    with open_book(folder):
        pass
    return whole(folder)


def doctor(folder: Path) -> Content:
    assert [one for one in check(folder) if one.loses] == []
    return whole(folder)


def doctor_repair(folder: Path) -> Content:
    assert repair(folder).lost == []
    return whole(folder)


def led_back(target: Path, elsewhere: Path) -> Content:
    """What a backup gives back, in another folder that is there for so long."""
    restore(elsewhere, target)
    try:
        return whole(elsewhere)
    finally:
        shutil.rmtree(elsewhere)


def back_up(folder: Path) -> Content:
    target = folder.parent / "again.zip"
    backup(folder, target)
    return led_back(target, folder.parent / "elsewhere")


def back_up_by_command(folder: Path) -> Content:
    out, target = io.StringIO(), folder.parent / "by_command.zip"
    assert run_command(["backup", "--force", str(target), "--data", str(folder)], out=out, err=out) == 0, out.getvalue()
    return led_back(target, folder.parent / "elsewhere")


def restore_again(folder: Path) -> Content:
    """What the second restore saves first is what was there."""
    saved = restore(folder, folder.parent / "new.zip").saved_as
    assert saved is not None and saved.suffix == ".zip", saved
    return led_back(saved, folder.parent / "elsewhere")


def count(folder: Path) -> Content:
    found = contents_of(load(folder))
    now = whole(folder)
    assert found.tables["interactions"] == sum(key.startswith("int_") for key in now)
    return now


def by_prompts(folder: Path) -> Content:
    sessions = []

    def plain(call: object) -> int:
        sessions.append(PlainSession(call, typed=_Nobody()))  # type: ignore[arg-type]
        return 0

    out = io.StringIO()
    assert run_command(["plain", "--data", str(folder)], out=out, err=out, plain=plain) == 0, out.getvalue()
    book = sessions[0].book
    book.judge = None  # what the verbs understand of it is not asked here
    found = {one["id"]: one["reason"] for one in book.select("interactions", archived=True)}
    return found | {one["id"]: one["name"] for one in book.select("customers")}


class _Nobody:
    beat = None


def on_the_screen(folder: Path) -> Content:
    start._open(folder, "Robin").close()
    return whole(folder)


WAYS: tuple[Callable[[Path], Content], ...] = (
    look, write_on, doctor, doctor_repair, back_up, back_up_by_command, restore_again, count, by_prompts, on_the_screen,
)  # fmt: skip


def wrong(two: Two, call: int, way: Callable[[Path], Content]) -> str:
    """Empty where a way in finds one whole book, and the old one's backup beside the new one."""
    folder = two.broken_at(call)
    assert folder is not None
    try:
        now = way(folder)
        if now not in (two.old, two.new):
            return f"call {call}, {way.__name__}: a mix of two books"
        if now == two.new:
            saved = max((folder / "backups").glob("before-restore-*.zip"), key=lambda path: path.stat().st_mtime_ns)
            shutil.rmtree(two.place / "saved", ignore_errors=True)
            restore(two.place / "saved", saved)
            if way is not restore_again and whole(two.place / "saved") != two.old:
                return f"call {call}, {way.__name__}: the old book's backup is another"
    except (DeskError, AssertionError) as error:
        return f"call {call}, {way.__name__}: {error}"
    return ""


def test_every_way_in_after_a_restore_broken_off_shows_one_whole_book(tmp_path: Path) -> None:
    two = Two(tmp_path)
    calls = two.states()
    assert len(calls) > 30
    assert [said for turn, call in enumerate(calls) if (said := wrong(two, call, WAYS[turn % len(WAYS)]))] == []
    ready = [call for call in calls if (two.broken_at(call) or tmp_path).joinpath("restoring/READY").exists()]
    for call in (ready[0], ready[len(ready) // 2], ready[-1]):
        assert [said for way in WAYS if (said := wrong(two, call, way))] == []


@pytest.mark.long
def test_every_way_in_after_every_call(tmp_path: Path) -> None:
    two = Two(tmp_path)
    assert [said for call in two.states() for way in WAYS if (said := wrong(two, call, way))] == []


def half(two: Two) -> Path:
    """A book in the middle of a restore: its tables are those of the backup, its journal isn't."""
    folder, exchange = two.place / "broken", finish_restore._exchange
    shutil.copytree(two.folder, folder)

    def breaking(folder: Path, part: str, *more: Any) -> None:
        if part:
            raise BrokenOff
        exchange(folder, part, *more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("deskapp.store.engine.finish_restore._exchange", breaking)
        with pytest.raises(BrokenOff):
            restore(folder, two.zip)
    return folder


def test_a_book_that_is_being_restored_is_shown_to_nobody(tmp_path: Path) -> None:
    two = Two(tmp_path)
    folder, before = half(two), None
    held = BookLock(folder)
    try:
        before = sorted(folder.rglob("*"))
        for way in (look, write_on, doctor, back_up, count, on_the_screen):
            with pytest.raises(BeingRestoredError, match=r"is being restored from a backup. Try again"):
                way(folder)
        for line in (["list"], ["log", "call", "Dan"], ["shift"], ["undo"], ["doctor"], ["backup"]):
            out = io.StringIO()
            assert run_command([*line, "--data", str(folder)], out=out, err=out) == 4
            assert out.getvalue().count("\n") == 1 and "being restored" in out.getvalue()
        for way in (doctor_repair, restore_again):
            with pytest.raises(DeskError, match="in use by process"):
                way(folder)
        assert sorted(folder.rglob("*")) == before
    finally:
        held.release()
    assert look(folder) == two.new


def test_where_a_restore_cannot_be_finished_one_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = half(Two(tmp_path))

    def refuse(_self: object, _folder: Path) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr("deskapp.store.engine.lock.BookLock.__init__", refuse)
    for way in (look, doctor, back_up, count, on_the_screen):
        with pytest.raises(DiskRefusedError, match=r"can't be finished: the folder is read-only. Make it writable"):
            way(folder)


@pytest.mark.parametrize(
    "note",
    [b"", b"[" * 100_000, b'{"files": ["../../../x.json"]}', b'{"files": ["customers.json", "no_such.json"]}'],
    ids=["empty", "nested", "outside", "missing"],
)
def test_a_note_that_is_not_sound_moves_nothing_and_the_backup_leads_out(tmp_path: Path, note: bytes) -> None:
    two = Two(tmp_path)
    folder = half(two)
    (folder / "restoring/READY").write_bytes(note)
    (tmp_path / "x.json").write_bytes(b"of somebody")
    for way in (look, write_on, doctor, doctor_repair, back_up, count, on_the_screen):
        with pytest.raises(BookDamagedError, match=r"can't be finished: .* Restore the backup again"):
            way(folder)
    assert (tmp_path / "x.json").read_bytes() == b"of somebody"
    assert restore(folder, two.zip).saved_as is not None
    assert look(folder) == two.new


def test_a_reader_beside_follows_to_one_whole_book_or_is_told(tmp_path: Path) -> None:
    two = Two(tmp_path)
    for call in two.states()[1::5]:
        folder = two.place / "broken"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(two.folder, folder)
        with open_book(folder, read_only=True) as book:
            assert content(book) == two.old
            broken_off(partial(restore, folder, two.zip), folder, call, "deskapp.store.copies.restore")
            held = BookLock(folder)
            try:
                book.refresh()
                assert content(book) in (two.old, two.new), call
            except BeingRestoredError:
                assert (folder / "restoring/READY").exists()
            finally:
                held.release()
            book.refresh()
            assert content(book) in (two.old, two.new), call


def test_a_restore_in_the_middle_of_reading_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from deskapp.store.engine import load as loading

    two, read = Two(tmp_path), loading._load_table
    turns: list[object] = []

    def read_and_restore(*arguments: Any) -> None:
        read(*arguments)
        if not turns and arguments[0].folder == two.folder:
            turns.append(True)
            restore(two.folder, two.zip)

    monkeypatch.setattr("deskapp.store.engine.load._load_table", read_and_restore)
    assert look(two.folder) == two.new
    assert turns
