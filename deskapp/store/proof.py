"""The search that proves an erasure: every byte of a file, unpacked where it is packed, looked at for each mark.

A mark inside a longer word is none: where bytes look like one, the line is read as what it is and looked at closely.
"""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from deskapp.store.archive import read_fold
from deskapp.store.codec import decode, unframe
from deskapp.store.fold import searchable
from deskapp.store.marks import Marks
from deskapp.store.tablefile import split_line

FOLD = ".fold"


def is_in_file(path: Path, marks: Marks) -> bool:
    """Whether a mark stands in a file, or in a file that is packed into it. Raises OSError."""
    if path.suffix == ".zip":
        return _is_in_zip(path, marks)
    data = path.read_bytes()
    if path.suffix == FOLD:
        return _is_in_fold(path, data, marks)
    return is_in(data, marks)


def _is_in_zip(path: Path, marks: Marks) -> bool:
    """A backup that cannot be unpacked counts as one that holds it: nobody can say that it doesn't."""
    try:
        with zipfile.ZipFile(path) as whole:
            return any(is_in(whole.read(name), marks) for name in whole.namelist())
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, EOFError, NotImplementedError):
        return True


def is_in(data: bytes, marks: Marks) -> bool:
    """Whether a mark stands in bytes."""
    return marks.may_be_in(data) and any(_is_in_line(line, marks) for line in data.split(b"\n"))


def _is_in_line(line: bytes, marks: Marks) -> bool:
    if not marks.may_be_in(line):
        return False
    for reading in (unframe(line), line, line.removesuffix(b","), b"{" + line.removesuffix(b",") + b"}"):
        try:
            value = None if reading is None else decode(reading)
        except ValueError:
            continue
        if value is not None:
            return marks.in_value(value)
    return marks.in_text(line.decode("utf-8", "replace"))


def _is_in_fold(path: Path, data: bytes, marks: Marks) -> bool:
    """Search text puts all texts of a document in a row: what seems to stand there must stand in one of them.

    Search text that isn't sound counts as one that holds it.
    """
    fold = read_fold(data, check=True)
    if fold is None:
        return True
    if not marks.may_be_in_folded(fold.text) and not marks.may_be_in(fold.text):
        return False
    texts = fold.text.split(b"\n")[-2::-1]
    seen = [place for place, text in enumerate(texts) if marks.in_text(text.decode())]
    return bool(seen) and _differs(path.with_suffix(".json"), texts, seen, marks)


def _differs(path: Path, texts: list[bytes], places: list[int], marks: Marks) -> bool:
    documents = list(_documents(path))
    if len(documents) != len(texts):
        return True
    for place in places:
        document = decode(documents[place])
        if marks.in_value(document) or searchable(document).encode(errors="ignore") != texts[place]:
            return True
    return False


def _documents(path: Path) -> Iterator[bytes]:
    from deskapp.store.tablefile import TableFileError, read_table

    try:
        yield from (split_line(line)[1] for line in read_table(path).lines)
    except (OSError, TableFileError):
        return
