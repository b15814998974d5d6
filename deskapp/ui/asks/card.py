"""Questions about a card: one field, or a preference."""

from deskapp.desk import customers
from deskapp.desk.session import Desk
from deskapp.model.customer import GROUPS, STANCES, Customer, Stance
from deskapp.ui.asks.who import void
from deskapp.ui.widgets.entry import Ask, Choice, Offer

LABELS = {
    "name": "Name",
    "address_form": "Address as",
    "pronouns": "Pronouns",
    "company": "Company",
    "role": "Role",
    "favorite_dessert": "Dessert",
    "preferred_channel": "Channel",
    "preferred_hours": "Hours",
    "birthday": "Birthday",
    "notes": "Notes",
}
HINTS = {
    "address_form": "How to address them first, such as: Ms Ocampo.",
    "favorite_dessert": "The favorite dessert, as they would say it.",
    "preferred_channel": "phone, e-mail, letter, chat or counter",
}
TASTES = (
    ("dessert", "Favorite dessert", ""),
    ("drink likes", "Drink", "drink"),
    ("food likes", "Food", "food"),
    ("food allergy", "ALLERGY", "always on top"),
    ("comfort needs", "Needs", "comfort"),
    ("other dislikes", "Dislikes", ""),
    ("communication likes", "How to talk with them", "communication"),
    ("topics likes", "Topics they enjoy", "topics"),
)


def text_field(desk: Desk, customer: Customer, field: str) -> Ask:
    """One field of the card; stored as it is typed, except a name that would be empty."""

    def store(name: str, text: str) -> None:
        if name != "name" or text.strip():
            customers.set_text(desk, customer, name, text)

    def done(values: dict[str, str], chosen: str) -> str:
        customers.set_text(desk, customer, field, values[field].strip())
        return ""

    return Ask(
        title=LABELS[field],
        fields=[(field, LABELS[field], getattr(customer, field))],
        store=store,
        done=done,
        react=lambda values: Offer(hint=HINTS.get(field, "It is kept as you type.")),
    )


def taste(desk: Desk, customer: Customer) -> Ask:
    """What kind of preference, by its first letters or the arrows; then the words."""

    def react(values: dict[str, str]) -> Offer:
        typed = values["kind"].strip().casefold()
        shown = [Choice(value, text, hint) for value, text, hint in TASTES if text.casefold().startswith(typed)]
        return Offer(shown, 0 if shown else -1, f"What do you know of {customer.name}? Enter chooses.")

    def done(values: dict[str, str], chosen: str) -> Ask | str:
        if not chosen:
            return ""
        return (
            text_field(desk, customer, "favorite_dessert")
            if chosen == "dessert"
            else taste_words(desk, customer, chosen)
        )

    return Ask(title="Preference", fields=[("kind", "Preference", "")], react=react, done=done, rows=len(TASTES))


def taste_words(desk: Desk, customer: Customer, chosen: str) -> Ask:
    """The words of one preference."""
    group, stance = chosen.split()
    chosen_stance: Stance = next(one for one in STANCES if one == stance)
    label = next(text for value, text, _ in TASTES if value == chosen)

    def done(values: dict[str, str], chosen: str) -> str:
        kind = group if group in GROUPS else "other"
        customers.add_preference(desk, customer, values["item"], group=kind, stance=chosen_stance)
        return f"On the card: {values['item'].strip()}"

    return Ask(
        title="Preference",
        fields=[("item", label[:12], "")],
        done=done,
        react=lambda values: Offer(hint="In their own words. Enter puts it on the card."),
    )


def phone(desk: Desk, customer: Customer) -> Ask:
    """A further phone number."""
    return Ask(
        title="Phone",
        fields=[("phone", "Phone", "")],
        done=lambda values, chosen: void(customers.add_phone(desk, customer, values["phone"])),
        react=lambda values: Offer(hint="As they say it; any format is found again."),
    )


def email(desk: Desk, customer: Customer) -> Ask:
    """A further e-mail address."""
    return Ask(
        title="E-mail",
        fields=[("email", "E-mail", "")],
        done=lambda values, chosen: void(customers.add_email(desk, customer, values["email"])),
    )


def new(desk: Desk) -> Ask:
    """A new card by its name."""

    def done(values: dict[str, str], chosen: str) -> str:
        return f"New card: {customers.make(desk, values['name']).name}"

    return Ask(
        title="New card",
        fields=[("name", "Name", "")],
        done=done,
        react=lambda values: Offer(hint="Enter makes the card."),
    )


def entry(desk: Desk, customer: Customer, kind: str, key: str) -> Ask:
    """An entry of a list on the card: keep it, confirm it, or take it off."""
    key = key.partition(":")[0]
    removes = {
        "phones": customers.remove_phone,
        "emails": customers.remove_email,
        "preferences": customers.remove_preference,
    }
    choices = [Choice("remove", "Take it off the card")]
    if kind == "preferences":
        choices.insert(0, Choice("confirm", "Asked again: still true"))

    def done(values: dict[str, str], chosen: str) -> str:
        if chosen == "confirm":
            customers.confirm_preference(desk, customer, key)
            return "Confirmed today."
        if chosen == "remove":
            removes[kind](desk, customer, key)
            return "Taken off. Press u to bring it back."
        return ""

    return Ask(
        title="Entry",
        fields=[("what", "What now?", "")],
        react=lambda values: Offer(choices, -1, "Down chooses, Enter does it, Esc leaves it."),
        done=done,
    )
