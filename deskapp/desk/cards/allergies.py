"""The allergies of a person in a few words, for every row and sheet that names the person."""

from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.model.customer import Customer
from deskapp.model.interaction import CustomerRef


def line(customer: Customer | None) -> str:
    """The allergies of a card in one line, such as `walnuts, eggs`; empty where none is known."""
    return ", ".join(one.item for one in customer.with_stance("allergy")) if customer else ""


def of_card(desk: Session, identifier: str) -> str:
    """The same by the id of a card, or of one that was merged into another."""
    return line(customers.of(desk, identifier))


def of_person(desk: Session, person: CustomerRef | None) -> str:
    """The same for whom a visit or a promise names."""
    return of_card(desk, person.id) if person else ""


def warning(desk: Session, person: CustomerRef | None) -> str:
    """A sentence to read before somebody is passed on, `Allergy: walnuts.`; empty where none is known."""
    known = of_person(desk, person)
    return f"Allergy: {known}." if known else ""
