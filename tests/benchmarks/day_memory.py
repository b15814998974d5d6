"""The memory of the desk over a day of twelve hours, pressed through as fast as the program takes its keys.

    .venv/bin/python -m tests.benchmarks.day_memory [--sizes 80x24,120x36,300x100] [--short] [--book DIR]

The real program in a real pseudo-terminal, one size after the other: 600 visits (walk-ins, calls and messages with
names, cards, notes, requests, promises, ends), 2,000 changes of the screen (every screen, the card, the help, the
palette and a question on the way) and 5,000 ticks of steps. `now` is the memory that the program holds (VmRSS), `peak`
the most it ever held (VmHWM), in MB; `change` and `tick` are counted as pressed, and at the end beside what the book
and the screen say was done. `--short` is a tenth of it. `--book` begins with a copy of a book instead of an empty one.
"""

import argparse
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from deskapp.store import open_book
from tests.benchmarks.pty_session import PtySession

VISITS, CHANGES, TICKS, SHORT = 600, 2000, 5000, 10
SIZES = "80x24,120x36,300x100"
FINGERS, AFTER_ESCAPE, LOOK, LONGEST = 0.042, 0.2, 0.006, 5.0
ENTER, ESCAPE, TAB, NEW_CARD, PALETTE = b"\r", b"\x1b", b"\t", b"\x0e", b"\x10"
DESK, CUSTOMERS = b"\x1bOQ", b"\x1bOR"
PROMISES, LOG, REPLIES, REPORTS, PLAYBOOK = b"\x1bOS", b"\x1b[15~", b"\x1b[17~", b"\x1b[18~", b"\x1b[19~"
ROUND = (
    (CUSTOMERS, ENTER, ESCAPE, DESK),
    (PROMISES, LOG, DESK),
    (REPLIES, REPORTS, DESK),
    (b"?", ESCAPE, PLAYBOOK, DESK),
    (PALETTE, ESCAPE, b",", DESK),
    (LOG, ENTER, ESCAPE, DESK),
)
"""Ways from screen to screen; each key of a way changes the screen."""
FIRST_NAMES = ("Beth", "Omar", "Priya", "Chen", "Agnieszka", "Tomás", "Ngozi", "Sören", "Yuki", "Fatima")
SOUNDS = ("ba", "lor", "ki", "thun", "ve", "sam", "go", "pril", "du", "xen", "wa", "fro", "ji", "mel", "quo", "zan")
HEAD = f"{'size':<9}{'visits':>7}{'changes':>9}{'ticks':>7}{'minutes':>9}{'now':>8}{'peak':>8}"


class Day:
    """A person at the desk who never rests. `pressed` counts what was pressed, by its kind."""

    def __init__(self, session: PtySession) -> None:
        self.session = session
        self.changes = self.ticks = 0
        self.unanswered = 0

    def press(self, key: bytes, rest: float = FINGERS) -> int:
        """One key, then a rest from its first paint on until the program is idle; the number of bytes painted."""
        os.write(self.session.fd, key)
        pressed = shown = time.monotonic()
        count = 0
        while (now := time.monotonic()) < pressed + LONGEST:
            came = self.session.read(LOOK)
            shown = time.monotonic() if came and not count else shown
            count += len(came)
            if not came and now >= shown + rest and self._is_idle():
                break
        return count

    def _is_idle(self) -> bool:
        """Whether no thread of the program wants to run (Linux), however busy the machine is."""
        states = Path(f"/proc/{self.session.pid}/task").glob("*/stat")
        return not any(one.read_text().rpartition(") ")[2].startswith("R") for one in states)

    def write(self, opens: bytes, *texts: str) -> None:
        """Open a question, answer it, field by field, and leave whatever is asked after it."""
        self.press(opens)
        for number, text in enumerate(texts):
            if number:
                self.press(TAB)
            self.press(text.encode())
        self.press(ENTER)

    def escape(self) -> None:
        """Escape, and a moment after it, so that the next key is not taken for the rest of a sequence."""
        self.press(ESCAPE, AFTER_ESCAPE)

    def change(self, key: bytes) -> None:
        """A key that brings another screen."""
        self.unanswered += not self.press(key, AFTER_ESCAPE if key == ESCAPE else FINGERS)
        self.changes += 1

    def visit(self, number: int) -> None:
        """Somebody comes and asks for something; what differs goes by the visit's number.

        Two of five get a new card, two are found by their name, one stays without a card.
        """
        self.press((b"w", b"c", b"m")[number % 3])
        self.press(name_of(number - 5 if number % 5 > 2 and number > 5 else number).encode())
        if number % 5 == 0:
            self.escape()
        elif number % 5 > 2 and number > 5:
            self.press(ENTER)
        else:
            self.press(NEW_CARD)
        if number % 2:
            self.write(b"n", f"Note {number}: came about the order, was friendly, wants to hear by phone")
        if number % 3 == 1:
            self.write(b"a", f"the blue one, size {number}")
            self.write(b"A", "it comes on Friday")
        if number % 8 == 2:
            self.write(b"p", f"call about order {number}", "in 20m")
            self.escape()

    def tick(self, count: int) -> None:
        """Steps ticked, and unticked again."""
        for _, key in zip(range(count), cycle(b"112233445566"), strict=False):
            self.press(bytes([key]))
            self.ticks += 1

    def end(self, number: int) -> None:
        """They leave, with one line of outcome."""
        self.write(b"e", f"settled {number}")


def name_of(number: int) -> str:
    """The name of the person of a visit: no two are alike."""
    middle = "".join(SOUNDS[number // len(SOUNDS) ** place % len(SOUNDS)] for place in range(3))
    return f"{FIRST_NAMES[number % len(FIRST_NAMES)]} {middle.capitalize()}"


def steps() -> Iterator[bytes]:
    """Keys from screen to screen, endlessly."""
    return (key for way in cycle(ROUND) for key in way)


def memory(pid: int | str) -> tuple[float, float]:
    """MB that a process (its id, or `self`) holds, and the most it ever held (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text()
    now, peak = (int(re.search(rf"{name}:\s+(\d+)", status)[1]) for name in ("VmRSS", "VmHWM"))  # type: ignore[index]
    return now / 1024, peak / 1024


def desk_command(book: Path) -> list[str]:
    """The desk on a book, as a person starts it; what is copied goes nowhere."""
    return [sys.executable, "-m", "deskapp", "--data", str(book), "--staff", "Robin"]


def live(book: Path, size: str, visits: int, changes: int, ticks: int) -> list[float]:
    """Live a day at a size; MB held from row to row of the table."""
    columns, rows = map(int, size.split("x"))
    session = PtySession(desk_command(book), columns=columns, rows=rows)
    session.until([b"help"])
    session.read_for(8)
    day, held, start, keys = Day(session), [], time.monotonic(), steps()

    def tell(number: int) -> None:
        now, peak = memory(session.pid)
        held.append(now)
        minutes = (time.monotonic() - start) / 60
        print(f"{size:<9}{number:>7}{day.changes:>9}{day.ticks:>7}{minutes:>9.1f}{now:>8.1f}{peak:>8.1f}", flush=True)

    tell(0)
    for number in range(1, visits + 1):
        day.visit(number)
        day.tick(number * ticks // visits - day.ticks)
        key = b""
        while day.changes < number * changes // visits or key not in (b"", DESK):
            key = next(keys)
            day.change(key)
        day.end(number)
        if number % (50 if visits >= VISITS else max(1, visits // 4)) == 0:
            tell(number)
    session.read_for(2)
    tell(visits)
    os.write(session.fd, b"\x11")
    session.read_for(2)
    session.kill()
    print(f"{size:<9} of these {day.unanswered} keys painted nothing; {_in_book(book)}")
    return held


def _in_book(book: Path) -> str:
    with open_book(book) as opened:
        rows = list(opened.select("interactions"))
        ended = sum(row["state"] == "ended" for row in rows)
        notes = sum(len(row["notes"]) for row in rows)
        answered = sum(bool(one["answered_at"]) for row in rows for one in row["requests"].values())
        cards, promised = opened.count("customers"), opened.count("promises")
    return (
        f"in the book: {len(rows)} visits, {ended} ended, {notes} notes, {answered} answers, "
        f"{cards} cards, {promised} promises"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default=SIZES)
    parser.add_argument("--visits", type=int, default=VISITS)
    parser.add_argument("--changes", type=int, default=CHANGES)
    parser.add_argument("--ticks", type=int, default=TICKS)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--book", type=Path)
    options = parser.parse_args()
    share = SHORT if options.short else 1
    print(HEAD)
    for size in options.sizes.split(","):
        with tempfile.TemporaryDirectory() as folder:
            book = Path(folder) / "book"
            if options.book:
                shutil.copytree(options.book, book)
            live(book, size, *(count // share for count in (options.visits, options.changes, options.ticks)))


if __name__ == "__main__":
    main()
