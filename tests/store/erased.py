"""A child that erases one person, killed at a call to the disk: `python -m tests.store.erased FOLDER N [ALSO]`."""

import os
import sys
from pathlib import Path

from deskapp.desk.cards import customers
from deskapp.desk.privacy import erasing, person
from deskapp.desk.session import Session
from deskapp.store import open_book
from deskapp.store.engine.disk import Disk
from tests.store.killed import DyingDisk


def whom(desk: Session) -> person.Person:
    """The person to erase: the one whose card is the oldest."""
    first = next(iter(desk.book.ids("customers")))
    return person.of(desk, customers.get(desk, first))


def main(folder: str, die_at: int, also: str = "") -> None:
    disk: Disk = DyingDisk(die_at)
    with open_book(Path(folder), disk=disk) as book:
        desk = Session(book, "Robin")
        erasing.erase(desk, whom(desk), also=also)
        os.write(1, b"%d\n" % disk.calls)  # type: ignore[attr-defined]


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
