"""What many cards written at once take in memory, beside the bytes of their lines.

    .venv/bin/python -m tests.benchmarks.bulk_memory [--cards 20000]

Each way runs in a process of its own: through the store in one change, and through an import of a JSON file as the
command and the screen do it. `lines` are the bytes that are written down, `grown` is what the process holds more after
it (VmRSS) once rubbish is collected, and `peak` the most it held more (VmHWM); in MB.
"""

import argparse
import gc
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from deskapp.exchange.importer import apply, dry_run
from deskapp.exchange.json_file import write_json
from deskapp.exchange.reading import read_bytes
from deskapp.model.document import to_document
from deskapp.store import Book, open_book
from deskapp.store.engine.codec import encode
from tests.benchmarks.day_memory import memory
from tests.benchmarks.exchange_cost import NOW, invented

WAYS = ("store", "import")


def through_the_store(book: Book, cards: int) -> None:
    """All cards in one change."""
    with book.change("fill", by="Mia", at=NOW, undoable=False) as change:
        for number in range(cards):
            change.put("customers", to_document(invented(number)))


def through_an_import(book: Book, data: bytes) -> None:
    """All cards from a file, as they are after a dry run."""
    apply(dry_run(read_bytes(data), (), "PH"), book, "Mia", NOW)


def live(way: str, cards: int) -> None:
    """Print one row of the table."""
    people = [to_document(invented(number)) for number in range(cards)] if way == "import" else []
    data = write_json({"customers": people}, NOW).encode()
    del people
    with tempfile.TemporaryDirectory() as folder, open_book(Path(folder) / "book") as book:
        gc.collect()
        before, begun = memory("self")[0], time.process_time()
        if way == "store":
            through_the_store(book, cards)
        else:
            through_an_import(book, data)
        seconds = time.process_time() - begun
        gc.collect()
        now, peak = memory("self")
        lines = sum(len(encode(card)) for card in book.select("customers")) / 1e6
    print(f"{way:<8}{cards:>8}{lines:>8.1f}{now - before:>8.1f}{peak - before:>8.1f}{seconds:>9.1f}", flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cards", type=int, default=20_000)
    parser.add_argument("--way", choices=WAYS)
    options = parser.parse_args()
    if options.way:
        live(options.way, options.cards)
        return
    print(f"{'through':<8}{'cards':>8}{'lines':>8}{'grown':>8}{'peak':>8}{'cpu s':>9}", flush=True)
    for way in WAYS:
        command = [sys.executable, "-m", "tests.benchmarks.bulk_memory", "--way", way, "--cards", str(options.cards)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
