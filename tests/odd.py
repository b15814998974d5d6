"""Documents put into a book as no verb would put them: directly into its journal, whatever they look like."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from deskapp.store import Book, open_book
from deskapp.store.engine.codec import Op, encode_std


def put_as_it_is(book: Book, table: str, *documents: dict[str, Any] | bytes) -> None:
    """Put documents under numbers of their own, or where one of that id lies."""
    shelf = book.engine.shelf(table)
    ops, number = [], shelf.next_number
    for one in documents:
        line = one if isinstance(one, bytes) else encode_std(one)
        there = shelf.numbers.get(str(one.get("id", ""))) if isinstance(one, dict) else None
        ops.append(Op(table, there or number, line))
        number += there is None
    book.engine.record(ops)


def put_into(folder: Path, documents: Iterable[tuple[str, dict[str, Any] | bytes]]) -> None:
    """Put documents of several tables into the book of a folder."""
    with open_book(folder) as book:
        for table, document in documents:
            put_as_it_is(book, table, document)
