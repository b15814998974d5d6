"""Commands that give something out, to the file that is named, else to the output: cards, a report, the hand-over."""

import io
from dataclasses import replace
from pathlib import Path

from deskapp import clock
from deskapp.cli import output_file
from deskapp.cli.call import Call, as_json
from deskapp.commands import meant
from deskapp.desk.handover import handed, handover
from deskapp.desk.times.days import read_day
from deskapp.errors import RefusedError, UsageError
from deskapp.exchange.exporters import ExportRequest
from deskapp.exchange.formats import FORMATS
from deskapp.messages import said
from deskapp.model.document import to_document
from deskapp.model.handover import Handover
from deskapp.text import safe, when


def export(call: Call) -> None:
    """Write a part of the book for others to read."""
    what, asked = call.text("what"), call.text("format")
    formats = FORMATS[what]
    chosen = formats.get(asked or _by_ending(what, call.text("output")))
    if chosen is None:
        raise UsageError(
            said("The {what} cannot be written as {asked!r:.20}.", what=what, asked=asked),
            f"Choose {' or '.join(formats)}.",
        )
    if call.text("who") and what == "faq":
        raise UsageError(said("The FAQ is nobody's own."), said("Leave --who out."))
    customer = meant.card(call.desk, call.text("who")) if call.text("who") else None
    file = output_file.named(call)
    output_file.write(call, file, chosen.write(ExportRequest(call.desk, customer, call.say)))


def _by_ending(what: str, named: str) -> str:
    """The format that a file's ending asks for; the usual one without an ending. Raises UsageError for another's."""
    formats, ending = FORMATS[what], Path(named).suffix
    if not ending:
        return next(iter(formats))
    form = ending[1:].casefold()
    if form not in formats or formats[form].ending:
        *most, last = (f".{name}" for name, known in formats.items() if not known.ending)
        raise UsageError(
            said(
                "The {what} cannot be written as {ending!r:.20}, only as {most} or {last}.",
                what=what,
                ending=ending,
                most=", ".join(most),
                last=last,
            )
        )
    return form


def report(call: Call) -> None:
    """Look back on a day, a week, a month or a year."""
    from deskapp.desk.reports import reports
    from deskapp.exchange.report_out import WRITERS

    asked, staff = call.arguments, call.desk.staff
    day = read_day(call.desk, call.text("at"), past=True) if call.text("at") else clock.today(call.now)
    if asked.own and not staff:
        raise RefusedError(said("Nobody is named whose habits to show."), said("Give `--staff NAME` as well."))
    file = output_file.named(call)
    made = reports.make(call.desk, reports.period(asked.span, day), habits_of=staff if asked.own else "")
    encoding = getattr(call.out, "encoding", None) or "utf-8"
    draws_blocks = bool(file) or "utf" in encoding.lower()
    more = {} if draws_blocks or asked.format != "text" else {"block": "#"}
    output_file.write(call, file, WRITERS[asked.format](made, names=asked.names, **more))


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
    lines = [*(_left_lines(left) if left else ()), *written(now).rstrip("\n").split("\n")]
    output_file.write(call, file, "".join(f"{safe.line(line)}\n" for line in lines))


def _left_lines(left: Handover) -> list[str]:
    given = when.stamp(left.handed_at) if left.handed_at else ""
    head = f"{left.by or 'The one before'} left this for {left.to or 'the next'}, {given}:"
    return [head, *(f"  - {note.text}" for note in left.notes.values()), ""]


def _past(call: Call, file: Path | None) -> None:
    """The sheets that were handed over: each in one row, or those of a day as they were."""
    day = read_day(call.desk, call.text("date"), past=True) if call.text("date") else None
    sheets = handed.of_day(call.desk, day) if day else list(handed.past(call.desk))
    written = io.StringIO()
    answer = replace(call, out=written)
    if call.json:
        answer.array(to_document(sheet) for sheet in sheets)
    elif not sheets:
        call.say(said("No sheet was handed over then.") if day else said("No sheet was handed over yet."))
        return
    for number, sheet in enumerate(() if call.json else sheets):
        if day and number:
            answer.line()
        answer.line(handed.receipt(sheet, call.now))
        if day:
            answer.lines(handed.text(sheet).rstrip("\n"))
    output_file.write(call, file, written.getvalue())
