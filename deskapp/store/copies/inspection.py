"""What the doctor looks at beside the files themselves: the copies of a book, and documents whose id stands twice.

Each backup is read whole, and each sealed month that it names. An earlier version could put an id into a table twice.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from deskapp.errors import DeskError
from deskapp.messages import said
from deskapp.model.document import read_instant
from deskapp.store.copies.backup import BACKUPS, verify
from deskapp.store.copies.crypt import is_locked
from deskapp.store.engine.codec import decode
from deskapp.store.engine.loaded import Finding
from deskapp.store.engine.origin import rescue, seal_of, why_no_month
from deskapp.store.engine.packed import opened
from deskapp.store.engine.reader import read_plain
from deskapp.store.engine.shelf import Shelf, identifier_of
from deskapp.store.engine.table_file import TableFileError, file_name, parse_table, read_table
from deskapp.store.history.archive import FOLDER, OLDER_MARK, Month, fold_of, read_fold, with_mark


def check_copies(folder: Path) -> Iterator[Finding]:
    """Each backup, and each copy of a sealed month, that nothing could be brought back from."""
    place = folder / BACKUPS
    needed: dict[str, str] = {}
    for path in sorted(place.glob("*.zip")):
        if is_locked(path):
            continue
        try:
            needed |= dict.fromkeys(verify(path)["pool"], path.name)
        except DeskError as error:
            yield Finding(path, "the file", f"The backup {path.name} is not sound ({error.sentence})")
    there = sorted((place / FOLDER).glob("*.json"))
    for path in there:
        try:
            read_table(path)
        except (OSError, TableFileError) as error:
            why = (error.strerror if isinstance(error, OSError) else error.why) or str(error)
            yield Finding(
                path,
                "the file",
                said(
                    "The copy {backups}/{folder}/{name} is not sound ({why}).",
                    backups=BACKUPS,
                    folder=FOLDER,
                    name=path.name,
                    why=why,
                ),
            )
    for name in sorted(needed.keys() - {path.name for path in there}):
        sentence = said(
            "The copy {backups}/{folder}/{name} is missing, which the backup {needed} needs.",
            backups=BACKUPS,
            folder=FOLDER,
            name=name,
            needed=needed[name],
        )
        yield Finding(place / FOLDER / name, "the file", sentence)


def newest_sound(folder: Path) -> tuple[Path, str] | None:
    """The newest backup in the book's folder that is whole, with each month that it names, and when it was made."""
    place = folder / BACKUPS
    sound = []
    for path in place.glob("*.zip"):
        with suppress(DeskError, OSError, TableFileError, ValueError):
            manifest = verify(path)
            for name in manifest["pool"]:
                read_table(place / FOLDER / name)
            read_instant(manifest["made_at"])
            sound.append((manifest["made_at"], path))
    return max(sound)[::-1] if sound else None


def why_not(path: Path, data: bytes, entry: dict[str, Any]) -> str:
    """Why some bytes are not the sealed month of an entry, "" where they are. Raises TableFileError."""
    table = parse_table(path, data)
    return why_no_month(path.name, table.head, seal_of(data), len(table.lines), entry)


def from_backups(folder: Path, entry: dict[str, Any]) -> bytes | None:
    """The very month of an entry out of the backups, whole."""
    for data in _copies_of(folder, str(entry["file"])):
        try:
            if not why_not(folder / FOLDER / entry["file"], data, entry):
                return data
        except TableFileError:
            continue
    return None


def lines_of_copy(folder: Path, entry: dict[str, Any]) -> list[bytes]:
    """The sound lines of a copy of a month that is not whole itself."""
    path = folder / BACKUPS / FOLDER / entry["file"]
    try:
        rescued = rescue(path)
    except OSError:
        return []
    head = rescued.head
    is_it = head is not None and not why_no_month(path.name, head, "", entry["count"], {**entry, "seal": ""})
    return rescued.lines if is_it else []


def _copies_of(folder: Path, file: str) -> Iterator[bytes]:
    """The bytes of that name in the pool, then in each whole backup, the newest first."""
    with suppress(OSError):
        yield read_plain(folder / BACKUPS / FOLDER / file)
    for path in sorted((folder / BACKUPS).glob("*.zip"), key=lambda path: path.lstat().st_mtime, reverse=True):
        with suppress(DeskError, OSError), opened(path) as packed:
            name = f"{FOLDER}/{file}"
            if name in packed.manifest["files"]:
                yield b"".join(packed.pieces(name))


def is_sound_fold(fold: Path, month: Path) -> bool:
    """Whether the search text of a closed month is what its file holds; an older version's is, too."""
    try:
        data = read_plain(fold)
        return read_fold(data, check=True, mark=OLDER_MARK) is not None or data == with_mark(fold_of(Month(month)))
    except OSError:
        return False


class Double(NamedTuple):
    """A document among several with the same id; `month` is where it lies sealed, or nothing."""

    id: str
    number: int
    line: bytes
    month: str


def doubles(folder: Path, shelf: Shelf) -> Iterator[list[Double]]:
    """Each id that counts more than once: all documents that have it, the one that was changed most often first."""
    by_id: dict[str, list[Double]] = {}
    for double in _all(folder, shelf):
        by_id.setdefault(double.id, []).append(double)
    for several in by_id.values():
        if len(several) > 1:
            yield sorted(several, key=_age, reverse=True)


def doubled(folder: Path, shelf: Shelf) -> Iterator[Finding]:
    """A sentence for each of them."""
    for newest, *_ in doubles(folder, shelf):
        sentence = said(
            "{id} stands twice in {name}; the newer one counts after a repair.", id=newest.id, name=shelf.name
        )
        yield Finding(folder / file_name(shelf.name), newest.id, sentence)


def leave_one(folder: Path, shelf: Shelf) -> tuple[list[bytes], set[str]]:
    """Leave the newest of each on the shelf, open; the lines of the others, and the months to be sealed anew."""
    taken, months = [], set()
    for newest, *others in list(doubles(folder, shelf)):
        for double in (newest, *others):
            if double.month:
                shelf.shadow[double.month] = sorted({*shelf.gone(double.month), double.id})
                months.add(double.month)
            elif double is not newest:
                del shelf.lines[double.number]
        if newest.month:
            shelf.load({shelf.next_number: newest.line})
        shelf.load({})
        taken += [double.line for double in others]
    return taken, months


def _all(folder: Path, shelf: Shelf) -> Iterator[Double]:
    for number, line, month in shelf.each(lambda entry: Month(folder / FOLDER / entry["file"], entry).readable()):
        if identifier := identifier_of(line):
            yield Double(identifier, number, line, month)


def _age(double: Double) -> tuple[int, str, bool, int]:
    """What was changed oftener is newer; of two alike the open one, then the later number."""
    document = decode(double.line)
    rev, at = document.get("rev", 0), document.get("updated_at", "")
    return rev if isinstance(rev, int) else 0, str(at), not double.month, double.number
