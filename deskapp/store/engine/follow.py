"""A reader beside a running desk: follows the writer's journal line by line, and reads anew when files change hands."""

from pathlib import Path

from deskapp.store.engine.codec import Op, read_ops
from deskapp.store.engine.finish_restore import is_ready, last
from deskapp.store.engine.journal import Segment, parse_segment, segments_in
from deskapp.store.engine.load import load
from deskapp.store.engine.loaded import Loaded
from deskapp.store.engine.reader import open_plain
from deskapp.store.engine.shelf import TOMBSTONES, Shelf, Touched, identifier_of

OWN_TABLES = {"undo", "asked", TOMBSTONES}


class Follower:
    """Where a reader stands in the journal."""

    def __init__(self, folder: Path, loaded: Loaded) -> None:
        self._folder = folder
        self._stand(loaded)

    def _stand(self, loaded: Loaded) -> None:
        self.loaded = loaded
        segment: Segment | None = loaded.segments[-1] if loaded.segments else None
        self._path: Path | None = segment.path if segment else None
        self._end, self._tail = (segment.end, segment.tail) if segment else (0, b"")
        loaded.segments = []

    def follow(self) -> Touched:
        """Take over what is new; the documents that differ. Raises BookDamagedError, BeingRestoredError."""
        is_another = is_ready(self._folder) or last(self._folder) != self.loaded.restored
        segments = segments_in(self._folder)
        if is_another:
            pass
        elif self._path is not None and segments and segments[-1] == self._path:
            touched = self._follow_line()
            if touched is not None:
                return touched
        elif not segments and self._path is None:
            return frozenset()
        before = self.loaded.shelves
        self._stand(load(self._folder))
        return _difference(before, self.loaded.shelves)

    def _follow_line(self) -> Touched | None:
        """Read on in the segment; None when what was read last is no longer there."""
        if self._path is None:
            return None
        start = self._end - len(self._tail)
        with open_plain(self._path) as file:
            file.seek(start)
            data = file.read()
        if not data.startswith(self._tail):
            return None
        data = data[len(self._tail) :]
        segment = parse_segment(self._path, data)
        if segment.damage:
            return None
        touched: set[tuple[str, str]] = set()
        for record in segment.records:
            if record.serial != self.loaded.serial + 1:
                return None
            for op in read_ops(record):
                touched |= self._apply(op, record.serial)
            self.loaded.serial, self.loaded.clock = record.serial, record.clock
        if segment.end:
            self._end += segment.end
            self._tail = segment.tail
        return frozenset(touched)

    def _apply(self, op: Op, serial: int) -> set[tuple[str, str]]:
        shelf = self.loaded.shelf(op.table)
        line = op.line or shelf.lines.get(op.number)
        shelf.apply(op, serial)
        identifier = identifier_of(line) if line else op.shadows.partition("/")[2]
        return {(op.table, identifier)} if identifier and op.table not in OWN_TABLES else set()


def _difference(before: dict[str, Shelf], after: dict[str, Shelf]) -> Touched:
    touched = set()
    for name in {*before, *after} - OWN_TABLES:
        old, new = before.get(name, Shelf(name)), after.get(name, Shelf(name))
        sealed = old.sealed != new.sealed
        for identifier in {*old.numbers, *new.numbers}:
            line = new.find(identifier)
            if old.find(identifier) != line and not (line is None and sealed):
                touched.add((name, identifier))
    return frozenset(touched)
