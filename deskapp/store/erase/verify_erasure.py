"""The search that proves an erasure: every byte of a file, unpacked where it is packed, looked at for each mark.

It knows nothing of what was taken out where: it reads the bytes anew (see `readings`). In files of the book a mark
counts where it stands in one text of a document, not across two of them.
"""

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from deskapp.store.engine.codec import decode, document_in, unframe
from deskapp.store.engine.reader import open_plain, read_plain
from deskapp.store.engine.table_file import TableFileError, read_table, split_line
from deskapp.store.erase.identifiers import Identifiers
from deskapp.store.history.archive import read_fold
from deskapp.store.history.search import searchable

FOLD = ".fold"
NESTED = 3
WHOLE, STRETCH, OVERLAP = 1 << 28, 1 << 24, 1 << 16
"""Up to how many bytes a file of others is read at once, and what is read of a larger one."""
_UNPACK: tuple[tuple[bytes, Callable[[bytes], bytes]], ...] = (
    (b"\x1f\x8b", gzip.decompress),
    (b"BZh", bz2.decompress),
    (b"\xfd7zXZ\0", lzma.decompress),
)


def is_in_file(path: Path, marks: Identifiers, *, ours: bool = True) -> bool:
    """Whether a mark stands in a file, or in a file that is packed into it. Raises OSError.

    `ours`: the file is one of the book's, a document a line.
    """
    if not ours and path.stat().st_size > WHOLE:
        return _is_in_stretches(path, marks)
    data = read_plain(path, follow=not ours)
    if path.suffix == FOLD and ours:
        return _is_in_fold(path, data, marks)
    return is_in(data, marks, ours=ours)


def _is_in_stretches(path: Path, marks: Identifiers) -> bool:
    """The same for the bytes of a file that is far larger than any of the book's: a film, a disk image."""
    held = b""
    with open_plain(path, path.stat().st_size) as file:
        while data := file.read(STRETCH):
            if marks.may_be_in(held + data):
                return True
            held = data[-OVERLAP:]
    return False


def is_in(data: bytes, marks: Identifiers, *, ours: bool = True, nested: int = NESTED) -> bool:
    """Whether a mark stands in bytes, unpacked as often as they are packed.

    What cannot be unpacked counts as one that holds it where it is ours: nobody can say that it doesn't.
    """
    if ours:
        data = data.rstrip(b"\0")  # a journal's file is longer than what was written to it
    if nested:
        try:
            is_packed = False
            for content in _packed_in(data):
                is_packed = True
                if is_in(content, marks, ours=ours, nested=nested - 1):
                    return True
            if ours and is_packed:
                return False
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, ValueError, RuntimeError, EOFError, OSError):
            return ours or marks.may_be_in(data)
    if not marks.may_be_in(data):
        return False
    return not ours or any(_is_in_line(line, marks) for line in data.split(b"\n"))


def _packed_in(data: bytes) -> Iterator[bytes]:
    """The names and the contents of what is packed into a file."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as whole:
            for name in whole.namelist():
                yield name.encode("utf-8", "surrogatepass")
                yield whole.read(name)
            yield whole.comment
    for sign, unpack in _UNPACK:
        if data.startswith(sign):
            yield unpack(data)


def _is_in_line(line: bytes, marks: Identifiers) -> bool:
    if not marks.may_be_in(line):
        return False
    for reading in (unframe(line), line, line.removesuffix(b","), b"{" + line.removesuffix(b",") + b"}"):
        try:
            value = None if reading is None else decode(reading)
            if value is not None:
                return marks.in_value(value)
        except (ValueError, RecursionError):
            continue
    return True


def _is_in_fold(path: Path, data: bytes, marks: Identifiers) -> bool:
    """Search text puts all texts of a document in a row: what seems to stand there must stand in one of them.

    Search text that isn't sound counts as one that holds it.
    """
    fold = read_fold(data, check=True)
    if fold is None:
        return True
    if not marks.may_be_in(fold.text):
        return False
    texts = fold.text.split(b"\n")[-2::-1]
    seen = [place for place, text in enumerate(texts) if marks.may_be_in(text)]
    return bool(seen) and _differs(path.with_suffix(".json"), texts, seen, marks)


def _differs(path: Path, texts: list[bytes], places: list[int], marks: Identifiers) -> bool:
    documents = list(_documents(path))
    if len(documents) != len(texts):
        return True
    for place in places:
        document = document_in(documents[place])
        if document is None:
            return True
        if marks.in_value(document) or searchable(document).encode(errors="ignore") != texts[place]:
            return True
    return False


def _documents(path: Path) -> Iterator[bytes]:
    try:
        yield from (split_line(line)[1] for line in read_table(path).lines)
    except (OSError, TableFileError):
        return
