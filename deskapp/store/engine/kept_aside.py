"""Files that are kept before something else takes their place, each with a line that says why."""

import os
import stat
from pathlib import Path
from zlib import crc32

from deskapp import clock
from deskapp.store.engine.disk import Disk
from deskapp.store.engine.file_names import KEPT
from deskapp.store.engine.ground import OWN
from deskapp.store.engine.load import RIGHTS
from deskapp.store.engine.reader import read_plain


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
