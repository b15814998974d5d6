"""What was typed at this desk: times read now, by its opening hours and the order in which its country writes dates."""

from deskapp.desk import settings
from deskapp.desk.session import Desk
from deskapp.text import when
from deskapp.text.habits import Habits, of_settings


def of(desk: Desk) -> Habits:
    """The habits of a desk."""
    return of_settings(settings.read(desk))


def read(desk: Desk, text: str, *, past: bool = False) -> when.Reading:
    """What a text means at a desk now. Raises RefusedError with an example."""
    return when.read(text, desk.now(), of(desk), past=past)
