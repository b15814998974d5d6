"""Parts of a book's life, each short: `python -m tests.store.real_day PART FOLDER [LEFT OUT]` lives one in a process.

`FOLDER` holds what `before` has made. Each part says `saved` after each change and `done` at its end.
"""

import os
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from deskapp import clock
from deskapp.desk.cards import customers
from deskapp.desk.privacy import erasing, person
from deskapp.desk.session import Session
from deskapp.store import Book, open_book
from deskapp.store.copies.backup import backup, give_out
from deskapp.store.copies.restore import restore
from deskapp.store.copies.rotation import daily
from deskapp.store.engine.disk import Disk
from tests.store.books import NOW, kill, moment

Say = Callable[[str], None]


def put(book: Book, number: int, say: Say = lambda words: None) -> None:
    """One change over three tables: a visit of two months ago, its card, a promise."""
    when = moment(NOW - timedelta(days=61 + number))
    with book.change(f"set {number}", by="Ana", at=NOW) as change:
        change.put("interactions", {"id": f"int_{number}", "state": "ended", "arrived_at": when, "text": "x" * 90})
        change.put("customers", {"id": f"cus_{number % 3}", "n": number, "name": "Zoe"})
        change.put("promises", {"id": "pro_1", "n": number})
    say("saved")


def before(root: Path) -> None:
    """A book with changes that only its journal holds, and a backup of an older one."""
    with open_book(root / "old") as book:
        for number in range(9):
            put(book, number)
        book.checkpoint.save()
        put(book, 9)
    give_out(root / "old", root / "old.zip")
    with open_book(root / "book") as book:
        put(book, 1)
    book = open_book(root / "book")
    put(book, 2)
    kill(book)


def new(root: Path, say: Say) -> None:
    with open_book(root / "some" / "where" / "book") as book:
        put(book, 1, say)
        put(book, 2, say)
    say("done")


def change(root: Path, say: Say) -> None:
    with open_book(root / "book") as book:
        put(book, 3, say)
        put(book, 4, say)
    say("done")


def save(root: Path, say: Say) -> None:
    with open_book(root / "book") as book:
        for number in range(3, 7):
            put(book, number, say)
            book.checkpoint.save()
            say("done")
        put(book, 7, say)


def seal(root: Path, say: Say) -> None:
    """Months are sealed, one anew for what came late; the one before goes."""
    with open_book(root / "book") as book:
        for number in (40, 41, 70, 40, 42, 40):
            put(book, number, say)
            book.checkpoint.save()
            say("done")


def restored(root: Path, say: Say) -> None:
    restore(root / "book", root / "old.zip")
    say("done")


def copied(root: Path, say: Say) -> None:
    with open_book(root / "book") as book:
        put(book, 40, say)
        book.checkpoint.save()
        backup(book, root / "book" / "backups" / "a.zip")
        say("done")
        daily(book)
        say("done")
    give_out(root / "book", root / "given" / "book.zip")
    say("done")


def erased(root: Path, say: Say) -> None:
    """A card goes for good, with the visits that its months hold."""
    with open_book(root / "book") as book:
        desk = Session(book, "Ana", now=lambda: NOW)
        card = customers.make(desk, "Beth Ocampo")
        say("saved")
        erasing.erase(desk, person.of(desk, card), also="none")
        say("done")


PARTS = {part.__name__: part for part in (new, change, save, seal, restored, copied, erased)}
LEFT_OUT = ("sync", "sync_data", "sync_folder", "durable")
"""What a disk may leave out; `durable` writes without waiting."""


def leave_out(name: str) -> None:
    """The real disk, but for one of its syncs."""
    if name == "durable":
        Disk.write_durably = Disk.write_at  # type: ignore[method-assign]
    else:
        setattr(Disk, name, lambda self, at: None)


def _say(words: str) -> None:
    os.write(1, f"say {words}\n".encode())


def main(part: str, folder: str, left_out: str = "") -> None:
    clock.now = lambda: NOW
    if left_out:
        leave_out(left_out)
    PARTS[part](Path(folder), _say)


if __name__ == "__main__":
    main(*sys.argv[1:])
