"""The command that writes a part of the book for others to read."""

from pathlib import Path

from deskapp.cli import output_file
from deskapp.cli.call import Call
from deskapp.commands import meant
from deskapp.errors import UsageError
from deskapp.exchange.exporters import WAYS, ExportRequest

OLD_CARDS = "vcf3"
"""A format that no ending asks for: its files end as those of `vcf` do."""


def export(call: Call) -> None:
    """Write it to the file that is named, else to the output."""
    what, asked = call.text("what"), call.text("format")
    formats = WAYS[what]
    writer = formats.get(asked or _by_ending(what, call.text("output")))
    if writer is None:
        raise UsageError(f"The {what} cannot be written as {asked!r:.20}.", f"Choose {' or '.join(formats)}.")
    if call.text("who") and what == "faq":
        raise UsageError("The FAQ is nobody's own.", "Leave --who out.")
    customer = meant.card(call.desk, call.text("who")) if call.text("who") else None
    file = output_file.named(call)
    output_file.write(call, file, writer(ExportRequest(call.desk, customer, call.say)))


def _by_ending(what: str, named: str) -> str:
    """The format that a file's ending asks for; the usual one without an ending. Raises UsageError for another's."""
    formats, ending = WAYS[what], Path(named).suffix
    if not ending:
        return next(iter(formats))
    form = ending[1:].casefold()
    if form not in formats or form == OLD_CARDS:
        *most, last = (f".{one}" for one in formats if one != OLD_CARDS)
        raise UsageError(f"The {what} cannot be written as {ending!r:.20}, only as {', '.join(most)} or {last}.")
    return form
