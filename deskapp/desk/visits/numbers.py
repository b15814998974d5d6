"""The phone number of a visit, and what was told in it, go with the visit: off a card that it got by mistake."""

from dataclasses import replace
from typing import TYPE_CHECKING

from deskapp.desk.cards import customers, held_elsewhere
from deskapp.desk.documents import as_it_stands, gone, put, with_entry
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.model.customer import Customer, Preference
from deskapp.model.interaction import Interaction
from deskapp.text import phones
from deskapp.text.folding import same

if TYPE_CHECKING:
    from deskapp.store.change import Change


def of_visit(customer: Customer, visit: Interaction) -> Customer:
    """A card that a visit has just made, with each of its numbers marked as put there by that visit."""
    return replace(customer, phones={key: replace(phone, visit=visit.id) for key, phone in customer.phones.items()})


def is_on(desk: Session, customer: Customer, typed: str) -> bool:
    """Whether a card has a number."""
    country = settings.read(desk).country
    return any(phones.same_number(phone.typed, typed, country) for phone in customer.phones.values())


def with_number(desk: Session, customer: Customer, typed: str, visit: Interaction | None) -> Customer:
    """The card with a number that it got by a visit; unchanged where it has that number already."""
    if not typed.strip() or is_on(desk, customer, typed):
        return customer
    phone = replace(customers.read_phone(desk, typed), visit=visit.id if visit else "")
    return with_entry(desk, customer, "phones", phone)


def follow(desk: Session, change: "Change", visit: Interaction, to: Customer | None) -> Customer | None:
    """As part of a change of whose visit it is: what the visit put on the card before comes off it, and goes `to`.

    Gives the card that it goes to as it is then; the other card is put into the change here.
    """
    before = as_it_stands(change, Customer, visit.customer.id) if visit.customer else None
    if before is None or (to is not None and before.id == to.id):
        return to
    kept = {key: phone for key, phone in before.phones.items() if phone.visit != visit.id}
    known = {key: told for key, told in before.preferences.items() if not to or told.visit != visit.id}
    if len(kept) == len(before.phones) and len(known) == len(before.preferences):
        return to
    put(change, replace(before, phones=kept, preferences=known))
    if to is None:
        return None
    for key, phone in before.phones.items():
        to = to if key in kept else with_number(desk, to, phone.typed, visit)
    for key, told in before.preferences.items():
        to = to if key in known else _with_preference(desk, to, told)
    return to


def _with_preference(desk: Session, card: Customer, told: Preference) -> Customer:
    """A card with what somebody told of themselves, unless that stands on it already."""
    theirs = (preference.item for preference in card.preferences.values() if preference.stance == told.stance)
    return card if any(same(item, told.item) for item in theirs) else with_entry(desk, card, "preferences", told)


def refuse_elsewhere(desk: Session, card: Customer, typed: str, *, shared: bool = False) -> None:
    """Refuse a number that the card lacks and another card has, unless it is said to be `shared`."""
    if not is_on(desk, card, typed):
        held_elsewhere.check(desk, card, "phones", typed, shared=shared)


def keep(
    desk: Session,
    typed: str,
    *,
    visit: Interaction | None,
    customer: Customer | None,
    shared: bool,
) -> None:
    """Keep the number at which somebody is rung back, as one change: on the card, and on the visit that has none.

    Without a card it takes the place of the visit's number: it is kept nowhere else.

    Raises RefusedError for what holds no digit, where there is neither a card nor a visit to keep it on, and
    HeldElsewhereError where the card of somebody else has it, unless it is said to be `shared`.
    """
    number = phones.typed_number(typed)
    if visit is None and customer is None:
        raise RefusedError(said("There is nobody to keep a number for."), said("Say who it is first."))
    with desk.book.change(f"phone number {number:.30}", by=desk.staff, at=desk.now()) as change:
        now = as_it_stands(change, Interaction, visit.id) if visit else None
        if visit and now is None:
            raise gone(desk, "visit", visit.id)
        whose = customer or (now.customer if now else None)
        card = as_it_stands(change, Customer, whose.id) if whose else None
        if card is not None:
            refuse_elsewhere(desk, card, number, shared=shared)
            put(change, with_number(desk, card, number, now))
        if now is not None and (card is None or not now.phone):
            put(change, replace(now, phone=number))


def known(visit: Interaction | None, customer: Customer | None) -> str:
    """The number at which they can be rung: the one of this visit, else the first on the card, else nothing."""
    if visit and visit.phone:
        return visit.phone
    return next((phone.typed for phone in customer.phones.values()), "") if customer else ""
