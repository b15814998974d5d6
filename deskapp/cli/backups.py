"""Commands that copy the whole book into one file, and bring such a file back."""

from datetime import datetime
from pathlib import Path

from deskapp import clock, slots
from deskapp.cli.bar import Bar
from deskapp.cli.call import Call
from deskapp.cli.given_out import NEXT
from deskapp.errors import NotFoundError, RefusedError, ThereAlreadyError
from deskapp.store import backup as copies
from deskapp.store import restore as ways_back
from deskapp.store.given_out import path_of


def backup(call: Call) -> None:
    """Copy the book into a file, `backups/` of the book where none is named, and read it back."""
    folder = call.place.folder
    if not folder.is_dir():
        raise NotFoundError(f"There is no book in {folder}.", f"`{slots.DESKAPP}where` tells where it is looked for.")
    target = _target(call.text("file"), folder)
    try:
        with Bar(call.err) as bar:
            held = copies.give_out(folder, target, over=call.arguments.force, progress=bar.show)
    except ThereAlreadyError as error:
        raise RefusedError(error.sentence, NEXT) from error
    if call.json:
        call.object({"file": str(target), "tables": held.tables, "newest": held.newest})
        return
    call.line(str(target))
    call.say(f"Copied and read back: {_in_words(held)}.")


def restore(call: Call) -> None:
    """Put a backup in the place of the book, after the present one was backed up."""
    file = Path(call.text("file"))
    with Bar(call.err) as bar:
        done = ways_back.restore(call.place.folder, file, bar.show)
    if call.json:
        facts = {"tables": done.after.tables, "newest": done.after.newest, "made_at": done.after.made_at}
        saved = str(done.saved_as) if done.saved_as else None
        replaced = done.before.tables if done.before else None
        call.object({"book": str(call.place.folder), **facts, "replaced": replaced, "saved_as": saved})
        return
    if done.saved_as is not None:
        call.say(f"The book until now ({_in_words(done.before)}) was saved as {done.saved_as}.")
    call.line(f"The book is now that of {file.name}: {_in_words(done.after)}.")


def _target(named: str, folder: Path) -> Path:
    stamped = f"deskapp-{clock.now():%Y-%m-%dT%H%M%SZ}.zip"
    if not named:
        return folder / "backups" / stamped
    path = path_of(named).absolute()
    return path / stamped if path.is_dir() else path


def _in_words(held: copies.Contents | None) -> str:
    if held is None:
        return "which could not be read"
    counts = ", ".join(f"{count} {table}" for table, count in held.tables.items() if count) or "nothing"
    when = f", last changed {clock.local(datetime.fromisoformat(held.newest)):%Y-%m-%d %H:%M}" if held.newest else ""
    return counts + when
