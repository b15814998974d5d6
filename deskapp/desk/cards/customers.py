"""Cards: found, made, and changed: a field of text, the dessert, and what a card has several of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal

from deskapp import slots
from deskapp.desk.cards import allergens
from deskapp.desk.documents import edit, every, fetch, look, store, with_entry
from deskapp.desk.session import Session
from deskapp.errors import RefusedError, line_of
from deskapp.messages import said
from deskapp.model import card_fields
from deskapp.model.customer import CardWarning, Customer, CustomerKind, Email, Phone, Preference, Stance
from deskapp.model.interaction import Interaction
from deskapp.store import Query, where
from deskapp.text.folding import same

if TYPE_CHECKING:
    from deskapp.desk.cards.typed_card import TypedCard

Entries = Literal["phones", "emails", "addresses", "preferences", "warnings"]
_IS_OPEN = Query().fragment({"ended_at": None})
WORDS = {field.name: field.label.lower() for field in card_fields.those(kind="entries")}


def get(desk: Session, identifier: str) -> Customer:
    """The card with that id, or the card that it was merged into. Raises NotFoundError."""
    customer = fetch(desk, Customer, identifier)
    return get(desk, customer.merged_into) if customer.merged_into else customer


def of(desk: Session, identifier: str) -> Customer | None:
    """The card with that id where there still is one."""
    customer = look(desk, Customer, identifier)
    return of(desk, customer.merged_into) if customer and customer.merged_into else customer


def ids_of(desk: Session, customer: Customer) -> list[str]:
    """The card's own id, then those of all cards that were merged into it: what was with them is with this one."""
    ids = [customer.id]
    for identifier in ids:
        card = customer if identifier == customer.id else look(desk, Customer, identifier)
        ids += [merged_id for merged_id in (card.merged if card else ()) if merged_id not in ids]
    return ids


def open_visits(desk: Session, card: Customer) -> list[Interaction]:
    """The open visits of a card, and of those that were merged into it, the first one first."""
    known = ids_of(desk, card)
    visits = desk.at_hand.open_interactions() if desk.at_hand else ()
    for identifier in () if desk.at_hand else known:
        visits = chain(visits, every(desk, Interaction, _IS_OPEN & (where("customer")["id"] == identifier)))
    here = (visit for visit in visits if visit.is_open and visit.customer and visit.customer.id in known)
    return sorted(here, key=lambda visit: (visit.arrived_at, visit.id))


def all_open_visits(desk: Session) -> Iterable[Interaction]:
    """Every open visit."""
    return desk.at_hand.open_interactions() if desk.at_hand else every(desk, Interaction, _IS_OPEN)


def from_line(desk: Session, line: "TypedCard", *, phone: str = "", kind: CustomerKind = "customer") -> Customer:
    """A card of one typed line that is not in the book yet, with a number where the line tells none."""
    now, email = desk.now(), line.email.strip()
    return Customer(
        id=desk.new_id("customers"),
        name=_name(line.name),
        kind=kind,
        company=line.company.strip(),
        address_form=line.address_form.strip(),
        phones=read_phones(desk, line.phone or phone, {}),
        emails={desk.new_key(): Email(email)} if email else {},
        created_at=now,
        customer_since=now if kind == "customer" else None,
    )


def make(desk: Session, name: str, *, kind: CustomerKind = "customer", **facts: str) -> Customer:
    """A new card; `facts` are what else a `TypedCard` tells."""
    from deskapp.desk.cards.typed_card import TypedCard

    return put(desk, from_line(desk, TypedCard(name, **facts), kind=kind))


def put(desk: Session, customer: Customer) -> Customer:
    """Store a card that is not in the book yet."""
    return store(desk, customer, f"card of {customer.name:.40}")


def set_fields(desk: Session, customer: Customer, words: str, *, run: str = "", **fields: Any) -> Customer:
    """Set some fields of the card as it is by now; `words` of whom they are is what undo calls it.

    What is set in one `run` of typing is one step for undo.
    """
    run = run and f"{customer.id}.{run}"
    return edit(desk, customer, f"{words} of {customer.name:.40}", lambda card: replace(card, **fields), coalesce=run)


def set_text(desk: Session, customer: Customer, field: str, text: str, *, although: bool = False) -> Customer:
    """Set one text field of the card as it is typed; one stretch of typing is one step for undo.

    Raises MustNotHaveError for a dessert of what they must not have, unless they like it `although` that is known.
    """
    if field not in card_fields.TYPED_FIELDS:
        raise ValueError(f"{field} is not a text field of a card")
    changes: dict[str, Any] = {field: _name(text) if field == "name" else text}
    if field == "favorite_dessert":
        allergens.refuse_like(of(desk, customer.id) or customer, text, meant=although)
        changes["dessert_confirmed_at"] = desk.now() if text.strip() else None
    return set_fields(desk, customer, field.replace("_", " "), run=field, **changes)


def put_dessert_back(desk: Session, customer: Customer, was: Customer) -> Customer:
    """The dessert as it was before it was typed over, with the day on which it was confirmed."""
    before = {name: getattr(was, name) for name in ("favorite_dessert", "dessert_confirmed_at")}
    return set_fields(desk, customer, "favorite dessert", run="favorite_dessert", **before)


def set_dessert(desk: Session, customer: Customer, text: str, *, before: str = "", although: bool = False) -> Customer:
    """Another favorite dessert; the one before stays on the card as food they like.

    `before` is the one before where the new one is on the card already, because it was stored as it was typed. Raises
    MustNotHaveError for one of what they must not have, unless they like it `although` that is known.
    """
    line = " ".join(text.split())
    allergens.refuse_like(of(desk, customer.id) or customer, line, meant=although)

    def alter(was: Customer) -> Customer:
        card = replace(was, favorite_dessert=line, dessert_confirmed_at=desk.now() if line else None)
        old = before or was.favorite_dessert
        known = (line, *(preference.item for preference in was.preferences.values()))
        if not old.strip() or any(same(old, item) for item in known):
            return card
        liked = Preference("food", old, "likes", was.dessert_confirmed_at, desk.staff)
        return with_entry(desk, card, "preferences", liked)

    words = f"favorite dessert of {customer.name:.40}"
    return edit(desk, customer, words, alter, coalesce=f"{customer.id}.favorite_dessert" if before else "")


def confirm_dessert(desk: Session, customer: Customer) -> Customer:
    """Asked again, and still the favorite one."""
    return set_fields(desk, customer, f"confirm '{customer.favorite_dessert:.40}'", dessert_confirmed_at=desk.now())


def entry_of(customer: Customer, kind: Entries, key: str) -> Any:
    """One entry. Raises RefusedError where it is gone."""
    entries = getattr(customer, kind)
    if key not in entries:
        raise RefusedError(
            said("That {words} is no longer on the card.", words=WORDS[kind]),
            said("{undo} to bring it back.", undo=slots.press("undo")),
        )
    return entries[key]


def add_entry(desk: Session, customer: Customer, kind: Entries, entry: object, words: str = "") -> Customer:
    """Put a new entry on the card."""
    words = words or f"{WORDS[kind]} of {customer.name:.40}"
    return edit(desk, customer, words, lambda card: with_entry(desk, card, kind, entry))


def alter_entry(
    desk: Session,
    customer: Customer,
    kind: Entries,
    key: str,
    alter: Callable[[Any], Any],
    words: str = "",
    *,
    is_typed: bool = False,
) -> Customer:
    """Alter an entry as it is on the card by now; where `is_typed`, one stretch of typing is one step for undo."""
    words, run = words or f"{WORDS[kind]} of {customer.name:.40}", f"{customer.id}.{kind}.{key}" if is_typed else ""

    def altered(card: Customer) -> Customer:
        changes: dict[str, Any] = {kind: {**getattr(card, kind), key: alter(entry_of(card, kind, key))}}
        return replace(card, **changes)

    return edit(desk, customer, words, altered, coalesce=run)


def add_preference(
    desk: Session, customer: Customer, item: str, *, group: str = "other", stance: Stance = "likes", visit: str = ""
) -> Customer:
    """Add what is known of them, confirmed now; an allergy is its own stance and always stands on top.

    `visit` is the id of the visit in which they told it, "" where they did not.
    """
    line = line_of(item, said("Write what they like, need or must not have."))
    preference = Preference(group, line, stance, desk.now(), desk.staff, visit)
    return add_entry(desk, customer, "preferences", preference, f"{stance} '{line:.40}' of {customer.name:.40}")


def confirm_preference(desk: Session, customer: Customer, key: str) -> Customer:
    """Asked again, and still true."""
    words, now = f"confirm '{customer.preferences[key].item:.40}' of {customer.name:.40}", desk.now()
    return alter_entry(desk, customer, "preferences", key, lambda old: replace(old, confirmed_at=now), words)


def add_warning(desk: Session, customer: Customer, text: str, review_on: date | None = None) -> Customer:
    """Add a fact that the next person should know, until its review date."""
    warning = CardWarning(line_of(text, said("Write the fact only.")), desk.now(), review_on, desk.staff)
    return add_entry(desk, customer, "warnings", warning, f"warning on {customer.name:.40}")


def read_phone(desk: Session, typed: str) -> Phone:
    """A phone number as typed, and normalised by the desk's own country."""
    from deskapp.desk.settings import settings
    from deskapp.text import phones

    return phones.read(Phone(typed.strip()), settings.read(desk).country)


def read_phones(desk: Session, typed: str, there: Mapping[str, Phone]) -> dict[str, Phone]:
    """The numbers typed in one field, each under a key that is not there yet."""
    from deskapp.text import phones

    entries: dict[str, Phone] = {}
    for number in phones.each(typed) if typed.strip() else ():
        entries[desk.new_key({**there, **entries})] = read_phone(desk, number)
    return entries


def _name(text: str) -> str:
    return line_of(text, said("Type a name, or any word to know them by."), said("A card needs a name."))
