"""Search over the whole history, newest first, in beats between which the caller may pause."""

from collections.abc import Iterator
from heapq import merge

from deskapp.store.engine.codec import Document
from deskapp.store.engine.shelf import Key, Shelf, identifier_of
from deskapp.store.history.documents import Documents
from deskapp.store.history.search import needles, searched_as
from deskapp.store.history.timeline import Bucket, History

BEAT, SAMPLE = 64, 1 << 15


def text_of(book: Documents, shelf: Shelf, number: int, line: bytes) -> bytes:
    """The folded text of a hot document, made when it is first asked for and kept while the document stays as it is."""
    known = book.texts.get((shelf.name, number))
    if known is not None and known[0] is line:
        return known[1]
    text = searched_as(line)
    book.texts[shelf.name, number] = line, text
    return text


def search_in_beats(book: Documents, table: str, words: str) -> Iterator[Document | None]:
    """The documents that hold every word, newest first.

    A None comes after each month and each stretch of hot documents, where the caller may pause.
    """
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
            lines = merge(*both, key=lambda line: shelf.key(0, line), reverse=True)
            yield from book.understood_of(table, lines)


def _hot(book: Documents, shelf: Shelf, keys: list[Key], wanted: list[bytes]) -> Iterator[bytes]:
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


def _sealed(book: Documents, bucket: Bucket, wanted: list[bytes]) -> Iterator[bytes]:
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
