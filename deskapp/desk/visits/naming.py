"""Saying who a visit is with: what is typed at "Who?" is kept, and becomes a name, a number or a card."""

from dataclasses import replace
from typing import TYPE_CHECKING

from deskapp.desk.cards import customers, held_elsewhere
from deskapp.desk.documents import edit, look
from deskapp.desk.session import Session
from deskapp.desk.visits import log, numbers
from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.model.customer import Customer, CustomerKind
from deskapp.model.interaction import Interaction
from deskapp.text import phones

if TYPE_CHECKING:
    from deskapp.store.change import Change


class AtWho:
    """One visit while somebody types at "Who?": what that field put on it is told from what came from elsewhere."""

    def __init__(self, desk: Session, visit: Interaction) -> None:
        self._desk, self._was = desk, visit
        self._called, self._phone = visit.called, visit.phone

    @property
    def visit(self) -> Interaction:
        """The visit as it would be if nothing had been typed here: what a command put there since is its own."""
        newest = look(self._desk, Interaction, self._was.id)
        if newest is None:
            return self._was
        called = self._was.called if newest.called == self._called else newest.called
        phone = self._was.phone if newest.phone == self._phone else newest.phone
        return replace(newest, called=called, phone=phone)

    def keep(self, text: str) -> Interaction:
        """Keep what is being typed as the name, or as the number where it is one; as a draft where there is a card."""
        visit = self.visit
        if visit.customer:
            kept = log.draft(self._desk, visit, log.WHO_DRAFT, text)
        else:
            is_number = phones.is_number(text)
            called = "" if is_number else text
            phone = visit.phone or (phones.visible(text).strip() if is_number else "")
            kept = edit(
                self._desk, visit, "typed name", lambda held: replace(held, called=called, phone=phone), undoable=False
            )
        self._was, self._called, self._phone = visit, kept.called, kept.phone
        return kept


def typed(visit: Interaction) -> str:
    """What was typed at "Who?" and is not done yet."""
    return visit.drafts.get(log.WHO_DRAFT, "") if visit.customer else visit.called


def leave(desk: Session, visit: Interaction) -> str:
    """Nobody says who it is: what was typed stays as the visit's name, or as a draft where it has a card. Told.

    `visit` is as it was before anything was typed.
    """
    newest = log.get(desk, visit.id)
    if newest.customer:
        if newest.called:
            edit(desk, newest, "typed name", lambda held: replace(held, called=""), undoable=False)
        kept = typed(newest).strip()
        return (
            said("It stays {name}. “{kept:.40}” is kept for later.", name=newest.customer.name, kept=kept)
            if kept
            else ""
        )
    if (newest.called, newest.phone) != (visit.called, visit.phone):
        words = f"name {newest.called:.40}" if newest.called else f"number {newest.phone:.30}"
        _put_over(desk, visit, f"{words} for this {visit.kind}", called=newest.called, phone=newest.phone)
    return (
        said("“{called:.40}” is kept as the name, without a card.", called=newest.called)
        if newest.called.strip()
        else ""
    )


def take_number(desk: Session, visit: Interaction, typed: str) -> Interaction:
    """A number that nobody has becomes the visit's number, never a name."""
    number = phones.visible(typed).strip()
    if not phones.is_number(number):
        raise RefusedError(said("That is no phone number."), said("Type its digits, as in 020 7946 0018."))
    return _put_over(desk, visit, f"number {number:.30} for this {visit.kind}", called="", phone=number)


def _put_over(desk: Session, visit: Interaction, words: str, *, called: str, phone: str) -> Interaction:
    """Put a name and a number in the place of those of `visit`, as it was before anything was typed."""

    def stood(change: "Change", _: Interaction) -> None:
        change.stood("interactions", visit.id, called=visit.called, phone=visit.phone)

    return edit(desk, visit, words, lambda newest: replace(newest, called=called, phone=phone), also=stood)


def without_card(desk: Session, visit: Interaction, typed: str) -> Interaction:
    """Keep a name, and take off the card that the visit may have, as one change; a number becomes the visit's own."""
    if phones.is_number(typed):
        number = phones.visible(typed).strip()
        words = f"number {number:.30} for this {visit.kind}"
        return log.leave_unnamed(desk, visit, words, phone=number)
    return log.leave_unnamed(desk, visit, f"name {typed:.40} for this {visit.kind}", called=" ".join(typed.split()))


def new_card(
    desk: Session, visit: Interaction, typed: str, *, although: bool = False, shared: bool = False
) -> Interaction:
    """Make a card of what was typed and take it. A number alone is no name: RefusedError.

    Refused where by their name they may have a card already, unless somebody wants a new one `although` they do. The
    visit's number goes on the card too; one that is on another card only where it is said to be `shared`.
    """
    if phones.is_number(typed):
        raise RefusedError(said("A card needs a name."), said("Type a name, or any word to know them by."))
    if not although:
        from deskapp.desk.cards import recognising

        recognising.refuse_duplicates(desk, typed)
    is_elsewhere = not shared and bool(visit.phone) and bool(held_elsewhere.holders(desk, "phones", visit.phone))
    return log.identify_new(desk, visit, typed, phone="" if is_elsewhere else visit.phone)


def card_of_line(desk: Session, typed: str, kind: CustomerKind = "customer", *, although: bool = False) -> Customer:
    """Make a card of one line, with nobody here: name, number and e-mail in any order. Refused like `new_card`."""
    from deskapp.desk.cards import recognising
    from deskapp.desk.cards.typed_card import read_line

    if typed.strip() and not although:
        recognising.refuse_duplicates(desk, typed)
    return customers.put(desk, customers.from_line(desk, read_line(typed), kind=kind))


def number_to_add(desk: Session, visit: Interaction, customer: Customer) -> str:
    """The visit's number, where the card of whom it is with does not have it yet; else nothing."""
    return "" if not phones.digits(visit.phone) or numbers.is_on(desk, customer, visit.phone) else visit.phone


def add_number(desk: Session, visit: Interaction, customer: Customer, *, shared: bool = False) -> None:
    """Put the visit's number on the card; it comes off again where the visit turns out to be somebody else's.

    Refused where another card has it, unless they share it.
    """
    numbers.keep(desk, visit.phone, visit=visit, customer=customers.get(desk, customer.id), shared=shared)
