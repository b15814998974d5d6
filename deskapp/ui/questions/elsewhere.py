"""A number or an address that is on another card is told while it is typed, with the row that says they share it."""

from dataclasses import replace
from typing import Literal

from deskapp.desk.cards import held_elsewhere
from deskapp.desk.cards.held_elsewhere import HeldElsewhereError
from deskapp.desk.session import Session
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer
from deskapp.text.phones import WHOLE_NUMBER, digits
from deskapp.ui.widgets.entry import Choice, Suggestions

SHARED = "shared"


def elsewhere(
    desk: Session, card: Customer, kind: Literal["phones", "emails"], typed: str, offer: Suggestions, key: str = ""
) -> Suggestions:
    """The offer for what is typed, with who has it already; Enter alone then puts it nowhere."""
    is_whole = len(digits(typed)) >= WHOLE_NUMBER if kind == "phones" else "@" in typed.strip()[1:]
    if not is_whole:
        return offer
    try:
        held_elsewhere.check(desk, card, kind, typed, key=key)
    except HeldElsewhereError as error:
        yes = Choice(SHARED, f"They share it: put it on the card of {card.name} too")
        return replace(
            offer, choices=[yes, *offer.choices], selected=-1, hint=f"{error.sentence} Down says so.", bad=True
        )
    except RefusedError as error:
        return replace(offer, hint=error.sentence, bad=True)
    return offer
