"""The command that looks after the book itself."""

from collections.abc import Iterable
from pathlib import Path
from shlex import quote
from typing import Any

from deskapp import clock, slots
from deskapp.cli.bar import ProgressBar
from deskapp.cli.call import Call
from deskapp.desk import odd_documents
from deskapp.desk.documents import TABLES as NOUNS
from deskapp.errors import BookDamagedError, NotFoundError
from deskapp.model.document import read_instant
from deskapp.store import Book, open_book
from deskapp.store.copies.doctor import Repaired, check, repair
from deskapp.store.copies.inspection import newest_sound
from deskapp.store.engine.loaded import Finding
from deskapp.store.engine.notices import Odd

TABLES = tuple(NOUNS.values())


def doctor(call: Call) -> int:
    """Read the whole book and tell each fault by its file and place; repair it where that is asked for."""
    folder = call.place.folder
    if not folder.is_dir():
        raise NotFoundError(f"There is no book in {folder}.", f"`{slots.DESKAPP}where` tells where it is looked for.")
    repaired = _repaired(folder) if call.arguments.repair else None
    with ProgressBar(call.err) as bar:
        found = check(folder, bar.show)
    faults = [_told(fault, folder) for fault in found]
    counts: dict[str, int] = {}
    odd_documents: list[dict[str, Any]] = []
    if not any(fault["loses"] for fault in faults):
        with open_book(folder, read_only=True) as book:
            odd_documents = list(_unreadable(book))
            faults += odd_documents
            counts = {table: len(book.history(table)) for table in TABLES}
    sound = not odd_documents and not any(fault.is_fault for fault in found)
    status = 0 if sound else BookDamagedError.exit_status
    if call.json:
        done = {"repaired": _as_object(repaired)} if repaired else {}
        call.object({"book": str(folder), "sound": sound, "faults": faults, "counts": counts, **done})
        return status
    _tell_repair(call, repaired)
    for fault in faults:
        call.line(f"{fault['file']}, {fault['place']}: {fault['sentence']}")
    if sound:
        told = ", ".join(f"{count} {table}" for table, count in counts.items())
        call.line(f"The book in {folder} is sound: {told}.")
    elif repaired is None:
        call.say(
            f"The book in {folder} is damaged. `{slots.DESKAPP}doctor --repair` saves what can be read, originals kept."
            if any(fault["loses"] for fault in faults)
            else f"Nothing is lost. `{slots.DESKAPP}doctor --repair` mends that, originals kept."
        )
    else:
        call.say(f"The book in {folder} still has faults that no repair can mend. The originals lie in {folder}/kept.")
    if any(fault["loses"] for fault in faults) or (repaired and repaired.lost):
        _tell_backup(call, folder)
    return status


def _tell_backup(call: Call, folder: Path) -> None:
    """Where something is lost: the newest backup that a restore would take, and how to go back to it."""
    found = newest_sound(folder)
    if found is None:
        return
    path, made_at = found[0], clock.local(read_instant(found[1]))
    way = f"`{slots.DESKAPP}restore {quote(str(path))}` puts it in place of what is here, which is backed up first."
    call.say(f"The backup of {made_at:%Y-%m-%d %H:%M} is sound. {way}")


def _repaired(folder: Path) -> Repaired:
    """Mend the files, then set aside what is not understood. Raises BookInUseError while somebody has the book open."""
    done = repair(folder)
    if any(fault.loses for fault in check(folder)):
        return done
    with open_book(folder) as book:
        aside = odd_documents.set_aside(book)
    if not aside:
        return done
    return Repaired([*(done.done if done.kept else []), *aside], done.lost, done.kept)


def _tell_repair(call: Call, repaired: Repaired | None) -> None:
    if repaired is None:
        return
    for words in repaired.done:
        call.line(words)
    for words in repaired.lost:
        call.line(f"Lost: {words}")
    for path in repaired.kept:
        call.line(f"Original kept: {path}")


def _as_object(repaired: Repaired) -> dict[str, Any]:
    return {"done": repaired.done, "lost": repaired.lost, "kept": [str(path) for path in repaired.kept]}


def _told(fault: Finding, folder: Path) -> dict[str, Any]:
    inside = fault.path.relative_to(folder) if fault.path.is_relative_to(folder) else fault.path
    return {"file": str(inside), "place": fault.place, "sentence": fault.sentence, "loses": fault.loses}


def _unreadable(book: Book) -> Iterable[dict[str, Any]]:
    """Documents that are whole on the disk, and still not of a shape that can be understood."""
    for one in odd_documents.found(book):
        told = {"file": one.odd.table, "place": one.odd.place, "sentence": _why(one.odd), "loses": True}
        yield {**told, "field": one.odd.field, "later": one.odd.is_later}


def _why(found: Odd) -> str:
    """What is wrong with a document, and what becomes of it."""
    if found.is_later:
        return f"A later version wrote this ({found.field}): it is left out here, and stays as it is."
    return f"This is not understood ({found.field}): it is left out until `--repair` sets it aside."
