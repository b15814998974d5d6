"""Makes big books: `python -m tests.benchmarks.store_books FOLDER COUNT`."""

import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from deskapp import clock
from deskapp.store import Book, open_book
from deskapp.store.engine.codec import encode
from deskapp.store.engine.disk import Disk
from deskapp.store.history import archive_month
from deskapp.store.history.archive import Sealed

FIRST = ["Beth", "Łukasz", "Zoë", "Ana", "Jörg", "Mary", "Omar", "Priya", "Chen", "Noor", "Ivan", "Grace", "Ravi"]
LAST = ["Ocampo", "Müller", "Okafor", "Smith", "García", "Novák", "Haddad", "Brown", "Petrov", "Rossi", "Tanaka"]
THINGS = [
    "pressure gauge",
    "flow meter",
    "warm drink",
    "loan unit",
    "certificate",
    "invoice",
    "spare fuse",
    "thermocouple",
]
VERBS = ["asked about the", "returned the", "collected the", "complained about the", "ordered a", "praised the"]
YEARS = 10


def entry(number: int, when: datetime, some: random.Random, state: str = "ended") -> dict[str, object]:
    """One interaction of about 620 bytes, as a busy desk leaves it."""
    at = when.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    name = f"{some.choice(FIRST)} {some.choice(LAST)}"
    return {
        "id": f"int_{number:026d}",
        "kind": "walk-in",
        "state": state,
        "arrived_at": at,
        "customer": {"id": f"cus_{number % 4000:026d}", "name": name},
        "phone": f"+49 151 {number * 7919 % 10**7:07d}",
        "reason": f"{name} {some.choice(VERBS)} {some.choice(THINGS)}, visit {number}.",
        "greeted_at": at,
        "ended_at": at if state == "ended" else None,
        "outcome": f"Handed over the {some.choice(THINGS)}.",
        "temperature": 55,
        "ticks": {"greeting-smile": {"at": at, "by": "Ana"}, "greeting-name": {"at": at, "by": "Ana"}},
        "notes": {"A1B2C3": {"at": at, "text": f"Prefers the {some.choice(THINGS)}.", "by": "Ana"}},
        "schema": 1,
        "rev": 4,
        "updated_at": at,
        "updated_by": "Ana",
    }


def make_book(folder: Path, count: int, *, years: int = YEARS, seed: int = 1) -> Book:
    """A book with that many interactions over the last years, all but the last two months of them sealed."""
    some, now = random.Random(seed), clock.now()
    step = timedelta(days=365.25 * years) / count
    book = open_book(folder)
    shelf = book.engine.shelves.setdefault("interactions", book.shelf("interactions"))
    month, documents = "", list[Sealed]()
    limit = archive_month.month_before(now.astimezone(UTC).strftime("%Y-%m"))
    hot: list[dict[str, object]] = []
    for number in range(1, count + 1):
        when = now - (count - number) * step
        label = when.strftime("%Y-%m")
        if label != month and documents:
            _seal(book, month, documents)
            documents = []
        month = label
        if label < limit:
            documents.append(Sealed(number, encode(entry(number, when, some))))
        else:
            shelf.next_number = max(shelf.next_number, number)
            hot.append(entry(number, when, some, "ended" if number < count - 5 else "serving"))
    if documents:
        _seal(book, month, documents)
    shelf.stale = True
    for first in range(0, len(hot), 2000):
        with book.change("fill", by="Ana", at=now, undoable=False) as change:
            for document in hot[first : first + 2000]:
                change.put("interactions", document)
    book.checkpoint.stop()
    book.checkpoint.save()
    return book


def _seal(book: Book, month: str, documents: list[Sealed]) -> None:
    shelf = book.shelf("interactions")
    about = {"desk": book.desk, "s": book.engine.serial, "h": book.engine.tick}
    shelf.sealed.append(archive_month.write_month(book.path, shelf, month, documents, about, Disk()))


if __name__ == "__main__":
    made = make_book(Path(sys.argv[1]), int(sys.argv[2]))
    print(f"{len(made.history('interactions')):,} interactions, {made.count('interactions'):,} of them hot")
    made.close()
