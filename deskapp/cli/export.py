"""The command that writes a part of the book for others to read."""

from pathlib import Path

from deskapp.cli import who
from deskapp.cli.call import Call
from deskapp.errors import UsageError
from deskapp.exchange.giving_out import WAYS, Asked, write


def export(call: Call) -> None:
    """Write it to the file that is named, else to the output."""
    what, asked = call.text("what"), call.text("format")
    formats = WAYS[what]
    writer = formats.get(asked or next(iter(formats)))
    if writer is None:
        raise UsageError(f"The {what} cannot be written as {asked!r:.20}.", f"Choose {' or '.join(formats)}.")
    if call.text("who") and what == "faq":
        raise UsageError("The FAQ is nobody's own.", "Leave --who out.")
    customer = who.card(call.desk, call.text("who")) if call.text("who") else None
    text, named = writer(Asked(call.desk, customer, call.say)), call.text("output")
    if not named:
        call.out.write(text)
        return
    file = Path(named).expanduser()
    write(file, text)
    call.say(f"Written to {file}.")
