"""Start-up and key-to-paint of the desk beside a bare Textual app, in one run, in a real pseudo-terminal.

.venv/bin/python -m tests.benchmarks.screen_cost [--runs 15] [--keys 60] [--size 120x36]
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.pty_session import PtySession

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("bare and ready")
Bare().run()
"""
TICK_KEYS = (b"1", b"2", b"3", b"5", b"6")


def percentile(values: list[float], share: float) -> float:
    """The value below which a share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def startup(runs: int, book: Path, columns: int, rows: int) -> tuple[list[float], list[float]]:
    """Seconds to the first full frame of a bare app and of the desk, in turn."""
    bare, desk = [], []
    for _ in range(runs + 1):
        session = PtySession([sys.executable, "-c", BARE], columns=columns, rows=rows)
        bare.append(session.until([b"bare and ready"]))
        session.kill()
        session = PtySession(desk_command(book), columns=columns, rows=rows)
        desk.append(session.until([b"Here and today", b"Greeting", b"help"]))
        session.kill()
    return bare[1:], desk[1:]


def desk_command(book: Path) -> list[str]:
    """The desk on a book, as a person starts it."""
    return [sys.executable, "-m", "deskapp", "--data", str(book), "--staff", "Robin"]


def keys(session: PtySession, presses: list[bytes]) -> tuple[list[float], list[float], list[int]]:
    """First byte, last byte (seconds) and size of the paint of each press."""
    first, last, sizes = [], [], []
    for press in presses:
        session.settle(0.05)
        a, b, size = session.press(press)
        first.append(a)
        last.append(b)
        sizes.append(size)
    return first, last, sizes


def report(name: str, first: list[float], last: list[float], sizes: list[int]) -> None:
    """One row of the table, in milliseconds."""
    p50, p95 = (percentile(first, share) * 1000 for share in (0.5, 0.95))
    l50, l95 = (percentile(last, share) * 1000 for share in (0.5, 0.95))
    print(f"{name:<28}{p50:8.1f}{p95:8.1f}{l50:10.1f}{l95:8.1f}{statistics.median(sizes):9.0f}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--keys", type=int, default=60)
    parser.add_argument("--size", default="120x36")
    options = parser.parse_args()
    columns, rows = map(int, options.size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book"
        fill_demo(book)
        bare, desk = startup(options.runs, book, columns, rows)
        b, d = statistics.median(bare), statistics.median(desk)
        ratios = sorted(y / x for x, y in zip(bare, desk, strict=True))
        middle = statistics.median(ratios)
        figures = f"bare {b * 1000:.0f} ms, desk {d * 1000:.0f} ms, ratio {d / b:.2f} (of pairs {middle:.2f})"
        print(f"first full frame: {figures}")
        session = PtySession(desk_command(book), columns=columns, rows=rows)
        session.until([b"Here and today"])
        session.settle(1.0)
        print(f"\n{'ms to the first/last byte':<28}{'p50':>8}{'p95':>8}{'last p50':>10}{'p95':>8}{'bytes':>9}")
        report("tick", *keys(session, [TICK_KEYS[n % len(TICK_KEYS)] for n in range(options.keys)]))
        report("temperature", *keys(session, [b"+", b"-"] * (options.keys // 2)))
        report("another interaction", *keys(session, [b"]"] * options.keys))
        session.press(b"n")
        report("typing a note", *keys(session, [b"a"] * options.keys))
        session.press(b"\x1b")
        session.press(b"w")
        report("typing a name", *keys(session, [bytes([c]) for c in (b"margaret abernathy " * 9)[: options.keys]]))
        session.press(b"\x1b")
        session.press(b"\x1b[15~")
        session.settle(0.5)
        report("down in the log", *keys(session, [b"\x1b[B"] * options.keys))
        session.kill()


def fill_demo(book: Path) -> None:
    """The invented day."""
    from deskapp import clock
    from deskapp.desk.demo import day
    from deskapp.store import open_book

    opened = open_book(book)
    day.fill(opened, now=clock.now())
    opened.close()


if __name__ == "__main__":
    main()
