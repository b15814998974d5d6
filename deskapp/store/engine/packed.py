"""A backup's file, read as what a stranger may have made: each name, size and place in it is looked at first.

Nothing may lie in it but the parts of a book, one after the other, and the manifest that lists them.
"""

import json
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from deskapp.digests import sha256
from deskapp.errors import BookDamagedError, NotFoundError
from deskapp.messages import said
from deskapp.store.engine.disk import CHUNK
from deskapp.store.engine.reader import ARCHIVE, LIMIT, are_one_each, is_month, is_part, is_stranger, open_plain
from deskapp.store.engine.table_file import FORMAT, newer

MANIFEST = "manifest.json"
MOST_BYTES = (1 << 31) - 1
"""The most bytes of a whole file: beyond, its places would need the larger form, which no backup of ours has."""
MOST_PARTS = 20_000
LONGEST_MANIFEST, LONGEST_LIST = 1 << 22, 1 << 23
FREELY, TIMES = 1 << 26, 50
"""So many unpacked bytes are taken from any file, and from a larger one so many times its own size."""
Unlock = Callable[[IO[bytes]], IO[bytes]]
_LAST = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_LARGER = 20
"""How far before the end it would say that the larger form is meant, which another list of contents goes with."""
DESCRIPTOR, BEHIND = 0x08, (16, 24)
"""The flag of a part that is followed by its sizes, and how long they are."""
UTF8 = 0x800
UNSOUND = (
    zipfile.BadZipFile, zlib.error, struct.error, LookupError, TypeError, ValueError, RuntimeError, EOFError, OSError
)  # fmt: skip
"""What reading bytes that are no sound backup may raise (`RecursionError` and `NotImplementedError` among them)."""


class Packed:
    """An open backup whose outside is sound: its parts by name, none of them larger than it may be."""

    def __init__(self, raw: IO[bytes], called: Path) -> None:
        """Look at its outside. Raises one of `UNSOUND`."""
        self._raw, self.called = raw, called
        size = raw.seek(0, 2)
        start, count = self._last(size)
        self._zip = zipfile.ZipFile(raw)
        parts = self._zip.infolist()
        if len(parts) != count or count > MOST_PARTS:
            raise ValueError("its list of contents is not what its end says")
        if not are_one_each(part.orig_filename for part in parts):
            raise ValueError("a name is there twice")
        if sum(part.file_size for part in parts) > max(FREELY, TIMES * size):
            raise ValueError("what is packed in it is far larger than a book")
        self._stand_in_a_row(sorted(parts, key=lambda part: part.header_offset), start)
        self.parts = {part.filename: part for part in parts}
        self.manifest = self._manifest()
        for part in parts:
            _look_at(part)
        if self.parts.keys() != {MANIFEST, *self.manifest["files"]}:
            raise ValueError("it holds other files than it lists")

    def _last(self, size: int) -> tuple[int, int]:
        """Where the list of contents begins, and how many it has; nothing may stand behind its end."""
        if not _LAST.size <= size <= MOST_BYTES:
            raise ValueError("its size is not that of a backup")
        self._raw.seek(max(0, size - _LAST.size - _LARGER))
        is_larger = self._raw.read(4) == b"PK\6\7"
        self._raw.seek(size - _LAST.size)
        sign, disk, first, here, count, length, start, comment = _LAST.unpack(self._raw.read(_LAST.size))
        if sign != b"PK\5\6" or disk or first or comment or here != count:
            raise ValueError("its end is not that of a backup")
        if is_larger or start + length + _LAST.size != size or length > LONGEST_LIST:
            raise ValueError("its list of contents is not where its end says")
        return start, count

    def _stand_in_a_row(self, parts: list[zipfile.ZipInfo], end: int) -> None:
        """Each part begins where the one before ends, and the list of contents follows: no byte is read twice."""
        places = {0}
        for part in parts:
            if part.header_offset not in places:
                raise ValueError("its parts do not follow one another")
            self._raw.seek(part.header_offset)
            sign, _, flags, way, *_, crc, packed, size, name, extra = _LOCAL.unpack(self._raw.read(_LOCAL.size))
            stop = part.header_offset + _LOCAL.size + name + extra + part.compress_size
            sizes = (0, 0, 0) if flags & DESCRIPTOR else (part.CRC, part.compress_size, part.file_size)
            about = (b"PK\3\4", part.flag_bits, part.compress_type, *sizes)
            if (sign, flags, way, crc, packed, size) != about:
                raise ValueError("a part says two things about itself")
            places = {stop + more for more in BEHIND} if flags & DESCRIPTOR else {stop}
        if end not in places:
            raise ValueError("its parts do not follow one another")

    def _manifest(self) -> dict[str, Any]:
        about = self.parts.get(MANIFEST)
        if about is None or about.file_size > LONGEST_MANIFEST:
            raise ValueError("it has no list of its files")
        _look_at(about)
        manifest = json.loads(self._zip.read(about))
        if not isinstance(manifest, dict) or not isinstance(manifest.get("deskapp"), int):
            raise ValueError("its list of files cannot be read")
        if manifest["deskapp"] > FORMAT:
            raise newer(self.called)
        _expect_manifest(manifest)
        return manifest

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece, compared with what the manifest says of all of them.

        Raises BookDamagedError.
        """
        try:
            yield from self._pieces(name)
        except UNSOUND as error:
            raise bad(self.called, _why(error)) from error

    def _pieces(self, name: str) -> Iterator[bytes]:
        digest = sha256()
        with self._zip.open(name) as part:
            while data := part.read(CHUNK):
                digest.update(data)
                yield data
        if digest.hexdigest() != self.manifest["files"][name]:
            raise ValueError(f"{name} is not what was saved")


def _may_be_in_it(name: object) -> bool:
    return is_part(name) or is_stranger(name)


def _look_at(part: zipfile.ZipInfo) -> None:
    """Raises ValueError for a part that no backup of ours has: its name, its kind, its way of packing, its size."""
    name = part.orig_filename
    if name != part.filename or not (name == MANIFEST or _may_be_in_it(name)):
        raise ValueError(f"it holds a file that is none of a book: {name[:80]!r}")
    if stat.S_IFMT(part.external_attr >> 16) not in (0, stat.S_IFREG) or part.comment:
        raise ValueError(f"{name} is no plain file")
    if part.flag_bits & ~(DESCRIPTOR | UTF8) or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError(f"{name} is packed in another way")
    if part.file_size > LIMIT:
        raise ValueError(f"{name} is larger than any file of a book")


def _expect_manifest(manifest: dict[str, Any]) -> None:
    """Raises ValueError, KeyError, TypeError for a manifest of another shape than ours."""
    files, pool, tables = manifest["files"], manifest["pool"], manifest["tables"]
    sound = isinstance(files, dict) and all(
        _may_be_in_it(name) and isinstance(digest, str) and len(digest) == 64 for name, digest in files.items()
    )
    sound = sound and isinstance(pool, list) and len(pool) <= MOST_PARTS and all(map(is_month, pool))
    sound = sound and are_one_each([*files, *(f"{ARCHIVE}/{name}" for name in pool)])
    sound = sound and isinstance(tables, dict)
    sound = sound and all(isinstance(name, str) and type(count) is int for name, count in tables.items())
    if not sound or not all(isinstance(manifest[name], str) for name in ("newest", "made_at", "desk")):
        raise ValueError("its list of files cannot be read")


@contextmanager
def opened(file: Path, unlock: Unlock | None = None) -> Iterator[Packed]:
    """A backup, looked at from outside; `unlock` gives the bytes of one that is locked.

    Raises BookDamagedError or NotFoundError.
    """
    try:
        raw = open_plain(file, MOST_BYTES)
    except FileNotFoundError as error:
        raise NotFoundError(
            said("There is no file {file}.", file=file), said("Look for it under another name.")
        ) from error
    except OSError as error:
        raise bad(file, _why(error)) from error
    with raw:
        try:
            packed = Packed(unlock(raw) if unlock else raw, file)
        except UNSOUND as error:
            raise bad(file, _why(error)) from error
        yield packed


def manifest_of(file: Path) -> dict[str, Any]:
    """The manifest of a backup whose outside is sound. Raises BookDamagedError or NotFoundError."""
    with opened(file) as packed:
        return packed.manifest


def bad(file: Path, why: str) -> BookDamagedError:
    """The sentence for a file that is no backup, or no sound one."""
    return BookDamagedError(
        said("{file} is no sound backup ({why}); nothing was changed.", file=file, why=why),
        said("Take another backup."),
    )


def _why(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return f"{error}" or type(error).__name__
