"""An import from a file to the book, step by step, as the screen and the command line both do it."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.exchange.batch import Batch
from deskapp.exchange.plan import Progress, apply, dry_run
from deskapp.exchange.planned import ImportPlan
from deskapp.model.document import Document
from deskapp.store import where
from deskapp.store.copies.backup import backup

KEPT_BACKUPS = 5
_BEFORE = "before-import-"


@dataclass(frozen=True, slots=True)
class Known:
    """What the book holds that a file may bring again: calls, and other documents by table and id."""

    country: str
    calls: tuple[Mapping[str, Any], ...] = ()
    documents: Mapping[tuple[str, str], Document] = field(default_factory=dict)


def known_for(batch: Batch, desk: Session) -> Known:
    """What to hold a file against; to be asked in the thread that changes the book."""
    calls: tuple[Mapping[str, Any], ...] = ()
    if batch.calls:
        calls = tuple(desk.book.select("interactions", where("kind") == "call", archived=True))
    wanted = [(table, one["id"]) for table, ones in batch.documents.items() if table != "customers" for one in ones]
    there = ((key, desk.book.get(*key)) for key in wanted)
    return Known(settings.read(desk).country, calls, {key: one for key, one in there if one is not None})


def planned(batch: Batch, desk: Session, known: Known, progress: Progress | None = None) -> ImportPlan:
    """The dry run; it changes nothing, and may run in a thread of its own."""
    return dry_run(
        batch,
        desk.book.select("customers", newest_first=False),
        known.country,
        calls=known.calls,
        known=lambda table, identifier: known.documents.get((table, identifier)),
        progress=progress,
    )


def back_up(desk: Session, progress: Progress | None = None) -> Path:
    """Copy the whole book beside it before an import, and let the oldest of such copies go. Raises BookDamagedError."""
    folder = desk.book.path / "backups"
    target = folder / f"{_BEFORE}{desk.now():%Y-%m-%dT%H%M%S}.zip"
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{_BEFORE}{desk.now():%Y-%m-%dT%H%M%S}-{number}.zip"
    backup(desk.book, target, progress)
    with contextlib.suppress(OSError):
        for old in sorted(folder.glob(f"{_BEFORE}*.zip"), key=lambda one: one.stat().st_mtime)[:-KEPT_BACKUPS]:
            old.unlink(missing_ok=True)
    return target


def take(desk: Session, plan: ImportPlan) -> ImportPlan:
    """Do what the plan says as one change, which one undo takes back; gives what was done."""
    return apply(plan, desk.book, desk.staff, desk.now())
