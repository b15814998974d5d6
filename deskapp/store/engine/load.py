"""Read a whole book into memory, from whatever of its files is sound, and tell every fault that was met."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from deskapp.errors import BookDamagedError, DeskError, DiskRefusedError
from deskapp.messages import said
from deskapp.store.engine.finish_restore import being_restored, finish_if_left, is_ready, last
from deskapp.store.engine.journal import Segment, read_header, read_segment, segments_in
from deskapp.store.engine.loaded import Finding, Loaded, Replay
from deskapp.store.engine.origin import desk_of, why_strange
from deskapp.store.engine.reader import RIGHTS
from deskapp.store.engine.table_file import TableFileError, read_documents, read_head, table_name, tables_in

READ_AGAIN = 8


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
    """Everything that can be read of a book, which is wholly one book: no restore came in between.

    Segments that the tables' files hold already are read for `whole` only. Beside a desk at work, files change hands
    while they are read: a fault counts when it is met twice. A restore that was broken off is finished first. Raises
    BookDamagedError, BeingRestoredError, DiskRefusedError where a restore cannot be finished.
    """
    for _ in range(READ_AGAIN):
        finish_if_left(folder)
        before = last(folder)
        try:
            loaded = _load(folder, whole)
        except DeskError:
            if not is_ready(folder) and last(folder) == before:
                raise
        else:
            if not is_ready(folder) and last(folder) == before:
                return loaded
    raise being_restored(folder)


def _load(folder: Path, whole: bool) -> Loaded:
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
        said("The book in {path} cannot be read ({strerror}).", path=path, strerror=error.strerror or error),
        said("Look after the folder's rights and the disk."),
    )


def _load_once(folder: Path, whole: bool) -> Loaded:
    loaded = Loaded(folder)
    loaded.restored = last(folder)
    paths = {path.name: path for path in tables_in(folder)}
    for spare in folder.glob("*.json.prev"):
        paths.setdefault(spare.stem, spare.with_suffix(""))
    segments = segments_in(folder)
    desk = desk_of(paths.values(), segments)
    known = {table for path in segments for table in (_header(path) or {"touched": ()})["touched"]}
    for path in sorted(paths.values()):
        _load_table(loaded, path, known if segments else None, desk)
    loaded.segments = [_segment(path, desk) for path in _needed(loaded, segments, whole)]
    Replay(loaded).run()
    return loaded


def _needed(loaded: Loaded, paths: list[Path], whole: bool) -> list[Path]:
    """The segments from the last one on whose header says that the tables' files hold all that was before it."""
    if whole or loaded.findings:
        return paths
    for place in range(len(paths) - 1, 0, -1):
        header = _header(paths[place])
        if header and all(loaded.saved(table) >= touched for table, touched in header["touched"].items()):
            return paths[place:]
    return paths


def _segment(path: Path, desk: str) -> Segment:
    """A segment; one that cannot be opened counts as unreadable where that is no matter of rights.

    So does one that bears another number than its name, or belongs to another desk.
    """
    try:
        segment = read_segment(path)
        if segment.header and (segment.header.get("segment") != segment.number or segment.header.get("desk") != desk):
            segment = Segment(path)
            segment.unread = "another file is in its place"
        return segment
    except FileNotFoundError:
        raise
    except OSError as error:
        if error.errno in RIGHTS:
            raise
        segment = Segment(path)
        segment.unread = error.strerror or str(error)
        return segment


def _header(path: Path) -> dict[str, Any] | None:
    try:
        return read_header(path)
    except FileNotFoundError:
        raise
    except OSError as error:
        if error.errno in RIGHTS:
            raise
        return None


def _load_table(loaded: Loaded, path: Path, known: set[str] | None, desk: str) -> None:
    """Read one table; a file that was never a table of this book (`known`: its tables) is left alone."""
    spare = path.with_name(path.name + ".prev")
    file, fault = _own(path, desk)
    is_older = file is not None and _serial_of(spare) > file[0]["s"]
    before, _ = (None, None) if fault is None and not is_older else _own(spare, desk)
    if is_older and before is not None:
        file, fault = None, TableFileError(path, said("line 2"), said("it is older than the copy before it"))
    if fault is not None and fault.foreign and before is None:
        if known is not None and table_name(path.stem) not in known:
            loaded.strangers.append(path)
            return
        if known is None:
            raise BookDamagedError(
                said("{path} is not a file of this program; the folder holds something else.", path=path),
                said("Choose another folder for the book."),
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


def _own(path: Path, desk: str) -> tuple[tuple[dict[str, Any], dict[int, bytes]] | None, TableFileError | None]:
    """What a table's file holds, if it is this very table of this book."""
    try:
        head, documents = read_documents(path)
    except FileNotFoundError:
        return None, TableFileError(path, said("the file"), said("it is missing"))
    except TableFileError as error:
        return None, error
    except OSError as error:
        if error.errno in RIGHTS:
            raise
        return None, TableFileError(path, said("the file"), error.strerror or str(error), foreign=True)
    why = why_strange(head, table_name(path.name.removesuffix(".prev").removesuffix(".json")), desk)
    return (None, TableFileError(path, said("line 2"), why, foreign=True)) if why else ((head, documents), None)


def _serial_of(spare: Path) -> int:
    """The number that a previous copy is up to, or -1 where there is none."""
    try:
        return int(read_head(spare)["s"])
    except (OSError, TableFileError, KeyError, ValueError):
        return -1
