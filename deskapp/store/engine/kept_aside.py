"""What is put out of the way: originals, kept with a line that says why, and what half-done work has left, cleared.

Files that were being written by a process that is gone are cleared by whoever holds the book: nobody needs them.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zlib import crc32

from deskapp import clock
from deskapp.messages import said
from deskapp.store.engine.disk import Disk
from deskapp.store.engine.lock import HELD, standing
from deskapp.store.engine.reader import KEPT, NOTE, OWN, RIGHTS, is_copy_before_erasing, read_plain

ASIDE = {
    "": (".json.new", ".json.prev.new", f"{NOTE}.new"),
    "journal": (".jsonl.new",),
    "archive": (".json.new", ".fold.new"),
    "kept": (".new",),
    "backups/archive": (".json.new",),
}
"""How the names of files end that were being written when it ended, by the folder that they lie in."""
AT_START = ("", "journal", "archive")
GIVEN_OUT = ".deskapp-"
DEMO = "deskapp-demo-"
A_DAY, A_WHILE = 86_400.0, 600.0
"""Seconds after which nobody writes on a file, or fills an invented day, that began so long ago."""


def keep(folder: Path, original: Path, why: str, disk: Disk, *, unread: bool = False) -> Path | None:
    """Copy a file into `kept/` with a line that says why; the same bytes are kept once. Returns the copy.

    With `unread` one that cannot be read, though not for want of rights, is moved there.
    """
    try:
        data = read_plain(original)
    except FileNotFoundError:
        return None
    except OSError as error:
        is_file = stat.S_ISREG(original.lstat().st_mode)
        if original.name in OWN or (is_file and not (unread and error.errno not in RIGHTS)):
            return None
        return set_aside(folder, original, why, disk)
    copy = folder / KEPT / f"{original.name}.{crc32(data):08x}"
    keep_bytes(copy, data, why, disk)
    return copy


def keep_bytes(copy: Path, data: bytes, why: str, disk: Disk) -> None:
    """Write bytes into `kept/` under a name that says which they are, once, with a line that says why."""
    if not copy.exists():
        disk.make_folder(copy.parent)
        disk.write_aside(copy, data)
        _say_why(copy, why, disk)


def _say_why(copy: Path, why: str, disk: Disk) -> None:
    disk.write_aside(copy.with_name(copy.name + ".why.txt"), f"{clock.now():%Y-%m-%dT%H:%M:%SZ} {why}\n".encode())


def set_aside(folder: Path, strange: Path, why: str, disk: Disk) -> Path:
    """Move what stands in place of a sound file into `kept/` as it is, unread: also a folder, a link, a pipe."""
    there = folder / KEPT / f"{strange.name}.{crc32(os.urandom(8)):08x}"
    disk.make_folder(folder / KEPT)
    disk.replace(strange, there)
    disk.sync_folder(folder / KEPT)
    _say_why(there, why, disk)
    return there


def clear_at_start(folder: Path, disk: Disk) -> None:
    """Clear what lies where every opening looks, and copies of the whole book. Raises OSError."""
    _clear(folder, AT_START, disk)
    backups = folder / "backups"
    is_erasing = os.path.lexists(folder / NOTE)
    for name in _names(backups):
        is_half = name.endswith(".zip.part") or (name.startswith(GIVEN_OUT) and _is_old(backups / name, A_DAY))
        if is_half or (not is_erasing and is_copy_before_erasing(f"backups/{name}")):
            _remove(folder, backups / name, disk)


def clear_aside(folder: Path, disk: Disk) -> None:
    """Clear what was being written in every folder of the book; under `upkeep.busy`. Raises OSError."""
    _clear(folder, tuple(ASIDE), disk)


def _clear(folder: Path, parts: tuple[str, ...], disk: Disk) -> None:
    for part in parts:
        for name in _names(folder / part):
            if name.endswith(ASIDE[part]):
                _remove(folder, folder / part / name, disk)


def _remove(folder: Path, path: Path, disk: Disk) -> None:
    """Remove a file, a link or a pipe; a folder that stands in the way of one goes into `kept/`."""
    if stat.S_ISDIR(path.lstat().st_mode):
        keep(folder, path, said("It stood where the book writes a file."), disk)
    else:
        disk.remove(path)


def _names(folder: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []


def _is_old(path: Path, seconds: float) -> bool:
    """Whether it was changed last so long ago; not where the clock was behind since."""
    try:
        return path.lstat().st_mtime + seconds < clock.now().timestamp()
    except OSError:
        return False


@contextmanager
def throw_away() -> Iterator[Path]:
    """A folder for an invented day, which goes when that ends; those of processes that were killed go first."""
    import tempfile

    _clear_demos(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=DEMO, ignore_cleanup_errors=True) as folder:
        yield Path(folder) / "book"


def _clear_demos(place: Path) -> None:
    for name in _names(place):
        folder = place / name
        if not name.startswith(DEMO) or not _is_old(folder, A_WHILE):
            continue
        about = folder.lstat()
        is_own = stat.S_ISDIR(about.st_mode) and (os.name == "nt" or about.st_uid == os.geteuid())
        if is_own and HELD not in (standing(folder), standing(folder / "book")):
            import shutil

            with suppress(OSError):
                shutil.rmtree(folder)
