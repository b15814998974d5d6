"""The question whether a time at which the desk is closed is meant all the same."""

from collections.abc import Callable
from datetime import datetime

from deskapp.desk.closed_then import ClosedThenError
from deskapp.desk.session import Desk
from deskapp.errors import RefusedError
from deskapp.text import when
from deskapp.ui.asks.choosing import choosing
from deskapp.ui.widgets.entry import Ask, Choice, Next, Offer


def in_hours(desk: Desk, due: datetime, then: Callable[[datetime, bool], Next]) -> Next:
    """Go on with a time; one that is refused as the desk is closed is asked about: `then` gets whether it is meant."""
    try:
        return then(due, False)
    except ClosedThenError as error:
        why, opens = error.sentence, error.opens
    choices = [Choice("same", f"All the same: {when.describe(due, desk.now())}")]
    if opens:
        choices.insert(0, Choice("opens", f"When the desk opens: {when.describe(opens, desk.now())}"))

    def done(values: dict[str, str], chosen: str) -> Next:
        if not chosen:
            raise RefusedError(why, "Up and Down choose; Esc leaves it.")
        return then(opens, False) if chosen == "opens" and opens else then(due, True)

    offer = Offer(choices, 0, f"{why} Enter takes the lit one.", bad=True)
    return choosing(
        Ask(
            title="Closed then",
            fields=[("which", "Which one?", "")],
            react=lambda values: offer,
            done=done,
            continues=True,
        )
    )
