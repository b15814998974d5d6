"""The book beside plain TinyDB, SQLite (WAL, FULL) and a raw append, in one run.

`python -m tests.benchmarks.store_bench [SIZE …] [--plot FILE.svg]`; sizes default to 1000 10000 100000 360000.
Each is a history of ten years. Plain TinyDB is left out above 10,000 entries, where one insert takes seconds.
"""

import argparse
import json
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tinydb import TinyDB

from deskapp import clock
from deskapp.store import Book, open_book
from tests.benchmarks.store_books import make_book

ROUNDS = 300
PLAIN_UP_TO = 10_000
Row = tuple[int, str, str, float, str]
RARE, COMMON, ABSENT = "visit 777.", "certificate", "nowhere to be found"


def times(act: Callable[[int], object], rounds: int = ROUNDS) -> list[float]:
    """Milliseconds of each round, sorted."""
    found = []
    for turn in range(rounds):
        start = time.perf_counter()
        act(turn)
        found.append((time.perf_counter() - start) * 1000)
    return sorted(found)


def in_turns(acts: dict[str, Callable[[int], object]], rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Milliseconds of several acts, taken in turns so that a busy machine is fair to all."""
    found: dict[str, list[float]] = {name: [] for name in acts}
    for turn in range(rounds):
        for name, act in acts.items():
            start = time.perf_counter()
            act(turn)
            found[name].append((time.perf_counter() - start) * 1000)
    return {name: sorted(values) for name, values in found.items()}


def fresh_process(code: str) -> dict[str, float]:
    """Run code in a process of its own; it prints JSON."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


OPEN = """
import time, json, re
{imports}
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024
m = peak()
t = time.perf_counter(); opened = {expression}; t = time.perf_counter() - t
print(json.dumps([t * 1000, peak() - m]))
"""


def opening(imports: str, expression: str) -> tuple[float, float]:
    """Milliseconds and megabytes of opening, the best of five fresh processes."""
    runs = [fresh_process(OPEN.format(imports=imports, expression=expression)) for _ in range(5)]
    return min(run[0] for run in runs), min(run[1] for run in runs)  # type: ignore[index]


def ticker(book: Book) -> Callable[[int], None]:
    """A tick as the desk makes it: undoable, with stamps."""
    ids = list(book.ids("interactions"))[-500:]

    def tick(turn: int) -> None:
        with book.change("tick “Smile”", by="Ana", at=clock.now()) as change:
            document = change.get("interactions", ids[turn * 7 % len(ids)]) or {}
            document["ticks"][f"g-{turn}"] = {"at": "2026-11-22T12:00:00.000Z", "by": "Ana"}
            change.put("interactions", document)

    return tick


def bare_ticker(book: Book) -> Callable[[int], None]:
    """A change of its own through TinyDB's `update`."""
    table = book.db.table("interactions")
    numbers = list(book.shelf("interactions").lines)[-500:]

    def tick(turn: int) -> None:
        table.update({"temperature": turn}, doc_ids=[numbers[turn * 7 % len(numbers)]])

    return tick


def many_ticks(book: Book) -> Callable[[int], None]:
    """64 ticks in one change."""
    ids = list(book.ids("interactions"))[-64:]

    def act(turn: int) -> None:
        with book.change("ticks", by="Ana", at=clock.now()) as change:
            for identifier in ids:
                document = change.get("interactions", identifier) or {}
                document["ticks"][f"m-{turn}"] = {"at": "2026-11-22T12:00:00.000Z", "by": "Ana"}
                change.put("interactions", document)

    return act


def appender(path: Path) -> Callable[[int], None]:
    """The floor: append 1,250 bytes, what a tick writes, and sync."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND)
    line = b"x" * 1249 + b"\n"

    def append(turn: int) -> None:
        os.write(descriptor, line)
        os.fdatasync(descriptor)

    return append


def sqlite_of(book: Book, path: Path) -> sqlite3.Connection:
    """The same documents in SQLite, one JSON text a row."""
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("pragma journal_mode=wal")
    base.execute("pragma synchronous=full")
    base.execute("create table interactions (id text primary key, doc text)")
    base.execute("begin")
    lines = book.history("interactions").lines()
    base.executemany("insert into interactions values (?, ?)", ((line[7:37].decode(), line.decode()) for line in lines))
    base.execute("commit")
    return base


def sqlite_ticker(base: sqlite3.Connection, ids: list[str]) -> Callable[[int], None]:
    """The tick on SQLite."""

    def tick(turn: int) -> None:
        identifier = ids[turn * 7 % len(ids)]
        (text,) = base.execute("select doc from interactions where id = ?", (identifier,)).fetchone()
        document = json.loads(text)
        document["ticks"][f"g-{turn}"] = {"at": "2026-11-22T12:00:00.000Z", "by": "Ana"}
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        base.execute("update interactions set doc = ? where id = ?", (text, identifier))

    return tick


def pause(book: Book) -> tuple[float, float]:
    """Milliseconds that background upkeep takes, and the worst tick meanwhile."""
    tick, worst, total, turn = ticker(book), 0.0, 0.0, 10_000
    for _ in range(5):
        tick(turn)
        start = time.perf_counter()
        book.checkpoint.start()
        while book.checkpoint.is_running:
            turn += 1
            before = time.perf_counter()
            tick(turn)
            worst = max(worst, (time.perf_counter() - before) * 1000)
            time.sleep(0.001)
        total = max(total, (time.perf_counter() - start) * 1000)
        book.checkpoint.stop()
    return total, worst


def measure(size: int, folder: Path) -> list[Row]:
    """All rows of one size."""
    make_book(folder / "book", size).close()
    rows: list[Row] = []

    def add(what: str, who: str, value: float, unit: str = "ms") -> None:
        rows.append((size, what, who, value, unit))

    opened, memory = opening(
        "from pathlib import Path; from deskapp.store import open_book", f"open_book(Path({str(folder / 'book')!r}))"
    )
    add("open", "book", opened)
    add("memory to open", "book", memory, "MB")
    book = open_book(folder / "book")
    base = sqlite_of(book, folder / "sqlite.db")
    ids = list(book.ids("interactions"))[-500:]
    acts: dict[str, Callable[[int], object]] = {
        "raw append": appender(folder / "raw"),
        "book": ticker(book),
        "book, TinyDB's update": bare_ticker(book),
        "SQLite": sqlite_ticker(base, ids),
    }
    for act in acts.values():
        act(99_999)
    for who, values in in_turns(acts).items():
        add("durable tick p50", who, statistics.median(values))
        add("durable tick p95", who, values[int(len(values) * 0.95)])
    add("64 ticks at once p50", "book", statistics.median(times(many_ticks(book), 50)))
    if size <= PLAIN_UP_TO:
        _plain(book, folder, add)
    _search(book, base, add)
    _upkeep_and_history(book, add)
    book.close()
    base.close()
    opened, memory = opening("import sqlite3", f"sqlite3.connect({str(folder / 'sqlite.db')!r}).execute('select 1')")
    add("open", "SQLite", opened)
    return rows


def _upkeep_and_history(book: Book, add: Callable[..., None]) -> None:
    total, worst = pause(book)
    add("upkeep in the background", "book", total)
    add("worst tick meanwhile", "book", worst)
    history = book.history("interactions")
    add("length of the history", "book", statistics.median(times(lambda _: len(book.history("interactions")), 20)))
    add("End (last line, cold)", "book", times(lambda _: history[-1], 1)[0])


def _plain(book: Book, folder: Path, add: Callable[..., None]) -> None:
    with TinyDB(folder / "plain.json", encoding="utf-8") as plain:
        table = plain.table("interactions")
        table.insert_multiple(book.select("interactions", archived=True))
        values = times(lambda turn: table.update({"temperature": turn}, doc_ids=[7]), 10)
        add("durable tick p50", "plain TinyDB (not synced)", statistics.median(values))


def _count(book: Book, words: str, _: int) -> int:
    return sum(1 for _ in book.search("interactions", words))


def _like(base: sqlite3.Connection, words: str, _: int) -> object:
    return base.execute("select count(*) from interactions where doc like ?", (f"%{words}%",)).fetchone()


def _search(book: Book, base: sqlite3.Connection, add: Callable[..., None]) -> None:
    for name, words in (("rare", RARE), ("absent", ABSENT)):
        mine = times(partial(_count, book, words), 5)
        add(f"search all, {name} words", "book", statistics.median(mine))
        theirs = times(partial(_like, base, words), 5)
        add(f"search all, {name} words", "SQLite LIKE", statistics.median(theirs))
    first = times(lambda _: list(book.search("interactions", COMMON, limit=20)), 9)
    add("search, first 20 of many", "book", statistics.median(first))


def show(rows: list[Row]) -> None:
    """Print the table: one line for each thing measured and each of those who did it, a column for each size."""
    sizes = sorted({row[0] for row in rows})
    floors = {row[0]: row[3] for row in rows if row[1] == "durable tick p50" and row[2] == "raw append"}
    print(f"{'':<28}{'':<28}" + "".join(f"{size:>20,}" for size in sizes))
    for what, who in dict.fromkeys((row[1], row[2]) for row in rows):
        cells = ""
        for size in sizes:
            found = next((row for row in rows if row[:3] == (size, what, who)), None)
            ratio = f" ({found[3] / floors[size]:.2f}×)" if found and what == "durable tick p50" else ""
            cells += f"{f'{found[3]:.2f} {found[4]}{ratio}' if found else '–':>20}"
        print(f"{what:<28}{who:<28}{cells}")


def plot(rows: list[Row], path: Path) -> None:
    """Draw the cost of a tick over the size of the history, both axes logarithmic, as SVG."""
    from math import log10

    def place(size: float, cost: float) -> str:
        return f"{60 + 130 * (log10(size) - 3):.0f},{260 - 60 * (log10(cost) + 1.5):.0f}"

    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" width="560" height="320" font-family="sans-serif" font-size="12">'
    ]
    parts.append('<text x="20" y="20">one durable tick, ms, over entries in the history</text>')
    ticks = [row for row in rows if row[1] == "durable tick p50"]
    for nth, who in enumerate(dict.fromkeys(row[2] for row in ticks)):
        points = " ".join(place(row[0], row[3]) for row in ticks if row[2] == who)
        hue = nth * 67 % 360
        parts.append(f'<polyline points="{points}" fill="none" stroke="hsl({hue} 70% 40%)" stroke-width="2"/>')
        parts.append(
            f'<text x="{20 + 140 * (nth % 4)}" y="{290 + 18 * (nth // 4)}" fill="hsl({hue} 70% 40%)">{who}</text>'
        )
    path.write_text("\n".join([*parts, "</svg>"]), encoding="utf-8")


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000, 360_000])
    asked.add_argument("--plot", type=Path)
    options = asked.parse_args()
    rows: list[Row] = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR", ".")) as name:
            rows += measure(size, Path(name))
    show(rows)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nPython {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}; this run's peak memory {peak:.0f} MB")
    if options.plot:
        plot(rows, options.plot)


if __name__ == "__main__":
    main()
