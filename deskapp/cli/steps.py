"""Commands that step back and forth: undo and redo."""

from typing import TYPE_CHECKING

from deskapp.cli.call import Call
from deskapp.desk import settings

if TYPE_CHECKING:
    from deskapp.store.undo import Whose


def undo(call: Call) -> None:
    """Take the last action back."""
    back = call.desk.book.undo(by=call.desk.staff, at=call.now, whose=_not_the_phones(call))
    settings.follow_country(call.desk)
    call.done(f"Undone: {back.words}", *sorted(back.touched))


def redo(call: Call) -> None:
    """Do again what was undone."""
    again = call.desk.book.redo(by=call.desk.staff, at=call.now, whose=_not_the_phones(call))
    settings.follow_country(call.desk)
    call.done(f"Redone: {again.words}", *sorted(again.touched))


def _not_the_phones(call: Call) -> "Whose":
    """What the person who asks did, at the desk or by a command; a call that rang is not theirs to take back."""
    from deskapp.store.undo import COMMAND, DESK, Whose

    return Whose(call.desk.staff, frozenset({DESK, COMMAND}))
