"""A book as it was read into memory, and the journal put on top of the tables' files, with each fault that was met."""

from pathlib import Path
from typing import Any

from deskapp import clock
from deskapp.messages import said
from deskapp.model.frozen import dataclass
from deskapp.store.engine.codec import read_ops, time_of
from deskapp.store.engine.journal import Segment, segment_path
from deskapp.store.engine.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: the file, the place in it, a sentence for people, and whether something is lost by it.

    Where it is no fault at all, it is only told.
    """

    path: Path
    place: str
    sentence: str
    loses: bool = False
    is_fault: bool = True


class Loaded:
    """A book in memory, and what was met on the way: `unread` are the tables whose file could not be used at all.

    `strangers` are files among the tables' that no table of this book is kept in, `restored` says which restore was
    the last before it was read.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shelves: dict[str, Shelf] = {}
        self.desk = self.clock = ""
        self.serial = 0
        self.segments: list[Segment] = []
        self.findings: list[Finding] = []
        self.unread: set[str] = set()
        self.strangers: list[Path] = []
        self.restored = (0, 0)

    def saved(self, table: str) -> int:
        """The number of the last change that a table's file holds."""
        shelf = self.shelves.get(table)
        return 0 if shelf is None else shelf.saved

    def shelf(self, table: str) -> Shelf:
        """A table's shelf, made when it isn't there."""
        shelf = self.shelves.get(table)
        if shelf is None:
            shelf = self.shelves[table] = Shelf(table)
        return shelf


class Replay:
    """The journal put on top of the tables' files, with an eye on missing numbers."""

    def __init__(self, loaded: Loaded) -> None:
        """Over what was read of the tables' files and of the journal."""
        self.loaded = loaded
        self.serial = 0

    def run(self) -> None:
        """Put every change that counts on its table, and tell each fault."""
        segments = self.loaded.segments
        for place, segment in enumerate(segments):
            following = next((later.header for later in segments[place + 1 :] if later.header), None)
            if segment.header is not None:
                self._take_header(segment, segment.header)
            self._take_records(segment, following)
            if segment.torn is not None and place == len(segments) - 1 and segment.lines > 1:
                self._tell_torn(segment)
        if self.serial < self.loaded.serial:
            self._tell_missing_end()
        if not any(finding.loses for finding in self.loaded.findings):
            self._tell_missing_segment()
        self.loaded.serial = max(self.loaded.serial, self.serial)

    def _tell_missing_segment(self) -> None:
        """The tables' files name the segment that goes on after them; without it nobody knows what came since."""
        needed = max((shelf.segment for shelf in self.loaded.shelves.values()), default=0)
        if not needed:
            return
        there = {segment.number: segment for segment in self.loaded.segments}
        if any(number >= needed and segment.header for number, segment in there.items()):
            return
        path = segment_path(self.loaded.folder, needed)
        why = "is missing"
        if needed in there:
            why = f"cannot be read ({there[needed].unread or 'its beginning is not what was written'})"
        since = clock.local(time_of(self.loaded.clock))
        words = said(
            "The journal's file {name} {why}: what was changed after {since:%Y-%m-%d %H:%M} may be lost.",
            name=path.name,
            why=why,
            since=since,
        )
        self.loaded.findings.append(Finding(path, "the file", words, loses=True))

    def _tell_missing_end(self) -> None:
        """The tables' files are ahead of the journal: it is cut short, and files of different age may not agree."""
        behind = [shelf.name for shelf in self.loaded.shelves.values() if shelf.saved < self.loaded.serial]
        needed = max((shelf.segment for shelf in self.loaded.shelves.values()), default=0)
        last = self.loaded.segments[-1].path if self.loaded.segments else None
        path = last or segment_path(self.loaded.folder, max(needed, 1))
        words = f"The end of the journal is missing ({path.name}, after change {self.serial} of {self.loaded.serial})"
        words += f"; lost for: {', '.join(sorted(behind))}." if behind else ", but the tables' files hold it all."
        self.loaded.findings.append(Finding(path, "its end", words, loses=bool(behind)))

    def _take_header(self, segment: Segment, header: dict[str, Any]) -> None:
        self.loaded.desk = self.loaded.desk or header["desk"]
        self.loaded.clock = max(self.loaded.clock, header["h"])
        if header["first"] > self.serial + 1:
            self._tell_gap(segment, header["first"], 0, header)
            self.serial = header["first"] - 1

    def _take_records(self, segment: Segment, following: dict[str, Any] | None) -> None:
        limit = following["first"] if following else None
        for record in segment.records:
            if limit is not None and record.serial >= limit:
                break
            if record.serial > self.serial + 1:
                self._tell_gap(segment, record.serial, record.start, following)
            self.serial = max(self.serial, record.serial)
            self.loaded.clock = max(self.loaded.clock, record.clock)
            for op in read_ops(record):
                shelf = self.loaded.shelf(op.table)
                if record.serial > shelf.saved:
                    shelf.apply(op, record.serial)

    def _tell_gap(self, segment: Segment, upto: int, byte: int, header: dict[str, Any] | None) -> None:
        """Changes between the last number and `upto` are missing; lost, unless every table's file has them."""
        known: dict[str, int] = header["touched"] if header else {}
        tables = set(self.loaded.shelves) | set(known)
        lost = [table for table in sorted(tables) if self._is_lost(table, upto, known.get(table) if header else None)]
        places = [at for at, _ in segment.damage if at < byte] or [byte]
        if byte == 0:
            lost = [table for table in lost if table not in self.loaded.unread]
        count = upto - self.serial - 1
        if byte == 0 and not lost:
            return
        words = (
            f"{count} change{'s' if count != 1 else ''} cannot be read in {segment.path.name} from byte {places[-1]} on"
        )
        words += f"; lost for: {', '.join(lost)}." if lost else ", but the tables' files hold them: nothing is lost."
        self.loaded.findings.append(Finding(segment.path, f"byte {places[-1]}", words, loses=bool(lost)))

    def _is_lost(self, table: str, upto: int, touched: int | None) -> bool:
        saved = self.loaded.saved(table)
        return saved < upto - 1 and (touched is None or touched > max(saved, self.serial))

    def _tell_torn(self, segment: Segment) -> None:
        place, lost = f"byte {segment.torn}", segment.bad_at_end - 1
        if lost:
            words = said(
                "The last {lost} lines of {name} cannot be read (from byte {torn} on).",
                lost=lost + 1,
                name=segment.path.name,
                torn=segment.torn,
            )
        else:
            words = f"The last line of the journal was torn ({segment.path.name}, {place}); "
            words += "everything before it is there."
        self.loaded.findings.append(Finding(segment.path, place, words, loses=bool(lost)))
