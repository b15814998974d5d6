"""Who a visit is with, on the command line: a card is taken where that is sure, and made only where nobody is meant."""

from collections.abc import Iterator
from contextlib import contextmanager

from deskapp import slots
from deskapp.cli.call import Call
from deskapp.commands import meant
from deskapp.desk.cards.held_elsewhere import MOST_NAMED, HeldElsewhereError, holders
from deskapp.desk.cards.recognising import Recognised, may_be_words, recognise
from deskapp.desk.visits import log, naming
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.text import phones

NEXT = "Write the letters in brackets in place of the name, or --new for a new card"


def who_is_meant(call: Call, name: str, phone: str) -> Recognised:
    """Whom a name or a number means. Raises RefusedError where a new card might be a twin, unless one is asked for."""
    if call.arguments.new or call.arguments.no_card:
        return Recognised()
    if card := meant.card_of_id(call.desk, name):
        return Recognised(card)
    known = recognise(call.desk, name, phone)
    if known.like:
        raise RefusedError(may_be_words(name, known.like, told), f"{NEXT}.")
    number = phone or (name if phones.is_number(name) else "")
    if known.card and number and name and not meant.is_named(known.card, name):
        call.say(f"{number} is the number of {known.card.name}, whose card was taken.")
    elif known.card and not meant.is_named(known.card, name) and name:
        call.say(f"The card of {known.card.name} was taken.")
    return known


def with_card(call: Call, visit: Interaction, name: str, known: Recognised) -> Interaction:
    """The visit with the card that is meant, or with a new one; a number alone becomes the visit's own."""
    desk = call.desk
    if known.card is not None:
        named = log.identify(desk, visit, known.card)
        return _with_number(call, named, known.card)
    if not name or (call.arguments.no_card and visit.called == name):
        return visit
    if call.arguments.no_card:
        return naming.without_card(desk, visit, name)
    if phones.is_number(name):
        visit = naming.take_number(desk, visit, visit.phone or name)
    if known.namesakes:
        ends = ", ".join(meant.short(card.id) for card in known.namesakes)
        told = f"have the number {visit.phone}" if phones.is_number(name) else f"are named {name}"
        way = f"`{slots.DESKAPP}identify {meant.short(visit.id)} CARD` takes one."
        call.say(f"{len(known.namesakes)} cards {told} ({ends}): {way}")
        return visit
    if phones.is_number(name):
        return visit
    is_shared = bool(getattr(call.arguments, "shared", False))
    named = naming.new_card(desk, visit, name, although=True, shared=is_shared)
    call.say(f"A new card was made for {named.name}.")
    held = () if is_shared else [card for card in holders(desk, "phones", named.phone) if not _is_of(named, card)]
    if held:
        names = ", ".join(card.name for card in held[:MOST_NAMED])
        adds = f"`{slots.DESKAPP}number {meant.short(named.id)} {named.phone} --shared`"
        call.say(
            f"{named.phone} is on the card of {names} already, so it stays with this {named.kind}. {adds} adds it."
        )
    return named


def _is_of(visit: Interaction, card: Customer) -> bool:
    return visit.customer is not None and visit.customer.id == card.id


def _with_number(call: Call, visit: Interaction, card: Customer) -> Interaction:
    """Put the visit's number on the card where that is asked for; else say how."""
    number = naming.number_to_add(call.desk, visit, card)
    if number and getattr(call.arguments, "add_number", False):
        with sharing():
            naming.add_number(call.desk, visit, card, shared=call.arguments.shared)
        call.say(f"{number} is on the card of {card.name} now.")
    elif number:
        command = f"`{slots.DESKAPP}identify {meant.short(visit.id)} {meant.short(card.id)} --add-number`"
        call.say(f"{number} is not on the card of {card.name}. {command} adds it.")
    return visit


def told(card: Customer) -> str:
    """A card by name, company and the letters that choose it."""
    return f"{card.name}{f' of {card.company}' if card.company else ''} ({meant.short(card.id)})"


@contextmanager
def sharing() -> Iterator[None]:
    """Name the option by which a number or an address goes on a second card."""
    try:
        yield
    except HeldElsewhereError as error:
        raise RefusedError(error.sentence, "Add --shared if they share it.") from error
