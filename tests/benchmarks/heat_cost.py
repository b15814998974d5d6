"""Key to paint of the kettle and of a tick while somebody boils, and what the coach takes, in a real pseudo-terminal.

.venv/bin/python -m tests.benchmarks.heat_cost [--keys 50]
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from deskapp.desk.answers import coach
from deskapp.desk.demo import day
from deskapp.desk.session import Session
from deskapp.store import open_book
from deskapp.words import loader
from tests.benchmarks.pty_session import PtySession
from tests.benchmarks.screen_cost import desk_command, keys, percentile

NOTE = "They say that nobody told them, and I don't know why; please calm down was said. " * 2


def played(book: Path, columns: int, rows: int, presses: int) -> None:
    session = PtySession(desk_command(book), columns=columns, rows=rows)
    session.until([b"Here and today", b"help"])
    time.sleep(2)
    keys(session, [b"+"] * 6)
    for name, wanted in (("temperature", [b"+", b"-"]), ("tick", [b"1", b"2", b"3"])):
        _, last, _ = keys(session, (wanted * presses)[:presses])
        p50, p95 = (percentile(last, share) * 1e3 for share in (0.5, 0.95))
        print(f"{columns}x{rows} {name:<12} last byte p50 {p50:5.1f} ms, p95 {p95:5.1f} ms")
    session.kill()


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--keys", type=int, default=50)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        book = open_book(Path(folder) / "book", staff="Robin")
        desk = Session(book, "Robin")
        day.fill(book, now=desk.now())
        book.close()
        for columns, rows in ((120, 36), (80, 24)):
            played(Path(folder) / "book", columns, rows, asked.keys)
    spotter = coach.spotter(loader.phrases())
    took = []
    for _ in range(500):
        start = time.perf_counter()
        spotter.spot(NOTE)
        took.append((time.perf_counter() - start) * 1e3)
    print(f"coach, {len(NOTE)} characters: p50 {percentile(took, 0.5):.3f} ms, p95 {percentile(took, 0.95):.3f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
