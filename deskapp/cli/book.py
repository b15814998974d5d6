"""The command that looks after the book itself."""

from pathlib import Path
from typing import Any

from deskapp.cli.call import Call
from deskapp.desk.documents import TABLES as NOUNS
from deskapp.errors import BookDamagedError, NotFoundError, RefusedError
from deskapp.model.document import DocumentError, from_document
from deskapp.store import Book, open_book
from deskapp.store.load import load
from deskapp.store.lock import is_held

TABLES = tuple(NOUNS.values())


def doctor(call: Call) -> int:
    """Read the whole book and tell each fault by its file and place."""
    folder = call.place.folder
    if not folder.is_dir():
        raise NotFoundError(f"There is no book in {folder}.", "`deskapp where` tells where it is looked for.")
    if call.arguments.repair:
        raise RefusedError("Repair is not part of this version yet.", "Keep a copy of the folder as it is.")
    faults, counts = _faults(folder), {}
    if not any(fault["loses"] for fault in faults):
        with open_book(folder, read_only=True) as book:
            faults += _unreadable(book)
            counts = {table: book.count(table) for table in TABLES}
    sound = not any(fault["loses"] for fault in faults)
    if call.json:
        call.object({"book": str(folder), "sound": sound, "faults": faults, "counts": counts})
        return 0 if sound else BookDamagedError.exit_status
    for fault in faults:
        call.line(f"{fault['file']}, {fault['place']}: {fault['sentence']}")
    if sound:
        told = ", ".join(f"{count} {table}" for table, count in counts.items())
        call.line(f"The book in {folder} is sound: {told}.")
        return 0
    call.say(f"The book in {folder} is damaged. Nothing was changed; keep a copy of the folder as it is.")
    return BookDamagedError.exit_status


def _faults(folder: Path) -> list[dict[str, Any]]:
    """What reading it meets; what a running desk is just writing is no fault."""
    held = is_held(folder)
    return [
        {"file": fault.path.name, "place": fault.place, "sentence": fault.sentence, "loses": fault.loses}
        for fault in load(folder).findings
        if fault.loses or not held
    ]


def _unreadable(book: Book) -> list[dict[str, Any]]:
    """Documents that are whole on the disk, and still not of a shape that can be understood."""
    faults = []
    for noun, table in NOUNS.items():
        for document in book.select(table, archived=True):
            try:
                from_document(noun, document)
            except DocumentError as error:
                place = str(document.get("id", "without an id"))
                faults.append({"file": table, "place": place, "sentence": f"{error}.", "loses": True})
    return faults
