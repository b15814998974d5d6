"""A backup counts when it was read again and is what the book was; what is not leads nowhere and costs no other."""

import errno
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from deskapp.errors import BookDamagedError, DiskRefusedError
from deskapp.store import Book, open_book
from deskapp.store.copies import backup as backups
from deskapp.store.copies.backup import backup, give_out, verify
from deskapp.store.copies.restore import restore
from deskapp.store.copies.rotation import daily, rotate
from deskapp.store.engine.disk import Disk
from tests.store.books import content, flip, flip_at, whole, write

pytestmark = pytest.mark.usefixtures("the_clock_stands")


def rewritten(file: Path, change: Callable[[str, bytes], bytes]) -> None:
    """A packed file with other contents, sound for all that its own checksums say."""
    with zipfile.ZipFile(file) as before:
        held = {name: before.read(name) for name in before.namelist()}
    with zipfile.ZipFile(file, "w") as after:
        for name, data in held.items():
            after.writestr(name, change(name, data))


def manifest(**other: Any) -> Callable[[str, bytes], bytes]:
    return lambda name, data: json.dumps({**json.loads(data), **other}).encode() if name == "manifest.json" else data


def test_other_contents_than_were_saved_are_refused(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "book.zip"
    backup(folder, target)
    rewritten(
        target, lambda name, data: data.replace(b"Customer 8", b"Customer 9") if name != "manifest.json" else data
    )
    with pytest.raises(BookDamagedError, match=r"customers\.json(\.prev)? is not what was saved"):
        verify(target)


def test_a_backup_of_a_newer_version_is_left_alone(folder: Path, tmp_path: Path) -> None:
    target, before = tmp_path / "book.zip", whole(folder)
    backup(folder, target)
    rewritten(target, manifest(deskapp=99))
    with pytest.raises(BookDamagedError, match="newer version"):
        restore(folder, target)
    assert whole(folder) == before


class Forgetful(Disk):
    """Says that a file is on the disk, and one sector of it is another's."""

    def sync(self, fd: int) -> None:
        super().sync(fd)
        sector = os.fstat(fd).st_size // 2 // 512 * 512
        os.pwrite(fd, bytes(byte ^ 1 for byte in os.pread(fd, 512, sector)), sector)


@pytest.mark.parametrize("write_to", [backup, give_out])
def test_a_backup_that_the_disk_did_not_keep_never_gets_its_name(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write_to: Callable[[Path, Path], object]
) -> None:
    monkeypatch.setattr(backups, "Disk", Forgetful)
    target = tmp_path / "out" / "book.zip"
    with pytest.raises(BookDamagedError, match="no sound backup"):
        write_to(folder, target)
    assert list(target.parent.iterdir()) == []


def test_a_part_that_says_two_things_about_itself_is_refused(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "book.zip"
    backup(folder, target)
    sound = target.read_bytes()
    with zipfile.ZipFile(target) as packed:
        places = [part.header_offset for part in packed.infolist()]
    for place in places:
        for of_what in (6, 8, 14, 18, 22):
            flip(target, place + of_what)
            with pytest.raises(BookDamagedError, match="no sound backup"):
                verify(target)
            target.write_bytes(sound)
    verify(target)


def test_a_file_that_goes_while_it_is_read_is_read_for_with_the_others_anew(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[..., str] = backups._add
    turns: list[object] = []

    def going(*what: Any) -> str:
        turns.append(what)
        if len(turns) in (3, 8):
            raise FileNotFoundError("it has gone")
        return real(*what)

    monkeypatch.setattr(backups, "_add", going)
    before = whole(folder)
    backup(folder, tmp_path / "book.zip")
    restore(tmp_path / "other", tmp_path / "book.zip")
    assert whole(tmp_path / "other") == before


def test_a_damaged_month_is_no_copy_to_keep(folder: Path) -> None:
    (month, *_) = sorted((folder / "archive").glob("*.json"))
    with open_book(folder) as book:
        sound = month.read_bytes()
        flip_at(month, b"reason")
        with pytest.raises(BookDamagedError, match="no backup was taken"):
            daily(book)
        assert list((folder / "backups").glob("*.zip")) == []
        month.write_bytes(sound)
        assert daily(book) is not None
    assert (folder / "backups" / "archive" / month.name).read_bytes() == sound


@pytest.mark.parametrize("take", [lambda book: backup(book.path, book.path.parent / "out.zip"), daily])
def test_a_month_that_is_missing_is_named_and_nobody_else_blamed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, take: Callable[[Book], object]
) -> None:
    monkeypatch.setattr(backups, "PAUSE", 0.0)
    (month, *_) = sorted((folder / "archive").glob("*.json"))
    month.unlink()
    with open_book(folder) as book, pytest.raises(BookDamagedError, match="no backup was taken") as told:
        take(book)
    assert str(month) in told.value.sentence and "doctor" in told.value.next_step
    assert not list(folder.rglob("*.zip*")) and not list(folder.parent.glob("out*"))


class Full(Disk):
    """Takes no byte of a backup."""

    def create(self, path: Path) -> int:
        if ".zip" in path.name:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().create(path)


def test_a_full_disk_says_that_no_backup_was_taken_and_nothing_of_a_change(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "Disk", Full)
    with open_book(folder) as book, pytest.raises(DiskRefusedError, match="; no backup was taken\\."):
        daily(book)


def test_a_damaged_month_among_the_backups_is_not_restored(folder: Path, tmp_path: Path) -> None:
    with open_book(folder) as book:
        daily(book)
        before = content(book)
    (month, *_) = sorted((folder / "backups" / "archive").glob("*.json"))
    flip_at(month, b"reason")
    with pytest.raises(BookDamagedError, match="nothing was changed"):
        restore(folder, folder / "backups" / "2026-11-22.zip")
    assert whole(folder) == before
    with pytest.raises(BookDamagedError, match="nothing was changed"):
        restore(tmp_path / "new", folder / "backups" / "2026-11-22.zip")
    assert list((tmp_path / "new").glob("*.json")) == []


def test_a_backup_of_a_book_with_losses_is_not_restored(folder: Path, tmp_path: Path) -> None:
    now = whole(folder)
    shutil.copytree(folder, tmp_path / "damaged")
    for path in (tmp_path / "damaged").glob("customers.json*"):
        flip_at(path, b"Customer 8")
    backup(tmp_path / "damaged", tmp_path / "damaged.zip")
    with pytest.raises(BookDamagedError, match="does not hold a whole book"):
        restore(folder, tmp_path / "damaged.zip")
    assert whole(folder) == now


def test_where_one_backup_cannot_be_read_no_month_goes(folder: Path) -> None:
    with open_book(folder) as book:
        daily(book)
    place = folder / "backups"
    months = sorted(path.name for path in (place / "archive").iterdir())
    (place / "2026-11-22.zip").rename(place / "2026-11-20.zip")
    flip(place / "2026-11-20.zip", (place / "2026-11-20.zip").stat().st_size - 10)
    with open_book(folder) as book:
        write(book, 80, 81)
    (place / "archive" / "interactions-1999-01.json").write_bytes(b"")
    rotate(place)
    assert sorted(path.name for path in (place / "archive").iterdir()) == ["interactions-1999-01.json", *months]


def test_backups_whose_days_are_over_go_and_the_last_seven_stay(folder: Path) -> None:
    with open_book(folder) as book:
        daily(book)
    place, today = folder / "backups", date(2026, 11, 22)
    whole_one = (place / "2026-11-22.zip").read_bytes()
    for back in range(1, 12):
        (place / f"{today - timedelta(days=back)}.zip").write_bytes(whole_one)
    rotate(place)
    days = [path.stem for path in sorted(place.glob("*.zip"))]
    assert days[-7:] == [str(today - timedelta(days=back)) for back in reversed(range(7))]
    assert "2026-11-14" not in days and len(days) == 8
