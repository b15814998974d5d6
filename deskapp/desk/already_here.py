"""A second open visit of one person: they came back, or called while they waited."""

from collections.abc import Iterable

from deskapp import clock
from deskapp.desk import customers, visit_words
from deskapp.desk.session import Desk
from deskapp.model.customer import Customer
from deskapp.model.document import Document, DocumentError, from_document
from deskapp.model.interaction import Interaction
from deskapp.store import Query, where
from deskapp.text.folding import same


def others(desk: Desk, visit: Interaction) -> list[Interaction]:
    """The other open visits of the card that an open visit is with, the first one first."""
    card = customers.of(desk, visit.customer.id) if visit.customer and visit.is_open else None
    return [other for other in of_card(desk, card) if other.id != visit.id] if card else []


def of_card(desk: Desk, card: Customer) -> list[Interaction]:
    """The open visits of a card, and of those that were merged into it, the first one first."""
    known = customers.ids_of(desk, card)
    found = (visit for visit in _open(desk, known) if visit.is_open and visit.customer and visit.customer.id in known)
    return sorted(found, key=lambda visit: (visit.arrived_at, visit.id))


def _all_open(desk: Desk) -> Iterable[Interaction]:
    if desk.at_hand:
        return desk.at_hand.open_interactions()
    return _read(desk.book.select("interactions", Query().fragment({"ended_at": None})))


def _open(desk: Desk, card_ids: Iterable[str]) -> Iterable[Interaction]:
    if desk.at_hand:
        yield from desk.at_hand.open_interactions()
        return
    for identifier in card_ids:
        theirs = where("customer")["id"] == identifier
        yield from _read(desk.book.select("interactions", theirs & Query().fragment({"ended_at": None})))


def _read(documents: Iterable[Document]) -> Iterable[Interaction]:
    for document in documents:
        try:
            yield from_document(Interaction, document)
        except DocumentError:
            continue


def namesakes(desk: Desk, visit: Interaction) -> list[Interaction]:
    """The open visits of somebody of the same name with another card, or with none, the first one first."""
    if not visit.name or not visit.is_open:
        return []
    theirs = {visit.id, *(other.id for other in others(desk, visit))}
    named = (other for other in _all_open(desk) if other.name and same(other.name, visit.name))
    found = [other for other in named if other.id not in theirs]
    return sorted(found, key=lambda other: (other.arrived_at, other.id))


def nearest(desk: Desk, visit: Interaction) -> Interaction | None:
    """The other open visit that is told of: one of the same card, else one of the same name."""
    return next(iter([*others(desk, visit), *namesakes(desk, visit)]), None)


def told(desk: Desk, visit: Interaction) -> str:
    """That they are here already, since when and how it stands; "" where this is their only open visit.

    Of somebody of the same name with another card, or with none, it says that it may be the same person.
    """
    found = others(desk, visit)
    if found:
        return f"{visit.name} is here already {_since(desk, found[0])}."
    if alike := namesakes(desk, visit):
        return f"Somebody called {visit.name} is here already {_since(desk, alike[0])}: the same person?"
    return ""


def _since(desk: Desk, other: Interaction) -> str:
    """Since when somebody is here, and how it stands."""
    came, now = clock.local(other.arrived_at), clock.local(desk.now())
    since = f"{came:%H:%M}" if came.date() == now.date() else f"{came:%A} {came:%H:%M}"
    about = f", about {other.reason}" if other.reason else ""
    return f"since {since}, {visit_words.state(other)}{about}"
