"""The command that shows the hand-over sheet, and those that were handed over before."""

import io
from dataclasses import replace
from pathlib import Path

from deskapp.cli import output_file
from deskapp.cli.call import Call, as_json
from deskapp.desk.handover import handed, handover
from deskapp.desk.times.days import read_day
from deskapp.model.document import to_document
from deskapp.model.handover import Handover
from deskapp.text import safe, when


def sheet(call: Call) -> None:
    """The hand-over sheet as it stands now; notes that were left and nobody confirmed stand first. Or past sheets."""
    file = output_file.named(call)
    if call.arguments.past or call.text("date"):
        _past(call, file)
        return
    left = handover.unread(call.desk)
    now = handover.sheet(call.desk, signed=left is None)
    if call.json:
        sections = {section.title: list(section.lines) for section in now.sections}
        told = {"title": now.title, "sections": sections, "unread": left.id if left else None}
        output_file.write(call, file, f"{as_json(told)}\n")
        return
    written = handover.markdown if call.text("format") == "md" else handover.text
    lines = [*(_left(left) if left else ()), *written(now).rstrip("\n").split("\n")]
    output_file.write(call, file, "".join(f"{safe.line(line)}\n" for line in lines))


def _past(call: Call, file: Path | None) -> None:
    """The sheets that were handed over: each in one row, or those of a day as they were."""
    day = read_day(call.desk, call.text("date"), past=True) if call.text("date") else None
    found = handed.of_day(call.desk, day) if day else list(handed.past(call.desk))
    written = io.StringIO()
    sheets = replace(call, out=written)
    if call.json:
        sheets.array(to_document(one) for one in found)
    elif not found:
        call.say("No sheet was handed over then." if day else "No sheet was handed over yet.")
        return
    for number, one in enumerate(() if call.json else found):
        if day and number:
            sheets.line()
        sheets.line(handed.receipt(one, call.now))
        for line in handed.text(one).rstrip("\n").split("\n") if day else ():
            sheets.line(line)
    output_file.write(call, file, written.getvalue())


def _left(one: Handover) -> list[str]:
    given = when.stamp(one.handed_at) if one.handed_at else ""
    head = f"{one.by or 'The one before'} left this for {one.to or 'the next'}, {given}:"
    return [head, *(f"  - {note.text}" for note in one.notes.values()), ""]
