"""The way back: a backup replaces a book, after what is there now has been backed up.

The files are laid out beside the book first; from the mark READY on, a restart finishes what a power cut broke off.
"""

import shutil
import zipfile
from pathlib import Path

from deskapp import clock
from deskapp.errors import BookDamagedError
from deskapp.model.frozen import dataclass
from deskapp.store import lock as locks
from deskapp.store.archive import FOLDER as ARCHIVE
from deskapp.store.backup import MANIFEST, Contents, Progress, backup, contents_of_book, verify
from deskapp.store.disk import Disk, refusal
from deskapp.store.journal import FOLDER as JOURNAL
from deskapp.store.load import load
from deskapp.store.opening import KEPT
from deskapp.store.restoring import READY, STATE, finish_restore
from deskapp.store.rotation import FOLDER as BACKUPS
from deskapp.store.tablefile import TableFileError, read_table

LIVE = ("*.json", "*.json.prev")


@dataclass(frozen=True, slots=True)
class Restored:
    """What was replaced (None: there was nothing), by what, and where the replaced book was saved."""

    before: Contents | None
    after: Contents
    saved_as: Path | None


def restore(folder: Path, file: Path, progress: Progress | None = None) -> Restored:
    """Make a book what a backup holds. Raises BookInUseError, BookDamagedError, NotFoundError; then nothing changed."""
    manifest = verify(file, progress)
    disk = Disk()
    try:
        disk.make_folder(folder)
        held = locks.BookLock(folder)
    except OSError as error:
        raise refusal(error, folder) from error
    try:
        before, saved_as = _save_present(folder)
        _lay_out(folder, file, manifest["pool"], disk)
        finish_restore(folder, disk)
    except OSError as error:
        raise refusal(error, folder) from error
    finally:
        held.release()
    after = Contents(manifest["tables"], manifest["newest"], manifest["made_at"])
    return Restored(before, after, saved_as)


def _save_present(folder: Path) -> tuple[Contents | None, Path | None]:
    """Back up what is there; a book too damaged for that is copied into `kept/` as it is."""
    if not any(folder.glob("*.json")) and not any((folder / JOURNAL).glob("*.jsonl")):
        return None, None
    stamp = f"{clock.now():%Y-%m-%dT%H%M%SZ}"
    turn = sum(1 for _ in (folder / BACKUPS).glob(f"before-restore-{stamp}*"))
    stamp += f"-{turn + 1}" if turn else ""
    target = folder / BACKUPS / f"before-restore-{stamp}.zip"
    try:
        before = contents_of_book(folder)
        backup(folder, target)
    except BookDamagedError:
        copy = folder / KEPT / f"before-restore-{stamp}"
        for part in (JOURNAL, ARCHIVE):
            if (folder / part).is_dir():
                shutil.copytree(folder / part, copy / part)
        for pattern in LIVE:
            for path in folder.glob(pattern):
                copy.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, copy)
        return None, copy
    return before, target


def _lay_out(folder: Path, file: Path, pool: list[str], disk: Disk) -> None:
    """Put the backup's files beside the book, synced, read them as a book, and mark them ready."""
    aside = folder / STATE
    if aside.exists():
        shutil.rmtree(aside)
    for part in (aside, aside / JOURNAL, aside / ARCHIVE):
        disk.make_folder(part)
    with zipfile.ZipFile(file) as whole:
        for name in whole.namelist():
            if name == MANIFEST:
                continue
            target = aside / name
            if aside.resolve() not in target.resolve().parents:
                raise BookDamagedError(f"{file} holds a file outside the book ({name}).", "Take another backup.")
            disk.write_file(target, whole.read(name))
    for name in pool:
        source = file.parent / ARCHIVE / name
        if not source.exists():
            raise BookDamagedError(f"{source} is missing; nothing was changed.", "Take another backup.")
        disk.write_file(aside / ARCHIVE / name, source.read_bytes())
        _must_be_sound(aside / ARCHIVE / name)
    if any(finding.loses for finding in load(aside).findings):
        raise BookDamagedError(f"{file} does not hold a whole book; nothing was changed.", "Take another backup.")
    for part in (aside, aside / JOURNAL, aside / ARCHIVE):
        disk.sync_folder(part)
    disk.write_aside(aside / READY, b"")


def _must_be_sound(path: Path) -> None:
    try:
        read_table(path)
    except TableFileError as error:
        raise BookDamagedError(
            f"A sealed month is damaged ({error}); nothing was changed.", "Take another backup."
        ) from error
