"""From a folder to the desk on the screen, and back."""

import sys
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from deskapp import clock
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.errors import BookInUseError, DiskRefusedError, RefusedError
from deskapp.store import Book, look_on, open_book
from deskapp.store.engine.kept_aside import throw_away
from deskapp.ui.app import LOOK_AROUND, DeskApp
from deskapp.ui.at_terminal import Signals
from deskapp.ui.looking_on import WRITE_HERE

if TYPE_CHECKING:
    from deskapp.ui.app import Answers

COMMANDS_TAKE = 1.0


def run(folder: Path, *, staff: str = "", demo: bool = False, answers: "Answers | None" = None) -> int:
    """Open the book of a folder and show the desk until it is left. Raises DeskError where it can't be opened.

    `answers` makes, for the open desk, what does the commands that come from beside it.
    """
    status = _show(_open(folder, staff), staff, demo, answers)
    while status == WRITE_HERE:
        status = _show(_reopened(folder, staff), staff, demo, answers)
    if status == LOOK_AROUND:
        with throw_away() as folder:
            return _show(open_book(folder), staff, True, answers)
    return status


def _show(book: Book, staff: str, demo: bool, answers: "Answers | None") -> int:
    with Signals() as signals:
        try:
            desk = Session(book, staff)
            if demo and next(iter(desk.book.ids("interactions")), None) is None:
                from deskapp.desk.demo import day as invented

                invented.fill(book, now=desk.now())
            desk.staff = staff or desk_settings.read(desk).staff
            app = DeskApp(desk, None if book.read_only else answers)
            app.follow_signals(signals)
            status = app.run()
            if app.return_code:
                raise RefusedError(
                    "The desk met a fault of its own and stopped; everything that was shown as saved is on the disk.",
                    "Open it again; DESKAPP_DEBUG=1 shows where it stops.",
                )
            return status or 0
        finally:
            book.close()


def _open(folder: Path, staff: str, *, asks: bool = True) -> Book:
    """The book to write in, once commands that are at it have ended; where a desk holds it, to look on if wanted.

    Where the disk or its rights refuse, it is looked on without asking: nothing else can be done with it.
    """
    limit = clock.running() + COMMANDS_TAKE
    while True:
        try:
            return open_book(folder, staff=staff)
        except DiskRefusedError as error:
            return look_on(folder, error)
        except BookInUseError as error:
            if clock.running() < limit:
                sleep(COMMANDS_TAKE / 10)
            elif asks and _wants_to_look_on(error):
                return open_book(folder, read_only=True)
            else:
                raise


def _reopened(folder: Path, staff: str) -> Book:
    """The book of a desk that looked on, to write in; to look on further where another process was quicker."""
    try:
        return _open(folder, staff, asks=False)
    except BookInUseError:
        return open_book(folder, read_only=True)


def _wants_to_look_on(error: BookInUseError) -> bool:
    sys.stdout.write(f"{error.sentence}\nLook on, without changing anything? (y/n) ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().casefold().startswith("y")
