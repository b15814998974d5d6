"""A time in a field: what it comes to is shown before it is taken."""

from datetime import datetime

from deskapp.commands.promises import IN_A_FIELD, TIMES
from deskapp.errors import RefusedError
from deskapp.text import when
from deskapp.text.hours import PLAIN, Habits
from deskapp.ui.widgets.question import Choice, Suggestions

__all__ = ["IN_A_FIELD", "TIMES", "meant", "resolved_time"]
TOMORROW = "tomorrow"


def resolved_time(typed: str, now: datetime, known: Habits = PLAIN, *, then: str = "Enter promises it") -> Suggestions:
    """What a typed time comes to at a desk and what decided that, or why it cannot be read.

    Of an hour that has passed tomorrow's is offered.
    """
    if not typed.strip():
        return Suggestions(hint=f"By when? {TIMES}")
    try:
        reading = when.read(typed, now, known)
        shown = " ".join(filter(None, (f"That is {when.describe(reading.at, now)}.", reading.why)))
        return Suggestions(hint=f"{shown} {then}.")
    except when.PassedError as error:
        choice = Choice(TOMORROW, when.tomorrow_at(error.tomorrow, now))
        return Suggestions([choice], -1, f"{error.sentence} Down, then Enter takes tomorrow.", bad=True)
    except RefusedError as error:
        return Suggestions(hint=str(error) if error.next_step != when.EXAMPLES else error.sentence, bad=True)


def meant(typed: str, chosen: str) -> str:
    """The time as it was typed, or with the day that was chosen for it."""
    words = typed.strip()
    if chosen != TOMORROW:
        return words
    return f"{TOMORROW} {words[3:] if words.casefold().startswith(('by ', 'at ')) else words}"
