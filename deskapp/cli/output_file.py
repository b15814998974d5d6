"""Files that commands give out: which one is named, whether it may be written, and writing it."""

from pathlib import Path

from deskapp.cli.call import Call
from deskapp.messages import said
from deskapp.store.copies import given_out

TO_OUTPUT = ("", "-")


def named(call: Call, argument: str = "output") -> Path | None:
    """The file that an argument names, looked at before any work is done; None where the output is meant.

    Raises RefusedError.
    """
    if call.text(argument) in TO_OUTPUT:
        return None
    file = given_out.path_of(call.text(argument))
    given_out.place(file, call.desk.book.path, over=call.arguments.force)
    return file


def write(call: Call, file: Path | None, text: str, *, told: bool = True) -> None:
    """Put a text into the file, which is `told`, or on the output where there is none. Raises RefusedError."""
    if file is None:
        call.out.write(text)
        return
    given_out.write(file, text, call.desk.book.path, over=call.arguments.force)
    if told:
        call.say(said("Written to {file}.", file=file))
