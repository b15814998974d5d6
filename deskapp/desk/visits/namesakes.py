"""Two people of one name are told apart wherever a name stands: `Anna Berger (…4567)`, by what only one card has.

What is given back is for reading: the names in it are longer than those in the book.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from deskapp import clock
from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.desk.visits.day import Day
from deskapp.model.customer import Customer
from deskapp.model.interaction import CustomerRef, Interaction
from deskapp.model.promise import Promise
from deskapp.text.folding import folded

if TYPE_CHECKING:
    from deskapp.desk.find.finder import Finder

SHOWN_DIGITS, SHORT_COMPANY, MOST_COMPARED = 4, 16, 50
NO_CARD, NO_NUMBER = "no card", "no number"
Names = Mapping[str, str]


def told_apart(desk: Session, day: Day, known: dict[str, str] | None = None) -> Day:
    """A day as it is read, with its namesakes told apart. A running desk knows all cards, another one those of the day.

    Its visits and promises are those of the day itself where nobody else has the name. A running desk hands in what it
    knew, by card, since a card was changed; what it learns is put there.
    """
    visits = [*day.open.values(), *day.ended.values()]
    names = _names(desk, (*visits, *day.promises.values()), known)
    carded = {folded(visit.name) for visit in visits if visit.customer}
    return replace(
        day,
        open={key: _visit(visit, names, carded) for key, visit in day.open.items()},
        ended={key: _visit(visit, names, carded) for key, visit in day.ended.items()},
        promises={key: promise_of(promise, names) for key, promise in day.promises.items()},
    )


def visits_apart(desk: Session, visits: Iterable[Interaction]) -> list[Interaction]:
    """Some visits as they are read, with the namesakes among them told apart."""
    listed = list(visits)
    names, carded = _names(desk, listed), {folded(visit.name) for visit in listed if visit.customer}
    return [_visit(visit, names, carded) for visit in listed]


def promises_apart(desk: Session, promises: Iterable[Promise]) -> list[Promise]:
    """Some promises as they are read, with the namesakes among them told apart."""
    listed = list(promises)
    names = _names(desk, listed)
    return [promise_of(promise, names) for promise in listed]


def promise_of(promise: Promise, names: Names) -> Promise:
    """A promise with the longer name of whom it is to, where there is one."""
    reference = _reference(promise.customer, names)
    return promise if reference is promise.customer else replace(promise, customer=reference)


def apart(card: Customer, others: Iterable[Customer]) -> str:
    """What only this one of several cards of a name has: company, last digits, e-mail, role, since when."""
    rivals = [other for other in others if other.id != card.id]
    theirs = [_telling(other) for other in rivals]
    for place, mine in enumerate(_telling(card)):
        if mine and all(folded(told[place]) != folded(mine) for told in theirs):
            return mine
    return NO_NUMBER if not card.phones and all(other.phones for other in rivals) else ""


def card_names(cards: Iterable[Customer]) -> list[str]:
    """The names of some cards, those that are alike told apart."""
    by_name: defaultdict[str, list[Customer]] = defaultdict(list)
    listed = list(cards)
    for card in listed:
        by_name[folded(card.name)].append(card)
    told = [apart(card, alike) if len(alike := by_name[folded(card.name)]) > 1 else "" for card in listed]
    return [f"{card.name} ({words})" if words else card.name for card, words in zip(listed, told, strict=True)]


def _names(desk: Session, things: Iterable[Interaction | Promise], known: dict[str, str] | None = None) -> Names:
    """By the ids of cards the names with what tells them apart, for those that have namesakes."""
    taken = {thing.customer.id: thing.customer.name for thing in things if thing.customer}
    finder = desk.at_hand.full_finder() if desk.at_hand else None
    by_name: defaultdict[str, list[str]] = defaultdict(list)
    for identifier, name in taken.items():
        by_name[folded(name)].append(identifier)
    words = known if known is not None and finder else {}
    for identifier, name in taken.items():
        if identifier not in words:
            others = finder.namesakes(identifier) if finder else by_name[folded(name)]
            words[identifier] = _words(desk, identifier, others, finder)
    return {identifier: f"{name} ({words[identifier]})" for identifier, name in taken.items() if words[identifier]}


def _words(desk: Session, identifier: str, others: list[str], finder: "Finder | None") -> str:
    """What tells a card from its namesakes; where it was merged into another, from those of that one."""
    card = customers.of(desk, identifier) if len(others) > 1 or (finder and not others) else None
    if card is None:
        return ""
    others = finder.namesakes(card.id) if finder and not others else others
    cards = (customers.of(desk, other) for other in others[:MOST_COMPARED])
    rivals = {other.id: other for other in cards if other and other.id != card.id}
    return apart(card, rivals.values()) if rivals else ""


def _visit(visit: Interaction, names: Names, carded: set[str]) -> Interaction:
    reference = _reference(visit.customer, names)
    if reference is not visit.customer:
        return replace(visit, customer=reference)
    if visit.called and visit.customer is None and folded(visit.called) in carded:
        return replace(visit, called=f"{visit.called} ({NO_CARD})")
    return visit


def _reference(reference: CustomerRef | None, names: Names) -> CustomerRef | None:
    if reference is None or reference.id not in names:
        return reference
    return CustomerRef(reference.id, names[reference.id])


def _telling(card: Customer) -> tuple[str, ...]:
    """What may tell a card from those of one name, the shortest and surest first: each "" where the card lacks it."""
    digits = next(("".join(filter(str.isdigit, phone.typed)) for phone in card.phones.values()), "")
    met = clock.today(card.created_at) if card.created_at else None
    return (
        card.company if len(card.company) <= SHORT_COMPANY else "",
        f"…{digits[-SHOWN_DIGITS:]}" if digits else "",
        card.company,
        next((email.address for email in card.emails.values()), ""),
        card.role,
        f"since {met.day} {met:%b %Y}" if met else "",
    )
