"""Read a whole book into memory, from whatever of its files is sound, and tell every fault that was met."""

import errno
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from deskapp.errors import BookDamagedError, DeskError, DiskRefusedError
from deskapp.model.frozen import dataclass
from deskapp.store.journal import FOLDER, Segment, read_header, read_ops, read_segment, segments_in
from deskapp.store.shelf import Shelf
from deskapp.store.tablefile import TableFileError, read_documents, read_head, table_name, tables_in

READ_AGAIN = 8
RIGHTS = (errno.EACCES, errno.EPERM)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: the file, the place in it, a sentence for people, and whether something is lost by it."""

    path: Path
    place: str
    sentence: str
    loses: bool = False


class Loaded:
    """A book in memory, and what was met on the way: `unread` are the tables whose file could not be used at all.

    `strangers` are files among the tables' that no table of this book is kept in.
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


@contextmanager
def no_collection() -> Iterator[None]:
    """Without garbage collection, which would take over half of the time of parsing."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def load(folder: Path, *, whole: bool = False) -> Loaded:
    """Everything that can be read of a book. Raises BookDamagedError.

    Segments that the tables' files hold already are read for `whole` only. Beside a desk at work, files change hands
    while they are read: a fault counts when it is met twice.
    """
    before: list[Finding] | None = None
    for _ in range(READ_AGAIN):
        try:
            with no_collection():
                loaded = _load_once(folder, whole)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise unreadable(folder, error) from error
        if not loaded.findings or loaded.findings == before:
            return loaded
        before = loaded.findings
    return _load_last(folder, whole)


def _load_last(folder: Path, whole: bool) -> Loaded:
    try:
        return _load_once(folder, whole)
    except OSError as error:
        raise unreadable(folder, error) from error


def unreadable(path: Path, error: OSError) -> DeskError:
    """The error for a book whose files can't be opened: it is damaged only where it is not a matter of rights."""
    kind = DiskRefusedError if error.errno in RIGHTS else BookDamagedError
    return kind(
        f"The book in {path} cannot be read ({error.strerror or error}).",
        "Look after the folder's rights and the disk.",
    )


def _load_once(folder: Path, whole: bool) -> Loaded:
    loaded = Loaded(folder)
    paths = {path.name: path for path in tables_in(folder)}
    for spare in folder.glob("*.json.prev"):
        paths.setdefault(spare.stem, spare.with_suffix(""))
    segments = segments_in(folder)
    known = {table for path in segments for table in (read_header(path) or {"touched": ()})["touched"]}
    for path in sorted(paths.values()):
        _load_table(loaded, path, known if segments else None)
    loaded.segments = [read_segment(path) for path in _needed(loaded, segments, whole)]
    _Replay(loaded).run()
    return loaded


def _needed(loaded: Loaded, paths: list[Path], whole: bool) -> list[Path]:
    """The segments from the last one on whose header says that the tables' files hold all that was before it."""
    if whole or loaded.findings:
        return paths
    for place in range(len(paths) - 1, 0, -1):
        header = read_header(paths[place])
        if header and all(loaded.saved(table) >= touched for table, touched in header["touched"].items()):
            return paths[place:]
    return paths


def _load_table(loaded: Loaded, path: Path, known: set[str] | None) -> None:
    """Read one table; a file that was never a table of this book (`known`: its tables) is left alone."""
    spare = path.with_name(path.name + ".prev")
    file, fault = _sound(path)
    before, _ = (None, None) if fault is None else _sound(spare)
    if fault is not None and fault.foreign and before is None:
        if known is not None and table_name(path.stem) not in known:
            loaded.strangers.append(path)
            return
        raise BookDamagedError(
            f"{path} is not a file of this program; the folder holds something else.",
            "Choose another folder for the book.",
        )
    source = file or before
    if fault is not None:
        words = f"{path.name} is damaged ({fault.why})" if path.exists() else f"{path.name} is missing"
        words += "." if source is None else "; the copy before it and the journal were read instead."
        loaded.findings.append(Finding(path, fault.place, words, loses=source is None))
    if source is None:
        loaded.unread.add(table_name(path.stem))
        return
    head, documents = source
    shelf = loaded.shelf(head["table"])
    shelf.load(documents)
    shelf.take_head(head)
    shelf.sound = fault is None
    shelf.spare = _serial_of(spare)
    loaded.serial = max(loaded.serial, head["s"])
    loaded.clock = max(loaded.clock, head["h"])
    loaded.desk = loaded.desk or head["desk"]


def _sound(path: Path) -> tuple[tuple[dict[str, Any], dict[int, bytes]] | None, TableFileError | None]:
    try:
        return read_documents(path), None
    except FileNotFoundError:
        return None, TableFileError(path, "the file", "it is missing")
    except TableFileError as error:
        return None, error


def _serial_of(spare: Path) -> int:
    """The number that a previous copy is up to, or -1 where there is none."""
    try:
        return int(read_head(spare)["s"])
    except (OSError, TableFileError, KeyError, ValueError):
        return -1


class _Replay:
    """The journal put on top of the tables' files, with an eye on missing numbers."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.serial = 0
        self.touched: dict[str, int] = {}

    def run(self) -> None:
        segments = self.loaded.segments
        for place, segment in enumerate(segments):
            following = next((one.header for one in segments[place + 1 :] if one.header), None)
            if segment.header is not None:
                self._take_header(segment, segment.header)
            self._take_records(segment, following)
            if segment.torn is not None and place == len(segments) - 1 and segment.lines > 1:
                self._tell_torn(segment)
        if self.serial < self.loaded.serial:
            self._tell_missing_end()
        self.loaded.serial = max(self.loaded.serial, self.serial)

    def _tell_missing_end(self) -> None:
        """The tables' files are ahead of the journal: it is cut short, and files of different age may not agree."""
        behind = [shelf.name for shelf in self.loaded.shelves.values() if shelf.saved < self.loaded.serial]
        path = self.loaded.segments[-1].path if self.loaded.segments else self.loaded.folder / FOLDER
        words = f"The end of the journal is missing (after change {self.serial} of {self.loaded.serial})"
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
                self.touched[op.table] = record.serial
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
        words = f"The last line of the journal was torn ({segment.path.name}, byte {segment.torn}); "
        words += "everything before it is there."
        self.loaded.findings.append(Finding(segment.path, f"byte {segment.torn}", words))
