"""A new preference in a few keys: the words first, their kind guessed while they are typed."""

from deskapp import slots
from deskapp.desk.cards.allergens import against_words
from deskapp.desk.cards.preferences import (
    BY_LETTER,
    TASTES,
    Taste,
    against,
    guessed,
    may_be_allergy,
    put,
    read_preference,
)
from deskapp.desk.session import Session
from deskapp.model.customer import Customer
from deskapp.ui.questions.drafted import drafted
from deskapp.ui.widgets.entry import Choice, Question, Suggestions

ROWS = len(TASTES) - 1
"""One row less than there are kinds, so that the hint has two rows where the panel is narrow."""


def preference(desk: Session, customer: Customer) -> Question:
    """The words, then Enter: what they are is selected by itself, and chosen by the arrows or a letter and a colon."""

    def on_change(values: dict[str, str]) -> Suggestions:
        named, text = read_preference(values["taste"])
        if not text and named is None:
            choices = [Choice("", f"{one.letter}:  {one.label}") for one in TASTES]
            return Suggestions(choices, -1, f"What do you know of {customer.addressed_as}? Write it, as they said it.")
        first = named or guessed(text)
        order = [first, *(one for one in TASTES if one is not first)]
        choices = [Choice(one.letter, one.label, f"{one.letter}:") for one in order]
        if allergy := against(customer, first, text):
            rest = "Enter puts it on the card all the same." if named else "Down chooses what it is all the same."
            return Suggestions(choices, 0 if named else -1, f"{against_words(customer, allergy)} {rest}", bad=True)
        hint, is_doubtful = _hint(customer, named, first, text)
        return Suggestions(choices, 0, hint, is_doubtful)

    def submit(values: dict[str, str], chosen: str) -> str:
        named, text = read_preference(values["taste"])
        kind = named or BY_LETTER.get(chosen) or guessed(text)
        said = put(desk, customer, kind, text, is_said=bool(named or chosen))
        return f"{said}. {slots.press('undo')} to put it back." if "(was: " in said else said

    asked = Question(
        title="Preference", fields=[("taste", "Preference", "")], on_change=on_change, submit=submit, rows=ROWS
    )
    return drafted(desk, customer, asked, "preferences")


def _hint(customer: Customer, named: Taste | None, first: Taste, text: str) -> tuple[str, bool]:
    """What Enter does, and whether it is to be looked at twice: a guess is told as one."""
    if named is None and may_be_allergy(text):
        return "An allergy or illness? Enter says yes; Down chooses another.", True
    if not first.group and customer.favorite_dessert and customer.favorite_dessert != text:
        return f"Dessert until now: {customer.favorite_dessert}. It stays on the card as food.", True
    if named:
        return f"Enter puts it on the card as: {first.label}.", False
    return f"A guess: {first.label.partition(',')[0].partition(':')[0]}. Enter takes it; Down chooses another.", False
