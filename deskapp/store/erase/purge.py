"""Erasing for good, second half: no file of the book keeps what has left it, and a search through all of them says so.

Everything here may be done twice: a book whose note is still there goes through it again when it is opened.
"""

import os
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deskapp.errors import BookDamagedError, DeskError
from deskapp.messages import said
from deskapp.store.book import Book
from deskapp.store.engine.disk import refusal, refusing
from deskapp.store.engine.journal import FOLDER as JOURNAL
from deskapp.store.engine.packed import MANIFEST, UNSOUND, manifest_of
from deskapp.store.engine.reader import LOCK, NOTE, open_plain, read_plain
from deskapp.store.engine.table_file import TableFileError, file_name
from deskapp.store.erase.identifiers import Identifiers
from deskapp.store.erase.removal import heal, remove_note
from deskapp.store.erase.swap import refuse_closed
from deskapp.store.erase.unfinished import STEPS, UnfinishedErasure, is_worth_a_try, keep_failed, look, tell, untell
from deskapp.store.erase.verify_erasure import is_in_file
from deskapp.store.history.archive import FOLDER as ARCHIVE
from deskapp.store.spool_files import FOLDER as SPOOL
from deskapp.store.spool_files import left_behind

KEPT, BACKUPS = "kept", "backups"
WHY = ".why.txt"
_ORIGINAL = re.compile(r"[^/]+\.[0-9a-f]{8}(\.why\.txt)?|before-restore-[^/]+(/.*)?")
"""The names of what the book itself puts into `kept/`."""


@dataclass(slots=True)
class Purged:
    """What went with it, and where a mark is still to be found: `left` in files of the book, `foreign` in others."""

    backups: list[str] = field(default_factory=list)
    originals: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    searched: int = 0


def purge(book: Book, note: dict[str, Any]) -> Purged:
    """Write every table anew, drop what holds the old words, search through all files, and end the erasure.

    The note stays where something is left, with the places: see `unfinished`. Raises BookDamagedError.
    """
    marks, done = Identifiers(note["ids"], note["texts"]), Purged()
    with book.checkpoint.busy:
        refuse_closed(book)
        try:
            book.checkpoint.save(anew=True)
            book.archive.forget()
            copied = Identifiers(
                [*note["ids"], *note["gone"], *note.get("decided", ())], [*note["texts"], *note.get("clues", ())]
            )
            _clear_copies(book, note, copied, done)
            elsewhere = Identifiers([*note["ids"], *note["gone"]], [*note["texts"], *note.get("elsewhere", ())])
            _search(book, note, marks, elsewhere, done)
            if done.left and heal(book, note, marks):
                book.checkpoint.save(anew=True)
                done.left, done.foreign, done.searched = [], [], 0
                _search(book, note, marks, elsewhere, done)
        except OSError as error:
            keep_failed(book, note, [_place(book, error)], error, error.strerror or str(error))
            raise refusal(error, book.path) from error
        except TableFileError as error:
            keep_failed(book, note, [_within(book, error.path)], None, "it is damaged")
            raise BookDamagedError(f"{error}.", said("Run `deskapp doctor --repair`.")) from error
        if done.left:
            keep_failed(book, note, done.left, None, "")
        else:
            remove_note(book, note)
    return done


def _place(book: Book, error: OSError) -> str:
    """The file of the book that the disk refused, as far as it says."""
    return _within(book, Path(str(error.filename))) if error.filename else "."


def _within(book: Book, path: Path) -> str:
    return path.relative_to(book.path).as_posix() if path.is_relative_to(book.path) else path.name


def finish(book: Book, *, again: bool = False) -> Purged | None:
    """At opening: finish an erasure that was broken off; one that never counted is forgotten.

    One that could not be finished is only tried once more where what was in its way has changed, or somebody says
    `again`.
    """
    try:
        erasure = look(book)
    except (OSError, ValueError) as error:
        book.notices.tell(
            said("The note of an erasure cannot be read ({note}: {error}).", note=NOTE, error=error), STEPS
        )
        return None
    if erasure is None:
        return None
    try:
        if not erasure.counts:
            remove_note(book, erasure.note)
            return None
        if not again and not is_worth_a_try(book, erasure):
            tell(book, erasure)
            return None
        untell(book)
        done = purge(book, erasure.note)
    except (DeskError, OSError, TableFileError) as error:
        if again:
            raise
        if not any(notice.next_step == STEPS for notice in book.notices):
            book.notices.tell(said("An erasure is not finished yet ({error}).", error=error), STEPS)
        return None
    if not done.left:
        book.notices.tell(said("An erasure that was broken off is finished."))
    return done


def end(book: Book) -> list[str] | None:
    """End an erasure as it is: what was done stays done, the note and the copy of before go.

    Gives the files that still hold something of it; None where no erasure is under way. Raises DiskRefusedError.
    """
    with book.checkpoint.busy:
        refuse_closed(book)
        try:
            erasure = look(book)
        except (OSError, ValueError):
            erasure = UnfinishedErasure({"before": ""}, counts=False)
        if erasure is None:
            return None
        left = _left(book, erasure) if erasure.counts else []
        left += _remove_before(book)
        remove_note(book, {"before": ""})
    untell(book)
    return left


def _remove_before(book: Book) -> Iterator[str]:
    """Remove the copies of before; those that could not be."""
    for copy in sorted((book.path / BACKUPS).glob("before-erase-*.zip")):
        try:
            book.engine.disk.remove(copy)
        except OSError:
            yield _within(book, copy)


def _left(book: Book, erasure: UnfinishedErasure) -> list[str]:
    """The files in which something of an erasure stands; those that were named before where not all can be read."""
    done, note = Purged(), erasure.note
    marks = Identifiers(note["ids"], note["texts"])
    try:
        _search(book, note, marks, marks, done)
    except OSError:
        return list(erasure.places)
    named = [name for name in erasure.places if erasure.why and (book.path / name).is_file()]
    return list(dict.fromkeys([*done.left, *named]))


def _clear_copies(book: Book, note: dict[str, Any], marks: Identifiers, done: Purged) -> None:
    """Remove leftovers, originals and backups that hold a mark, and those that need a month that was replaced.

    In copies of before, the ids of what was erased are marks too: it still has its words there, and so has what lost
    some by decision. So are the clues that nobody else bears.
    """
    folder, disk = book.path, book.engine.disk
    for left in filter(_is_file, _leftovers(folder)):
        disk.remove(left)
    for path in _files(folder / KEPT):
        is_ours = _is_ours(folder, path.relative_to(folder).as_posix(), set()) and not path.name.endswith(WHY)
        if is_ours and path.exists() and (note["all"] or _is_of_them(path, marks, ours=True)):
            done.originals.append(path.relative_to(folder).as_posix())
            disk.remove(path)
            disk.remove(path.with_name(path.name + WHY))
    pool = folder / BACKUPS / ARCHIVE
    replaced = set(note["files"])
    replaced |= {path.name for path in _files(pool) if note["all"] or _is_of_them(path, marks, ours=True)}
    for path in sorted((folder / BACKUPS).glob("*.zip")):
        if path == folder / note["before"] or not _is_file(path) or not _is_backup(path):
            continue
        if note["all"] or _pool_of(path) & replaced or _is_of_them(path, marks, ours=True):
            done.backups.append(path.name)
            disk.remove(path)
    for name in sorted(replaced):
        disk.remove(pool / name)
    for place in (folder / KEPT, pool, folder / BACKUPS):
        if place.is_dir():
            disk.sync_folder(place)


def _leftovers(folder: Path) -> Iterator[Path]:
    """What half-done work of ours may have left: aside files that nobody will rename any more, dead askers' words."""
    for part in ("", JOURNAL, ARCHIVE, KEPT, BACKUPS, f"{BACKUPS}/{ARCHIVE}"):
        place = folder / part
        yield from (path for end in ("*.new", "*.part") for path in place.glob(end))
    if os.name != "nt":
        yield from map(Path, left_behind(str(folder / SPOOL)))


def _pool_of(path: Path) -> set[str]:
    """The sealed months that a backup only names."""
    try:
        return set(manifest_of(path)["pool"])
    except DeskError:
        return set()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if _is_file(path))


def _is_file(path: Path) -> bool:
    """Whether it is a file itself: what a link names is none of the folder's, and a pipe cannot be read."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return False


def _is_of_them(path: Path, marks: Identifiers, *, ours: bool = False) -> bool:
    """Whether a mark stands in a copy, in its name, or in the line that says why it was kept."""
    why = path.with_name(path.name + WHY)
    return _is_named(path, marks, ours=ours) or (_is_file(why) and marks.may_be_in(read_plain(why)))


def named_elsewhere(book: Book, sought: Identifiers) -> list[str]:
    """Files in the folder that aren't the book's and hold a mark, names of files too. Raises DiskRefusedError."""
    with refusing(book.path):
        return [name for path, name, ours in _everything(book) if not ours and _is_named(path, sought, ours=False)]


def _search(book: Book, note: dict[str, Any], marks: Identifiers, elsewhere: Identifiers, done: Purged) -> None:
    """Look for each mark in each file of the folder; the note and the copy taken before go when this is done.

    Files of others are looked at for what is sought `elsewhere`, their names and those of folders too.
    """
    for path, name, ours in _everything(book, note["before"]):
        done.searched += _is_file(path)
        if _is_named(path, marks if ours else elsewhere, ours=ours):
            (done.left if ours else done.foreign).append(name)


def _everything(book: Book, but: str = "") -> Iterator[tuple[Path, str, bool]]:
    """Each path in the folder with its name, and whether it is a file that the book itself writes."""
    tables = {file_name(name) for name in book.engine.shelves}
    for path in sorted(book.path.rglob("*")):
        name = path.relative_to(book.path).as_posix()
        if name not in (NOTE, but, LOCK):
            yield path, name, _is_file(path) and _is_ours(book.path, name, tables)


def _is_named(path: Path, sought: Identifiers, *, ours: bool) -> bool:
    """Whether a mark stands in a name, or in the file of that name."""
    is_in_name = sought.may_be_in(path.name.encode(errors="surrogateescape"))
    return is_in_name or (_is_file(path) and is_in_file(path, sought, ours=ours))


def _is_ours(folder: Path, name: str, tables: set[str]) -> bool:
    """Whether a file of the folder is one that the book itself writes."""
    place, _, file = name.rpartition("/")
    if place == "":
        return file.removesuffix(".prev") in tables
    if place.partition("/")[0] == KEPT:
        return bool(_ORIGINAL.fullmatch(name.partition("/")[2]))
    if place == BACKUPS and file.endswith(".zip"):
        return _is_backup(folder / name)
    ends = {JOURNAL: (".jsonl",), ARCHIVE: (".json", ".fold"), f"{BACKUPS}/{ARCHIVE}": (".json",)}
    return file.endswith(ends.get(place, ("/",)))


def _is_backup(path: Path) -> bool:
    """Whether a packed file is a backup of a book; so is one that cannot be read, for all that anybody can say."""
    try:
        with open_plain(path) as file, zipfile.ZipFile(file) as whole:
            return MANIFEST in whole.namelist()
    except UNSOUND:
        return True
