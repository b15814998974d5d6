"""A time at which the desk is closed, by lines: told, and meant all the same where somebody says so."""

from deskapp.desk.times import closed_hours, habits
from deskapp.desk.times.closed_hours import ClosedThenError
from deskapp.plain.session import PlainSession

MEANT = "y if it's meant all the same, or another time: "


def in_hours(session: PlainSession, due: str) -> tuple[str, tuple[str, ...]]:
    """A typed time, or another one, "" for none in the end; and the option for one at which the desk is closed.

    Raises RefusedError for words that are no time.
    """
    while due:
        try:
            closed_hours.refuse(session.desk, habits.read(session.desk, due).at)
        except ClosedThenError as error:
            session.say(f"{error.sentence} {error.way}".strip())
            answer = session.ask(MEANT)
            if answer.casefold() in ("y", "yes"):
                return due, ("--closed",)
            due = answer
        else:
            break
    return due, ()
