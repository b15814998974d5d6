"""Search over the whole history, newest first, in beats between which the caller may pause."""

from collections.abc import Iterable, Iterator
from heapq import merge
from typing import NamedTuple

from deskapp.store.engine.codec import Document
from deskapp.store.engine.shelf import Key, Shelf, identifier_of, when_of
from deskapp.store.history.documents import Documents
from deskapp.store.history.search import LAST, Sought, needles, searched_as
from deskapp.store.history.timeline import Bucket, History, month_of

BEAT, SAMPLE = 64, 1 << 15


def text_of(book: Documents, shelf: Shelf, number: int, line: bytes) -> bytes:
    """The folded text of a hot document, made when it is first asked for and kept while the document stays as it is."""
    known = book.texts.get((shelf.name, number))
    if known is not None and known[0] is line:
        return known[1]
    text = searched_as(line)
    book.texts[shelf.name, number] = line, text
    return text


def search_in_beats(book: Documents, table: str, *wanted: Sought) -> Iterator[Document | None]:
    """The documents that have all of what is sought, or of any of several, newest first and each once.

    A None comes after each month and each stretch of hot documents, where the caller may pause. Months in which nobody
    looks are not read.
    """
    ways = [SoughtWay(sought, needles(sought.words)) for sought in wanted]
    history = History(book, table)
    shelf = book.shelf(table)
    for bucket in history.buckets:
        yield None
        if not bucket.file:
            for end in range(len(bucket.keys), 0, -BEAT):
                yield from book.understood_of(table, _hot(book, shelf, bucket.keys[max(0, end - BEAT) : end], ways))
                yield None
            continue
        near = [way for way in ways if way.sought.reaches(month_of(table, bucket.file))]
        if near:
            parts = [_hot(book, shelf, bucket.keys, near), *(_sealed(book, history, bucket, way) for way in near)]
            lines = merge(*parts, key=lambda line: shelf.key(0, line), reverse=True)
            yield from book.understood_of(table, _each_once(lines) if len(near) > 1 else lines)


class SoughtWay(NamedTuple):
    """One thing that is sought, and the pieces of text that a document must hold for it."""

    sought: Sought
    wanted: list[bytes]

    def fits(self, line: bytes) -> bool:
        """Whether a line has the card and the time."""
        is_theirs = not self.sought.whose or self.sought.mark in line
        return is_theirs and (self.is_of_any_time or self.sought.has(when_of("interactions", line)))

    @property
    def is_of_any_time(self) -> bool:
        """Whether it asks for no time."""
        return not self.sought.first and self.sought.after == LAST


def _each_once(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines without those that come once more: such stand beside one another."""
    before = ""
    for line in lines:
        if (identifier := identifier_of(line)) != before:
            yield line
        before = identifier


def _hot(book: Documents, shelf: Shelf, keys: list[Key], ways: list[SoughtWay]) -> Iterator[bytes]:
    """The hot lines that fit, newest first; words alone, which are sought most, are looked for without more ado."""
    words = ways[0].wanted if len(ways) == 1 and ways[0].sought == Sought(ways[0].sought.words) else None
    for key in reversed(keys):
        near = ways if words is not None else [way for way in ways if way.sought.has(key.when)]
        line = shelf.lines.get(key.number) if near else None
        if near and line is None:
            place = book.locate(shelf.name, key.id)
            line = place.line if place else None
        if line is None:
            continue
        if words is not None:
            text = text_of(book, shelf, key.number, line)
            if all(needle in text for needle in words):
                yield line
        elif any(_holds(book, shelf, key.number, line, way) for way in near):
            yield line


def _holds(book: Documents, shelf: Shelf, number: int, line: bytes, way: SoughtWay) -> bool:
    """Whether a hot document has the card and the words of a way; its text is made only where there are words."""
    if way.sought.whose and way.sought.mark not in line:
        return False
    if not way.wanted:
        return True
    text = text_of(book, shelf, number, line)
    return all(needle in text for needle in way.wanted)


def _sealed(book: Documents, history: History, bucket: Bucket, way: SoughtWay) -> Iterator[bytes]:
    """The lines of a closed month that fit, newest first; a month without the words or the card is passed over."""
    if not way.wanted:
        if book.archive.holds(bucket.file, (way.sought.mark,)):
            yield from filter(way.fits, reversed(history.sealed_lines(bucket, hot=False)))
        return
    fold = book.archive.folded(bucket.file)
    if all(needle in fold.text for needle in way.wanted):
        for line in book.archive.found_in(bucket.file, fold, _ordinals(fold.text, way.wanted)):
            if identifier_of(line) not in bucket.gone and way.fits(line):
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
