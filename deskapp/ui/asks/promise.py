"""Questions about promises that only the screen asks: to whom who is not here, and other words for one."""

from typing import TYPE_CHECKING

from deskapp import slots
from deskapp.desk import customers, promises
from deskapp.desk.session import Desk
from deskapp.errors import RefusedError
from deskapp.model.promise import Promise
from deskapp.model.whom import Whom
from deskapp.ui.asks.declared import ask
from deskapp.ui.widgets.entry import Ask, Next, Offer

if TYPE_CHECKING:
    from deskapp.desk.find import Finder


def to_whom(desk: Desk, finder: "Finder") -> Ask:
    """Promise to somebody who is not here: first their card, then what and by when."""
    from deskapp.desk import meant as who_is_meant
    from deskapp.ui.asks.tell_apart import Rows

    shown = Rows(desk)

    def react(values: dict[str, str]) -> Offer:
        typed = values["whom"].strip()
        if not typed:
            return Offer(hint="Type a name, a company or a number. Enter alone: to nobody named.")
        found = finder.search(typed, limit=6)
        lit = who_is_meant.lit(found)
        hint = (
            "Enter takes the lit card; Down chooses another."
            if found
            else f"Nobody is found. {slots.key('new_card')} makes a card."
        )
        return Offer(shown.of(found, are_rivals=lit < 0), lit, hint)

    def done(values: dict[str, str], chosen: str) -> Next:
        typed = values["whom"].strip()
        chosen = chosen or (who_is_meant.unread(finder, typed) if typed else "")
        if typed and not chosen:
            raise RefusedError("No card is lit.", f"Down chooses one; {slots.key('new_card')} makes a new one.")
        return ask(desk, "promise", {"who": Whom(None, customers.get(desk, chosen) if chosen else None)})

    return Ask(title="Promise", fields=[("whom", "To whom", "")], react=react, done=done, subject="")


def reword(desk: Desk, promise: Promise) -> Ask:
    """Change the words of a promise."""

    def store(name: str, text: str) -> None:
        if text.strip():
            promises.reword(desk, promise, text)

    def done(values: dict[str, str], chosen: str) -> str:
        promises.reword(desk, promise, values["what"])
        return ""

    def holds() -> dict[str, str]:
        return {"what": promises.get(desk, promise.id).what}

    fields = [("what", "Promise", promise.what)]
    return Ask(title="Promise", fields=fields, store=store, done=done, edits=True, subject=promise.id, holds=holds)
