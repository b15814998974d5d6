"""A table's file: a standard TinyDB file, one document a line, with a head before and the lines' checksums after.

The same form holds snapshots of the hot tables and sealed months.
"""

import os
import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any
from zlib import crc32

from deskapp.errors import BookDamagedError
from deskapp.messages import said
from deskapp.model.frozen import dataclass
from deskapp.store.engine.codec import decode, encode
from deskapp.store.engine.disk import CHUNK, Disk
from deskapp.store.engine.reader import are_sealed, open_plain, read_plain

FORMAT = 1
BATCH = 256
STRETCH = 1 << 17
PLAIN = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.~")


class TableFileError(ValueError):
    """The file isn't what was written; `place` says where, `foreign` that it never was one of ours."""

    def __init__(self, path: Path, place: str, why: str, *, foreign: bool = False) -> None:
        super().__init__(f"{path.name}: {place}: {why}")
        self.path, self.place, self.why, self.foreign = path, place, why, foreign


@dataclass(frozen=True, slots=True)
class TableFile:
    """What a table's file holds: its head and its raw lines (`"17":{…}`)."""

    head: dict[str, Any]
    lines: list[bytes]

    def numbered(self) -> Iterator[tuple[int, bytes]]:
        """The number and the document's bytes of each line."""
        return map(split_line, self.lines)


def file_name(table: str) -> str:
    """The name of a table's file; what file systems may refuse is percent-encoded."""
    return "".join(chr(byte) if byte in PLAIN else f"%{byte:02X}" for byte in table.encode()) + ".json"


def table_name(stem: str) -> str:
    """The table's name of a file's name without its ending."""
    first, *parts = stem.split("%")
    return (first.encode() + b"".join(bytes.fromhex(part[:2]) + part[2:].encode() for part in parts)).decode()


def split_line(line: bytes) -> tuple[int, bytes]:
    """The number and the document of a raw line."""
    colon = line.index(b":")
    return int(line[1 : colon - 1]), line[colon + 1 :]


def checksums(lines: Iterable[bytes]) -> str:
    """The CRC-32 of each line, 8 hex digits each."""
    sums = list(map(crc32, lines))
    return struct.pack(f">{len(sums)}I", *sums).hex()


def write_table(path: Path, head: dict[str, Any], documents: Iterable[tuple[int, bytes]], disk: Disk) -> int:
    """Write a table's file under that very name and sync it; the caller renames. Returns its CRC-32. Raises OSError."""
    head = {"deskapp": FORMAT, **head}
    head_line = b'"_head":{"1":%b},' % encode(head)
    with disk.writing(path) as file:
        file.put(b"{\n%b\n%b:{\n" % (head_line, encode(head["table"])))
        sums, last = [], b""
        rows = iter(documents)
        while batch := [b'"%d":%b' % row for row in islice(rows, BATCH)]:
            sums.append(checksums(batch))
            file.put(last + b",\n".join(batch))
            last = b",\n"
        crc = "".join(sums)
        own = f"{crc32(head_line + crc.encode()):08x}"
        file.put(b'\n},\n"_tail":{"1":%b}\n}\n' % encode({"crc": crc, "own": own}))
    return file.crc


def read_back(path: Path, expected: int) -> None:
    """Compare a file with the checksum of what was written. Raises TableFileError when the disk did not keep it."""
    crc = 0
    with open_plain(path) as file:
        while data := file.read(CHUNK):
            crc = crc32(data, crc)
    if crc != expected:
        raise TableFileError(path, said("the file"), said("the disk did not keep what was written"))


def read_table(path: Path) -> TableFile:
    """Read and verify a whole file. Raises TableFileError, OSError, or BookDamagedError for a newer format."""
    return parse_table(path, read_plain(path))


def parse_table(path: Path, data: bytes) -> TableFile:
    """The verified content of a file's bytes. Raises like `read_table`."""
    rows = data.split(b"\n")
    head, crc = _frame(path, rows[:3], rows[-4:], len(rows))
    body = rows[3:-4]
    lines = [] if body == [b""] else [*[row[:-1] for row in body[:-1]], body[-1]]
    if checksums(lines) != crc or b",\n".join(lines) != b"\n".join(body):
        raise TableFileError(path, _first_bad(lines, crc), said("the line is not what was written"))
    return TableFile(head, lines)


def _frame(path: Path, first: list[bytes], last: list[bytes], count: int) -> tuple[dict[str, Any], str]:
    """The head and the lines' checksums, out of the first three and the last four of so many rows; both verified."""
    if count < 6 or len(last) < 4 or first[0] != b"{" or not first[1].startswith(b'"_head":{"1":'):
        raise TableFileError(path, said("line 2"), said("it does not begin like a table of this program"), foreign=True)
    head = _inside(path, first[1][13:-2], "line 2")
    if last[3] or last[2] != b"}" or last[0] != b"}," or not last[1].startswith(b'"_tail":{"1":'):
        raise TableFileError(path, said("line {number}", number=count), said("its end is missing"))
    tail = _inside(path, last[1][13:-1], f"line {count - 2}")
    crc = tail.get("crc")
    if not isinstance(crc, str) or tail.get("own") != f"{crc32(first[1] + crc.encode()):08x}":
        raise TableFileError(path, said("line 2 or the last lines"), said("the checksums do not agree"))
    if head["deskapp"] > FORMAT:
        raise newer(path)
    if not are_sealed(head.get("sealed", [])):
        raise TableFileError(path, said("line 2"), said("it speaks of files that are none of the archive's"))
    if first[2] != encode(head["table"]) + b":{":
        raise TableFileError(path, said("line 3"), said("the table's name is not the one in the head"))
    return head, crc


def read_documents(path: Path) -> tuple[dict[str, Any], dict[int, bytes]]:
    """The head and the documents by their numbers, verified and refused as by `read_table`.

    Read a stretch at a time, since opening waits for it: the memory of one stretch serves the next.
    """
    documents: dict[int, bytes] = {}
    sums: list[str] = []
    held: list[bytes] = []
    with open_plain(path) as file:
        first = [file.readline().removesuffix(b"\n") for _ in range(3)]
        while rows := file.readlines(STRETCH):
            held += rows
            sums.append(_take_rows(held[:-4], b",\n", documents))
            del held[:-4]
    if held[:1] != [b"\n"]:
        sums.append(_take_rows(held[:1], b"\n", documents))
    with suppress(TableFileError):
        last = b"".join(held[1:]).split(b"\n")
        head, crc = _frame(path, first, last, len(documents) + len(last) + 3)
        if "".join(sums) == crc:
            return head, documents
    table = read_table(path)
    return table.head, dict(table.numbered())


def _take_rows(rows: list[bytes], ending: bytes, documents: dict[int, bytes]) -> str:
    """Take the documents of rows; their checksums, or nothing that could be one where a row is not whole."""
    lines = [row.removesuffix(ending) for row in rows]
    parts = [line.split(b":", 1) for line in lines]
    if any(len(part) != 2 for part in parts) or sum(map(len, rows)) - sum(map(len, lines)) != len(ending) * len(rows):
        return "?"
    try:
        documents.update({int(number[1:-1]): document for number, document in parts})
    except ValueError:
        return "?"
    return checksums(lines)


def read_head(path: Path) -> dict[str, Any]:
    """The head alone, unverified. Raises TableFileError or OSError."""
    with open_plain(path) as file:
        rows = [file.readline(), file.readline()]
    if rows[0] != b"{\n" or not rows[1].startswith(b'"_head":{"1":'):
        raise TableFileError(path, said("line 2"), said("it does not begin like a table of this program"), foreign=True)
    return _inside(path, rows[1][13:-3], "line 2")


def newer(path: Path) -> BookDamagedError:
    """The sentence for a book of a later version."""
    return BookDamagedError(
        said("The book was written by a newer version of this program ({path}); nothing was changed.", path=path),
        said("Update the program on this computer."),
    )


def _inside(path: Path, data: bytes, place: str) -> dict[str, Any]:
    try:
        value = decode(data)
    except ValueError as error:
        raise TableFileError(path, place, said("it is no JSON")) from error
    if not isinstance(value, dict):
        raise TableFileError(path, place, said("it is no JSON object"))
    return value


def _first_bad(lines: list[bytes], crc: str) -> str:
    for row, line in enumerate(lines):
        if f"{crc32(line):08x}" != crc[row * 8 : row * 8 + 8]:
            return f"line {row + 4}"
    return f"line {len(lines) + 4}"


def save_table(
    folder: Path, head: dict[str, Any], documents: Iterable[tuple[int, bytes]], disk: Disk, *, keep_before: bool = True
) -> None:
    """Write a table aside, read it back, keep the one before as `.prev`, rename, and sync the folder.

    Raises OSError, or TableFileError when what comes back isn't what was written.
    """
    path = folder / file_name(head["table"])
    aside = path.with_name(path.name + ".new")
    read_back(aside, write_table(aside, head, documents, disk))
    if keep_before and path.exists():
        disk.link(path, path.with_name(path.name + ".prev"))
    disk.replace(aside, path)
    disk.sync_folder(folder)


def refresh_spare(folder: Path, table: str, disk: Disk) -> None:
    """Make `.prev` a copy (with blocks of its own) of the verified current file. Raises like `save_table`."""
    path = folder / file_name(table)
    data = read_plain(path)
    parse_table(path, data)
    disk.write_aside(path.with_name(path.name + ".prev"), data)


def tables_in(folder: Path) -> list[Path]:
    """The tables' files of a book, by name; whatever is there in place of a file too."""
    return sorted(Path(entry.path) for entry in os.scandir(folder) if entry.name.endswith(".json"))
