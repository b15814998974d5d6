"""What was typed at this desk: times read now, by its opening hours and the order in which its country writes dates."""

from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.text import typed_when
from deskapp.text.hours import Habits, of_settings
from deskapp.text.typed_hour import ReadMoment


def of(desk: Session) -> Habits:
    """The habits of a desk."""
    return of_settings(settings.read(desk))


def read(desk: Session, text: str, *, past: bool = False) -> ReadMoment:
    """What a text means at a desk now. Raises RefusedError with an example."""
    return typed_when.read(text, desk.now(), of(desk), past=past)
