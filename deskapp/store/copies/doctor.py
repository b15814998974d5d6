"""The doctor: reads everything, names each fault by file and place, and repairs without touching an original.

A repair puts copies of the damaged files into `kept/`, restores the longest valid state, and says what is lost.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

from deskapp import clock
from deskapp.model.frozen import dataclass
from deskapp.store.checkpoint import Checkpoint
from deskapp.store.copies import inspection
from deskapp.store.copies.inspection import doubled, leave_one
from deskapp.store.engine import lock as locks
from deskapp.store.engine.codec import read_ops
from deskapp.store.engine.disk import Disk
from deskapp.store.engine.engine import Engine
from deskapp.store.engine.finish_restore import finish_restore
from deskapp.store.engine.journal import segment_path, segments_in
from deskapp.store.engine.kept_aside import keep, keep_bytes, set_aside
from deskapp.store.engine.load import load
from deskapp.store.engine.loaded import Finding, Loaded
from deskapp.store.engine.notices import Notices
from deskapp.store.engine.origin import HOLDS, rescue, seal_of, why_strange
from deskapp.store.engine.reader import KEPT, NOTE, read_plain
from deskapp.store.engine.shelf import Shelf, identifier_of
from deskapp.store.engine.table_file import TableFileError, file_name, read_table, split_line, table_name, write_table
from deskapp.store.erase import unfinished
from deskapp.store.history import archive
from deskapp.store.history.archive import FOLDER, Month, Sealed, fold_name, fold_of
from deskapp.store.opening import new_desk

Progress = Callable[[int, int], None]
STRANGE = "is not a file of this program, and is left alone."


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair did: a sentence for each step, what is lost for good, and where the originals lie."""

    done: list[str]
    lost: list[str]
    kept: list[Path]


def check(folder: Path, progress: Progress | None = None) -> list[Finding]:
    """Read every file of a book and name each fault; nothing is written. Raises BookDamagedError for no book at all."""
    at_work = locks.is_held(folder)
    findings = [*_findings(folder, progress, told=True), *inspection.check_copies(folder)]
    if not at_work and (folder / NOTE).exists():
        findings.append(Finding(folder / NOTE, "the file", unfinished.look_at(folder, load(folder))))
    return [finding for finding in findings if not at_work or "torn" not in finding.sentence]


def _findings(folder: Path, progress: Progress | None = None, *, told: bool = False) -> list[Finding]:
    """Each fault; with `told` also what is no fault and nothing for a repair."""
    loaded = load(folder, whole=True)
    findings = list(loaded.findings)
    findings += [
        Finding(path, "the file", f"{path.name} {STRANGE}", is_fault=False) for path in loaded.strangers if told
    ]
    months = [(shelf, entry) for shelf in loaded.shelves.values() for entry in shelf.sealed]
    for done, (_, entry) in enumerate(months):
        findings += _check_month(folder, entry)
        if progress:
            progress(done + 1, len(months))
    findings += [finding for shelf in loaded.shelves.values() for finding in doubled(folder, shelf)]
    known = {finding.path for finding in findings}
    for path in sorted(folder.glob("*.json.prev")):
        findings += _check_spare(path) if path not in known else ()
    return findings


def scrub(folder: Path, day: int, cycle: int = 30) -> list[Finding]:
    """Read the sealed months and previous copies that are due on a day, so that each is read in `cycle` days."""
    loaded = load(folder)
    entries = [entry for shelf in loaded.shelves.values() for entry in shelf.sealed]
    due = sorted(entries, key=lambda entry: str(entry["file"]))[day % cycle :: cycle]
    findings = [finding for entry in due for finding in _check_month(folder, entry)]
    spares = sorted(folder.glob("*.json.prev"))[day % cycle :: cycle]
    return findings + [finding for spare in spares for finding in _check_spare(spare)]


def _check_month(folder: Path, entry: dict[str, Any]) -> Iterator[Finding]:
    path = folder / FOLDER / entry["file"]
    try:
        why = inspection.why_not(path, read_plain(path), entry)
    except OSError as error:
        sentence = f"{FOLDER}/{path.name} cannot be read ({error.strerror}): {entry['count']} documents of the history."
        yield Finding(path, "the file", sentence, loses=inspection.from_backups(folder, entry) is None)
        return
    except TableFileError as error:
        saved = inspection.from_backups(folder, entry) is not None
        more = "; the backup holds a sound copy." if saved else "."
        yield Finding(path, error.place, f"{FOLDER}/{path.name} is damaged ({error.why}){more}", loses=not saved)
        return
    if why:
        loses = inspection.from_backups(folder, entry) is None
        yield Finding(path, "the file", f"{FOLDER}/{path.name} cannot be used: {why}.", loses=loses)
        return
    fold = path.with_name(fold_name(path.name))
    if os.path.lexists(fold) and not inspection.is_sound_fold(fold, path):
        yield Finding(fold, "the file", f"The search text {FOLDER}/{fold.name} is not sound; it can be made again.")


def _check_spare(path: Path) -> Iterator[Finding]:
    try:
        read_table(path)
    except TableFileError as error:
        yield Finding(
            path, error.place, f"The previous copy {path.name} is damaged ({error.why}); it can be made again."
        )
    except OSError as error:
        yield Finding(path, "the file", f"The previous copy {path.name} cannot be read ({error.strerror}).")


def repair(folder: Path, disk: Disk | None = None) -> Repaired:
    """Bring a book into a sound state, originals kept. Raises BookInUseError while somebody has it open."""
    disk = disk or Disk()
    held = locks.BookLock(folder)
    try:
        finish_restore(folder, disk)
        return _Repair(folder, disk).run()
    finally:
        held.release()


class _Repair:
    """One repair under way."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.folder, self.disk = folder, disk
        self.done: list[str] = []
        self.lost: list[str] = []
        self.kept: list[Path] = []
        self.to_seal: list[tuple[Shelf, str]] = []

    def run(self) -> Repaired:
        findings = _findings(self.folder)
        if not findings:
            self._clear_copies()
            return Repaired(self.done or ["Nothing needs repair."], self.lost, self.kept)
        loaded = load(self.folder, whole=True)
        self._keep(findings)
        for finding in findings:
            if finding.loses and finding.path.parent == self.folder:
                self._rescue_table(loaded, finding.path)
        for shelf in loaded.shelves.values():
            self._leave_one(shelf)
            shelf.sealed = [entry for entry in shelf.sealed if self._mend_month(shelf, entry)]
        self._write(loaded)
        self._clear_copies()
        return Repaired(self.done, self.lost, self.kept)

    def _clear_copies(self) -> None:
        """An unsound backup goes into `kept/`, so that a sound one takes its place."""
        for finding in inspection.check_copies(self.folder):
            if finding.path.is_symlink() or finding.path.exists():
                self.kept.append(set_aside(self.folder, finding.path, finding.sentence, self.disk))
                self.done.append(f"{finding.path.name} was set aside; the next backup takes it anew.")
                if finding.path.parent.name == FOLDER:
                    self._heal_pool(finding.path)
            else:
                self._heal_pool(finding.path)

    def _heal_pool(self, copy: Path) -> None:
        """A sealed month that a backup needs is copied anew from the book, where it is still there."""
        try:
            read_table(self.folder / FOLDER / copy.name)
            self.disk.write_aside(copy, read_plain(self.folder / FOLDER / copy.name))
        except (OSError, TableFileError):
            self.lost.append(f"The backups lack {copy.name}, and the book has it no more.")
        else:
            self.done.append(f"{copy.name} was copied anew for the backups.")

    def _keep(self, findings: list[Finding]) -> None:
        """Each damaged file goes into `kept/` as it is; what a journal has lost is told."""
        for finding in findings:
            copy = keep(self.folder, finding.path, finding.sentence, self.disk, unread=True)
            if copy is not None:
                self.kept.append(copy)
            if finding.path.suffix == ".jsonl" and finding.loses:
                self.lost.append(finding.sentence)

    def _leave_one(self, shelf: Shelf) -> None:
        """Of documents with the same id the newest stays; the line of each other one goes into `kept/`."""
        older, months = leave_one(self.folder, shelf)
        self.to_seal += [(shelf, month) for month in sorted(months)]
        if older:
            lines = b"\n".join(older) + b"\n"
            copy = self.folder / KEPT / f"{shelf.name}-twice.{crc32(lines):08x}"
            keep_bytes(copy, lines, f"Each id stood twice in {shelf.name}.", self.disk)
            self.kept.append(copy)
            self.done.append(f"{len(older)} documents of {shelf.name} that stood twice were taken out; the newer stay.")

    def _rescue_table(self, loaded: Loaded, path: Path) -> None:
        """Take every sound line of the table's file and of its previous copy; what the journal said since stays."""
        name = table_name(path.stem)
        shelf = loaded.shelf(name)
        lines: dict[int, bytes] = {}
        bad: list[str] = []
        for source in (path.with_name(path.name + ".prev"), path):
            if not source.exists():
                continue
            rescued = rescue(source)
            if rescued.head is not None and why_strange(rescued.head, name, loaded.desk):
                self.kept.append(set_aside(self.folder, source, "Another file was in its place.", self.disk))
                continue
            lines.update(map(split_line, rescued.lines))
            bad = rescued.bad or bad
            if rescued.head is not None:
                shelf.next_number = max(shelf.next_number, rescued.head.get("next", 1))
                shelf.sealed = shelf.sealed or rescued.head.get("sealed", [])
        records = [record for segment in loaded.segments for record in segment.records]
        told = {op.number for record in records for op in read_ops(record) if op.table == name}
        shelf.load({number: line for number, line in lines.items() if number not in told})
        shelf.sealed = shelf.sealed or _sealed_on_disk(self.folder, name)
        shelf.sound = False
        self.done.append(f"{len(lines)} documents of {path.name} were saved line by line.")
        self.lost += [f"{path.name}, {place}: this document could not be read." for place in bad]

    def _mend_month(self, shelf: Shelf, entry: dict[str, Any]) -> bool:
        path = self.folder / FOLDER / entry["file"]
        faults = list(_check_month(self.folder, entry))
        if not faults:
            return True
        saved, told = inspection.from_backups(self.folder, entry), faults[0].sentence
        is_strange = "cannot be used" in told and HOLDS not in told
        if all(fault.path.suffix == ".fold" for fault in faults):
            self.done.append(f"The search text of {path.name} was made again.")
        elif saved is not None:
            self.disk.write_aside(path, saved)
            self.done.append(f"{path.name} was taken from the backup.")
        elif is_strange or not path.exists():
            if is_strange:
                self.kept.append(set_aside(self.folder, path, told, self.disk))
            self.lost.append(f"{path.name} with {entry['count']} documents is not there, nor is a copy of it.")
            shelf.sound = False
            return False
        else:
            self._rewrite_month(shelf, entry, path)
        self.disk.write_file(path.with_name(fold_name(path.name)), archive.with_mark(fold_of(Month(path))))
        return True

    def _rewrite_month(self, shelf: Shelf, entry: dict[str, Any], path: Path) -> None:
        rescued = rescue(path)
        lines = dict(map(split_line, [*inspection.lines_of_copy(self.folder, entry), *rescued.lines]))
        ids = {identifier_of(line) for line in lines.values()}
        order = sorted(lines, key=lambda number: shelf.key(number, lines[number]))
        documents = [Sealed(number, lines[number]) for number in order]
        head = rescued.head or {"table": shelf.name, "desk": "", "s": 0, "h": "", "touched": 0, "next": 1}
        aside = path.with_name(path.name + ".new")
        write_table(aside, {**head, "month": entry["month"], "count": len(documents)}, documents, self.disk)
        self.disk.replace(aside, path)
        self.disk.sync_folder(path.parent)
        self.done.append(f"{len(documents)} of {entry['count']} documents of {path.name} were saved line by line.")
        self.lost += [f"{path.name}, {place}: this document could not be read." for place in rescued.bad]
        if (missing := entry["count"] - len(documents) - len(rescued.bad)) > 0:
            self.lost.append(f"{path.name}: {missing} more documents could not be read.")
        shelf.shadow[entry["month"]] = [gone for gone in shelf.shadow.get(entry["month"], []) if gone in ids]
        seal = seal_of(read_plain(path))
        entry.update(
            archive.entry_of(path.name, entry["month"], documents, seal) if documents else {"count": 0, "seal": seal}
        )
        shelf.sound = False

    def _write(self, loaded: Loaded) -> None:
        """Write all tables anew, twice, so that the previous copies are sound too."""
        self.disk.make_folder(segment_path(self.folder, 1).parent)
        engine = Engine(self.folder, loaded, loaded.desk or new_desk(), self.disk, read_only=False)
        for shelf in loaded.shelves.values():
            shelf.sound = False
        checkpoint = Checkpoint(engine, Notices())
        for shelf, month in self.to_seal:
            checkpoint.seal_month(shelf, month, [])
        checkpoint.save()
        for shelf in loaded.shelves.values():
            shelf.spare = -1
        checkpoint.save()
        engine.close()
        for path in segments_in(self.folder)[:-1]:
            self.disk.remove(path)
        self.done.append(f"All tables were written anew on {clock.local(clock.now()):%Y-%m-%d at %H:%M}.")


def _sealed_on_disk(folder: Path, table: str) -> list[dict[str, Any]]:
    """The sealed months of a table by their files alone, the last of each month."""
    last: dict[str, dict[str, Any]] = {}
    for path in (folder / FOLDER).glob(f"{file_name(table).removesuffix('.json')}-????-??*.json"):
        month, _, turn = path.stem.removeprefix(f"{table}-").partition(".")
        number = int(turn) if turn.isdigit() else 1
        documents = [Sealed(*split_line(line)) for line in rescue(path).lines]
        if documents and last.get(month, {"turn": 0})["turn"] < number:
            last[month] = {**archive.entry_of(path.name, month, documents, seal_of(read_plain(path))), "turn": number}
    return list(last.values())
