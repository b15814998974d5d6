"""Documents whose id stands twice in a table, as an earlier version could make them: found, and brought back to one."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from deskapp.store.engine.codec import decode
from deskapp.store.engine.loaded import Finding
from deskapp.store.engine.shelf import Shelf, identifier_of
from deskapp.store.engine.table_file import file_name, split_line
from deskapp.store.history.archive import FOLDER, Month


class Double(NamedTuple):
    """A document among several with the same id; `month` is where it lies sealed, or nothing."""

    id: str
    number: int
    line: bytes
    month: str


def doubles(folder: Path, shelf: Shelf) -> Iterator[list[Double]]:
    """Each id that counts more than once: all documents that have it, the one that was changed most often first."""
    found: dict[str, list[Double]] = {}
    for one in _all(folder, shelf):
        found.setdefault(one.id, []).append(one)
    for several in found.values():
        if len(several) > 1:
            yield sorted(several, key=_age, reverse=True)


def findings(folder: Path, shelf: Shelf) -> Iterator[Finding]:
    """A sentence for each of them."""
    for newest, *_ in doubles(folder, shelf):
        sentence = f"{newest.id} stands twice in {shelf.name}; the newer one counts after a repair."
        yield Finding(folder / file_name(shelf.name), newest.id, sentence)


def leave_one(folder: Path, shelf: Shelf) -> tuple[list[bytes], set[str]]:
    """Leave the newest of each on the shelf, open; the lines of the others, and the months to be sealed anew."""
    taken, months = [], set()
    for newest, *others in list(doubles(folder, shelf)):
        for one in (newest, *others):
            if one.month:
                shelf.shadow[one.month] = sorted({*shelf.shadow.get(one.month, ()), one.id})
                months.add(one.month)
            elif one is not newest:
                del shelf.lines[one.number]
        if newest.month:
            shelf.load({shelf.next_number: newest.line})
        shelf.load({})
        taken += [one.line for one in others]
    return taken, months


def _all(folder: Path, shelf: Shelf) -> Iterator[Double]:
    for number, line in shelf.lines.items():
        if identifier := identifier_of(line):
            yield Double(identifier, number, line, "")
    for entry in shelf.sealed:
        gone = set(shelf.shadow.get(entry["month"], ()))
        try:
            lines = Month(folder / FOLDER / entry["file"], entry).lines
        except OSError:
            continue
        for number, line in map(split_line, lines):
            if (identifier := identifier_of(line)) not in gone:
                yield Double(identifier, number, line, entry["month"])


def _age(one: Double) -> tuple[int, str, bool, int]:
    """What was changed oftener is newer; of two alike the open one, then the later number."""
    document = decode(one.line)
    rev, at = document.get("rev", 0), document.get("updated_at", "")
    return rev if isinstance(rev, int) else 0, str(at), not one.month, one.number
