"""Commands that step back and forth: undo and redo."""

from deskapp.cli.call import Call


def undo(call: Call) -> None:
    """Take the last action back."""
    back = call.desk.book.undo(by=call.desk.staff, at=call.now)
    call.done(f"Undone: {back.words}", *sorted(back.touched))


def redo(call: Call) -> None:
    """Do again what was undone."""
    again = call.desk.book.redo(by=call.desk.staff, at=call.now)
    call.done(f"Redone: {again.words}", *sorted(again.touched))
