"""An erasure that is not finished: what its note says of that, whether another try is worth it, and how it is told.

What the disk refused is tried once more at the next start, as it may have passed. From then on, and where words are
left that nothing takes out, it is only tried once what was in the way has changed, or where somebody asks.
"""

import errno
import json
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from deskapp import slots
from deskapp.messages import noted
from deskapp.model.frozen import dataclass
from deskapp.store.book import Book
from deskapp.store.engine.loaded import Loaded
from deskapp.store.engine.reader import NOTE, is_copy_before_erasing, is_month, read_plain
from deskapp.store.erase.identifiers import Identifiers
from deskapp.store.erase.verify_erasure import is_in_file

TABLE = "erasures"
STEPS = f"`{slots.DESKAPP}erase --again` tries once more, `{slots.DESKAPP}erase --end` ends it as it is."
GOES_ON = noted("An erasure is not finished yet; the next start of the desk goes on with it.")
NEVER_COUNTED = noted(
    "An erasure was begun and never counted: nothing was erased. The next start of the desk forgets it."
)
ROOM, TRIES, LONGEST = 1 << 20, 2, 1 << 28
FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class UnfinishedErasure:
    """Where an erasure stands: whether it counts, the places that still hold something of it, and why, if known."""

    note: dict[str, Any]
    counts: bool
    places: tuple[str, ...] = ()
    why: str = ""

    @property
    def sentence(self) -> str:
        """It, for people."""
        if not self.counts:
            return NEVER_COUNTED
        if not self.places:
            return GOES_ON
        where = ", ".join(self.places[:3]) + (f" and {len(self.places) - 3} more files" if len(self.places) > 3 else "")
        holds = "holds" if len(self.places) == 1 else "hold"
        what = f"{where} ({self.why})" if self.why else f"{where} still {holds} something of it"
        copy = f" The book of before stays in {self.note['before']} until then." if self.note.get("before") else ""
        return f"An erasure is not finished: {what}.{copy}"

    @property
    def next_step(self) -> str:
        """What may be done."""
        return STEPS if self.counts and self.places else ""


def read_note(folder: Path) -> dict[str, Any] | None:
    """The note of an erasure under way, if there is one. Raises OSError or ValueError where it cannot be read."""
    try:
        note: Any = json.loads(read_plain(folder / NOTE, LONGEST))
    except FileNotFoundError:
        return None
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    if not isinstance(note, dict) or not {"id", "ids", "texts"} <= note.keys():
        raise ValueError("it is no note of an erasure")
    filled: dict[str, Any] = {"gone": [], "files": [], "all": False, "before": "", **note}
    _check(filled)
    return filled


def _check(note: dict[str, Any]) -> None:
    """Raises ValueError for a note that is not as the book writes it, or leads out of the book."""
    failed = note.get("failed") or {}
    if not isinstance(failed, dict) or not isinstance(failed.get("looked", {}), dict):
        raise ValueError("it is not what was written")
    lists = [note.get(name, []) for name in ("ids", "texts", "gone", "files", "clues", "elsewhere", "decided")]
    lists += [failed.get("places", []), list(failed.get("looked", {}))]
    is_sound = isinstance(note["id"], str) and isinstance(note["all"], bool) and isinstance(failed.get("tries", 0), int)
    if not is_sound or not all(
        isinstance(each, list) and all(isinstance(text, str) for text in each) for each in lists
    ):
        raise ValueError("it is not what was written")
    places = [*lists[-2], *lists[-1]]
    is_inside = all(
        not place.startswith("/") and ".." not in place.split("/") and "\0" not in place for place in places
    )
    is_copy = note["before"] == "" or is_copy_before_erasing(note["before"])
    if not is_inside or not is_copy or not all(map(is_month, note["files"])):
        raise ValueError("it names files that are none of a book")


def look(book: Book) -> UnfinishedErasure | None:
    """Where the erasure under way in an open book stands. Raises OSError or ValueError for an unreadable note."""
    note = read_note(book.path)
    return None if note is None else _of(note, book.get(TABLE, note["id"]) is not None)


def look_at(folder: Path, loaded: Loaded) -> str:
    """The same of a book that is only read, as what is told; "" where none is under way."""
    try:
        note = read_note(folder)
    except (OSError, ValueError) as error:
        return f"The note of an erasure cannot be read ({error}). {STEPS}"
    if note is None:
        return ""
    erasure = _of(note, loaded.shelf(TABLE).find(note["id"]) is not None)
    return f"{erasure.sentence} {erasure.next_step}".strip()


def _of(note: dict[str, Any], counts: bool) -> UnfinishedErasure:
    failed = note.get("failed") or {}
    return UnfinishedErasure(note, counts, tuple(failed.get("places", ())), str(failed.get("why", "")))


def tell(book: Book, erasure: UnfinishedErasure) -> None:
    """Put it on the notice board."""
    book.notices.tell(erasure.sentence, erasure.next_step)


def untell(book: Book) -> None:
    """Nothing of it is on the notice board any more."""
    for notice in book.notices:
        if notice.next_step == STEPS:
            book.notices.forget(notice.sentence)


def keep_failed(book: Book, note: dict[str, Any], places: Iterable[str], error: OSError | None, why: str) -> None:
    """Write into the note where a try came to its end, and tell it."""
    names = tuple(places)
    looked = {name: _state(book.path / name) for name in names} if why else {}
    is_full = error is not None and error.errno in FULL
    free = shutil.disk_usage(book.path).free if is_full else None
    before = note.get("failed") or {}
    tries = 1 + (before.get("tries", 0) if (before.get("places"), before.get("why")) == ([*names], why) else 0)
    note["failed"] = {"places": [*names], "why": why, "looked": looked, "free": free, "tries": tries}
    with suppress(OSError):
        book.engine.disk.write_aside(book.path / NOTE, json.dumps(note).encode())
    tell(book, _of(note, True))


def is_worth_a_try(book: Book, erasure: UnfinishedErasure) -> bool:
    """Whether what was in the way of the last try has changed since, at the cost of a look at those files."""
    failed = erasure.note.get("failed")
    if not failed or (erasure.why and failed.get("tries", 0) < TRIES):
        return True
    if isinstance(free := failed.get("free"), int) and shutil.disk_usage(book.path).free > free + ROOM:
        return True
    if erasure.why:
        return any(_state(book.path / name) != state for name, state in failed.get("looked", {}).items())
    marks = Identifiers(erasure.note["ids"], erasure.note["texts"])
    try:
        return not all((path := book.path / name).is_file() and is_in_file(path, marks) for name in erasure.places)
    except OSError:
        return False


def _state(path: Path) -> list[int]:
    """What of a file and its folder would change where somebody made way."""
    state: list[int] = []
    for place in (path, path.parent):
        try:
            facts = place.lstat()
            state += [facts.st_mode, facts.st_uid]
        except OSError:
            state.append(-1)
    return state
