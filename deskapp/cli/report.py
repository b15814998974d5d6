"""The command that looks back: a report."""

from typing import TextIO

from deskapp import clock
from deskapp.cli import output_file
from deskapp.cli.call import Call
from deskapp.desk.reports import reports
from deskapp.desk.times import days
from deskapp.errors import RefusedError
from deskapp.exchange.report_out import WRITERS


def report(call: Call) -> None:
    """Count the stretch, and write it to the file that is named, else to the output."""
    asked = call.arguments
    day = days.read_day(call.desk, call.text("at"), past=True) if call.text("at") else clock.today(call.now)
    if asked.own and not call.desk.staff:
        raise RefusedError("Nobody is named whose habits to show.", "Give `--staff NAME` as well.")
    file = output_file.named(call)
    made = reports.make(call.desk, reports.period(asked.span, day), habits_of=call.desk.staff if asked.own else "")
    more = {"block": "#"} if asked.format == "text" and not (file or _draws_blocks(call.out)) else {}
    output_file.write(call, file, WRITERS[asked.format](made, names=asked.names, **more))


def _draws_blocks(out: TextIO) -> bool:
    """Whether the output can write a block: a text in memory can, and what is encoded as UTF-8."""
    encoding = getattr(out, "encoding", None)
    return encoding is None or "utf" in encoding.lower()
