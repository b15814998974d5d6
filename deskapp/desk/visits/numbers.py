"""The phone number of a visit, and what was told in it, go with the visit: off a card that it got by mistake."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from deskapp.desk.cards import customers, held_elsewhere
from deskapp.desk.documents import gone
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer, Preference
from deskapp.model.document import from_document, to_document
from deskapp.model.interaction import CustomerRef, Interaction
from deskapp.text import phones
from deskapp.text.folding import same

if TYPE_CHECKING:
    from deskapp.store.change import Change


def of_visit(customer: Customer, visit: Interaction) -> Customer:
    """A card that a visit has just made, with each of its numbers marked as put there by that visit."""
    return replace(customer, phones={key: replace(phone, visit=visit.id) for key, phone in customer.phones.items()})


def with_number(desk: Session, customer: Customer, typed: str, visit: Interaction | None) -> Customer:
    """The card with a number that it got by a visit; unchanged where it has that number already."""
    country = settings.read(desk).country
    if not typed.strip() or any(phones.same_number(phone.typed, typed, country) for phone in customer.phones.values()):
        return customer
    phone = replace(customers.read_phone(desk, typed), visit=visit.id if visit else "")
    return replace(customer, phones={**customer.phones, desk.new_key(customer.phones): phone})


def follow(desk: Session, change: "Change", visit: Interaction, to: Customer | None) -> Customer | None:
    """As part of a change of whose visit it is: what the visit put on the card before comes off it, and goes `to`.

    Gives the card that it goes to as it is then; the other card is put into the change here.
    """
    before = _card(change, visit.customer)
    if before is None or (to is not None and before.id == to.id):
        return to
    moved = [phone for phone in before.phones.values() if phone.visit == visit.id]
    told = [one for one in before.preferences.values() if to and one.visit == visit.id]
    if not moved and not told:
        return to
    kept = {key: phone for key, phone in before.phones.items() if phone.visit != visit.id}
    known = {key: one for key, one in before.preferences.items() if one not in told}
    change.put("customers", to_document(replace(before, phones=kept, preferences=known)))
    for phone in moved if to else ():
        to = with_number(desk, to, phone.typed, visit) if to else None
    return _told(desk, to, told) if to else None


def _told(desk: Session, card: Customer, told: Iterable[Preference]) -> Customer:
    """The card with what was told in a visit of theirs, where it isn't known already."""
    for preference in told:
        known = (one.item for one in card.preferences.values() if one.stance == preference.stance)
        if not any(same(item, preference.item) for item in known):
            key = desk.new_key(card.preferences)
            card = replace(card, preferences={**card.preferences, key: preference})
    return card


def _card(change: "Change", reference: CustomerRef | None) -> Customer | None:
    """The card of a reference, or the one that it was merged into."""
    identifier = reference.id if reference else ""
    while identifier:
        document = change.get("customers", identifier)
        if document is None:
            return None
        card = from_document(Customer, document)
        if not card.merged_into:
            return card
        identifier = card.merged_into
    return None


def refuse_elsewhere(desk: Session, card: Customer, typed: str, *, shared: bool = False) -> None:
    """Refuse a number that the card lacks and another card has, unless it is said to be `shared`."""
    country = settings.read(desk).country
    if not any(phones.same_number(one.typed, typed, country) for one in card.phones.values()):
        held_elsewhere.check(desk, card, "phones", typed, shared=shared)


def keep(
    desk: Session,
    typed: str,
    *,
    visit: Interaction | None = None,
    customer: Customer | None = None,
    shared: bool = False,
) -> None:
    """Keep the number at which somebody is rung back, as one change: on the card, and on the visit that has none.

    Without a card it takes the place of the visit's number: it is kept nowhere else.

    Raises RefusedError for what holds no digit, where there is neither a card nor a visit to keep it on, and
    HeldElsewhereError where the card of somebody else has it, unless it is said to be `shared`.
    """
    number = phones.typed_number(typed)
    reference = visit.customer if visit else None
    if visit is None and customer is None:
        raise RefusedError("There is nobody to keep a number for.", "Say who it is first.")
    with desk.book.change(f"phone number {number:.30}", by=desk.staff, at=desk.now()) as change:
        card = _card(change, CustomerRef(customer.id, customer.name) if customer else reference)
        if card is not None:
            refuse_elsewhere(desk, card, number, shared=shared)
            change.put("customers", to_document(with_number(desk, card, number, visit)))
        if visit is not None:
            document = change.get("interactions", visit.id)
            if document is None:
                raise gone(desk, "visit", visit.id)
            newest = from_document(Interaction, document)
            if card is None or not newest.phone:
                change.put("interactions", to_document(replace(newest, phone=number)))


def known(visit: Interaction | None, customer: Customer | None) -> str:
    """The number at which they can be rung: the one of this visit, else the first on the card, else nothing."""
    if visit and visit.phone:
        return visit.phone
    return next((phone.typed for phone in customer.phones.values()), "") if customer else ""
