"""What a card has several of, put on it and reworded as people type it; plan, kind, and since when."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, get_args

from deskapp import clock
from deskapp.desk.cards import allergies, customers, held_elsewhere, recognising
from deskapp.desk.cards.customers import WORDS, Entries, add_entry, alter_entry, entry_of, set_fields
from deskapp.desk.documents import edit
from deskapp.desk.session import Session
from deskapp.errors import RefusedError, line_of
from deskapp.messages import noted, said
from deskapp.model import card_fields
from deskapp.model.customer import Customer, CustomerKind, Email, Plan, Stance

NOTHING = (noted("Take the entry off the card instead."), noted("Nothing is written there."))
KIND_WORDS: dict[CustomerKind, str] = {"customer": "a customer", "prospect": "a prospect", "coworker": "a co-worker"}
_REWORDED: dict[Entries, Callable[[Session, Any, str], Any]] = {
    "phones": lambda desk, old, text: replace(customers.read_phone(desk, text), label=old.label, extra=old.extra),
    "emails": lambda desk, old, text: replace(old, address=text.strip()),
    "addresses": lambda desk, old, text: text,
    "preferences": lambda desk, old, text: replace(old, item=text, confirmed_at=desk.now(), told_by=desk.staff),
    "warnings": lambda desk, old, text: replace(old, text=text),
}
"""What an entry becomes by other words."""


def text_of(customer: Customer, kind: Entries, key: str) -> str:
    """The words of one entry. Raises RefusedError where it is gone."""
    return card_fields.entry_text(kind, entry_of(customer, kind, key))


def add_phone(desk: Session, customer: Customer, typed: str, *, shared: bool = False) -> Customer:
    """Add a phone number, as typed and normalised; of two in one field, each. Refused like `held_elsewhere.check`."""
    line_of(typed, said("Type the phone number."), said("No number was written."))
    card = customers.get(desk, customer.id)
    held_elsewhere.check(desk, card, "phones", typed, shared=shared)
    added = customers.read_phones(desk, typed, card.phones)
    words = f"phone of {customer.name:.40}"
    return edit(desk, customer, words, lambda card: replace(card, phones={**card.phones, **added}))


def add_email(desk: Session, customer: Customer, typed: str, *, shared: bool = False) -> Customer:
    """Add an e-mail address. Refused like `held_elsewhere.check`."""
    held_elsewhere.check(desk, customers.get(desk, customer.id), "emails", typed, shared=shared)
    return add_entry(desk, customer, "emails", Email(typed.strip()))


def add_address(desk: Session, customer: Customer, text: str) -> Customer:
    """Add a postal address."""
    line_of(text, said("Write street and town."), said("No address was written."))
    return add_entry(desk, customer, "addresses", text.strip())


def rename(desk: Session, customer: Customer, name: str, *, although: bool = False) -> Customer:
    """Give the card another name. Refused where that may be somebody's who has a card, unless it is so all the same."""
    if name.strip() and not although:
        recognising.refuse_duplicates(desk, name, apart_from=customer)
    return customers.set_text(desk, customer, "name", name)


def set_text(
    desk: Session, customer: Customer, kind: Entries, key: str, text: str, *, shared: bool = False
) -> Customer:
    """Put other words in an entry as they are typed; one stretch of typing is one step for undo.

    Words by which a preference would become an allergy, or an allergy would be none any more, are refused: `reword`.
    Numbers and e-mail addresses are refused as where they are added, unless they are said to be `shared`.
    """
    line_of(text, *NOTHING)
    if kind in ("phones", "emails"):
        held_elsewhere.check(desk, customers.get(desk, customer.id), kind, text, key=key, shared=shared)
    if kind == "preferences":
        allergies.check_words(entry_of(customers.get(desk, customer.id), kind, key), text)
    return alter_entry(desk, customer, kind, key, lambda old: _REWORDED[kind](desk, old, text), is_typed=True)


def reword(desk: Session, customer: Customer, key: str, text: str, group: str, stance: Stance) -> Customer:
    """Put other words in a preference, and say what it is with them, as one change."""
    line = line_of(text, *NOTHING)
    allergies.check_like(customer, line, stance)
    entry_of(customer, "preferences", key)

    def alter(old: Any) -> Any:
        return replace(_REWORDED["preferences"](desk, old, line), group=group, stance=stance)

    return alter_entry(desk, customer, "preferences", key, alter, f"{stance} '{line:.40}' of {customer.name:.40}")


def set_label(desk: Session, customer: Customer, kind: Entries, key: str, label: str) -> Customer:
    """Say what a number or an address is: `mobile`, `work`, or a word of one's own; without one it is just that."""
    return alter_entry(desk, customer, kind, key, lambda old: replace(old, label=" ".join(label.split())))


def set_preference(desk: Session, customer: Customer, key: str, group: str, stance: Stance) -> Customer:
    """Say what a preference is: its group, and whether they like it, need it or must not have it."""
    item = text_of(customers.get(desk, customer.id), "preferences", key)
    words = f"{stance} '{item:.40}' of {customer.name:.40}"
    return alter_entry(desk, customer, "preferences", key, lambda old: replace(old, group=group, stance=stance), words)


def review(desk: Session, customer: Customer, key: str, day: date | None) -> Customer:
    """Give a warning another review date, or none."""
    words = f"review of a warning on {customer.name:.40}"
    return alter_entry(desk, customer, "warnings", key, lambda old: replace(old, review_on=day), words)


def remove(desk: Session, customer: Customer, kind: Entries, key: str) -> Customer:
    """Take an entry off the card; one undo brings it back."""
    entry_of(customer, kind, key)

    def alter(card: Customer) -> Customer:
        changes: dict[str, Any] = {kind: {name: old for name, old in getattr(card, kind).items() if name != key}}
        return replace(card, **changes)

    return edit(desk, customer, f"remove a {WORDS[kind]} of {customer.name:.40}", alter)


def set_plan(desk: Session, customer: Customer, name: str, level: str = "", until: date | None = None) -> Customer:
    """Enrol them in a plan; without a name the plan comes off the card."""
    line, extra = " ".join(name.split()), customer.plan.extra if customer.plan else {}
    plan = Plan(line, until, " ".join(level.split()), extra=extra) if line else None
    return set_fields(desk, customer, "plan", run="plan", plan=plan)


def other_kinds(desk: Session, customer: Customer) -> list[str]:
    """What a card is not, and may become."""
    return [kind for kind in KIND_WORDS if kind != customer.kind]


def set_kind(desk: Session, customer: Customer, kind: str) -> Customer:
    """Say what they are to the shop; who becomes a customer is one from now on (practice A5).

    Raises RefusedError for what no card can be, and for what they are already.
    """
    known: dict[str, CustomerKind] = {word: word for word in get_args(CustomerKind)}
    if kind not in known:
        raise RefusedError(
            said("“{kind:.40}” is nothing that a card can be.", kind=kind),
            said("Choose one of {known}.", known=", ".join(known)),
        )
    if kind == customer.kind:
        raise RefusedError(
            said("{name} is {kind_words} already.", name=customer.name, kind_words=KIND_WORDS[known[kind]])
        )
    since: datetime | None = customer.customer_since or desk.now() if kind == "customer" else None
    words = f"{customer.name:.40} becomes {KIND_WORDS[known[kind]]}"
    return edit(desk, customer, words, lambda card: replace(card, kind=known[kind], customer_since=since))


def set_since(desk: Session, customer: Customer, day: date) -> Customer:
    """Say since when they are a customer. Raises RefusedError for a day that has not come."""
    if day > clock.today(desk.now()):
        raise RefusedError(said("That day has not come yet."), said("Write the day on which they became a customer."))
    since = clock.from_local(datetime.combine(day, time(12)))
    return set_fields(desk, customer, "customer since,", customer_since=since)
