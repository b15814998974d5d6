"""Files that commands give out: which one is named, whether it may be written, and writing it."""

from pathlib import Path

from deskapp.cli.call import Call
from deskapp.errors import RefusedError, ThereAlreadyError
from deskapp.store.copies import given_out

TO_OUTPUT = ("", "-")
NEXT = "Give another name, or add --force to write over it."


def named(call: Call, argument: str = "output") -> Path | None:
    """The file that an argument names, looked at before any work is done; None where the output is meant.

    Raises RefusedError.
    """
    if call.text(argument) in TO_OUTPUT:
        return None
    file = given_out.path_of(call.text(argument))
    try:
        given_out.place(file, call.desk.book.path, over=call.arguments.force)
    except ThereAlreadyError as error:
        raise RefusedError(error.sentence, NEXT) from error
    return file


def write(call: Call, file: Path | None, text: str, *, told: bool = True) -> None:
    """Put a text into the file, which is `told`, or on the output where there is none. Raises RefusedError."""
    if file is None:
        call.out.write(text)
        return
    try:
        given_out.write(file, text, call.desk.book.path, over=call.arguments.force)
    except ThereAlreadyError as error:
        raise RefusedError(error.sentence, NEXT) from error
    if told:
        call.say(f"Written to {file}.")
