"""A new preference in a few keys, its kind guessed while it is typed; and words written elsewhere that may be one."""

from dataclasses import replace

from deskapp import slots
from deskapp.desk.cards import allergies, customers
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
from deskapp.desk.visits import log
from deskapp.model.customer import Customer
from deskapp.model.interaction import CustomerRef, Interaction
from deskapp.ui.questions.typed import drafted, says, split_lines
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions

ROWS = len(TASTES) - 1
"""One row less than there are kinds, so that the hint has two rows where the panel is narrow."""
YES = "allergy"


def preference(desk: Session, customer: Customer) -> Question:
    """The words, then Enter: what they are is selected by itself, and chosen by the arrows or a letter and a colon."""

    def on_change(values: dict[str, str]) -> Suggestions:
        named, text = read_preference(values["taste"])
        if not text and named is None:
            rows = [Choice("", f"{taste.letter}:  {taste.label}") for taste in TASTES]
            return Suggestions(rows, -1, f"What do you know of {customer.addressed_as}? Write it, as they said it.")
        first = named or guessed(text)
        order = [first, *(taste for taste in TASTES if taste is not first)]
        rows = [Choice(taste.letter, taste.label, f"{taste.letter}:") for taste in order]
        if allergy := against(customer, first, text):
            rest = "Enter puts it on the card all the same." if named else "Down chooses what it is all the same."
            return Suggestions(rows, 0 if named else -1, f"{against_words(customer, allergy)} {rest}", bad=True)
        hint, is_doubtful = _hint(customer, named, first, text)
        return Suggestions(rows, 0, hint, is_doubtful)

    def submit(values: dict[str, str], chosen: str) -> str:
        named, text = read_preference(values["taste"])
        kind = named or BY_LETTER.get(chosen) or guessed(text)
        said = put(desk, customer, kind, text, is_said=bool(named or chosen))
        return f"{said}. {slots.press('undo')} to put it back." if "(was: " in said else said

    asked = Question("Preference", [("taste", "Preference", "")], submit, on_change, rows=ROWS)
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


def offered(desk: Session, customer: Customer, words: str, said: str, subject: str = "") -> Question:
    """Whether some words go on the card as an allergy; `said` is what is told of where they stand already."""
    rows = [Choice(YES, f"Yes: ALLERGY on the card of {customer.name}"), Choice("none", "No, leave it as it is")]

    def submit(values: dict[str, str], chosen: str) -> str:
        item = " ".join(values["allergy"].split())
        if chosen != YES or not item:
            return said
        told = put(desk, customers.get(desk, customer.id), BY_LETTER["a"], item)
        return f"{told}. {said}".strip()

    offer = says(f"{said} Is it an allergy? Enter: yes. Esc: no.".strip(), rows, 0, bad=True)
    fields = [("allergy", "Allergy?", words)]
    return Question("Allergy?", fields, submit, offer, rows=len(rows), subject=subject or customer.id)


def after_note(desk: Session, visit: Interaction, text: str, said: str) -> NextStep:
    """What follows a note on a visit: the question whether it tells of an allergy, else what is said."""
    now = log.get(desk, visit.id)
    words = allergies.to_offer(desk, now.customer, text)
    card = customers.of(desk, now.customer.id) if now.customer else None
    if not words:
        return said
    if card is None:
        ways = f"{slots.key('who')} says whose it is, then {slots.key('taste')} puts it on their card."
        return f"{said} It may be an allergy: {ways}"
    return offered(desk, card, words, said, visit.id)


def offering(desk: Session, customer: Customer, field: str, question: Question) -> Question:
    """A question about a card that afterwards offers as an allergy what may be one in the new words of a field."""
    before = next(text for name, _, text in question.fields if name == field)

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        result = question.submit(values, chosen)
        is_new = values[field].strip() != before.strip()
        words = _added(desk, customer, before, values[field]) if is_new and not chosen else ""
        return offered(desk, customer, words, result if isinstance(result, str) else "") if words else result

    return replace(question, submit=submit)


def _added(desk: Session, customer: Customer, before: str, after: str) -> str:
    """What was added to a text and may be an allergy."""
    added = split_lines(after).removeprefix(split_lines(before)) if before else split_lines(after)
    return allergies.to_offer(desk, CustomerRef(customer.id, customer.name), added)
