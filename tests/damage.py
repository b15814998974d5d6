"""Every kind of file of a book, and every way in which one may be spoilt: for tests of what is told of it.

The oracle: an answer is the same as before, or it is refused, or it is told that something may be missing in it.
"""

import os
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from deskapp.desk.cards import customers
from deskapp.desk.demo import tour
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.visits import log
from deskapp.store import open_book
from deskapp.store.copies import rotation
from deskapp.store.engine.table_file import read_head
from tests import lives
from tests.store.books import kill

Way = Callable[[Path], None]
COMMANDS = (
    ("list", "--json"),
    ("list", "--json", "--find", "secret1"),
    ("list", "--json", "--find", "came with"),
    ("customers", "--json"),
    ("card", "--json", lives.name_of(1)),
    ("promises", "--json"),
    ("faq", "--json"),
    ("report", "year", "--format", "json"),
    ("report", "year", "--format", "json", "-o", "OUT/report.json"),
    ("export", "log", "--format", "json", "-o", "OUT/log.json"),
    ("export", "customers", "--format", "json", "-o", "OUT/cards.json"),
    ("subject", lives.name_of(2), "-o", "OUT/subject.json"),
    ("handover", "--past", "--json"),
    ("erase", "--dry-run", lives.name_of(3)),
    ("retain", "--months", "3", "--dry-run"),
)
"""Command lines that read; `OUT` stands for a folder of theirs."""
FEW_COMMANDS = (COMMANDS[1], COMMANDS[9], COMMANDS[11])


def build(folder: Path) -> None:
    """A book with every kind of file: sealed months, copies, backups, originals, and a journal that is ahead."""
    with open_book(folder) as book:
        desk = Session(book, "Robin")
        settings.write(desk, staff="Robin", desk_name="Harbour Lane", country="US", hints_gone=tour.HINTS)
        cards = lives.life(desk, random.Random(5), people=4, visits=24)
        rotation.daily(book, again=True)
    book = open_book(folder)
    desk = Session(book, "Robin")
    log.begin(desk, "walk-in", customer=cards[1])
    customers.make(desk, "Only In The Journal")
    kill(book)


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(bytes(data).rstrip(b"\0")) * 2 // 3] ^= 4
    path.write_bytes(data)


def cut(path: Path) -> None:
    data = path.read_bytes().rstrip(b"\0")
    path.write_bytes(data[: len(data) * 2 // 3])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def removed(path: Path) -> None:
    path.unlink()


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def symlink(path: Path) -> None:
    """The file itself lies outside of the book."""
    there = next(one for one in path.parents if (one / "LOCK").exists()).parent / "elsewhere"
    path.rename(there)
    path.symlink_to(there)


def device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def garbage(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(70_000))


WAYS: tuple[Way, ...] = (flipped, cut, emptied, removed, folder, fifo, symlink, device, garbage)


def kinds(book: Path) -> dict[str, Path]:
    """One file of each kind, by a name for the kind."""
    months = [book / "archive" / entry["file"] for entry in read_head(book / "interactions.json")["sealed"]]
    sealed = read_head(book / "promises.json")["sealed"]
    return {
        "cards": book / "customers.json",
        "cards' copy": book / "customers.json.prev",
        "visits": book / "interactions.json",
        "undo": book / "undo.json",
        "FAQ": book / "faq.json",
        "settings": book / "settings.json",
        "last segment": sorted(book.glob("journal/*.jsonl"))[-1],
        "a month": months[len(months) // 2],
        "newest month": months[-1],
        "a month's search text": months[len(months) // 2].with_suffix(".fold"),
        "promises' month": book / "archive" / sealed[0]["file"],
        "today's backup": sorted(book.glob("backups/????-??-??.zip"))[-1],
        "a backup's month": sorted(book.glob("backups/archive/*.json"))[0],
        "the lock": book / "LOCK",
    }


KINDS = (
    "cards", "cards' copy", "visits", "undo", "FAQ", "settings", "last segment", "a month", "newest month",
    "a month's search text", "promises' month", "today's backup", "a backup's month", "the lock",
)  # fmt: skip


HARMLESS = {("the lock", way) for way in WAYS}
HARMLESS |= {
    ("today's backup", removed),
    ("cards' copy", removed),
    ("FAQ", removed),
    ("settings", removed),
    ("a month's search text", removed),
}
"""What takes nothing: the lock's text is for people, a copy can be made again, a table saved once is in the journal."""
MET_AT_THE_START = ("cards", "visits", "undo", "last segment")
"""The kinds that a desk reads when it starts."""


def spoil(book: Path, copy: Path, kind: str, way: Way) -> Path:
    """Spoil a kind of file in a fresh copy of a book; the file's path in the copy."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(book, copy)
    there = copy / kinds(book)[kind].relative_to(book)
    way(there)
    return there


def spoilt(book: Path, copy: Path, kind: str, ways: Sequence[Way] = WAYS) -> Iterator[tuple[Way, Path]]:
    """A kind of file spoilt in each way, one after the other in the same place."""
    for way in ways:
        yield way, spoil(book, copy, kind, way)
