"""Cards: made, changed field by field, and what is known of a person's preferences."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from deskapp import slots
from deskapp.desk.cards import allergens
from deskapp.desk.documents import edit, fetch, look
from deskapp.desk.session import Session
from deskapp.errors import RefusedError
from deskapp.model.card_fields import TYPED_FIELDS
from deskapp.model.customer import CardWarning, Customer, CustomerKind, Email, Phone, Preference, Stance
from deskapp.model.document import to_document
from deskapp.text.folding import same

if TYPE_CHECKING:
    from deskapp.desk.cards.typed_card import TypedCard


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
    found = [customer.id]
    for identifier in found:
        card = customer if identifier == customer.id else look(desk, Customer, identifier)
        found += [one for one in (card.merged if card else ()) if one not in found]
    return found


def fresh(
    desk: Session,
    name: str,
    *,
    phone: str = "",
    email: str = "",
    company: str = "",
    address_form: str = "",
    kind: CustomerKind = "customer",
) -> Customer:
    """A card that is not in the book yet."""
    now = desk.now()
    return Customer(
        id=desk.new_id("customers"),
        name=_name(name),
        kind=kind,
        company=company.strip(),
        address_form=address_form.strip(),
        phones=read_phones(desk, phone, {}),
        emails={desk.new_key(): Email(email.strip())} if email.strip() else {},
        created_at=now,
        customer_since=now if kind == "customer" else None,
    )


def from_line(desk: Session, line: "TypedCard", *, phone: str = "", kind: CustomerKind = "customer") -> Customer:
    """A card of one typed line that is not in the book yet, with a number where the line tells none."""
    return fresh(
        desk,
        line.name,
        phone=line.phone or phone,
        email=line.email,
        company=line.company,
        address_form=line.address_form,
        kind=kind,
    )


def make(
    desk: Session,
    name: str,
    *,
    phone: str = "",
    email: str = "",
    company: str = "",
    address_form: str = "",
    kind: CustomerKind = "customer",
) -> Customer:
    """A new card."""
    customer = fresh(desk, name, phone=phone, email=email, company=company, address_form=address_form, kind=kind)
    return put(desk, customer)


def put(desk: Session, customer: Customer) -> Customer:
    """Store a card that is not in the book yet."""
    with desk.book.change(f"card of {customer.name:.40}", by=desk.staff, at=desk.now()) as change:
        change.put("customers", to_document(customer))
    return customer


def set_text(desk: Session, customer: Customer, field: str, text: str, *, although: bool = False) -> Customer:
    """Set one text field of the card as it is typed; one stretch of typing is one step for undo.

    Raises MustNotHaveError for a dessert of what they must not have, unless they like it `although` that is known.
    """
    if field not in TYPED_FIELDS:
        raise ValueError(f"{field} is not a text field of a card")
    changes: dict[str, Any] = {field: _name(text) if field == "name" else text}
    if field == "favorite_dessert":
        allergens.refuse_like(of(desk, customer.id) or customer, text, meant=although)
        changes["dessert_confirmed_at"] = desk.now() if text.strip() else None
    words = f"{field.replace('_', ' ')} of {customer.name:.40}"
    return edit(desk, customer, words, lambda it: replace(it, **changes), coalesce=f"{customer.id}.{field}")


def put_dessert_back(desk: Session, customer: Customer, was: Customer) -> Customer:
    """The dessert as it was before it was typed over, with the day on which it was confirmed."""
    dessert, day = was.favorite_dessert, was.dessert_confirmed_at
    words = f"favorite dessert of {customer.name:.40}"

    def alter(it: Customer) -> Customer:
        return replace(it, favorite_dessert=dessert, dessert_confirmed_at=day)

    return edit(desk, customer, words, alter, coalesce=f"{customer.id}.favorite_dessert")


def set_dessert(desk: Session, customer: Customer, text: str, *, before: str = "", although: bool = False) -> Customer:
    """Another favorite dessert; the one before stays on the card as food they like.

    `before` is the one before where the new one is on the card already, because it was stored as it was typed. Raises
    MustNotHaveError for one of what they must not have, unless they like it `although` that is known.
    """
    line = " ".join(text.split())
    allergens.refuse_like(of(desk, customer.id) or customer, line, meant=although)

    def alter(it: Customer) -> Customer:
        card = replace(it, favorite_dessert=line, dessert_confirmed_at=desk.now() if line else None)
        old = before or it.favorite_dessert
        known = (line, *(one.item for one in it.preferences.values()))
        if not old.strip() or any(same(old, one) for one in known):
            return card
        liked = Preference("food", old, "likes", it.dessert_confirmed_at, desk.staff)
        return replace(card, preferences={**card.preferences, desk.new_key(card.preferences): liked})

    words = f"favorite dessert of {customer.name:.40}"
    return edit(desk, customer, words, alter, coalesce=f"{customer.id}.favorite_dessert" if before else "")


def add_preference(
    desk: Session, customer: Customer, item: str, *, group: str = "other", stance: Stance = "likes", visit: str = ""
) -> Customer:
    """Add what is known of them, confirmed now; an allergy is its own stance and always stands on top.

    `visit` is the id of the visit in which they told it, "" where they did not.
    """
    line = " ".join(item.split())
    if not line:
        raise RefusedError("Nothing was written.", "Write what they like, need or must not have.")
    preference = Preference(group, line, stance, desk.now(), desk.staff, visit)
    key = desk.new_key(customer.preferences)
    words = f"{stance} '{line:.40}' of {customer.name:.40}"
    return edit(desk, customer, words, lambda it: replace(it, preferences={**it.preferences, key: preference}))


def confirm_preference(desk: Session, customer: Customer, key: str) -> Customer:
    """Asked again, and still true."""
    words, now = f"confirm '{customer.preferences[key].item:.40}' of {customer.name:.40}", desk.now()

    def alter(it: Customer) -> Customer:
        if key not in it.preferences:
            next_step = f"{slots.press('undo')} to bring it back."
            raise RefusedError("That preference is no longer on the card.", next_step)
        fresh = replace(it.preferences[key], confirmed_at=now)
        return replace(it, preferences={**it.preferences, key: fresh})

    return edit(desk, customer, words, alter)


def confirm_dessert(desk: Session, customer: Customer) -> Customer:
    """Asked again, and still the favorite one."""
    words = f"confirm '{customer.favorite_dessert:.40}' of {customer.name:.40}"
    return edit(desk, customer, words, lambda it: replace(it, dessert_confirmed_at=desk.now()))


def add_phone(desk: Session, customer: Customer, typed: str, label: str = "") -> Customer:
    """Add a phone number as it was typed, with its normalised form; of two in one field, each."""
    if not typed.strip():
        raise RefusedError("No number was written.", "Type the phone number.")
    added = {key: replace(phone, label=label) for key, phone in read_phones(desk, typed, customer.phones).items()}
    words = f"phone of {customer.name:.40}"
    return edit(desk, customer, words, lambda it: replace(it, phones={**it.phones, **added}))


def add_email(desk: Session, customer: Customer, address: str, label: str = "") -> Customer:
    """Add an e-mail address."""
    if "@" not in address:
        raise RefusedError("That is no e-mail address.", "It needs an @, as in beth@example.org.")
    email, key = Email(address.strip(), label), desk.new_key(customer.emails)
    words = f"e-mail of {customer.name:.40}"
    return edit(desk, customer, words, lambda it: replace(it, emails={**it.emails, key: email}))


def add_warning(desk: Session, customer: Customer, text: str, review_on: date | None = None) -> Customer:
    """Add a fact that the next person should know, until its review date."""
    line = " ".join(text.split())
    if not line:
        raise RefusedError("Nothing was written.", "Write the fact only.")
    warning, key = CardWarning(line, desk.now(), review_on, desk.staff), desk.new_key(customer.warnings)
    words = f"warning on {customer.name:.40}"
    return edit(desk, customer, words, lambda it: replace(it, warnings={**it.warnings, key: warning}))


def read_phone(desk: Session, typed: str) -> Phone:
    """A phone number as typed, and normalised by the desk's own country."""
    from deskapp.desk.settings import settings
    from deskapp.text import phones

    return phones.read(Phone(typed.strip()), settings.read(desk).country)


def read_phones(desk: Session, typed: str, there: Mapping[str, Phone]) -> dict[str, Phone]:
    """The numbers typed in one field, each under a key that is not there yet."""
    from deskapp.text import phones

    found: dict[str, Phone] = {}
    for number in phones.each(typed) if typed.strip() else ():
        found[desk.new_key({**there, **found})] = read_phone(desk, number)
    return found


def _name(text: str) -> str:
    line = " ".join(text.split())
    if not line:
        raise RefusedError("A card needs a name.", "Type a name, or any word to know them by.")
    return line
