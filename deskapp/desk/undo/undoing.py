"""Undo is mine: it takes back the last act of whoever asks, done by the way by which they ask.

At the desk that is what its keys did; a command also takes back what the same person's commands did. What a phone did
is nobody's to take back.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from deskapp.desk.documents import mine
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.errors import RefusedError

if TYPE_CHECKING:
    from deskapp.store.undo import Undone


def undo(desk: Session) -> "Undone":
    """Take my last act back.

    Raises RefusedError where there is none, or where it would undo what somebody did since; then it is stepped over.
    """
    return _step(desk, desk.book.undo)


def redo(desk: Session) -> "Undone":
    """Do again what I undid last. Raises RefusedError like `undo`."""
    return _step(desk, desk.book.redo)


def _step(desk: Session, step: "Callable[..., Undone]") -> "Undone":
    from deskapp.desk.visits.missed import HungUp
    from deskapp.store.undo import CannotStepError

    at_the_desk = settings.read(desk).staff
    try:
        done = step(by=desk.staff, at=desk.now(), whose=mine(desk), follows=HungUp())
    except CannotStepError as error:
        from deskapp.desk.undo.refusals import since

        why = since(error.in_the_way)
        raise RefusedError(f"“{error.words}” cannot be {error.verb}: {why}.", error.next_step) from error
    staff = settings.read(desk).staff
    if staff != at_the_desk:
        desk.staff = staff
    settings.follow_country(desk)
    return done
