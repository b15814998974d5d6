"""A second open visit of one person: they came back, or called while they waited."""

from deskapp import clock
from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.desk.visits import wording
from deskapp.messages import said
from deskapp.model.interaction import Interaction
from deskapp.text.folding import same


def others(desk: Session, visit: Interaction) -> list[Interaction]:
    """The other open visits of the card that an open visit is with, the first one first."""
    card = customers.of(desk, visit.customer.id) if visit.customer and visit.is_open else None
    return [other for other in customers.open_visits(desk, card) if other.id != visit.id] if card else []


def namesakes(desk: Session, visit: Interaction) -> list[Interaction]:
    """The open visits of somebody of the same name with another card, or with none, the first one first."""
    if not visit.name or not visit.is_open:
        return []
    theirs = {visit.id, *(other.id for other in others(desk, visit))}
    named = [other for other in customers.all_open_visits(desk) if other.name and same(other.name, visit.name)]
    return sorted((other for other in named if other.id not in theirs), key=lambda other: (other.arrived_at, other.id))


def nearest(desk: Session, visit: Interaction) -> Interaction | None:
    """The other open visit that is told of: one of the same card, else one of the same name."""
    return next(iter([*others(desk, visit), *namesakes(desk, visit)]), None)


def told(desk: Session, visit: Interaction) -> str:
    """That they are here already, since when and how it stands; "" where this is their only open visit.

    Of somebody of the same name with another card, or with none, it says that it may be the same person.
    """
    other = nearest(desk, visit)
    if other is None:
        return ""
    came, now = clock.local(other.arrived_at), clock.local(desk.now())
    since = f"{came:%H:%M}" if came.date() == now.date() else f"{came:%A} {came:%H:%M}"
    how = f"is here already since {since}, {wording.state(other)}{f', about {other.reason}' if other.reason else ''}"
    if other in others(desk, visit):
        return f"{visit.name} {how}."
    return said("Somebody called {name} {how}: the same person?", name=visit.name, how=how)
