"""A year of a large book looked back on: by command, on the screen, and what keys cost while it is counted.

.venv/bin/python -m tests.benchmarks.report_cost [--entries 360000] [--book FOLDER] [--runs 5]
"""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.pty_session import PtySession
from tests.benchmarks.screen_cost import desk_command, percentile
from tests.benchmarks.store_books import make_book

LEFT, RIGHT, F7 = b"\x1b[D", b"\x1b[C", b"\x1b[18~"
COUNTED = [b"Walk-ins"]


def by_command(book: Path, runs: int) -> None:
    """The wall time of the command and the memory of the largest run."""
    command = [sys.executable, "-m", "deskapp", "--data", str(book), "report", "year"]
    took = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        took.append(time.perf_counter() - start)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"deskapp report year: median {statistics.median(took):.2f} s, most {max(took):.2f} s, {most} MB")


def on_screen(book: Path, runs: int) -> None:
    """The time to a counted year, and the time to the first paint of keys that are pressed meanwhile."""
    session = PtySession(desk_command(book))
    session.until([b"Here and today"])
    session.settle(1.0)
    session.press(F7 + b"tt")
    session.settle(3.0)
    took, pressed = [], []
    for _ in range(runs):
        start = time.perf_counter()
        first, _, _ = session.press(LEFT)
        pressed.append(first)
        while time.perf_counter() - start < 0.5:
            first, _, _ = session.press(b"n")
            pressed.append(first)
            for letter in b"abc":
                first, _, _ = session.press(bytes([letter]))
                pressed.append(first)
            session.press(b"\x1b")
        session.until(COUNTED)
        took.append(time.perf_counter() - start)
        session.settle(0.5)
    p50, p95 = (percentile(pressed, share) * 1000 for share in (0.5, 0.95))
    print(f"on the screen: a year in {statistics.median(took):.2f} s; {len(pressed)} keys while it counts: "
          f"p50 {p50:.0f} ms, p95 {p95:.0f} ms to the first byte")  # fmt: skip
    session.kill()


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=360_000)
    parser.add_argument("--book", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        book = options.book or Path(folder) / "book"
        if not book.exists():
            make_book(book, options.entries).close()
        by_command(book, options.runs)
        on_screen(book, options.runs)


if __name__ == "__main__":
    main()
