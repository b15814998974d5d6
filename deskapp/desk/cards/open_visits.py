"""The open visits of a card: in a running desk's memory, else in the book."""

from collections.abc import Iterable

from deskapp.desk.cards import customers
from deskapp.desk.documents import readable
from deskapp.desk.session import Session
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.store import Query, where

_IS_OPEN = Query().fragment({"ended_at": None})


def of_card(desk: Session, card: Customer) -> list[Interaction]:
    """The open visits of a card, and of those that were merged into it, the first one first."""
    known = customers.ids_of(desk, card)
    found = (visit for visit in _open(desk, known) if visit.is_open and visit.customer and visit.customer.id in known)
    return sorted(found, key=lambda visit: (visit.arrived_at, visit.id))


def all_open(desk: Session) -> Iterable[Interaction]:
    """Every open visit."""
    if desk.at_hand:
        return desk.at_hand.open_interactions()
    return readable(Interaction, desk.book.select("interactions", _IS_OPEN))


def _open(desk: Session, card_ids: Iterable[str]) -> Iterable[Interaction]:
    if desk.at_hand:
        yield from desk.at_hand.open_interactions()
        return
    for identifier in card_ids:
        theirs = where("customer")["id"] == identifier
        yield from readable(Interaction, desk.book.select("interactions", theirs & _IS_OPEN))
