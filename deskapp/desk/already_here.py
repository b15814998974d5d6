"""A second open visit of one person: they came back, or called while they waited."""

from collections.abc import Iterable

from deskapp import clock
from deskapp.desk import customers, visit_words
from deskapp.desk.session import Desk
from deskapp.model.document import DocumentError, from_document
from deskapp.model.interaction import Interaction


def others(desk: Desk, visit: Interaction) -> list[Interaction]:
    """The other open visits of the card that an open visit is with, the first one first."""
    card = customers.of(desk, visit.customer.id) if visit.customer and visit.is_open else None
    if card is None:
        return []
    known = customers.ids_of(desk, card)
    found = [
        other
        for other in _open(desk, known)
        if other.is_open and other.id != visit.id and other.customer and other.customer.id in known
    ]
    return sorted(found, key=lambda other: (other.arrived_at, other.id))


def _open(desk: Desk, card_ids: Iterable[str]) -> Iterable[Interaction]:
    if desk.at_hand:
        yield from desk.at_hand.open_interactions()
        return
    for identifier in card_ids:
        for document in desk.book.select(
            "interactions", f'"customer":{{"id":"{identifier}"'.encode(), b'"ended_at":null'
        ):
            try:
                yield from_document(Interaction, document)
            except DocumentError:
                continue


def told(desk: Desk, visit: Interaction) -> str:
    """That they are here already, since when and how it stands; "" where this is their only open visit."""
    found = others(desk, visit)
    if not found:
        return ""
    other = found[0]
    came, now = clock.local(other.arrived_at), clock.local(desk.now())
    since = f"{came:%H:%M}" if came.date() == now.date() else f"{came:%A} {came:%H:%M}"
    about = f", about {other.reason}" if other.reason else ""
    return f"{visit.name} is here already since {since}, {visit_words.state(other)}{about}."
