"""What a durable tick costs beside a raw append and beside SQLite: `python -m tests.benchmarks.store_cost [SIZE …]`.

Each size is the number of hot documents in the book. Rows are taken in turns so that a busy machine is fair to all.
"""

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from deskapp import clock
from deskapp.store import Book, open_book
from deskapp.store.engine.codec import encode

ROUNDS, TURNS = 40, 10


def interaction(number: int) -> dict[str, object]:
    """An entry of about 620 bytes, as a busy desk writes them."""
    minute = f"2026-11-{number % 20 + 1:02d}T{number // 60 % 24:02d}:{number % 60:02d}:00.000Z"
    return {
        "id": f"int_{number:026d}",
        "kind": "walk-in",
        "state": "serving",
        "arrived_at": minute,
        "customer": {"id": f"cus_{number % 900:026d}", "name": f"Customer {number % 900}"},
        "reason": "Calibration of the pressure gauge, third visit; asked for the certificate and a loan unit.",
        "greeted_at": minute,
        "temperature": 55,
        "ticks": {"greeting-smile": {"at": minute, "by": "Ana"}, "greeting-name": {"at": minute, "by": "Ana"}},
        "requests": {"A1B2C3": {"at": minute, "text": "certificate by e-mail", "answer": "", "answered_at": None}},
        "notes": {},
        "readings": {},
    }


def filled(folder: Path, size: int) -> Book:
    """A book with that many hot documents."""
    book = open_book(folder)
    for first in range(0, size, 5000):
        with book.change("fill", by="", at=clock.now(), undoable=False) as change:
            for number in range(first, min(first + 5000, size)):
                change.put("interactions", interaction(number))
    book.checkpoint.stop()
    book.checkpoint.save()
    return book


def ticker(book: Book, size: int) -> Callable[[int], None]:
    """One tick of a checklist, undoable, as the desk makes it."""

    def tick(turn: int) -> None:
        identifier = f"int_{turn * 7919 % size:026d}"
        with book.change("tick “Smile”", by="Ana", at=clock.now()) as change:
            document = change.get("interactions", identifier) or {}
            document["ticks"][f"greeting-{turn}"] = {"at": "2026-11-22T12:00:00.000Z", "by": "Ana"}
            change.put("interactions", document)

    return tick


def appender(path: Path) -> Callable[[int], None]:
    """The floor: append a line of the same size and sync it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND)
    line = encode(interaction(1)) + b"x" * 350 + b"\n"

    def append(turn: int) -> None:
        os.write(descriptor, line)
        os.fdatasync(descriptor)

    return append


def sqlite_ticker(path: Path, size: int) -> Callable[[int], None]:
    """The same tick on SQLite: one JSON document a row, WAL, synchronous FULL."""
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("pragma journal_mode=wal")
    base.execute("pragma synchronous=full")
    base.execute("create table interactions (id text primary key, doc text)")
    base.execute("begin")
    rows = ((f"int_{number:026d}", encode(interaction(number)).decode()) for number in range(size))
    base.executemany("insert into interactions values (?, ?)", rows)
    base.execute("commit")

    def tick(turn: int) -> None:
        identifier = f"int_{turn * 7919 % size:026d}"
        (text,) = base.execute("select doc from interactions where id = ?", (identifier,)).fetchone()
        import orjson

        document = orjson.loads(text)
        document["ticks"][f"greeting-{turn}"] = {"at": "2026-11-22T12:00:00.000Z", "by": "Ana"}
        base.execute("update interactions set doc = ? where id = ?", (orjson.dumps(document).decode(), identifier))

    return tick


def measure(acts: dict[str, Callable[[int], None]]) -> dict[str, list[float]]:
    """The times of each act in ms, sorted; taken in turns."""
    times: dict[str, list[float]] = {name: [] for name in acts}
    for turn in range(ROUNDS):
        for name, act in acts.items():
            for step in range(TURNS):
                start = time.perf_counter()
                act(turn * TURNS + step)
                times[name].append((time.perf_counter() - start) * 1000)
    return {name: sorted(values) for name, values in times.items()}


def main(sizes: list[int]) -> None:
    """Print the table."""
    print(f"{'entries':>9}  {'what':<28}{'p50 ms':>8}{'p95 ms':>8}{'÷ append':>10}")
    for size in sizes:
        with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR", ".")) as name:
            folder = Path(name)
            book = filled(folder / "book", size)
            acts = {
                "raw append + fdatasync": appender(folder / "raw"),
                "durable tick": ticker(book, size),
                "SQLite (WAL, FULL)": sqlite_ticker(folder / "sqlite.db", size),
            }
            for act in acts.values():
                act(9_999)
            times = measure(acts)
            book.close()
        floor = times["raw append + fdatasync"][ROUNDS * TURNS // 2]
        for what, values in times.items():
            middle, late = values[len(values) // 2], values[int(len(values) * 0.95)]
            print(f"{size:>9,}  {what:<28}{middle:>8.3f}{late:>8.3f}{middle / floor:>10.2f}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 100_000])
