"""A preference for a card, as it was said."""

from deskapp import slots
from deskapp.cli.call import Call
from deskapp.commands import meant
from deskapp.desk import tastes


def add(call: Call) -> None:
    """The kind is named by its letter and a colon or by --stance, else guessed; what may be an allergy is refused."""
    card = meant.card(call.desk, call.text("who"))
    kind, text = tastes.told(card, call.text("text"), call.text("stance"))
    words = tastes.put(call.desk, card, kind, text, is_said=True)
    call.done(f"{words}. {kind.label}, on the card of {card.name}", ("customers", card.id))
    if "(was: " in words and not kind.group:
        call.say(f"`{slots.DESKAPP}undo` puts it back.")
