"""Questions about a card: its fields and entries, changed in place and stored as they are typed."""

from collections.abc import Callable
from datetime import timedelta

from deskapp import clock
from deskapp.desk import card_entries, customers, merge
from deskapp.desk.card_entries import KIND_WORDS, Entries
from deskapp.desk.days import EXAMPLES, read_day
from deskapp.desk.session import Desk
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer
from deskapp.ui.asks.tastes import taste as taste
from deskapp.ui.asks.who import void
from deskapp.ui.lines.clocks import day
from deskapp.ui.widgets.entry import Ask, Choice, Next, Offer

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
ENTRY_LABELS: dict[Entries, str] = {
    "phones": "Phone",
    "emails": "E-mail",
    "addresses": "Address",
    "preferences": "Preference",
    "warnings": "Warning",
}
BREAK = " | "
REVIEW_AFTER = timedelta(days=182)


def in_one_line(text: str) -> str:
    """A text of several lines as it stands in a field; `split_lines` brings the lines back."""
    return BREAK.join(text.splitlines())


def split_lines(typed: str) -> str:
    """What stands in a field, as text of several lines where it has the sign for them."""
    return "\n".join(part.strip() for part in typed.split(BREAK)) if BREAK in typed else typed


def text_field(desk: Desk, customer: Customer, field: str) -> Ask:
    """One field of the card; stored as it is typed, except a name that would be empty."""

    def store(name: str, text: str) -> None:
        if name != "name" or text.strip():
            customers.set_text(desk, customer, name, split_lines(text))

    def done(values: dict[str, str], chosen: str) -> str:
        customers.set_text(desk, customer, field, split_lines(values[field].strip()))
        return ""

    return Ask(
        title=LABELS[field],
        fields=[(field, LABELS[field], in_one_line(getattr(customer, field)))],
        store=store,
        done=done,
        react=lambda values: Offer(hint=HINTS.get(field, "It is kept as you type.")),
    )


def add(desk: Desk, customer: Customer, kind: Entries) -> Ask:
    """A further entry of a kind."""
    if kind == "preferences":
        return taste(desk, customer)
    if kind == "warnings":
        return warning(desk, customer)
    label = ENTRY_LABELS[kind]
    puts: dict[Entries, Callable[[str], object]] = {
        "phones": lambda text: customers.add_phone(desk, customer, text),
        "emails": lambda text: customers.add_email(desk, customer, text),
        "addresses": lambda text: card_entries.add_address(desk, customer, split_lines(text)),
    }
    hints = {
        "phones": "As they say it; any format is found again.",
        "addresses": "Street, town; a | between spaces begins a new line.",
    }
    return Ask(
        title=label,
        fields=[("text", label, "")],
        done=lambda values, chosen: void(puts[kind](values["text"])),
        react=lambda values: Offer(hint=hints.get(kind, "Enter puts it on the card.")),
    )


def entry(desk: Desk, customer: Customer, kind: Entries, key: str) -> Ask:
    """An entry of the card: change its words, confirm it, or take it off."""
    was = card_entries.text_of(customer, kind, key)
    choices = [Choice("remove", "Take it off the card")]
    if kind == "preferences":
        choices.insert(0, Choice("confirm", "Asked again: still true"))
    if kind == "warnings":
        choices.insert(0, Choice("review", "Another review date"))

    def store(name: str, text: str) -> None:
        if text.strip() and split_lines(text) != was:
            card_entries.set_text(desk, customer, kind, key, split_lines(text))

    def done(values: dict[str, str], chosen: str) -> Next:
        if chosen == "confirm":
            customers.confirm_preference(desk, customer, key)
            return "Confirmed today."
        if chosen == "review":
            return review(desk, customer, key)
        if chosen == "remove":
            card_entries.remove(desk, customer, kind, key)
            return "Taken off. Press u to bring it back."
        typed = split_lines(values["text"].strip())
        if kind == "emails" and "@" not in typed:
            raise RefusedError("That is no e-mail address.", "It needs an @, as in beth@example.org.")
        if typed != was:
            card_entries.set_text(desk, customer, kind, key, typed)
        return ""

    return Ask(
        title=ENTRY_LABELS[kind],
        fields=[("text", ENTRY_LABELS[kind], in_one_line(was))],
        store=store,
        react=lambda values: Offer(choices, -1, "It is kept as you type. Down: more that can be done with it."),
        done=done,
    )


def warning(desk: Desk, customer: Customer) -> Ask:
    """A fact that the next person should know, and until when."""
    until = (clock.today(desk.now()) + REVIEW_AFTER).isoformat()

    def done(values: dict[str, str], chosen: str) -> str:
        on = read_day(desk, values["review"])
        customers.add_warning(desk, customer, values["fact"], on)
        return f"On the card until {day(on, clock.today(desk.now()))}, as a symbol; l shows the text."

    return Ask(
        title="Warning",
        fields=[("fact", "Know", ""), ("review", "Review on", until)],
        react=lambda values: Offer(hint="Facts only, no word about the person. Tab goes on to the date."),
        done=done,
        placeholders=("", EXAMPLES),
    )


def review(desk: Desk, customer: Customer, key: str) -> Ask:
    """Another review date for a warning."""

    def done(values: dict[str, str], chosen: str) -> str:
        on = read_day(desk, values["review"])
        card_entries.review(desk, customer, key, on)
        return f"On the card until {day(on, clock.today(desk.now()))}."

    return Ask(
        title="Review",
        fields=[("review", "Review on", "in 6 months")],
        react=lambda values: Offer(hint=EXAMPLES),
        done=done,
    )


def plan(desk: Desk, customer: Customer) -> Ask:
    """What they are enrolled in, its level after a comma, and until when."""
    there = customer.plan
    name = ", ".join(part for part in (there.name, there.level) if part) if there else ""
    until = there.until.isoformat() if there and there.until else "open" if there else ""

    def done(values: dict[str, str], chosen: str) -> str:
        if chosen == "remove":
            card_entries.set_plan(desk, customer, "")
            return "No plan any more. Press u to bring it back."
        typed = values["until"].strip()
        on = None if typed.casefold() in ("", "open", "none", "-") else read_day(desk, typed)
        called, _, level = values["plan"].partition(",")
        card_entries.set_plan(desk, customer, called, level, on)
        return f"Enrolled until {day(on, clock.today(desk.now()))}." if on else "Enrolled, with no end."

    return Ask(
        title="Plan",
        fields=[("plan", "Plan, level", name), ("until", "Until", until)],
        react=lambda values: Offer(
            [Choice("remove", "No plan any more")] if there else [], -1, f"Such as: Care, gold. Until: open, {EXAMPLES}"
        ),
        done=done,
        placeholders=("Care, gold", "open, or a day"),
    )


def kind(desk: Desk, customer: Customer) -> Ask:
    """What they are to the shop."""
    choices = [Choice(one, KIND_WORDS[one].capitalize()) for one in KIND_WORDS if one != customer.kind]

    def done(values: dict[str, str], chosen: str) -> str:
        if not chosen:
            return ""
        card_entries.set_kind(desk, customer, next(one for one in KIND_WORDS if one == chosen))
        return f"{customer.name} is {KIND_WORDS[next(one for one in KIND_WORDS if one == chosen)]} from today on."

    return Ask(
        title="Kind",
        fields=[("kind", "Becomes", "")],
        react=lambda values: Offer(choices, 0, f"Now {KIND_WORDS[customer.kind]}. Enter takes the lit one."),
        done=done,
    )


def since(desk: Desk, customer: Customer) -> Ask:
    """Since when they are a customer."""
    known = clock.today(customer.customer_since or desk.now()).isoformat()
    return Ask(
        title="Customer since",
        fields=[("since", "Since", known)],
        react=lambda values: Offer(hint="2024-03-31, 31 mar 2024, yesterday"),
        done=lambda values, chosen: void(
            card_entries.set_since(desk, customer, read_day(desk, values["since"], past=True))
        ),
    )


def apart(desk: Desk, customer: Customer, other_id: str) -> Ask:
    """Take a merged card out again."""
    name = customer.merged[other_id].name

    def done(values: dict[str, str], chosen: str) -> str:
        if chosen != "apart":
            return ""
        merge.take_apart(desk, customer, other_id)
        return f"{customer.name} and {name} are two cards again, each with its own history."

    return Ask(
        title="Merged",
        fields=[("what", "Merged", "")],
        react=lambda values: Offer([Choice("apart", f"Take {name} out again")], -1, "Down, Enter: two cards again."),
        done=done,
    )
