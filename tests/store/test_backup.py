"""Backups are read again before they count, rotate, and lead back; a restore saves first what it replaces."""

import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest

from deskapp.errors import BookDamagedError, BookInUseError, DiskRefusedError, NotFoundError
from deskapp.store import open_book
from deskapp.store.copies.backup import backup, contents_of, sealed_files, verify
from deskapp.store.copies.restore import restore
from deskapp.store.copies.rotation import backups_in, daily, rotate, to_keep
from deskapp.store.engine.disk import Disk
from deskapp.store.engine.load import load
from tests.store.books import content, flip, flip_at, whole, write
from tests.store.faulty import FaultyDisk

pytestmark = pytest.mark.usefixtures("the_clock_stands")


def test_one_file_holds_the_whole_book_and_leads_back(folder: Path, tmp_path: Path) -> None:
    before, target = whole(folder), tmp_path / "out" / "book.zip"
    heard: list[tuple[int, int]] = []
    contents = backup(folder, target, lambda done, total: heard.append((done, total)))
    assert contents.tables["interactions"] == 70
    manifest = verify(target)
    assert (manifest["tables"], manifest["newest"], manifest["made_at"]) == (
        contents.tables,
        contents.newest,
        contents.made_at,
    )
    assert heard[-1][0] == heard[-1][1]
    assert oct(target.stat().st_mode)[-3:] == "600"
    report = restore(tmp_path / "other", target)
    assert (report.before, report.saved_as, report.after) == (None, None, contents)
    assert whole(tmp_path / "other") == before


def test_a_backup_beside_a_working_desk_is_whole(folder: Path, tmp_path: Path) -> None:
    with open_book(folder) as book:
        write(book, 70, 80)
        backup(book, tmp_path / "a.zip")
        backup(folder, tmp_path / "b.zip")
        expected = content(book)
    for name in ("a", "b"):
        restore(tmp_path / name, tmp_path / f"{name}.zip")
        assert whole(tmp_path / name) == expected


def test_a_restore_says_what_it_replaces_and_saves_it_first(folder: Path, tmp_path: Path) -> None:
    backup(folder, tmp_path / "old.zip")
    old = whole(folder)
    with open_book(folder) as book:
        write(book, 70, 90)
        new = content(book)
    report = restore(folder, tmp_path / "old.zip")
    assert report.before is not None
    assert (report.before.tables["interactions"], report.after.tables["interactions"]) == (90, 70)
    assert whole(folder) == old
    assert report.saved_as is not None
    restore(folder, report.saved_as)
    assert whole(folder) == new


def test_a_damaged_backup_is_refused_and_changes_nothing(folder: Path, tmp_path: Path) -> None:
    target, before = tmp_path / "book.zip", whole(folder)
    backup(folder, target)
    size = target.stat().st_size
    for place in range(0, size, max(1, size // 60)):
        original = target.read_bytes()
        flip(target, place)
        try:
            verify(target)
        except BookDamagedError as error:
            assert "no sound backup" in str(error) or "newer version" in str(error)
            with pytest.raises(BookDamagedError):
                restore(folder, target)
        target.write_bytes(original)
    assert whole(folder) == before
    with pytest.raises(NotFoundError, match="There is no file"):
        restore(folder, tmp_path / "none.zip")
    (tmp_path / "text.zip").write_text("hello")
    with pytest.raises(BookDamagedError, match="no sound backup"):
        restore(folder, tmp_path / "text.zip")


def test_a_book_in_use_is_not_replaced(folder: Path, tmp_path: Path) -> None:
    backup(folder, tmp_path / "book.zip")
    with open_book(folder), pytest.raises(BookInUseError):
        restore(folder, tmp_path / "book.zip")


def test_a_damaged_book_is_set_aside_before_it_is_replaced(folder: Path, tmp_path: Path) -> None:
    backup(folder, tmp_path / "book.zip")
    before = whole(folder)
    for name in ("customers.json", "customers.json.prev"):
        if (folder / name).exists():
            flip_at(folder / name, b"Customer 8")
    report = restore(folder, tmp_path / "book.zip")
    assert report.saved_as is not None
    assert whole(folder) == before


def test_a_restore_that_breaks_off_is_finished_or_forgotten_at_the_next_start(folder: Path, tmp_path: Path) -> None:
    backup(folder, tmp_path / "old.zip")
    old = whole(folder)
    with open_book(folder) as book:
        write(book, 70, 75)
        new = content(book)
    outcomes = set()
    for position in range(1, 200):
        disk = FaultyDisk(position)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("deskapp.store.copies.restore.Disk", lambda disk=disk: disk)
            try:
                restore(folder, tmp_path / "old.zip")
            except DiskRefusedError:
                open_book(folder).close()
        now = whole(folder)
        assert now in (old, new), position
        outcomes.add(now == old)
        if not disk.failed:
            break
        backup_of_new = max((folder / "backups").glob("before-restore-*.zip"), default=None)
        if now == old and backup_of_new is not None:
            with open_book(folder) as book:
                write(book, 70, 75)
    assert outcomes == {True, False}
    assert not (folder / "restoring").exists()


def test_a_daily_backup_is_taken_once_and_copies_each_sealed_month_once(folder: Path, tmp_path: Path) -> None:
    with open_book(folder) as book:
        assert daily(book) is not None
        assert daily(book) is None
        pool = sorted((folder / "backups" / "archive").iterdir())
        assert [path.name for path in pool] == sealed_files(load(folder))
    before = whole(folder)
    restore(tmp_path / "other", folder / "backups" / "2026-11-22.zip")
    assert whole(tmp_path / "other") == before
    pool[0].unlink()
    with pytest.raises(BookDamagedError, match="is missing"):
        restore(tmp_path / "third", folder / "backups" / "2026-11-22.zip")


def test_days_weeks_and_months_are_kept(folder: Path) -> None:
    days = [date(2026, 11, 22) - timedelta(days=back) for back in range(500)]
    kept = sorted(to_keep(days), reverse=True)
    assert kept[:7] == days[:7]
    assert len({day.isocalendar()[:2] for day in kept[:10]}) == 4
    assert {(day.year, day.month) for day in kept} == {(2026, n) for n in range(1, 12)} | {(2025, 12)}
    assert len(kept) <= 7 + 4 + 12


def test_rotation_removes_old_backups_and_months_nobody_speaks_of(folder: Path) -> None:
    with open_book(folder) as book:
        daily(book)
    backups = folder / "backups"
    (backups / "archive" / "interactions-1999-01.json").write_bytes(b"")
    for back in range(1, 30):
        day = date(2026, 11, 22) - timedelta(days=back)
        (backups / f"{day}.zip").write_bytes((backups / "2026-11-22.zip").read_bytes())
    rotate(backups)
    assert set(backups_in(backups)) == to_keep(date(2026, 11, 22) - timedelta(days=back) for back in range(30))
    assert not (backups / "archive" / "interactions-1999-01.json").exists()
    assert len(list((backups / "archive").iterdir())) > 0


def test_a_full_disk_leaves_no_half_backup(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(Disk):
        def sync(self, fd: int) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("deskapp.store.copies.backup.Disk", Full)
    with pytest.raises(DiskRefusedError, match="disk is full"):
        backup(folder, tmp_path / "out" / "book.zip")
    assert list((tmp_path / "out").iterdir()) == []


def test_the_contents_of_a_book_count_sealed_documents_too(folder: Path) -> None:
    contents = contents_of(load(folder))
    assert contents.tables["interactions"] == 70
    assert contents.newest == "2026-11-22T12:00:00.000Z"


def test_a_backup_with_a_file_outside_the_book_is_refused(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "book.zip"
    backup(folder, target)
    with zipfile.ZipFile(target, "a") as whole_file:
        whole_file.writestr("../outside.json", b"x")
    with pytest.raises(BookDamagedError, match="none of a book"):
        restore(tmp_path / "other", target)
    assert not (tmp_path / "outside.json").exists()
