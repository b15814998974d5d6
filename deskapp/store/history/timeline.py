"""The whole history of a table as one list, newest first: its length without a pass, a position without the rest."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple, overload

from deskapp.model.document import is_instant
from deskapp.store.engine.codec import Document, decode, encode
from deskapp.store.engine.shelf import Key, identifier_of, when_of
from deskapp.store.engine.table_file import split_line
from deskapp.store.history.documents import Documents

AFTER = "\x7f"
NEVER = "1970-01-01T00:00:00.000Z"
GONE = "(This entry was deleted.)"
ODD = "(This entry is not understood: run `deskapp doctor`.)"
DAMAGED = "(This entry is damaged: run `deskapp doctor`.)"


class Bucket(NamedTuple):
    """A stretch of the history: hot keys (oldest first), and the sealed month that they lie among, if any."""

    keys: list[Key]
    file: str
    size: int
    gone: frozenset[str] = frozenset()


def month_of(table: str, file: str) -> str:
    """The month of a sealed file of a table, as `2026-08`; "" of no file."""
    return file.removeprefix(f"{table}-")[: len("2026-08")]


class History(Sequence[Document]):
    """A view as of now; ask the book for a new one after a change. Documents are parsed when they are looked at."""

    def __init__(self, book: Documents, table: str) -> None:
        """Count what there is; costs nothing per document."""
        self._book, self._table = book, table
        self._shelf = book.shelf(table)
        with book.engine.lock:
            self.buckets = list(self._lay_out())
        self._ends = list(accumulate(bucket.size for bucket in self.buckets))
        self._mixed: dict[str, list[bytes]] = {}

    def _lay_out(self) -> Iterator[Bucket]:
        keys, shelf = list(self._shelf.order()), self._shelf
        upper = len(keys)
        for entry in sorted(shelf.sealed, key=lambda entry: str(entry["month"]), reverse=True):
            month, file = entry["month"], entry["file"]
            after = bisect_left(keys, (month + AFTER,))
            if after < upper:
                yield Bucket(keys[after:upper], "", upper - after)
            upper = bisect_left(keys, (month,))
            among = keys[upper:after]
            gone = shelf.gone(month)
            yield Bucket(among, file, entry["count"] - len(gone) + len(among), gone)
        if upper:
            yield Bucket(keys[:upper], "", upper)

    def __len__(self) -> int:
        """How many documents there are."""
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, place: int) -> Document: ...

    @overload
    def __getitem__(self, place: slice) -> list[Document]: ...

    def __getitem__(self, place: int | slice) -> Document | list[Document]:
        """The document at a position, 0 being the newest. Raises IndexError."""
        if isinstance(place, slice):
            return [self[nth] for nth in range(*place.indices(len(self)))]
        line = self.line(place)
        return self._book.understood(self._table, line) or decode(self._stub(when_of(self._table, line), ODD))

    def key(self, place: int) -> tuple[str, str]:
        """The text of the instant and the id at a position."""
        line = self.line(place)
        return when_of(self._table, line), identifier_of(line)

    def line(self, place: int) -> bytes:
        """The document at a position as its JSON line. Raises IndexError."""
        if place < 0:
            place += len(self)
        if not 0 <= place < len(self):
            raise IndexError(place)
        nth = bisect_left(self._ends, place + 1)
        bucket = self.buckets[nth]
        back = self._ends[nth] - place - 1
        if not bucket.file:
            return self._hot(bucket.keys[back])
        if not bucket.keys and not bucket.gone:
            sealed = self._book.archive.lines(bucket.file)
            return split_line(sealed[back])[1] if back < len(sealed) else self._unreadable(bucket)
        lines = self.sealed_lines(bucket)
        return lines[back] if back < len(lines) else self._unreadable(bucket)

    def lines(self, *needles: bytes) -> Iterator[bytes]:
        """All lines that hold every needle, newest first; months without them are not parsed."""
        for bucket in self.buckets:
            if bucket.file and self._book.archive.holds(bucket.file, needles):
                lines = self.sealed_lines(bucket)
            else:
                lines = [self._hot(key) for key in bucket.keys]
            for line in reversed(lines):
                if all(needle in line for needle in needles):
                    yield line

    def between(self, first: str, after: str) -> Iterator[bytes]:
        """The lines of a stretch of time, newest first: from the instant `first` up to and without `after`.

        Both are instants as text. Sealed months that lie outside are not read.
        """
        for bucket in self.buckets:
            month = month_of(self._table, bucket.file)
            if month and not first[: len(month)] <= month <= after[: len(month)]:
                continue
            lines = self.sealed_lines(bucket) if bucket.file else [self._hot(key) for key in bucket.keys]
            is_whole = month and first[: len(month)] < month < after[: len(month)]
            for line in reversed(lines):
                if is_whole or first <= when_of(self._table, line) < after:
                    yield line

    def since(self, instant: str) -> int:
        """How many documents began at an instant (as text) or later: the position of the first one before it.

        Of closed months only the one with the instant is read, and of that a few lines.
        """
        count = 0
        for bucket in self.buckets:
            month = month_of(self._table, bucket.file)
            if not month:
                count += bucket.size - bisect_left(bucket.keys, (instant,))
            elif month > instant[: len(month)]:
                count += bucket.size
            elif month == instant[: len(month)]:
                lines = self._sorted_lines(bucket)
                before = bisect_left(lines, instant, key=lambda line: when_of(self._table, line))
                count += bucket.size - min(before, bucket.size)
        return count

    def _sorted_lines(self, bucket: Bucket) -> Sequence[bytes]:
        """The lines of a bucket with a sealed month, oldest first, raw where none was changed since."""
        if bucket.gone or bucket.keys:
            return self.sealed_lines(bucket)
        return self._book.archive.lines(bucket.file)

    def sealed_lines(self, bucket: Bucket, *, hot: bool = True) -> list[bytes]:
        """The lines of a bucket with a sealed month, oldest first, hot ones among them at wish."""
        sealed = [split_line(line)[1] for line in self._book.archive.lines(bucket.file)]
        if not bucket.gone and (not hot or not bucket.keys):
            return sealed
        if not hot:
            return [line for line in sealed if identifier_of(line) not in bucket.gone]
        if bucket.file not in self._mixed:
            lines = [line for line in sealed if identifier_of(line) not in bucket.gone]
            lines += [self._hot(key) for key in bucket.keys]
            lines.sort(key=lambda line: (when_of(self._table, line), identifier_of(line)))
            self._mixed = {bucket.file: lines}
        return self._mixed[bucket.file]

    def _unreadable(self, bucket: Bucket) -> bytes:
        """In place of a document that a damaged file no longer gives: one that says so."""
        when = f"{bucket.file.removeprefix(self._table + '-')[:7]}-01T00:00:00.000Z"
        return self._stub(when, DAMAGED)

    def _stub(self, when: str, words: str) -> bytes:
        when = when if is_instant(when) else NEVER
        if self._table == "promises":
            return encode({"id": "", "what": words, "due": when, "made_at": when, "broken_at": when})
        ended = {"kind": "message", "state": "ended", "arrived_at": when, "ended_at": when}
        return encode({"id": "", **ended, "reason": words})

    def _hot(self, key: Key) -> bytes:
        """A hot line; upkeep may have sealed it since this view was made, or somebody may have deleted it."""
        line = self._shelf.lines.get(key.number)
        if line is None:
            place = self._book.locate(self._table, key.id)
            line = place.line if place else self._stub(key.when, GONE)
        return line
