"""From a key to its paint on every screen, over a big book, in a real pseudo-terminal, beside the machine's floors.

    .venv/bin/python -m tests.benchmarks.key_cost [--cards 20000] [--log 360000] [--keys 40] [--book DIR] [--size 80x24]

The floors of the same run: a program that writes back what it reads, and a bare Textual Input. `first` and `last` are
the first and the last byte of what a key paints; `cpu/key` is what the program computed, whoever else was busy. The
keys begin when the work of the start (cards taken in, the backup of the day) is over. `--book` keeps the book that is
made, or takes one made before.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.store import open_book
from tests.benchmarks import find_cost
from tests.benchmarks.pty_session import PtySession
from tests.benchmarks.screen_cost import TICK_KEYS, desk_command, keys, percentile
from tests.benchmarks.store_books import make_book

ECHO = """
import os, tty
tty.setraw(0)
os.write(1, b"ready")
while True:
    os.write(1, os.read(0, 64))
"""
DOWN, UP, PAGE, PAGE_BACK, ESCAPE, ENTER = b"\x1b[B", b"\x1b[A", b"\x1b[6~", b"\x1b[5~", b"\x1b", b"\r"
PLACES = {
    "Customers": b"\x1bOR",
    "Promises": b"\x1bOS",
    "Log": b"\x1b[15~",
    "Replies & FAQ": b"\x1b[17~",
    "Playbook": b"\x1b[19~",
    "Settings": b",",
}
DESK = b"\x1bOQ"
HEAD = f"{'ms to the first/last byte':<28}{'p50':>9}{'p95':>9}{'last p50':>9}{'p95':>9}{'bytes':>9}{'cpu/key':>9}"
NAME = b"margaret wil"
TYPED = [bytes([code]) for code in (NAME + b"\x7f" * len(NAME)) * 9]
PROMISES = 300


def fill(folder: Path, cards: int, entries: int) -> None:
    """A book of a busy desk after ten years: cards, the log, open promises, and somebody at the counter."""
    make_book(folder, entries).close()
    find_cost.fill(folder, cards)
    with open_book(folder) as book:
        desk = Session(book, "Robin")
        for number in range(PROMISES):
            what = f"Call back about order {number}"
            promises.make(desk, what, due=desk.now() + timedelta(hours=1, minutes=7 * number))
        for name in ("Beth", "Omar", "Priya"):
            log.begin(desk, "walk-in", called=name)


def at_desk(session: PtySession, count: int) -> None:
    """Keys of the desk: steps, the kettle, another interaction, and typing."""
    open_(session, b"w")
    open_(session, ESCAPE)
    measure(session, "desk: tick", [TICK_KEYS[n % len(TICK_KEYS)] for n in range(count)])
    measure(session, "desk: temperature", [b"+", b"-"] * (count // 2))
    measure(session, "desk: another interaction", [b"]"] * count)
    open_(session, b"n")
    measure(session, "desk: typing a note", [b"a"] * count)
    open_(session, ESCAPE)
    open_(session, b"w")
    measure(session, "desk: typing a name", TYPED[:count])
    open_(session, ESCAPE)


def in_list(session: PtySession, name: str, key: bytes, count: int) -> None:
    """The cursor in a screen's list, by rows and by pages; the key opens it."""
    open_(session, DESK)
    open_(session, key)
    measure(session, f"{name}: a row", ([DOWN] * 5 + [UP] * 5) * (count // 10))
    measure(session, f"{name}: a page", [PAGE, PAGE_BACK] * (count // 4))
    if name == "Customers":
        open_(session, b"\x1b[H")
        open_(session, ENTER)
        measure(session, "a card: a row", [DOWN, UP] * (count // 2))
        open_(session, ESCAPE)
        open_(session, b"/")
        measure(session, "Customers: typing", TYPED[:count])
        open_(session, ESCAPE)


def measure(session: PtySession, name: str, presses: list[bytes]) -> None:
    """One row of the table: milliseconds to the paint, its bytes, and what the program computed for each key."""
    before = session.cpu()
    first, last, sizes = keys(session, presses)
    cpu = (session.cpu() - before) / len(presses) * 1000
    figures = [percentile(seconds, share) * 1000 for seconds in (first, last) for share in (0.5, 0.95)]
    print(f"{name:<28}" + "".join(f"{one:9.1f}" for one in figures) + f"{statistics.median(sizes):9.0f}{cpu:9.1f}")


def open_(session: PtySession, key: bytes) -> None:
    """Press a key that is not measured, and wait until what it opened is there."""
    session.press(key)
    time.sleep(0.3)
    session.settle(0.1)


def wait_until_idle(session: PtySession, seconds: float = 60) -> None:
    """Wait for the work of the start: the backup of the day begins after five seconds."""
    until = time.monotonic() + seconds
    busy = True
    session.read_for(6)
    while busy and time.monotonic() < until:
        before = session.cpu()
        session.read_for(1)
        busy = session.cpu() - before > 0.1


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cards", type=int, default=20_000)
    parser.add_argument("--log", type=int, default=360_000)
    parser.add_argument("--keys", type=int, default=40)
    parser.add_argument("--size", default="120x36")
    parser.add_argument("--book", type=Path)
    options = parser.parse_args()
    columns, rows = map(int, options.size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book"
        kept = options.book or book
        if not kept.exists():
            fill(kept, options.cards, options.log)
        if kept is not book:
            shutil.copytree(kept, book)
        print(HEAD)
        for name, program, mark in (
            ("a raw echo", ECHO, b"ready"),
            ("a bare Input", find_cost.BARE, b"bare and ready"),
        ):
            floor = PtySession([sys.executable, "-c", program], columns=columns, rows=rows)
            floor.until([mark])
            measure(floor, name, [b"a"] * options.keys)
            floor.kill()
        session = PtySession(desk_command(book), columns=columns, rows=rows)
        session.until([b"Here and today"], 60)
        wait_until_idle(session)
        at_desk(session, options.keys)
        for name, key in PLACES.items():
            in_list(session, name, key, options.keys)
        session.kill()


if __name__ == "__main__":
    main()
