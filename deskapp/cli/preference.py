"""A preference for a card, as it was said."""

from deskapp.cli import who
from deskapp.cli.call import Call
from deskapp.desk import tastes


def add(call: Call) -> None:
    """The kind is named by its letter and a colon, or guessed; the allergy wins where the words speak of one."""
    card = who.card(call.desk, call.text("who"))
    named, text = tastes.read_taste(call.text("text"))
    kind = named or tastes.guessed(text)
    words = tastes.put(call.desk, card, kind, text)
    call.done(f"{words}. {kind.label}, on the card of {card.name}", ("customers", card.id))
