"""Commands that step back and forth: undo and redo."""

from deskapp.cli.call import Call
from deskapp.desk import undoing


def undo(call: Call) -> None:
    """Take the last action back."""
    back = undoing.undo(call.desk)
    call.done(f"Undone: {back.words}", *sorted(back.touched))


def redo(call: Call) -> None:
    """Do again what was undone."""
    again = undoing.redo(call.desk)
    call.done(f"Redone: {again.words}", *sorted(again.touched))
