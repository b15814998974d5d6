"""Books of the store's tests: when they are written, what is put into them, and what somebody then reads in them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from deskapp.store import Book, open_book

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
Content = dict[str, object]


def moment(when: datetime) -> str:
    """An instant as it stands in a document."""
    return when.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def put(book: Book, *documents: dict[str, object], table: str = "interactions") -> None:
    """Put documents into a table as one change."""
    with book.change("put", by="Ana", at=NOW) as change:
        for document in documents:
            change.put(table, document)


def entry(number: int, when: datetime, state: str = "ended", **fields: object) -> dict[str, object]:
    """A numbered visit that came at some time, for `put`."""
    return {"id": f"int_{number:05d}", "state": state, "arrived_at": moment(when), "reason": "", **fields}


def write(book: Book, first: int, last: int) -> None:
    """Numbered visits, each in a change of its own and three days before the last, and a card with each fourth."""
    for number in range(first, last):
        with book.change(f"entry {number}", by="", at=NOW, undoable=number % 5 == 0) as change:
            when = moment(NOW - timedelta(days=3 * number))
            document = {"id": f"int_{number:03d}", "state": "ended", "arrived_at": when, "reason": f"reason {number}"}
            change.put("interactions", document)
            if number % 4 == 0:
                change.put("customers", {"id": f"cus_{number:03d}", "name": f"Customer {number}"})


def grow(book: Book, *ends: int) -> None:
    """Write up to each of these numbers, with an upkeep between: what comes after the last one is in the journal."""
    for first, last in zip((0, *ends), ends, strict=False):
        if first:
            book.checkpoint.save()
        write(book, first, last)


def content(book: Book) -> Content:
    """What a book holds of `write`: the reason of each visit and the name on each card, by their ids."""
    found = {d["id"]: d["reason"] for d in book.select("interactions", archived=True)}
    return found | {d["id"]: d["name"] for d in book.select("customers")}


def whole(folder: Path) -> Content:
    """The content of a book that is opened to look on."""
    with open_book(folder, read_only=True) as book:
        return content(book)


def segments(folder: Path) -> list[Path]:
    """The files of a book's journal, the oldest first."""
    return sorted((folder / "journal").iterdir())


def flip(path: Path, place: int, bit: int = 0) -> None:
    """Turn one bit of a file round."""
    data = bytearray(path.read_bytes())
    data[place] ^= 1 << bit
    path.write_bytes(data)


def flip_at(path: Path, words: bytes) -> None:
    """Turn a bit round where these words begin."""
    flip(path, path.read_bytes().index(words))


def kill(book: Book) -> None:
    """End it as at kill -9: nothing more is written, and its lock is free. Upkeep that has begun is waited for."""
    book.checkpoint.stop()
    book.engine.close()
    book._lock.release()  # type: ignore[union-attr]
