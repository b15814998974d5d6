"""Words that were written elsewhere and may be an allergy: they stay there, and are offered for the card."""

from dataclasses import replace

from deskapp import slots
from deskapp.desk.cards import allergies, customers, preferences
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.model.customer import Customer
from deskapp.model.interaction import CustomerRef, Interaction
from deskapp.ui.questions.card import split_lines
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions

YES = "allergy"


def offered(desk: Session, customer: Customer, words: str, said: str, subject: str = "") -> Question:
    """Whether some words go on the card as an allergy; `said` is what is told of where they stand already."""
    choices = [Choice(YES, f"Yes: ALLERGY on the card of {customer.name}"), Choice("none", "No, leave it as it is")]

    def submit(values: dict[str, str], chosen: str) -> str:
        item = " ".join(values["allergy"].split())
        if chosen != YES or not item:
            return said
        told = preferences.put(desk, customers.get(desk, customer.id), preferences.BY_LETTER["a"], item)
        return f"{told}. {said}".strip()

    return Question(
        title="Allergy?",
        fields=[("allergy", "Allergy?", words)],
        on_change=lambda values: Suggestions(
            choices, 0, f"{said} Is it an allergy? Enter: yes. Esc: no.".strip(), True
        ),
        submit=submit,
        rows=len(choices),
        subject=subject or customer.id,
    )


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
        said = result if isinstance(result, str) else ""
        return offered(desk, customer, words, said) if words else result

    return replace(question, submit=submit)


def _added(desk: Session, customer: Customer, before: str, after: str) -> str:
    """What was added to a text and may be an allergy."""
    added = split_lines(after).removeprefix(split_lines(before)) if before else split_lines(after)
    return allergies.to_offer(desk, CustomerRef(customer.id, customer.name), added)
