"""A question about a card whose words stay on the card until it is done: a power cut takes no sentence."""

from collections.abc import Callable
from dataclasses import replace

from deskapp.desk.drafts import card_drafts, drafts
from deskapp.desk.session import Session
from deskapp.model.customer import Customer
from deskapp.ui.widgets.entry import NextStep, Question


def drafted(desk: Session, customer: Customer, asked: Question, place: str) -> Question:
    """The question with what was typed for it before, kept on the disk as it is typed, and no step for undo."""
    kept = card_drafts.read(desk, customer)
    fields = [(name, label, kept.get(f"{place} {name}", text)) for name, label, text in asked.fields]
    usual = {name: text for name, _, text in asked.fields}

    def store(name: str, text: str) -> None:
        card_drafts.keep(desk, customer, f"{place} {name}", "" if text == usual[name] else text)

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        result = asked.submit(values, chosen)
        card_drafts.forget(desk, customer, place)
        return result

    return replace(asked, fields=fields, store=store, submit=submit, usual=usual)


def changed_words(desk: Session, place: drafts.DraftPlace, filled: str) -> tuple[str, Callable[[str], None]]:
    """How a filled text was changed for one person before, "" where it was not; and what keeps it as it is changed.

    Keeping the text as it was filled forgets the change.
    """
    return drafts.read(desk, place).get("text", ""), lambda text: drafts.keep(
        desk, place, "text", "" if text == filled else text
    )
