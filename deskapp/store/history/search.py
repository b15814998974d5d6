"""Search over the whole history, newest first, each result as it is found."""

from collections.abc import Iterator
from heapq import merge
from typing import TYPE_CHECKING

from deskapp.store.engine.codec import Document
from deskapp.store.engine.shelf import Key, Shelf, identifier_of
from deskapp.store.history.normalise import needles, searched_as
from deskapp.store.history.timeline import Bucket, History

if TYPE_CHECKING:
    from deskapp.store.book import Book

BEAT, SAMPLE = 64, 1 << 15


def text_of(book: "Book", shelf: Shelf, number: int, line: bytes) -> bytes:
    """The folded text of a hot document, made when it is first asked for and kept while the document stays as it is."""
    known = book.texts.get((shelf.name, number))
    if known is not None and known[0] is line:
        return known[1]
    text = searched_as(line)
    book.texts[shelf.name, number] = line, text
    return text


def search(book: "Book", table: str, words: str) -> Iterator[Document]:
    """The documents that hold every word, newest first."""
    return (document for document in search_in_beats(book, table, words) if document is not None)


def search_in_beats(book: "Book", table: str, words: str) -> Iterator[Document | None]:
    """As `search`, with a None after each month and each stretch of hot documents, where the caller may pause."""
    wanted = needles(words)
    history = History(book, table)
    shelf = book.shelf(table)
    for bucket in history.buckets:
        yield None
        if not bucket.file:
            for end in range(len(bucket.keys), 0, -BEAT):
                yield from book.understood_of(table, _hot(book, shelf, bucket.keys[max(0, end - BEAT) : end], wanted))
                yield None
        else:
            both = (_hot(book, shelf, bucket.keys, wanted), _sealed(book, bucket, wanted))
            found = merge(*both, key=lambda line: shelf.key(0, line), reverse=True)
            yield from book.understood_of(table, found)


def _hot(book: "Book", shelf: Shelf, keys: list[Key], wanted: list[bytes]) -> Iterator[bytes]:
    for key in reversed(keys):
        line = shelf.lines.get(key.number)
        if line is None:
            place = book.locate(shelf.name, key.id)
            if place is None:
                continue
            line = place.line
        text = text_of(book, shelf, key.number, line)
        if all(needle in text for needle in wanted):
            yield line


def _sealed(book: "Book", bucket: Bucket, wanted: list[bytes]) -> Iterator[bytes]:
    fold = book.archive.folded(bucket.file)
    if all(needle in fold.text for needle in wanted):
        for line in book.archive.found_in(bucket.file, fold, _ordinals(fold.text, wanted)):
            if identifier_of(line) not in bucket.gone:
                yield line


def _ordinals(text: bytes, wanted: list[bytes]) -> Iterator[int]:
    """The line numbers, from 0, of lines that hold every needle; only lines with the rarest are looked at."""
    if not wanted:
        yield from range(text.count(b"\n"))
        return
    first = min(wanted, key=text[:SAMPLE].count)
    others = [needle for needle in wanted if needle != first]
    ordinal = counted = 0
    at = text.find(first)
    while at >= 0:
        ordinal += text.count(b"\n", counted, at)
        start, end = text.rfind(b"\n", 0, at) + 1, text.index(b"\n", at)
        if all(text.find(other, start, end) >= 0 for other in others):
            yield ordinal
        counted, at = end, text.find(first, end)
