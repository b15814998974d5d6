"""The way back: a backup replaces a book, after what is there now has been backed up.

The files are laid out beside the book first; from the mark READY on, whoever comes next finishes what was broken off.
"""

import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

from deskapp import clock, slots
from deskapp.errors import BookDamagedError, RefusedError
from deskapp.messages import said
from deskapp.model.frozen import dataclass
from deskapp.store.copies.backup import Contents, Progress, backup, contents_of, sealed_files, verify_open
from deskapp.store.copies.rotation import FOLDER as BACKUPS
from deskapp.store.engine import lock as locks
from deskapp.store.engine.disk import CHUNK, Disk, refusal, refusing
from deskapp.store.engine.finish_restore import NO_FILE, READY, STATE, clear, finish_restore, is_ready, not_finished
from deskapp.store.engine.journal import segments_in
from deskapp.store.engine.load import load
from deskapp.store.engine.packed import Packed, Unlock, opened
from deskapp.store.engine.reader import ARCHIVE, JOURNAL, KEPT, expect_own, is_part, open_plain
from deskapp.store.engine.table_file import FORMAT, TableFileError, read_table, tables_in


@dataclass(frozen=True, slots=True)
class Restored:
    """What was replaced (None: there was nothing), by what, and where the replaced book was saved."""

    before: Contents | None
    after: Contents
    saved_as: Path | None


def restore(
    folder: Path, file: Path, progress: Progress | None = None, *, ask: Callable[[], str] | None = None
) -> Restored:
    """Make a book what a backup holds; `ask` gives the passphrase of one that is locked.

    Raises BookInUseError, BookDamagedError, NotFoundError, RefusedError for the passphrase; then nothing changed.
    """
    file, disk = Path(os.path.realpath(file)), Disk()
    with opened(file, _unlock(file, ask)) as packed:
        verify_open(packed, progress)
        with refusing(folder):
            disk.make_folder(folder)
            expect_own(folder)
            held = locks.BookLock(folder)
        try:
            before, saved_as = _save_present(folder, disk)
            _lay_out(folder, packed, disk)
            finish_restore(folder, disk)
        except OSError as error:
            raise (not_finished if is_ready(folder) else refusal)(error, folder) from error
        finally:
            held.release()
    manifest = packed.manifest
    after = Contents(manifest["tables"], manifest["newest"], manifest["made_at"])
    return Restored(before, after, saved_as)


def _unlock(file: Path, ask: Callable[[], str] | None) -> Unlock | None:
    from deskapp.store.copies import crypt

    if not crypt.is_locked(file):
        return None
    crypt.ciphers()
    if ask is None:
        raise RefusedError(
            said("{file} is locked with a passphrase.", file=file),
            said("Put it in the first line of a file: `{deskapp}restore --passphrase FILE …`.", deskapp=slots.DESKAPP),
        )
    passphrase = ask()
    return lambda raw: crypt.unlocked(raw, passphrase, file)


def _save_present(folder: Path, disk: Disk) -> tuple[Contents | None, Path | None]:
    """Back up what is there; a book too damaged for that is copied into `kept/` as it is."""
    is_whole = True
    try:
        finish_restore(folder, disk)
    except BookDamagedError:
        is_whole = False
    if not tables_in(folder) and not segments_in(folder):
        return None, None
    stamp = f"{clock.now():%Y-%m-%dT%H%M%SZ}"
    turn = sum(1 for _ in (folder / BACKUPS).glob(f"before-restore-{stamp}*"))
    stamp += f"-{turn + 1}" if turn else ""
    target = folder / BACKUPS / f"before-restore-{stamp}.zip"
    if is_whole:
        with suppress(BookDamagedError):
            before = contents_of(load(folder))
            backup(folder, target)
            return before, target
    return None, _copied(folder, folder / KEPT / f"before-restore-{stamp}", disk)


def _copied(folder: Path, copy: Path, disk: Disk) -> Path:
    """Copy the files of a damaged book, each that can be read."""
    parts = {"": tables_in(folder), JOURNAL: segments_in(folder)}
    parts[""] += sorted(folder.glob("*.json.prev"))
    parts[ARCHIVE] = sorted((folder / ARCHIVE).glob("*.json"))
    for part, paths in parts.items():
        if paths:
            disk.make_folder(copy / part)
        for path in paths:
            try:
                file = open_plain(path)
            except OSError as error:
                if error.errno in NO_FILE:
                    continue
                raise
            with file:
                _write(copy / part / path.name, iter(partial(file.read, CHUNK), b""), disk)
    return copy


def _write(target: Path, pieces: Iterable[bytes], disk: Disk) -> None:
    with disk.writing(target) as made:
        for piece in pieces:
            made.put(piece)


def _lay_out(folder: Path, packed: Packed, disk: Disk) -> None:
    """Put the backup's files beside the book, synced, read them as a book, and mark them ready."""
    aside = folder / STATE
    clear(aside, disk)
    try:
        _write_all(aside, packed, disk)
    except BaseException:
        with suppress(OSError):
            clear(aside, disk)
        raise
    disk.sync_folder(folder)
    names = [*_parts(packed), *(f"{ARCHIVE}/{name}" for name in packed.manifest["pool"])]
    note = json.dumps({"deskapp": FORMAT, "files": sorted(names)}, indent=1)
    disk.write_aside(aside / READY, note.encode())


def _parts(packed: Packed) -> list[str]:
    """The book's own files in a backup; old ones hold strangers' too, which are left where they are."""
    return list(filter(is_part, packed.manifest["files"]))


def _write_pooled(source: Path, target: Path, disk: Disk) -> None:
    """Copy a sealed month that lies beside its backup."""
    try:
        file = open_plain(source)
    except OSError as error:
        why = "is missing" if isinstance(error, FileNotFoundError) else f"cannot be read ({error.strerror})"
        raise _unfit(f"{source} {why}") from error
    with file:
        _write(target, iter(partial(file.read, CHUNK), b""), disk)
    _must_be_sound(target)


def _write_all(aside: Path, packed: Packed, disk: Disk) -> None:
    for part in (aside, aside / JOURNAL, aside / ARCHIVE):
        disk.make_folder(part)
    for name in _parts(packed):
        _write(aside / name, packed.pieces(name), disk)
    for name in packed.manifest["pool"]:
        _write_pooled(packed.called.parent / ARCHIVE / name, aside / ARCHIVE / name, disk)
    loaded = load(aside)
    there = {Path(name).name for name in packed.manifest["files"] if name.startswith(f"{ARCHIVE}/")}
    there.update(packed.manifest["pool"])
    if any(finding.loses for finding in loaded.findings) or not there.issuperset(sealed_files(loaded)):
        raise _unfit(f"{packed.called} does not hold a whole book")
    for part in (aside, aside / JOURNAL, aside / ARCHIVE):
        disk.sync_folder(part)


def _unfit(why: str) -> BookDamagedError:
    return BookDamagedError(said("{why}; nothing was changed.", why=why), said("Take another backup."))


def _must_be_sound(path: Path) -> None:
    try:
        read_table(path)
    except TableFileError as error:
        raise _unfit(f"A sealed month is damaged ({error})") from error
