"""In which order files have to reach the disk: rules over a list of calls (see `calls`), whoever recorded it.

What was written and not synced since, and each name that its folder was not synced for, may be gone after a power cut.
Each rule says what must not be among it when something else happens.
"""

import os
import re
from collections.abc import Iterable
from pathlib import Path

from tests.store.calls import Call

TABLE = re.compile(r"[^/]+\.json")
SEGMENT = re.compile(r"journal/\d+\.jsonl")
MONTH = re.compile(r"archive/[^/]+\.json")
BACKUP = re.compile(r"backups/[^/]+\.zip")
LIVE = re.compile(r"[^/]+\.json(\.prev)?|journal/\d+\.jsonl|archive/[^/]+\.(json|fold)")
NOT_KEPT = re.compile(r"LOCK|.*\.sock|.*\.part")
ASIDE, READY = "restoring/", "restoring/READY"
NAMING = ("create", "rename", "link", "folder")


class Watch:
    """What the disk surely holds while the calls go by; `faults` are the rules that were broken."""

    def __init__(self, root: Path, book: Path) -> None:
        """As the folder stands now, all of it on the disk."""
        self.book = os.path.realpath(book) + os.sep
        self.files: dict[str, int] = {}
        self.folders = {os.path.realpath(root)}
        for path in Path(os.path.realpath(root)).rglob("*"):
            if path.is_dir():
                self.folders.add(str(path))
            else:
                self.files[str(path)] = -path.stat().st_ino
        self.unsynced: set[int] = set()
        self.unread: set[int] = set()
        self.failed: set[int] = set()
        self.names: dict[str, list[tuple[str, str]]] = {}
        self.written: set[str] = set()
        self.faults: list[str] = []
        self._next = 1

    def play(self, calls: Iterable[Call]) -> list[str]:
        """All of the calls, one after another; the faults."""
        for call in calls:
            getattr(self, f"_{call.kind}")(call)
        return self.faults

    def _blame(self, is_wrong: object, words: str) -> None:
        if is_wrong:
            self.faults.append(f"{words} ({is_wrong})" if is_wrong is not True else words)

    def _name(self, path: str) -> str:
        return path.removeprefix(self.book)

    def _pending(self, *places: str, gone: bool = False) -> list[str]:
        """The names in folders of the book that may not be there after a power cut (`gone`: or still there)."""
        kinds = (*NAMING, "unlink", "rmdir") if gone else NAMING
        folders = [str(Path(self.book) / place) for place in places]
        found = [one for folder in folders for one in self.names.get(folder, []) if one[0] in kinds]
        return [self._name(path) for _, path in found if not NOT_KEPT.fullmatch(Path(path).name)]

    def _dirty(self, below: str = "") -> list[str]:
        """The files of the book whose bytes may not be there."""
        names = [self._name(path) for path, file in self.files.items() if file in self.unsynced]
        return [name for name in names if name.startswith(below) and not NOT_KEPT.fullmatch(Path(name).name)]

    def _change_name(self, kind: str, path: str) -> None:
        self.names.setdefault(str(Path(path).parent), []).append((kind, path))

    def _folder(self, call: Call) -> None:
        self.folders.add(call.path)
        self._change_name("folder", call.path)

    def _create(self, call: Call) -> None:
        if call.path not in self.files:
            self.files[call.path], self._next = self._next, self._next + 1
            self._change_name("create", call.path)
        self.unsynced.add(self.files[call.path])

    def _read(self, call: Call) -> None:
        self.unread.discard(self.files.get(call.path, 0))

    def _write(self, call: Call) -> None:
        self._durable(call)
        self.unsynced.add(self.files[call.path])

    def _durable(self, call: Call) -> None:
        self._blame(self.files[call.path] in self.failed, f"{call.path} is written to with a failed write's rest in it")
        self.unread.add(self.files[call.path])
        if SEGMENT.fullmatch(self._name(call.path)):
            self.written.add(call.path)
            self._blame("ERASING" in self._pending(""), "an erasure counts before its note is on the disk")

    def _room(self, call: Call) -> None:
        """Zeros ahead of need may be there or not."""
        self._blame(self.files[call.path] in self.failed, f"{call.path} is gone on with after a failed write")

    def _failed(self, call: Call) -> None:
        """What it left may be anywhere, and has to be cut off."""
        self.unsynced.add(self.files[call.path])
        self.failed.add(self.files[call.path])

    def _cut(self, call: Call) -> None:
        """A segment that is left gives its room back, and needs no sync for that."""
        if self.files[call.path] in self.failed or not SEGMENT.fullmatch(self._name(call.path)):
            self.failed.discard(self.files[call.path])
            self.unsynced.add(self.files[call.path])

    def _sync(self, call: Call) -> None:
        if call.path in self.folders:
            self.names.pop(call.path, None)
        elif call.path in self.files:
            self.unsynced.discard(self.files[call.path])

    def _rename(self, call: Call) -> None:
        source, target = self._name(call.path), self._name(call.other)
        file = self.files[call.path]
        self._blame(file in self.unsynced, f"{target} gets its name before its bytes are synced")
        if TABLE.fullmatch(target) or MONTH.fullmatch(target):
            self._blame(file in self.unread, f"{target} was not read back")
        if TABLE.fullmatch(target) and not source.startswith(ASIDE):
            self._blame(self._pending("archive") + self._dirty("archive/"), f"{target} counts before its months")
            spare = self.files.get(call.other + ".prev")
            self._blame(self.files.get(call.other, spare) != spare, f"{target} goes without a copy of before")
        if BACKUP.fullmatch(target):
            waiting = self._pending("backups/archive") + self._dirty("backups/")
            self._blame(waiting, f"{target} counts before the months that it speaks of")
        if target == READY:
            folders = ("", "restoring", "restoring/journal", "restoring/archive")
            waiting = [name for name in self._pending(*folders) if not name.startswith((READY, "LOCK"))]
            self._blame(waiting + self._dirty(ASIDE), "READY is there before what it speaks of")
        self._before_exchange(source if source.startswith(ASIDE) else "", target)
        self._before_ready_goes(source)
        self.files[call.other] = self.files.pop(call.path)
        self._change_name("unlink", call.path)
        self._change_name("rename", call.other)

    def _before_exchange(self, source: str, target: str) -> None:
        """Nothing of the old book goes, and nothing of the new one comes, before READY is on the disk."""
        is_restoring = self.book + ASIDE.rstrip("/") in self.folders
        is_old = source or self.book + READY in self.files
        if is_restoring and is_old and LIVE.fullmatch(target):
            ready = self.files.get(self.book + READY)
            waiting = [name for name in self._pending("", "restoring") if name in (READY, "restoring")]
            self._blame(
                ready is None or ready in self.unsynced or waiting, f"{target} is exchanged before READY counts"
            )

    def _before_ready_goes(self, name: str) -> None:
        """All of the exchange is on the disk before READY goes, under whatever name."""
        if name == READY:
            waiting = self._pending("", "journal", "archive", gone=True)
            self._blame([one for one in waiting if one != "restoring"], "READY goes before the exchange is on the disk")

    def _link(self, call: Call) -> None:
        self.files[call.other] = self.files[call.path]
        self._change_name("link", call.other)

    def _unlink(self, call: Call) -> None:
        name = self._name(call.path)
        if SEGMENT.fullmatch(name):
            newer = [one for one in self._dirty("journal/") if one > name]
            waiting = self._pending("", "journal") + newer
            self._blame(waiting, f"{name} goes before what holds its changes is on the disk")
        if MONTH.fullmatch(name):
            self._blame(self._pending(""), f"{name} goes before the tables that speak of another are on the disk")
        self._before_ready_goes(name)
        if name.startswith(ASIDE) and name != READY:
            gone = ("unlink", call.path.replace(name, READY))
            self._blame(gone in self.names.get(self.book + "restoring", []), f"{name} goes before READY has gone")
        else:
            self._before_exchange("", name)
        if call.path in self.files:
            self.files.pop(call.path)
            self._change_name("unlink", call.path)

    def _rmdir(self, call: Call) -> None:
        self.folders.discard(call.path)
        self._change_name("rmdir", call.path)

    def _say(self, call: Call) -> None:
        """A change is told of (`saved`), or something else is `done`: it is all there after a power cut."""
        if call.path == "saved":
            self._blame(not self.written, "nothing was written to the journal")
            for path in self.written:
                self._blame(self.files.get(path) in self.unsynced, f"a change is told of before {path} is synced")
                self._blame_name(path)
            self.written.clear()
            return
        self._blame([name for name in self._dirty() if not SEGMENT.fullmatch(name)], "done, and not synced")
        for folder in self.names:
            self._blame(self._pending(folder), f"done, and these have no sure name in {folder}")

    def _blame_name(self, path: str) -> None:
        """Neither a file's own name nor that of a folder above it may go."""
        while path not in ("", os.sep):
            folder = str(Path(path).parent)
            is_new = any(one == path for kind, one in self.names.get(folder, []) if kind in NAMING)
            self._blame(is_new, f"a change is told of before {path} has a sure name")
            path = folder
