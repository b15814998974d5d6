"""Backups in one file, each read again before it counts; and what a book or a backup holds, in numbers."""

import json
import os
import zipfile
import zlib
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import IO, Any

from deskapp import clock
from deskapp.digests import sha256
from deskapp.errors import BookDamagedError, DeskError, NotFoundError
from deskapp.model.document import is_instant
from deskapp.model.frozen import dataclass
from deskapp.store.archive import FOLDER as ARCHIVE
from deskapp.store.book import Book
from deskapp.store.codec import document_in
from deskapp.store.disk import CHUNK, Disk, refusal
from deskapp.store.given_out import cannot_be_written, making, place
from deskapp.store.journal import segments_in
from deskapp.store.load import load
from deskapp.store.loaded import Loaded
from deskapp.store.tablefile import FORMAT, newer, tables_in

Progress = Callable[[int, int], None]
MANIFEST = "manifest.json"
BACKUPS = "backups"
TRIES = 3


@dataclass(frozen=True, slots=True)
class Contents:
    """What a book or a backup holds: documents by table, when the last was changed, when the backup was made."""

    tables: dict[str, int]
    newest: str
    made_at: str = ""


def backup(source: Book | Path, target: Path, progress: Progress | None = None) -> Contents:
    """Write a whole book into one file and read it again; `progress` hears (done, total) files.

    Raises BookDamagedError or DiskRefusedError; nothing half-made stays behind.
    """
    return write_backup(source, target, pooled=False, progress=progress)


def give_out(folder: Path, file: Path, *, over: bool = False, progress: Progress | None = None) -> Contents:
    """Write a whole book into one file at a place that somebody named, and read it again before it has that name.

    Raises BookDamagedError for the book, RefusedError and ThereAlreadyError for the file (see `given_out`).
    """
    there = place(file, folder, over=over, own=BACKUPS)
    try:
        Disk().make_folder(there.parent)
    except OSError as error:
        raise cannot_be_written(there.parent, error) from error
    with making(file, folder, over=over, own=BACKUPS) as raw:
        contents = _write(folder, raw, False, progress, Disk())
        verify(Path(raw.name), progress)
    return contents


def contents_of_book(folder: Path) -> Contents:
    """What a book holds now. Raises BookDamagedError."""
    loaded = load(folder)
    return Contents(_counts(loaded), _newest(loaded))


def contents_of_backup(file: Path) -> Contents:
    """What a backup holds, after reading it whole. Raises BookDamagedError or NotFoundError."""
    manifest = verify(file)
    return Contents(manifest["tables"], manifest["newest"], manifest["made_at"])


def sealed_files(loaded: Loaded) -> list[str]:
    """The names of the sealed months of a book."""
    return sorted(entry["file"] for shelf in loaded.shelves.values() for entry in shelf.sealed)


def write_backup(source: Book | Path, target: Path, *, pooled: bool, progress: Progress | None = None) -> Contents:
    """Write a backup; a `pooled` one only names the sealed months, which lie beside it. Raises BookDamagedError."""
    folder = source.path if isinstance(source, Book) else source
    aside, disk = target.with_name(target.name + ".part"), Disk()
    try:
        disk.make_folder(target.parent)
        with source.upkeep.busy if isinstance(source, Book) else nullcontext():
            with os.fdopen(disk.create(aside), "w+b") as raw:
                contents = _write(folder, raw, pooled, progress, disk)
            verify(aside, progress)
            disk.replace(aside, target)
            disk.sync_folder(target.parent)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise refusal(error, target) from error
    except DeskError:
        aside.unlink(missing_ok=True)
        raise
    return contents


def _write(folder: Path, raw: IO[bytes], pooled: bool, progress: Progress | None, disk: Disk) -> Contents:
    """Try again when files change hands while they are read (a desk at work in another process)."""
    for turn in range(TRIES):
        try:
            return _write_once(folder, raw, pooled, progress, disk)
        except FileNotFoundError:
            if turn == TRIES - 1:
                raise
    raise FileNotFoundError(folder)


def _write_once(folder: Path, raw: IO[bytes], pooled: bool, progress: Progress | None, disk: Disk) -> Contents:
    loaded = load(folder)
    sealed = sealed_files(loaded)
    files = [*tables_in(folder), *sorted(folder.glob("*.json.prev")), *segments_in(folder)]
    files += [] if pooled else [folder / ARCHIVE / name for name in sealed]
    contents = Contents(_counts(loaded), _newest(loaded), clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"))
    desk = loaded.desk
    del loaded  # a second copy of the book in memory, beside the desk's own
    sums: dict[str, str] = {}
    raw.seek(0)
    raw.truncate()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as whole:
        for done, path in enumerate(files):
            sums[path.relative_to(folder).as_posix()] = _add(whole, folder, path)
            if progress:
                progress(done + 1, 2 * len(files))
        about: dict[str, Any] = {"deskapp": FORMAT, "desk": desk, "made_at": contents.made_at}
        about |= {"tables": contents.tables, "newest": contents.newest, "files": sums}
        about |= {"pool": sealed if pooled else []}
        whole.writestr(MANIFEST, json.dumps(about, indent=1))
    raw.flush()
    disk.sync(raw.fileno())
    return contents


def _add(whole: zipfile.ZipFile, folder: Path, path: Path) -> str:
    digest = sha256()
    info = zipfile.ZipInfo.from_file(path, path.relative_to(folder).as_posix(), strict_timestamps=False)
    info.compress_type = zipfile.ZIP_DEFLATED
    with path.open("rb") as file, whole.open(info, "w", force_zip64=True) as entry:
        while data := file.read(CHUNK):
            digest.update(data)
            entry.write(data)
    return digest.hexdigest()


def verify(file: Path, progress: Progress | None = None) -> dict[str, Any]:
    """Read a backup whole, compare every checksum, and give its manifest. Raises BookDamagedError or NotFoundError."""
    try:
        with zipfile.ZipFile(file) as whole:
            manifest: dict[str, Any] = json.loads(whole.read(MANIFEST))
            if manifest["deskapp"] > FORMAT:
                raise newer(file)
            names = manifest["files"]
            for done, (name, expected) in enumerate(names.items()):
                with whole.open(name) as entry:
                    if _digest(entry) != expected:
                        raise _bad(file, f"{name} is not what was saved")
                if progress:
                    progress(len(names) + done + 1, 2 * len(names))
    except FileNotFoundError as error:
        raise NotFoundError(f"There is no file {file}.", "Look for it under another name.") from error
    except (zipfile.BadZipFile, zlib.error, KeyError, TypeError, ValueError, RuntimeError, EOFError, OSError) as error:
        raise _bad(file, str(error)) from error
    return manifest


def _digest(file: IO[bytes]) -> str:
    digest = sha256()
    while data := file.read(CHUNK):
        digest.update(data)
    return digest.hexdigest()


def _bad(file: Path, why: str) -> BookDamagedError:
    return BookDamagedError(f"{file} is no sound backup ({why}); nothing was changed.", "Take another backup.")


def _counts(loaded: Loaded) -> dict[str, int]:
    """How many documents each table holds, sealed ones included."""
    counts = {}
    for name, shelf in sorted(loaded.shelves.items()):
        gone = sum(len(set(ids)) for ids in shelf.shadow.values())
        counts[name] = len(shelf.lines) + sum(entry["count"] for entry in shelf.sealed) - gone
    return counts


def _newest(loaded: Loaded) -> str:
    """When the newest document was changed last (RFC 3339), or nothing."""
    found = ""
    for shelf in loaded.shelves.values():
        for line in shelf.lines.values():
            if b'"updated_at":"' in line:
                changed = str((document_in(line) or {}).get("updated_at", ""))
                found = changed if changed > found and is_instant(changed) else found
    return found
