"""The command that looks after the book itself."""

from collections.abc import Iterable
from pathlib import Path
from shlex import quote
from typing import Any

from deskapp import clock, slots
from deskapp.cli.bar import progress
from deskapp.cli.call import Call
from deskapp.desk import odd_documents
from deskapp.desk.documents import TABLES as NOUNS
from deskapp.errors import BookDamagedError
from deskapp.messages import said
from deskapp.model.document import read_instant
from deskapp.store import Book, open_book
from deskapp.store.copies.doctor import Repaired, check, repair
from deskapp.store.copies.inspection import newest_sound
from deskapp.store.engine.loaded import Finding

TABLES = tuple(NOUNS.values())


def doctor(call: Call) -> int:
    """Read the whole book and tell each fault by its file and place; repair it where that is asked for."""
    folder = call.folder
    repaired = _repaired(folder) if call.arguments.repair else None
    with progress(call.err) as show:
        findings = check(folder, show)
    faults = [_told(finding, folder) for finding in findings]
    odd, counts = ([], {}) if any(fault["loses"] for fault in faults) else _documents(folder)
    faults += odd
    sound = not odd and not any(finding.is_fault for finding in findings)
    if call.json:
        done = {"repaired": _as_object(repaired)} if repaired else {}
        call.object({"book": str(folder), "sound": sound, "faults": faults, "counts": counts, **done})
    else:
        words = ", ".join(f"{count} {table}" for table, count in counts.items())
        _tell(call, folder, repaired, faults, words if sound else None)
    return 0 if sound else BookDamagedError.exit_status


def _documents(folder: Path) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """The documents that cannot be understood, as faults, and how many there are of each table."""
    with open_book(folder, read_only=True) as book:
        return list(_unreadable(book)), {table: len(book.history(table)) for table in TABLES}


def _tell(
    call: Call, folder: Path, repaired: Repaired | None, faults: list[dict[str, Any]], counts: str | None
) -> None:
    """Tell what was repaired and each fault, then how the book is; where it is sound, with its counts."""
    loses = any(fault["loses"] for fault in faults)
    for words in _repairs(repaired):
        call.line(words)
    for fault in faults:
        call.line(f"{fault['file']}, {fault['place']}: {fault['sentence']}")
    if counts is not None:
        call.line(said("The book in {folder} is sound: {counts}.", folder=folder, counts=counts))
    elif repaired is not None:
        call.say(
            said(
                "The book in {folder} still has faults that no repair can mend. The originals lie in {folder}/kept.",
                folder=folder,
            )
        )
    elif loses:
        way = said("`{deskapp}doctor --repair` saves what can be read, originals kept.", deskapp=slots.DESKAPP)
        call.say(said("The book in {folder} is damaged. {way}", folder=folder, way=way))
    else:
        call.say(said("Nothing is lost. `{deskapp}doctor --repair` mends that, originals kept.", deskapp=slots.DESKAPP))
    if loses or (repaired and repaired.lost):
        _tell_backup(call, folder)


def _tell_backup(call: Call, folder: Path) -> None:
    """Tell of the newest sound backup, if there is one, and how it comes back."""
    if backup := newest_sound(folder):
        path, made_at = backup[0], clock.local(read_instant(backup[1]))
        way = said(
            "`{deskapp}restore {quote}` puts it in place of what is here, which is backed up first.",
            deskapp=slots.DESKAPP,
            quote=quote(str(path)),
        )
        call.say(said("The backup of {made_at:%Y-%m-%d %H:%M} is sound. {way}", made_at=made_at, way=way))


def _repaired(folder: Path) -> Repaired:
    """Mend the files, then set aside what is not understood. Raises BookInUseError while somebody has the book open."""
    done = repair(folder)
    if any(finding.loses for finding in check(folder)):
        return done
    with open_book(folder) as book:
        aside = odd_documents.set_aside(book)
    if not aside:
        return done
    return Repaired([*(done.done if done.kept else []), *aside], done.lost, done.kept)


def _repairs(repaired: Repaired | None) -> list[str]:
    """What was repaired, what is lost by that, and where the originals are, in lines."""
    if repaired is None:
        return []
    lost = [f"Lost: {words}" for words in repaired.lost]
    return [*repaired.done, *lost, *(f"Original kept: {path}" for path in repaired.kept)]


def _as_object(repaired: Repaired) -> dict[str, Any]:
    return {"done": repaired.done, "lost": repaired.lost, "kept": [str(path) for path in repaired.kept]}


def _told(finding: Finding, folder: Path) -> dict[str, Any]:
    inside = finding.path.relative_to(folder) if finding.path.is_relative_to(folder) else finding.path
    return {"file": str(inside), "place": finding.place, "sentence": finding.sentence, "loses": finding.loses}


def _unreadable(book: Book) -> Iterable[dict[str, Any]]:
    """Documents that are whole on the disk, and still not of a shape that can be understood."""
    for document in odd_documents.each(book):
        odd = document.odd
        if odd.is_later:
            why = said(
                "A later version wrote this ({field}): it is left out here, and stays as it is.", field=odd.field
            )
        else:
            why = said(
                "This is not understood ({field}): it is left out until `--repair` sets it aside.", field=odd.field
            )
        told = {"file": odd.table, "place": odd.place, "sentence": why, "loses": True}
        yield {**told, "field": odd.field, "later": odd.is_later}
