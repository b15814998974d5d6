"""Promises to somebody: with the channel that they want, and the number at which they are called back (practice D)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from deskapp import slots
from deskapp.desk.answers import channels
from deskapp.desk.cards import customers, entries, held_elsewhere
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import log, numbers
from deskapp.errors import NotFoundError
from deskapp.messages import said
from deskapp.model.customer import Customer, Whom
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.text import phones


def promise(
    desk: Session,
    who: Whom,
    what: str,
    due: datetime,
    *,
    due_typed: str = "",
    channel: str = "",
    phone: str = "",
    shared: bool = False,
    though_closed: bool = False,
) -> Promise:
    """Promise something to somebody who is here, or has a card, or to nobody named; `phone` is kept for the call.

    Without a `channel` it is the one in the words, of the visit, or on the card. Raises ClosedThenError, and
    HeldElsewhereError for a number on another card that is not `shared`.
    """
    card = card_of(desk, who)
    via = channels.read(channel) if channel else channels.of_promise(what, who.visit, card)
    number = phones.typed_number(phone) if phone else ""
    if number and card:
        numbers.refuse_elsewhere(desk, card, number, shared=shared)
    with desk.book.one_act():
        made = promises.make(
            desk,
            what,
            due,
            due_typed=due_typed,
            customer=None if who.visit else who.card,
            interaction=who.visit,
            channel=via,
            though_closed=though_closed,
        )
        if number:
            numbers.keep(desk, number, visit=who.visit, customer=None if who.visit else card, shared=shared)
    return made


def card_of(desk: Session, who: Whom) -> Customer | None:
    """The card of somebody as it is now, if they have one: of a visit that of the person that it is known to be of now.

    Raises NotFoundError where the visit is gone.
    """
    reference = log.get(desk, who.visit.id).customer if who.visit else who.card
    return customers.of(desk, reference.id) if reference else None


def number_wanted(desk: Session, made: Promise, given: Mapping[str, Any]) -> str:
    """That somebody is to be called for a promise and no number of theirs is known; "" where it is, or none is needed.

    Raises nothing: who is to be called and is nobody here, without a card, has no number to keep.
    """
    who = given["who"]
    visit = log.get(desk, who.visit.id) if who.visit else None
    if not who.id or not channels.needs_number(made, visit, card_of(desk, who)):
        return ""
    return f"No phone number of {who.name or 'them'} is known."


def other_channel(desk: Session, made: Promise, given: Mapping[str, Any]) -> str:
    """That they prefer another channel than the promise's, and how it is changed; "" where they don't."""
    card = card_of(desk, given["who"])
    preferred = channels.preferred(card)
    if not preferred or not made.channel or preferred == made.channel:
        return ""
    way = f"`{slots.DESKAPP}channel --promise {made.id} {preferred}`"
    return said(
        "{preference_words} {way} changes this promise.", preference_words=channels.preference_words(card), way=way
    )


def liked(desk: Session, who: Whom | Interaction | Promise) -> str:
    """Which channel somebody prefers, as a sentence; "" where none is known."""
    if isinstance(who, Promise):
        return channels.preference_words(customers.of(desk, who.customer.id) if who.customer else None)
    return channels.preference_words(card_of(desk, who if isinstance(who, Whom) else Whom(who)))


def check_number(desk: Session, typed: str, given: Mapping[str, Any]) -> None:
    """Refuse what is no number, and one on another card that is not said to be shared."""
    number = phones.typed_number(typed)
    if card := card_of(desk, given["who"]):
        numbers.refuse_elsewhere(desk, card, number, shared=bool(given.get("shared")))


def check_email(desk: Session, typed: str, given: Mapping[str, Any]) -> None:
    """Refuse what is no e-mail address, and one on another card that is not said to be shared."""
    if card := card_of(desk, given["who"]):
        held_elsewhere.check(desk, card, "emails", typed, shared=bool(given.get("shared")))


def keep_number(desk: Session, who: Whom, typed: str, *, shared: bool = False) -> Interaction | Customer:
    """Keep the number of somebody who is here, on their visit and card, or of a card alone; gives what holds it."""
    numbers.keep(desk, typed, visit=who.visit, customer=None if who.visit else who.card, shared=shared)
    noun = card_of(desk, who) or who.visit
    if noun is None:
        raise NotFoundError(said("There is nobody to keep a number for."), said("Say who it is first."))
    return noun


def keep_email(desk: Session, who: Whom, address: str, *, shared: bool = False) -> Customer:
    """Put an e-mail address on the card of somebody. Raises NotFoundError where they have none."""
    card = card_of(desk, who)
    if card is None:
        subject = f"{who.name} has" if who.name else "They have"
        raise NotFoundError(said("{subject} no card yet.", subject=subject), said("Say who it is first."))
    return entries.add_email(desk, card, address, shared=shared)
