"""Questions about promises that only the screen asks: to whom who is not here, and other words for one."""

from typing import TYPE_CHECKING

from deskapp import slots
from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.errors import RefusedError
from deskapp.model.customer import Whom
from deskapp.model.promise import Promise
from deskapp.ui.questions.declared import ask
from deskapp.ui.widgets.entry import NextStep, Question, Suggestions

if TYPE_CHECKING:
    from deskapp.desk.find.finder import Finder


def to_whom(desk: Session, finder: "Finder") -> Question:
    """Promise to somebody who is not here: first their card, then what and by when."""
    from deskapp.desk.find import meant as who_is_meant
    from deskapp.ui.questions.tell_apart import Rows

    shown = Rows(desk)

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["whom"].strip()
        if not typed:
            return Suggestions(hint="Type a name, a company or a number. Enter alone: to nobody named.")
        found = finder.search(typed, limit=6)
        selected = who_is_meant.selected(found)
        hint = (
            "Enter takes the lit card; Down chooses another."
            if found
            else f"Nobody is found. {slots.key('new_card')} makes a card."
        )
        return Suggestions(shown.of(found, are_rivals=selected < 0), selected, hint)

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        typed = values["whom"].strip()
        chosen = chosen or (who_is_meant.unread(finder, typed) if typed else "")
        if typed and not chosen:
            raise RefusedError("No card is lit.", f"Down chooses one; {slots.key('new_card')} makes a new one.")
        return ask(desk, "promise", {"who": Whom(None, customers.get(desk, chosen) if chosen else None)})

    return Question(title="Promise", fields=[("whom", "To whom", "")], on_change=on_change, submit=submit, subject="")


def reword(desk: Session, promise: Promise) -> Question:
    """Change the words of a promise."""

    def store(name: str, text: str) -> None:
        if text.strip():
            promises.reword(desk, promise, text)

    def submit(values: dict[str, str], chosen: str) -> str:
        promises.reword(desk, promise, values["what"])
        return ""

    def holds() -> dict[str, str]:
        return {"what": promises.get(desk, promise.id).what}

    fields = [("what", "Promise", promise.what)]
    return Question(
        title="Promise", fields=fields, store=store, submit=submit, edits=True, subject=promise.id, holds=holds
    )
