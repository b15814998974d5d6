"""What importing 10,000 cards costs, step by step: `python -m tests.benchmarks.exchange_cost` (vCard, CSV and JSON)."""

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from deskapp.exchange.importer import apply, dry_run
from deskapp.exchange.json_file import write_json
from deskapp.exchange.reading import read_bytes
from deskapp.exchange.tables_out import write_csv
from deskapp.exchange.vcard_out import write_cards
from deskapp.model.customer import Customer, Email, Phone, Preference
from deskapp.model.document import to_document
from deskapp.store import open_book

CARDS = 10_000
NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)


def invented(number: int) -> Customer:
    """A card with a phone, an e-mail and an allergy."""
    return Customer(
        id=f"cus_{number:05d}",
        name=f"Person {number}",
        phones={"A1B2C3": Phone(f"0917 {number:07d}", label="mobile")},
        emails={"D4E5F6": Email(f"person{number}@example.org", "work")},
        preferences={"G7H8J9": Preference("food", "peanuts", "allergy", NOW)},
        notes="rings at noon",
    )


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What the work gives, and how long it took in seconds."""
    begun = time.perf_counter()
    return work(), time.perf_counter() - begun


def main() -> None:
    """Print a table: seconds for each step, by format."""
    people = [invented(number) for number in range(CARDS)]
    writers: dict[str, Callable[[], str]] = {
        "vCard 3.0": lambda: write_cards(people, "3.0"),
        "vCard 4.0": lambda: write_cards(people, "4.0"),
        "CSV": lambda: write_csv(people),
        "JSON": lambda: write_json({"customers": [to_document(one) for one in people]}, NOW),
    }
    print(f"{CARDS:,} cards, seconds    write   read    dry run  apply   in all")
    for name, write in writers.items():
        text, writing = timed(write)
        data = text.encode()
        with tempfile.TemporaryDirectory() as folder, open_book(Path(folder) / "book") as book:
            batch, reading = timed(lambda data=data: read_bytes(data))  # type: ignore[misc]
            plan, planning = timed(lambda batch=batch: dry_run(batch, (), "PH"))  # type: ignore[misc]
            _, applying = timed(lambda plan=plan, book=book: apply(plan, book, "Mia", NOW))  # type: ignore[misc]
        steps = (writing, reading, planning, applying, reading + planning + applying)
        print(f"{name:24}" + "".join(f"{seconds:8.2f}" for seconds in steps))


if __name__ == "__main__":
    main()
