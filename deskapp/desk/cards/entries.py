"""What a card has several of, changed in place: phones, e-mails, addresses, preferences, warnings; plan and kind."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, Literal, get_args

from deskapp import clock, slots
from deskapp.desk.cards import customers, held_elsewhere, recognising, safety
from deskapp.desk.documents import edit
from deskapp.desk.session import Session
from deskapp.errors import RefusedError
from deskapp.model import card_fields
from deskapp.model.customer import Customer, CustomerKind, Plan, Stance

Entries = Literal["phones", "emails", "addresses", "preferences", "warnings"]
WORDS = {field.name: field.label.lower() for field in card_fields.those(kind="entries")}
KIND_WORDS: dict[CustomerKind, str] = {"customer": "a customer", "prospect": "a prospect", "coworker": "a co-worker"}


def text_of(customer: Customer, kind: Entries, key: str) -> str:
    """The words of one entry. Raises RefusedError where it is gone."""
    return card_fields.entry_text(kind, _entry(customer, kind, key))


def add_phone(desk: Session, customer: Customer, typed: str, *, shared: bool = False) -> Customer:
    """Add a phone number; of two in one field, each. Refused like `held_elsewhere.check_phone`."""
    if typed.strip():
        held_elsewhere.check_phone(desk, customers.get(desk, customer.id), typed, shared=shared)
    return customers.add_phone(desk, customer, typed)


def add_email(desk: Session, customer: Customer, typed: str, *, shared: bool = False) -> Customer:
    """Add an e-mail address. Refused like `held_elsewhere.check_email`."""
    held_elsewhere.check_email(desk, customers.get(desk, customer.id), typed, shared=shared)
    return customers.add_email(desk, customer, typed)


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
    if not text.strip():
        raise RefusedError("Nothing is written there.", "Take the entry off the card instead.")
    if kind == "phones":
        held_elsewhere.check_phone(desk, customers.get(desk, customer.id), text, key=key, shared=shared)
    if kind == "emails":
        held_elsewhere.check_email(desk, customers.get(desk, customer.id), text, key=key, shared=shared)
    if kind == "preferences":
        safety.check_words(_entry(customers.get(desk, customer.id), kind, key), text)

    def alter(it: Customer) -> Customer:
        old, entries = _entry(it, kind, key), dict(getattr(it, kind))
        if kind == "phones":
            entries[key] = replace(customers.read_phone(desk, text), label=old.label, extra=old.extra)
        elif kind == "emails":
            entries[key] = replace(old, address=text.strip())
        elif kind == "addresses":
            entries[key] = text
        elif kind == "preferences":
            entries[key] = replace(old, item=text, confirmed_at=desk.now(), told_by=desk.staff)
        else:
            entries[key] = replace(old, text=text)
        return _with(it, kind, entries)

    words = f"{WORDS[kind]} of {customer.name:.40}"
    return edit(desk, customer, words, alter, coalesce=f"{customer.id}.{kind}.{key}")


def reword(desk: Session, customer: Customer, key: str, text: str, group: str, stance: Stance) -> Customer:
    """Put other words in a preference, and say what it is with them, as one change."""
    line = " ".join(text.split())
    if not line:
        raise RefusedError("Nothing is written there.", "Take the entry off the card instead.")
    safety.check_like(customer, line, stance)
    _entry(customer, "preferences", key)

    def alter(it: Customer) -> Customer:
        old = _entry(it, "preferences", key)
        said = replace(old, item=line, group=group, stance=stance, confirmed_at=desk.now(), told_by=desk.staff)
        return _with(it, "preferences", {**it.preferences, key: said})

    return edit(desk, customer, f"{stance} '{line:.40}' of {customer.name:.40}", alter)


def set_label(desk: Session, customer: Customer, kind: Literal["phones", "emails"], key: str, label: str) -> Customer:
    """Say what a number or an address is: `mobile`, `work`, or a word of one's own; without one it is just that."""
    line, words = " ".join(label.split()), f"{WORDS[kind]} of {customer.name:.40}"
    return edit(desk, customer, words, lambda it: _changed(it, kind, key, label=line))


def set_preference(desk: Session, customer: Customer, key: str, group: str, stance: Stance) -> Customer:
    """Say what a preference is: its group, and whether they like it, need it or must not have it."""
    item = text_of(customers.get(desk, customer.id), "preferences", key)
    words = f"{stance} '{item:.40}' of {customer.name:.40}"
    return edit(desk, customer, words, lambda it: _changed(it, "preferences", key, group=group, stance=stance))


def remove(desk: Session, customer: Customer, kind: Entries, key: str) -> Customer:
    """Take an entry off the card; one undo brings it back."""
    _entry(customer, kind, key)
    words = f"remove a {WORDS[kind]} of {customer.name:.40}"
    return edit(desk, customer, words, lambda it: _with(it, kind, _without(getattr(it, kind), key)))


def add_address(desk: Session, customer: Customer, text: str) -> Customer:
    """Add a postal address."""
    if not text.strip():
        raise RefusedError("No address was written.", "Write street and town.")
    key = desk.new_key(customer.addresses)
    words = f"address of {customer.name:.40}"
    return edit(desk, customer, words, lambda it: replace(it, addresses={**it.addresses, key: text.strip()}))


def review(desk: Session, customer: Customer, key: str, day: date | None) -> Customer:
    """Give a warning another review date, or none."""
    words = f"review of a warning on {customer.name:.40}"
    return edit(desk, customer, words, lambda it: _changed(it, "warnings", key, review_on=day))


def set_plan(desk: Session, customer: Customer, name: str, level: str = "", until: date | None = None) -> Customer:
    """Enrol them in a plan; without a name the plan comes off the card."""
    line, extra = " ".join(name.split()), customer.plan.extra if customer.plan else {}
    plan = Plan(line, until, " ".join(level.split()), extra=extra) if line else None
    words = f"plan of {customer.name:.40}"
    return edit(desk, customer, words, lambda it: replace(it, plan=plan), coalesce=f"{customer.id}.plan")


def other_kinds(desk: Session, customer: Customer) -> list[str]:
    """What a card is not, and may become."""
    return [kind for kind in KIND_WORDS if kind != customer.kind]


def set_kind(desk: Session, customer: Customer, kind: str) -> Customer:
    """Say what they are to the shop; who becomes a customer is one from now on (practice A5).

    Raises RefusedError for what no card can be, and for what they are already.
    """
    known: dict[str, CustomerKind] = {it: it for it in get_args(CustomerKind)}
    if kind not in known:
        raise RefusedError(f"“{kind:.40}” is nothing that a card can be.", f"Choose one of {', '.join(known)}.")
    if kind == customer.kind:
        raise RefusedError(f"{customer.name} is {KIND_WORDS[known[kind]]} already.")
    since: datetime | None = customer.customer_since or desk.now() if kind == "customer" else None
    words = f"{customer.name:.40} becomes {KIND_WORDS[known[kind]]}"
    return edit(desk, customer, words, lambda it: replace(it, kind=known[kind], customer_since=since))


def set_since(desk: Session, customer: Customer, day: date) -> Customer:
    """Say since when they are a customer. Raises RefusedError for a day that has not come."""
    if day > clock.today(desk.now()):
        raise RefusedError("That day has not come yet.", "Write the day on which they became a customer.")
    since = clock.from_local(datetime.combine(day, time(12)))
    words = f"customer since, of {customer.name:.40}"
    return edit(desk, customer, words, lambda it: replace(it, customer_since=since))


def _entry(customer: Customer, kind: Entries, key: str) -> Any:
    entries = getattr(customer, kind)
    if key not in entries:
        raise RefusedError(f"That {WORDS[kind]} is no longer on the card.", f"{slots.press('undo')} to bring it back.")
    return entries[key]


def _changed(customer: Customer, kind: Entries, key: str, **changes: Any) -> Customer:
    """The card with some fields of one entry changed; its other fields stay as they are on the card by now."""
    return _with(customer, kind, {**getattr(customer, kind), key: replace(_entry(customer, kind, key), **changes)})


def _with(customer: Customer, kind: Entries, entries: dict[str, Any]) -> Customer:
    changes: dict[str, Any] = {kind: entries}
    return replace(customer, **changes)


def _without(entries: Any, key: str) -> dict[str, Any]:
    return {name: one for name, one in entries.items() if name != key}
