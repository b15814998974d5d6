"""A new preference in a few keys: the words first, their kind guessed while they are typed."""

from deskapp.desk.session import Desk
from deskapp.desk.tastes import BY_LETTER, TASTES, guessed, put, read_taste
from deskapp.model.customer import Customer
from deskapp.ui.asks.drafted import drafted
from deskapp.ui.widgets.entry import Ask, Choice, Offer


def taste(desk: Desk, customer: Customer) -> Ask:
    """The words, then Enter: what they are is lit by itself, and chosen by the arrows or a letter and a colon."""

    def react(values: dict[str, str]) -> Offer:
        named, text = read_taste(values["taste"])
        if not text and named is None:
            choices = [Choice("", f"{one.letter}:  {one.label}") for one in TASTES]
            return Offer(choices, -1, f"What do you know of {customer.addressed_as}? Write it, as they said it.")
        lit = named or guessed(text)
        order = [lit, *(one for one in TASTES if one is not lit)]
        choices = [Choice(one.letter, one.label, f"{one.letter}:") for one in order]
        return Offer(choices, 0, "Enter puts it on the card as the lit kind; Down chooses another.")

    def done(values: dict[str, str], chosen: str) -> str:
        named, text = read_taste(values["taste"])
        return put(desk, customer, named or BY_LETTER.get(chosen) or guessed(text), text)

    asked = Ask(title="Preference", fields=[("taste", "Preference", "")], react=react, done=done, rows=len(TASTES))
    return drafted(desk, customer, asked, "preferences")
