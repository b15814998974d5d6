"""The daily backup: the tables and the journal in a small file for each day, sealed months once for all of them.

Kept are the last 7 days, the last of each of 4 weeks, and the last of each of 12 months.
"""

import contextlib
import os
import stat
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from deskapp import clock
from deskapp.errors import BookDamagedError, DeskError
from deskapp.messages import said
from deskapp.store.book import Book
from deskapp.store.copies.backup import Contents, backup, cannot_be_read, sealed_files, verify
from deskapp.store.copies.doctor import scrub
from deskapp.store.engine.disk import NO_BACKUP, Disk, refusing
from deskapp.store.engine.kept_aside import clear_aside, keep
from deskapp.store.engine.load import load
from deskapp.store.engine.notices import REPAIR
from deskapp.store.engine.packed import manifest_of
from deskapp.store.engine.reader import is_month, read_plain
from deskapp.store.engine.table_file import TableFileError, parse_table
from deskapp.store.history.archive import FOLDER as ARCHIVE

FOLDER = "backups"
DAYS, WEEKS, MONTHS = 7, 4, 12


def daily(book: Book, *, again: bool = False) -> Contents | None:
    """Take today's backup unless it is there (`again` replaces it), then let the old ones go.

    Today's share of the sealed months is read too; what is damaged there is told in the book's notices.
    Safe in a thread of its own. None where there was nothing to do. Raises BookDamagedError.
    """
    folder, today = book.path / FOLDER, clock.today(clock.now())
    target = folder / f"{today.isoformat()}.zip"
    if not again and is_taken(target):
        return None
    disk = book.engine.disk
    with refusing(target, NO_BACKUP):
        with book.checkpoint.busy:
            clear_aside(book.path, disk)
            _fill_pool(book, Disk())
            _make_room(book, target, disk)
            contents = backup(book, target, pooled=True)
        rotate(folder)
        for finding in scrub(book.path, today.toordinal()):
            book.notices.tell(finding.sentence, REPAIR)
    return contents


def is_taken(target: Path) -> bool:
    """Whether a backup is there: a plain file that is one of ours, read whole, with the months that it names."""
    try:
        pool = verify(target)["pool"]
    except DeskError:
        return False
    return all(is_file(target.parent / ARCHIVE / name) for name in pool)


def is_file(path: Path) -> bool:
    """Whether a plain file stands there: no folder, no link, no pipe."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _make_room(book: Book, place: Path, disk: Disk) -> None:
    """Move what is no file out of the way, into `kept/`; a file is replaced."""
    if os.path.lexists(place) and not is_file(place):
        keep(book.path, place, said("A backup needed its name."), disk)


def _fill_pool(book: Book, disk: Disk) -> None:
    """Copy each sealed month that has no copy yet; one that is damaged is no copy to keep."""
    pool = book.path / FOLDER / ARCHIVE
    disk.make_folder(pool)
    for name in sealed_files(load(book.path)):
        if is_file(pool / name):
            continue
        _make_room(book, pool / name, disk)
        month = book.path / ARCHIVE / name
        try:
            data = read_plain(month)
            parse_table(month, data)
        except OSError as error:
            raise cannot_be_read(month, error) from error
        except TableFileError as error:
            raise BookDamagedError(f"{error}; {NO_BACKUP}.", REPAIR) from error
        disk.write_aside(pool / name, data)


def backups_in(folder: Path) -> dict[date, Path]:
    """The daily backups in a folder, by day, oldest first."""
    backups = {}
    for path in filter(is_file, sorted(folder.glob("????-??-??.zip"))):
        with contextlib.suppress(ValueError):
            backups[date.fromisoformat(path.stem)] = path
    return backups


def last_taken(folder: Path) -> date | None:
    """The day of the last backup in a folder that is one of ours."""
    for day, path in reversed(backups_in(folder).items()):
        with contextlib.suppress(DeskError):
            manifest_of(path)
            return day
    return None


def to_keep(days: Iterable[date]) -> set[date]:
    """Which days' backups stay."""
    newest_first = sorted(set(days), reverse=True)
    kept = set(newest_first[:DAYS])
    periods: tuple[tuple[int, Callable[[date], Any]], ...] = (
        (WEEKS, lambda day: day.isocalendar()[:2]),
        (MONTHS, lambda day: (day.year, day.month)),
    )
    for count, period_of in periods:
        last: dict[Any, date] = {}
        for day in newest_first:
            last.setdefault(period_of(day), day)
        kept.update(list(last.values())[:count])
    return kept


def rotate(folder: Path) -> None:
    """Remove the daily backups whose time is over, and copies of sealed months that no backup speaks of."""
    backups = backups_in(folder)
    kept = to_keep(backups)
    wanted: set[str] = set()
    for day, path in backups.items():
        if day not in kept:
            path.unlink()
            continue
        try:
            wanted.update(manifest_of(path)["pool"])
        except DeskError:
            return
    for path in (folder / ARCHIVE).glob("*.json"):
        if path.name not in wanted and is_month(path.name) and is_file(path):
            path.unlink()
