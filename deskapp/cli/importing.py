"""The command that takes in a file: a dry run first, then one change that one undo takes back."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from deskapp import slots
from deskapp.cli import book_in_use
from deskapp.cli.bar import progress
from deskapp.cli.call import Call
from deskapp.desk.session import Session
from deskapp.exchange import importer
from deskapp.exchange.batch import ImportPlan
from deskapp.exchange.csv_in import read_choices
from deskapp.exchange.reading import read_file
from deskapp.messages import said
from deskapp.store.asked import whole

HEADER = ("what", "who", "line", "why")
MOST_SHOWN = 40
MOST_HANDED_OVER = 3000


def take_in(call: Call) -> int | None:
    """Tell what the file would bring; then, unless only that was asked for, back the book up and take it in."""
    file = Path(os.path.abspath(Path(call.text("file")).expanduser()))  # noqa: PTH100 - a link stays a link
    plan = _planned(call, call.desk, file)
    if call.arguments.dry_run or plan.is_empty:
        _tell(call, plan, done=False)
        return None
    argv = ["import", str(file), *(f"--columns={column}" for column in call.arguments.columns)]
    argv += [f"--encoding={call.text('encoding')}"] if call.text("encoding") else []
    argv += ["--utc"] * bool(call.arguments.utc)

    def work(desk: Session) -> None:
        _apply(call, desk, plan if desk is call.desk else _planned(call, desk, file))

    return book_in_use.at_the_book(call, argv, work, weight=_weight(plan))


def _weight(plan: ImportPlan) -> str:
    """Why a running desk should not be handed this, "" where it may be: it would stand still for seconds."""
    count = len(plan.new) + len(plan.changed) + len(plan.calls) + sum(map(len, plan.documents.values()))
    return (
        said("The desk is open, and {number:,} records would hold it up.", number=count)
        if count > MOST_HANDED_OVER
        else ""
    )


def _planned(call: Call, desk: Session, file: Path) -> ImportPlan:
    columns, is_utc = read_choices(call.arguments.columns), bool(call.arguments.utc)
    batch = read_file(file, columns, call.text("encoding"), is_utc=is_utc)
    with progress(call.err) as show:
        return importer.planned(batch, desk, importer.known_for(batch, desk), show)


def _apply(call: Call, desk: Session, plan: ImportPlan) -> None:
    with progress(call.err) as show:
        saved = importer.back_up(desk, show)
    with whole(desk.book, desk.asked):
        done = importer.take(desk, plan)
    _tell(call, done, done=True)
    call.say(
        said(
            "The book until now is in {name} among its backups. `{deskapp}undo` takes the import back.",
            name=saved.name,
            deskapp=slots.DESKAPP,
        )
    )


def _tell(call: Call, plan: ImportPlan, *, done: bool) -> None:
    if call.json:
        call.object(_as_object(plan, done))
        return
    rows = list(_rows(plan))
    call.table(HEADER, rows[:MOST_SHOWN])
    if len(rows) > MOST_SHOWN:
        call.line(f"… and {len(rows) - MOST_SHOWN:,} more; --json lists them all.")
    for note in plan.notes:
        call.say(note)
    call.say(
        said("Imported: {words}.", words=plan.words) if done else said("It would import: {words}.", words=plan.words)
    )


def _rows(plan: ImportPlan) -> Iterator[tuple[str, str, str, str]]:
    """What needs a look first: what may be an allergy, then refused, changed, new, calls and duplicates."""
    for doubt in plan.doubts:
        yield "allergy?", doubt.name, str(doubt.line), doubt.words
    for refused in plan.refused:
        yield "refused", refused.excerpt, str(refused.line), refused.reason
    for card in plan.changed:
        elsewhere = [told for change in card.changes for told in change.held_elsewhere]
        changes = [_change_words(*change.words, change.field) for change in card.changes]
        yield "changed", card.name, str(card.line), " ".join([*elsewhere, "; ".join(changes)])
    for new in plan.new:
        yield "new", new.customer.name, str(new.line), f"like {new.beside}, not the same" if new.beside else ""
    for call in plan.calls:
        whose = call.customer.name if call.customer else call.draft.name
        yield "call", whose or call.draft.number, str(call.draft.line), call.draft.number if whose else ""
    for same in plan.duplicates:
        yield "duplicate", same.name, str(same.line), ""


def _change_words(old: str, new: str, field: str) -> str:
    name = field.replace("_", " ")
    return f"{name}: {old} becomes {new}" if old else f"{name}: {new}"


def _as_object(plan: ImportPlan, done: bool) -> dict[str, Any]:
    return {
        "done": done,
        "words": plan.words,
        "new": [{"name": card.customer.name, "line": card.line, "beside": card.beside} for card in plan.new],
        "changed": [
            {
                "id": card.id,
                "name": card.name,
                "line": card.line,
                "fields": [change.field for change in card.changes],
                "held_elsewhere": [told for change in card.changes for told in change.held_elsewhere],
            }
            for card in plan.changed
        ],
        "duplicates": [{"name": card.name, "line": card.line} for card in plan.duplicates],
        "calls": len(plan.calls),
        "same_calls": plan.same_calls,
        "documents": {table: len(documents) for table, documents in plan.documents.items()},
        "refused": [{"line": part.line, "reason": part.reason, "excerpt": part.excerpt} for part in plan.refused],
        "notes": list(plan.notes),
        "doubts": [{"name": doubt.name, "line": doubt.line, "words": doubt.words} for doubt in plan.doubts],
    }
