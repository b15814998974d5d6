"""Commands that copy the whole book into one file, and bring such a file back."""

import os
import sys
from datetime import datetime
from pathlib import Path
from shlex import quote

from deskapp import clock
from deskapp.cli.bar import progress
from deskapp.cli.call import Call
from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.store.copies import backup as copies
from deskapp.store.copies import restore as ways_back
from deskapp.store.copies.crypt import ENDING, LONGEST, is_locked, passphrase_of, read_passphrase
from deskapp.store.copies.given_out import path_of
from deskapp.text import safe, when


def backup(call: Call) -> None:
    """Copy the book into a file, `backups/` of the book where none is named, and read it back; locked where asked."""
    folder, passphrase = call.folder, _passphrase(call)
    if passphrase and not call.text("file"):
        raise RefusedError(
            said("A locked backup is for another disk."), said("Name the file, or the folder, where it goes.")
        )
    target = _target(call.text("file"), folder, ENDING if passphrase else ".zip")
    with progress(call.err) as show:
        held = copies.give_out(folder, target, over=call.arguments.force, passphrase=passphrase, progress=show)
    if call.json:
        call.object({"file": str(target), "tables": held.tables, "newest": held.newest})
        return
    call.line(str(target))
    call.say(f"Copied{', locked' if passphrase else ''} and read back: {_in_words(held)}.")


def restore(call: Call) -> None:
    """Put a backup in the place of the book, after the present one was backed up; a locked one asks how it opens."""
    file = Path(call.text("file"))
    given = _passphrase(call)
    if given and file.is_file() and not is_locked(Path(os.path.realpath(file))):
        raise RefusedError(
            said("{file} isn't locked with a passphrase.", file=file),
            said("If it's the right file, leave --passphrase out."),
        )
    is_somebody_there = sys.stdin is not None and sys.stdin.isatty()
    ask = (lambda: given or _asked(file)) if given or is_somebody_there else None
    with progress(call.err) as show:
        done = ways_back.restore(call.place.folder, file, show, ask=ask)
    if call.json:
        facts = {"tables": done.after.tables, "newest": done.after.newest, "made_at": done.after.made_at}
        saved = str(done.saved_as) if done.saved_as else None
        replaced = done.before.tables if done.before else None
        call.object({"book": str(call.place.folder), **facts, "replaced": replaced, "saved_as": saved})
        return
    if done.saved_as is not None:
        call.say(
            said(
                "The book until now ({in_words}) was saved as {saved_as}.",
                in_words=_in_words(done.before),
                saved_as=done.saved_as,
            )
        )
    call.line(said("The book is now that of {name}: {in_words}.", name=file.name, in_words=_in_words(done.after)))


def _passphrase(call: Call) -> str:
    """The passphrase that is to be used, from the file that is named; nothing where none is."""
    named = call.text("passphrase")
    if not named:
        return ""
    if named == "-":
        return passphrase_of(sys.stdin.readline(LONGEST).encode("utf-8", "surrogateescape"), "the input")
    passphrase, is_open = read_passphrase(path_of(named))
    if is_open:
        call.say(
            said(
                "Other accounts on this computer may read {named}. `chmod 600 {quote}` keeps them out.",
                named=named,
                quote=quote(named),
            )
        )
    return passphrase


def _asked(file: Path) -> str:
    """The passphrase as somebody types it, unseen. Raises RefusedError where nothing is typed."""
    from getpass import getpass

    try:
        return passphrase_of(getpass(safe.line(f"Passphrase of {file.name}: ")).encode(), "the answer")
    except EOFError as error:
        raise RefusedError(said("No passphrase was typed."), said("Nothing was changed.")) from error


def _target(named: str, folder: Path, ending: str) -> Path:
    stamped = f"deskapp-{clock.now():%Y-%m-%dT%H%M%SZ}{ending}"
    if not named:
        return folder / "backups" / stamped
    path = path_of(named).absolute()
    return path / stamped if path.is_dir() else path


def _in_words(held: copies.Contents | None) -> str:
    if held is None:
        return "which could not be read"
    counts = ", ".join(f"{count} {table}" for table, count in held.tables.items() if count) or "nothing"
    changed = f", last changed {when.stamp(datetime.fromisoformat(held.newest))}" if held.newest else ""
    return counts + changed
