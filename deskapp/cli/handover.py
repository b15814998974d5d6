"""A command that writes while another process holds the book: it waits for its turn."""

import time

from deskapp.cli.call import Call
from deskapp.errors import BookInUseError
from deskapp.store import Book, open_book

PATIENCE, PAUSE = 5.0, 0.03


def turn(call: Call) -> Book:
    """The book, opened to write as soon as whoever holds it lets go. Raises BookInUseError after 5 s."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return open_book(call.place.folder, staff=call.staff)
        except BookInUseError:
            if time.monotonic() >= until:
                raise
        time.sleep(PAUSE)
