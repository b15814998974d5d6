"""What is half typed for a card: it stays with the card for which it was typed, also when two cards become one."""

from dataclasses import replace

from deskapp.desk.cards import customers
from deskapp.desk.documents import edit, look
from deskapp.desk.session import Session
from deskapp.model.customer import Customer

REWORDED = "reworded "
"""Begins the place of other words for one entry of the card; any other place is a question and a field of it."""


def read(desk: Session, customer: Customer) -> dict[str, str]:
    """The half-typed words that are shown with a card, by place.

    Of a question that nobody began on the card itself they are those of a card that was merged into it.
    """
    shown: dict[str, str] = {}
    for card in _cards(desk, customer):
        begun = {_question(place) for place in shown}
        shown |= {place: text for place, text in card.drafts.items() if _question(place) not in begun}
    return shown


def keep(desk: Session, customer: Customer, place: str, text: str) -> None:
    """Keep what is typed on the disk, no step for undo as no draft is; empty text forgets it.

    Words of a merged card that are typed on are this card's from then on.
    """
    card, question = customers.of(desk, customer.id) or customer, _question(place)
    holder = _holder(desk, card, question)
    taken = _typed_at(holder, question) if holder and holder.id != card.id else {}

    def alter(newest: Customer) -> Customer:
        others = {name: kept for name, kept in {**newest.drafts, **taken}.items() if name != place}
        return replace(newest, drafts={**others, place: text} if text else others)

    edit(desk, card, "typed text", alter)
    if holder and taken:
        _take_off(desk, holder, question)


def forget(desk: Session, customer: Customer, question: str) -> None:
    """A question is done or given up: its words go, those that were shown."""
    card = customers.of(desk, customer.id)
    holder = _holder(desk, card, question) if card else None
    if holder:
        _take_off(desk, holder, question)


def _cards(desk: Session, customer: Customer) -> list[Customer]:
    """The card as the book holds it, then those that were merged into it."""
    card = customers.of(desk, customer.id) or customer
    merged = (look(desk, Customer, identifier) for identifier in customers.ids_of(desk, card)[1:])
    return [card, *filter(None, merged)]


def _question(place: str) -> str:
    return place if place.startswith(REWORDED) else place.rpartition(" ")[0]


def _typed_at(card: Customer, question: str) -> dict[str, str]:
    return {place: text for place, text in card.drafts.items() if _question(place) == question}


def _holder(desk: Session, customer: Customer, question: str) -> Customer | None:
    """The card whose words are shown in a question."""
    return next((card for card in _cards(desk, customer) if _typed_at(card, question)), None)


def _take_off(desk: Session, holder: Customer, question: str) -> None:
    """Take the words of a question off the very card for which they were typed, merged or not."""
    with desk.book.change("typed text", by=desk.staff, at=desk.now()) as change:
        document = change.get("customers", holder.id)
        if document:
            gone = _typed_at(holder, question)
            left = {place: text for place, text in document.get("drafts", {}).items() if place not in gone}
            change.put("customers", {**document, "drafts": left})
