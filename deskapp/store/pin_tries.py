"""Wrong tries at a PIN where the book can't be written: kept in this user's own folder, so that they outlast a restart.

A desk that looks on, or whose disk fails, counts here; every desk of this user reads it beside what the book says.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from deskapp.digests import sha256
from deskapp.model.document import instant_text, read_instant
from deskapp.store.engine.disk import Disk
from deskapp.store.engine.reader import read_plain

LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Tries:
    """How many wrong tries there were, or none since the right one, and when the last of all was."""

    wrong: int
    at: datetime


def read(book: Path, pin: str) -> Tries | None:
    """What is kept of the tries at a book's PIN (as it is kept, not as it is typed); None where that is nothing."""
    try:
        held = json.loads(read_plain(_file(book), LONGEST))
        wrong, at = held["wrong"], read_instant(held["at"])
        is_this = held["pin"] == _name(pin)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return Tries(wrong, at) if is_this and type(wrong) is int and wrong >= 0 else None


def keep(book: Path, pin: str, tries: Tries) -> None:
    """Keep them, for this user alone. Raises OSError."""
    file = _file(book)
    Disk().make_folder(file.parent)
    aside = file.with_name(f".{file.name}.{os.urandom(4).hex()}")
    number = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFELY, 0o600)
    try:
        told = {"pin": _name(pin), "wrong": tries.wrong, "at": instant_text(tries.at)}
        os.write(number, json.dumps(told).encode())
        os.fsync(number)
        aside.replace(file)
    finally:
        os.close(number)
        aside.unlink(missing_ok=True)


def forget(book: Path) -> None:
    """Nothing is kept any more; where that fails, what is kept holds."""
    with suppress(OSError):
        _file(book).unlink(missing_ok=True)


_SAFELY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


def _file(book: Path) -> Path:
    import platformdirs

    return Path(platformdirs.user_state_dir("deskapp", appauthor=False)) / f"tries-{_name(os.path.realpath(book))}.json"


def _name(text: str) -> str:
    return sha256(os.fsencode(text)).hexdigest()[:32]
