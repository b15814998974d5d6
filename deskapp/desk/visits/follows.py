"""What hangs on a visit follows it: its promises go to whoever the visit turns out to be with."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from deskapp.desk.cards import customers
from deskapp.desk.documents import every, newest, put
from deskapp.desk.session import Session
from deskapp.model.customer import Customer
from deskapp.model.interaction import CustomerRef, Interaction
from deskapp.model.promise import Promise
from deskapp.store import Query, where

if TYPE_CHECKING:
    from deskapp.store.change import Change


def open_promises(desk: Session) -> Iterator[Promise]:
    """Every promise that is neither kept nor given up, in no order."""
    return every(desk, Promise, Query().fragment({"kept_at": None, "broken_at": None}))


def bring_along(desk: Session, change: "Change", visit: Interaction, customer: CustomerRef | None) -> None:
    """Put, as part of a change, the promises of a visit to the customer whom it is with from now on.

    `visit` is as it was before. A promise made in it to somebody else on purpose stays with them.
    """
    card = customers.of(desk, visit.customer.id) if visit.customer else None
    before = {visit.customer.id, *(customers.ids_of(desk, card) if card else ())} if visit.customer else set()
    for promise in every(desk, Promise, where("interaction") == visit.id):
        if promise.customer is None or promise.customer.id in before:
            put(change, replace(newest(desk, change, promise), customer=customer))


def owed(desk: Session, visit: Interaction, promises: Iterable[Promise]) -> list[Promise]:
    """Of some promises those made in a visit, and those to its customer, whatever card they were made to before."""
    card, known = customers.of(desk, visit.customer.id) if visit.customer else None, list(promises)
    to_them = owed_to(desk, card, known) if card else []
    return [promise for promise in known if promise.interaction == visit.id or promise in to_them]


def owed_to(desk: Session, card: Customer, promises: Iterable[Promise]) -> list[Promise]:
    """Of some promises those to a customer, whatever card they were made to before."""
    known = customers.ids_of(desk, card)
    return [promise for promise in promises if promise.customer and promise.customer.id in known]
