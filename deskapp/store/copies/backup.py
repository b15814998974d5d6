"""Backups in one file, each read again before it counts; and what a book or a backup holds, in numbers."""

import json
import os
import stat
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from time import gmtime, sleep
from typing import IO, Any

from deskapp import clock
from deskapp.digests import sha256
from deskapp.errors import BookDamagedError, BookInUseError, DeskError
from deskapp.messages import said
from deskapp.model.document import is_instant
from deskapp.model.frozen import dataclass
from deskapp.store.book import Book
from deskapp.store.copies.given_out import cannot_be_written, making, place
from deskapp.store.engine.codec import document_in
from deskapp.store.engine.disk import CHUNK, NO_BACKUP, Disk, refusal
from deskapp.store.engine.journal import segments_in
from deskapp.store.engine.load import load
from deskapp.store.engine.loaded import Loaded
from deskapp.store.engine.notices import REPAIR
from deskapp.store.engine.packed import MANIFEST, Packed, Unlock, opened
from deskapp.store.engine.reader import is_segment, is_spare, is_table, open_plain
from deskapp.store.engine.table_file import FORMAT, tables_in
from deskapp.store.history.archive import FOLDER as ARCHIVE

Progress = Callable[[int, int], None]
Lock = Callable[[IO[bytes]], AbstractContextManager[IO[bytes]]]
"""What makes of a file one in which everything is locked."""
BACKUPS = "backups"
TRIES, PAUSE = 25, 0.01
EARLIEST, LATEST = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)
"""The instants that a packed file can tell."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a book or a backup holds: documents by table, when the last was changed, when the backup was made."""

    tables: dict[str, int]
    newest: str
    made_at: str = ""


def give_out(
    folder: Path, file: Path, *, over: bool = False, passphrase: str = "", progress: Progress | None = None
) -> Contents:
    """Write a whole book into one file at a place that somebody named, and read it again before it has that name.

    With a passphrase it is locked, and nothing of it is on that disk unlocked at any time. Raises BookDamagedError for
    the book, RefusedError and ThereAlreadyError for the file (see `given_out`).
    """
    lock, unlock = _ways(passphrase, file)
    own = "" if passphrase else BACKUPS
    there = place(file, folder, over=over, own=own)
    try:
        Disk().make_folder(there.parent)
    except OSError as error:
        raise cannot_be_written(there.parent, error) from error
    with making(file, folder, over=over, own=own) as raw:
        contents = _write(folder, raw, False, progress, Disk(), lock)
        verify(Path(raw.name), progress, unlock)
    return contents


def _ways(passphrase: str, file: Path) -> tuple[Lock | None, Unlock | None]:
    if not passphrase:
        return None, None
    from deskapp.store.copies import crypt

    crypt.ciphers()
    return lambda raw: crypt.locking(raw, passphrase), lambda raw: crypt.unlocked(raw, passphrase, file)


def contents_of(loaded: Loaded, made_at: str = "") -> Contents:
    """What a book holds, sealed documents included."""
    counts = {name: shelf.total() for name, shelf in sorted(loaded.shelves.items())}
    return Contents(counts, _newest(loaded), made_at)


def sealed_files(loaded: Loaded) -> list[str]:
    """The names of the sealed months of a book."""
    return sorted(entry["file"] for shelf in loaded.shelves.values() for entry in shelf.sealed)


def backup(source: Book | Path, target: Path, progress: Progress | None = None, *, pooled: bool = False) -> Contents:
    """Write a book into one file and read it again; `progress` hears (done, total) files.

    A `pooled` one only names the sealed months, which lie beside it. Raises BookDamagedError or DiskRefusedError;
    nothing half-made stays behind.
    """
    folder = source.path if isinstance(source, Book) else source
    aside, disk = target.with_name(target.name + ".part"), Disk()
    try:
        disk.make_folder(target.parent)
        with source.checkpoint.busy if isinstance(source, Book) else nullcontext():
            with os.fdopen(disk.create(aside), "w+b") as raw:
                contents = _write(folder, raw, pooled, progress, disk)
            verify(aside, progress)
            disk.replace(aside, target)
            disk.sync_folder(target.parent)
    except (OSError, DeskError) as error:
        aside.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise refusal(error, target, NO_BACKUP) from error
        raise
    return contents


def _write(
    folder: Path, raw: IO[bytes], pooled: bool, progress: Progress | None, disk: Disk, lock: Lock | None = None
) -> Contents:
    """Try again when files change hands while they are opened (a desk at work in another process)."""
    missing = ""
    for turn in range(TRIES):
        raw.seek(0)
        raw.truncate()
        with ExitStack() as stack:
            try:
                held, missing = _Held(folder, stack), ""
                if held.is_one_moment:
                    contents = held.write(stack.enter_context(lock(raw)) if lock else raw, pooled, progress)
                    stack.close()
                    raw.flush()
                    disk.sync(raw.fileno())
                    return contents
            except FileNotFoundError as error:
                missing = str(error.filename or folder)
        sleep(PAUSE * turn)
    if missing:
        raise BookDamagedError(said("{missing} is missing; {no_backup}.", missing=missing, no_backup=NO_BACKUP), REPAIR)
    raise BookInUseError(
        said("The desk writes so much that no whole copy could be made."), said("Try again in a moment.")
    )


class _Held:
    """The files of a book, opened at one moment: whatever takes their names later, these are read."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        """Open them, and read the book. Raises BookDamagedError, OSError."""
        before = _facts(folder)
        self._folder, self._files = folder, {path: stack.enter_context(_open(path)) for path in before}
        loaded = load(folder)
        strange = {path.name for path in loaded.strangers}
        unbegun = {segment.path for segment in loaded.segments if segment.header is None and segment.lines <= 1}
        self._names = [path for path in self._files if path.name.removesuffix(".prev") not in strange]
        self._names = [path for path in self._names if path not in unbegun]
        self._sealed = sealed_files(loaded)
        self._contents = contents_of(loaded, clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"))
        self._desk = loaded.desk
        self._ends = {segment.path: segment.end for segment in loaded.segments if segment.is_whole}
        self.is_one_moment = _facts(folder) == before

    def write(self, raw: IO[bytes], pooled: bool, progress: Progress | None) -> Contents:
        """Pack them, with a manifest. Raises OSError."""
        sums: dict[str, str] = {}
        months = [] if pooled else [self._folder / ARCHIVE / name for name in self._sealed]
        total = 2 * (len(self._names) + len(months))
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as whole:
            for path in [*self._names, *months]:
                name = path.relative_to(self._folder).as_posix()
                with self._files.get(path) or _open(path) as file:
                    sums[name] = _add(whole, name, file, self._ends.get(path))
                if progress:
                    progress(len(sums), total)
            about: dict[str, Any] = {"deskapp": FORMAT, "desk": self._desk, "made_at": self._contents.made_at}
            about |= {"tables": self._contents.tables, "newest": self._contents.newest, "files": sums}
            about |= {"pool": self._sealed if pooled else []}
            whole.writestr(MANIFEST, json.dumps(about, indent=1))
        return self._contents


def _facts(folder: Path) -> dict[Path, tuple[int, ...]]:
    """The files that a book is made of besides its sealed months, and what tells another file under the same name.

    A segment only grows: what a backup takes of each ends where it was read up to, and nothing of one that had not
    begun, since the one before may have grown until it did. Raises OSError.
    """
    paths = [path for path in tables_in(folder) if is_table(path.name)]
    paths += sorted(path for path in folder.glob("*.json.prev") if is_spare(path.name))
    facts: dict[Path, tuple[int, ...]] = {}
    for path in paths:
        about = path.lstat()
        facts[path] = (about.st_ino, about.st_size, about.st_mtime_ns)
    return facts | {path: (path.lstat().st_ino,) for path in segments_in(folder) if is_segment(path.name)}


def _open(path: Path) -> IO[bytes]:
    try:
        return open_plain(path)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise cannot_be_read(path, error) from error


def cannot_be_read(path: Path, error: OSError) -> BookDamagedError:
    """The sentence for a file of the book without which no backup is taken."""
    return BookDamagedError(
        said(
            "{path} cannot be read ({strerror}); {no_backup}.",
            path=path,
            strerror=error.strerror or error,
            no_backup=NO_BACKUP,
        ),
        REPAIR,
    )


def _add(whole: zipfile.ZipFile, name: str, file: IO[bytes], end: int | None) -> str:
    """Pack an open file, up to a byte where that is given; its digest."""
    digest, left = sha256(), end
    about = os.fstat(file.fileno())
    info = zipfile.ZipInfo(name, min(max(gmtime(about.st_mtime)[:6], EARLIEST), LATEST))
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, (stat.S_IFREG | 0o600) << 16
    with whole.open(info, "w") as entry:
        while data := file.read(CHUNK if left is None else min(CHUNK, left)):
            left = None if left is None else left - len(data)
            digest.update(data)
            entry.write(data)
    return digest.hexdigest()


def verify(file: Path, progress: Progress | None = None, unlock: Unlock | None = None) -> dict[str, Any]:
    """Read a backup whole, compare every checksum, and give its manifest. Raises BookDamagedError or NotFoundError."""
    with opened(file, unlock) as packed:
        verify_open(packed, progress)
        return packed.manifest


def verify_open(packed: Packed, progress: Progress | None = None) -> None:
    """Read an open backup whole and compare every checksum. Raises BookDamagedError."""
    names = packed.manifest["files"]
    for done, name in enumerate(names):
        for _ in packed.pieces(name):
            pass
        if progress:
            progress(len(names) + done + 1, 2 * len(names))


def _newest(loaded: Loaded) -> str:
    """When the newest document was changed last (RFC 3339), or nothing."""
    newest = ""
    for shelf in loaded.shelves.values():
        for line in shelf.lines.values():
            if b'"updated_at":"' in line:
                changed = str((document_in(line) or {}).get("updated_at", ""))
                newest = changed if changed > newest and is_instant(changed) else newest
    return newest
