"""The question whether a time at which the desk is closed is meant all the same."""

from collections.abc import Callable
from datetime import datetime

from deskapp.desk.session import Session
from deskapp.desk.times.closed_hours import ClosedThenError
from deskapp.errors import RefusedError
from deskapp.text import when
from deskapp.ui.questions.choosing import choosing
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions


def in_hours(desk: Session, due: datetime, then: Callable[[datetime, bool], NextStep]) -> NextStep:
    """Go on with a time; one that is refused as the desk is closed is asked about: `then` gets whether it is meant."""
    try:
        return then(due, False)
    except ClosedThenError as error:
        why, opens = error.sentence, error.opens
    choices = [Choice("same", f"All the same: {when.describe(due, desk.now())}")]
    if opens:
        choices.insert(0, Choice("opens", f"When the desk opens: {when.describe(opens, desk.now())}"))

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if not chosen:
            raise RefusedError(why, "Up and Down choose; Esc leaves it.")
        return then(opens, False) if chosen == "opens" and opens else then(due, True)

    offer = Suggestions(choices, 0, f"{why} Enter takes the lit one.", bad=True)
    return choosing(
        Question(
            title="Closed then",
            fields=[("which", "Which one?", "")],
            on_change=lambda values: offer,
            submit=submit,
            continues=True,
        )
    )
