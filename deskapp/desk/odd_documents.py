"""Documents that this version does not understand: looked for in every table, and set aside where somebody says so.

What a later version wrote is never set aside: that version understands it.
"""

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple
from zlib import crc32

from deskapp import clock
from deskapp.desk import document_shapes
from deskapp.desk.settings import settings
from deskapp.messages import noted, said
from deskapp.model.document import instant_text
from deskapp.store import Book
from deskapp.store.engine.codec import Op, document_in, encode
from deskapp.store.engine.difference import META
from deskapp.store.engine.notices import Odd, odd_in
from deskapp.store.engine.reader import KEPT
from deskapp.store.engine.shelf import TOMBSTONES, identifier_of

WHY = noted("Documents that were not understood, each as it stood in the book.")


class OddDocument(NamedTuple):
    """A document that is not understood: why, its line, its number, and `month/id` where it is sealed."""

    odd: Odd
    line: bytes
    number: int
    shadows: str = ""


def each(book: Book, *, archived: bool = True) -> Iterator[OddDocument]:
    """Every document that is not understood; those of closed months too, where they are `archived`."""
    for table, shelf in sorted(book.engine.shelves.items()):
        for number, line, month in shelf.each(lambda entry: book.archive.lines(entry["file"]) if archived else ()):
            if odd := odd_in(table, line, document_shapes.strictly, number):
                yield OddDocument(odd, line, number, f"{month}/{identifier_of(line)}" if month else "")


def set_aside(book: Book) -> list[str]:
    """Take what is not understood out of the book, as one change, once it lies in `kept/`; a sentence for each.

    Settings lose only the fields that are not understood. Raises like any change.
    """
    aside = [document for document in each(book) if not document.odd.is_later]
    if not aside:
        return []
    file = _keep(book, [document.line for document in aside])
    at = instant_text(clock.now())
    numbers = count(book.shelf(TOMBSTONES).next_number)
    ops = (op for document in aside for op in _taken_out(book, document, at))
    book.engine.record([op if op.number else op._replace(number=next(numbers)) for op in ops], at=at)
    book.texts.clear()
    odds = (document.odd for document in aside)
    return [
        said(
            "{table}/{place} ({field}) was set aside into {kept}/{file}.",
            table=odd.table,
            place=odd.place,
            field=odd.field,
            kept=KEPT,
            file=file,
        )
        for odd in odds
    ]


def _keep(book: Book, lines: list[bytes]) -> str:
    """Write the lines into a file of `kept/`, with a word why; its name."""
    data, disk, folder = b"\n".join([*lines, b""]), book.engine.disk, book.path / KEPT
    file = folder / f"not-understood.jsonl.{crc32(data):08x}"
    disk.make_folder(folder)
    disk.write_aside(file, data)
    disk.write_aside(file.with_name(f"{file.name}.why.txt"), f"{clock.now():%Y-%m-%dT%H:%M:%SZ} {WHY}\n".encode())
    return file.name


def _taken_out(book: Book, document: OddDocument, at: str) -> Iterator[Op]:
    known = document_in(document.line) if document.odd.table == settings.TABLE else None
    if known and known.get("id") == settings.ID:
        bare = {name: value for name, value in known.items() if name == "id" or name not in META}
        yield Op(document.odd.table, document.number, encode(settings.as_understood(bare)))
        return
    yield Op(document.odd.table, document.number, None, document.shadows)
    identifier = identifier_of(document.line)
    if identifier and document.odd.table in document_shapes.PEOPLES:
        stays = {"id": identifier, "table": document.odd.table, "deleted_at": at, "updated_by": "", "desk": book.desk}
        yield Op(TOMBSTONES, 0, encode({**stays, "rev": 1, "stamps": {}}))
