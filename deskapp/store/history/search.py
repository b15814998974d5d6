"""Search over the whole history, newest first, and what a document is searched by: the folded text of people in it."""

import re
from collections.abc import Iterator
from heapq import merge
from typing import TYPE_CHECKING, Any

from deskapp.store.engine.codec import Document, document_in
from deskapp.store.engine.difference import META
from deskapp.store.engine.shelf import Key, Shelf, identifier_of
from deskapp.store.history.timeline import Bucket, History
from deskapp.text.folding import folded, parts, sought
from deskapp.text.phones import bare, dialled, visible

if TYPE_CHECKING:
    from deskapp.store.book import Book

MACHINE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z|[a-z]{3}_[0-9A-Z]{26}")
SILENT = META | {"kind", "state", "stance", "channel", "label", "group", "drafts", "by", "staff", "owner"}
PHONE_DIGITS = 5
BEAT, SAMPLE = 64, 1 << 15


def searchable(document: Document) -> str:
    """All that people wrote in a document, folded, in one line; phone numbers also as bare digits.

    A word with an apostrophe stands in it as it was written and without: an erasure reads `o'brien` as two words.
    """
    texts: list[str] = []
    for text in _texts(document):
        if MACHINE.fullmatch(text):
            continue
        texts.append(text)
        if number := bare(text):
            texts.append(number)
    plain = folded(" ".join(texts))
    evened = sought(plain)
    pairs = zip(evened.split(), plain.split(), strict=False) if evened != plain else ()
    also = (word for word, as_written in pairs if word != as_written)
    return " ".join([*plain.split(), *also])


def searched_as(line: bytes) -> bytes:
    """The search text of a document's line; nothing of one that is no document."""
    return searchable(document_in(line) or {}).encode(errors="ignore")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in SILENT:
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def needles(words: str) -> list[bytes]:
    """The words that a text must hold, the longest first; a phone number in any notation counts by its digits."""
    pieces = []
    if len(whole := bare(visible(words).strip())) >= PHONE_DIGITS:
        words = whole
    for piece in parts(words):
        number = bare(piece)
        pieces.append((dialled(number) if len(number) >= PHONE_DIGITS else piece).encode(errors="ignore"))
    return sorted(set(pieces), key=len, reverse=True)


def text_of(book: "Book", shelf: Shelf, number: int, line: bytes) -> bytes:
    """The folded text of a hot document, made when it is first asked for and kept while the document stays as it is."""
    known = book.texts.get((shelf.name, number))
    if known is not None and known[0] is line:
        return known[1]
    text = searched_as(line)
    book.texts[shelf.name, number] = line, text
    return text


def search_in_beats(book: "Book", table: str, words: str) -> Iterator[Document | None]:
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
