"""Questions about what a card has several of: add one, change its words, say what it is, or take it off."""

from datetime import timedelta
from typing import Literal

from deskapp import clock, slots
from deskapp.desk import card_drafts, card_entries, customers, safety
from deskapp.desk.card_entries import Entries
from deskapp.desk.days import EXAMPLES, read_day
from deskapp.desk.session import Desk
from deskapp.desk.tastes import BY_LETTER, TASTES, guessed
from deskapp.errors import RefusedError
from deskapp.model.card_fields import those
from deskapp.model.customer import Customer
from deskapp.text.when import day
from deskapp.ui.asks.allergy import offering
from deskapp.ui.asks.card import in_one_line, split_lines
from deskapp.ui.asks.drafted import drafted
from deskapp.ui.asks.elsewhere import SHARED, elsewhere
from deskapp.ui.asks.tastes import taste
from deskapp.ui.asks.who import void
from deskapp.ui.widgets.entry import Ask, Choice, Next, Offer
from deskapp.ui.widgets.question import FINDS

ENTRY_LABELS = {field.name: field.label for field in those(kind="entries")}
PHONE_LABELS = ("mobile", "work", "home", "main", "work fax", "pager")
EMAIL_LABELS = ("work", "home")
REVIEW_AFTER = timedelta(days=182)
REMOVE, SAY_WHAT = Choice("remove", "Take it off the card"), Choice("kind", "Say what it is")


def add(desk: Desk, customer: Customer, kind: Entries) -> Ask:
    """A further entry of a kind; what is typed for it stays until it is done."""
    if kind == "preferences":
        return taste(desk, customer)
    if kind == "warnings":
        return warning(desk, customer)
    label = ENTRY_LABELS[kind]
    if kind == "phones" or kind == "emails":
        return drafted(desk, customer, _reached(desk, customer, kind), kind)
    asked = Ask(
        title=label,
        fields=[("text", label, "")],
        done=lambda values, chosen: void(card_entries.add_address(desk, customer, split_lines(values["text"]))),
        react=lambda values: Offer(hint="Street, town; a | between spaces begins a new line."),
    )
    return drafted(desk, customer, asked, kind)


def _reached(desk: Desk, customer: Customer, kind: Literal["phones", "emails"]) -> Ask:
    """A further number or address; one that is on another card goes on this one too where somebody says so."""
    label = ENTRY_LABELS[kind]
    hint = "As they say it; any format is found again." if kind == "phones" else "Enter puts it on the card."

    def done(values: dict[str, str], chosen: str) -> None:
        put = card_entries.add_phone if kind == "phones" else card_entries.add_email
        put(desk, customer, values["text"], shared=chosen == SHARED)

    return Ask(
        title=label,
        fields=[("text", label, "")],
        done=done,
        react=lambda values: elsewhere(desk, customer, kind, values["text"], Offer(hint=hint)),
    )


def entry(desk: Desk, customer: Customer, kind: Entries, key: str) -> Ask:
    """An entry of the card: change its words, confirm it, or take it off."""
    if kind == "phones" or kind == "emails":
        return _reached_entry(desk, customer, kind, key)
    was, place = card_entries.text_of(customer, kind, key), f"{card_drafts.REWORDED}{key}"
    choices = [REMOVE]
    if kind == "preferences":
        choices = [Choice("confirm", "Asked again: still true"), REMOVE, SAY_WHAT]
    if kind == "warnings":
        choices.insert(0, Choice("review", "Another review date"))

    def store(name: str, text: str) -> None:
        typed, card = split_lines(text), customers.get(desk, customer.id)
        waits = kind == "preferences" and safety.must_be_asked(card.preferences[key], typed)
        if card_drafts.read(desk, card).get(place, "") != (typed if waits else ""):
            card_drafts.keep(desk, customer, place, typed if waits else "")
        if text.strip() and not waits and typed != card_entries.text_of(card, kind, key):
            card_entries.set_text(desk, customer, kind, key, typed)

    def done(values: dict[str, str], chosen: str) -> Next:
        if chosen == "confirm":
            customers.confirm_preference(desk, customer, key)
            return "Confirmed today."
        if chosen == "kind":
            return taste_of(desk, customer, key)
        if chosen == "review":
            return review(desk, customer, key)
        if chosen == "remove":
            return _removed(desk, customer, kind, key)
        typed = split_lines(values["text"].strip())
        if kind == "preferences" and safety.must_be_asked(customer.preferences[key], typed):
            return taste_of(desk, customer, key, typed)
        if typed != was:
            card_entries.set_text(desk, customer, kind, key, typed)
        return ""

    return Ask(
        title=ENTRY_LABELS[kind],
        fields=[("text", ENTRY_LABELS[kind], in_one_line(card_drafts.read(desk, customer).get(place, was)))],
        store=store,
        react=lambda values: Offer(choices, -1, "It is kept as you type. Down: more that can be done with it."),
        edits=True,
        done=done,
    )


def _reached_entry(desk: Desk, customer: Customer, kind: Literal["phones", "emails"], key: str) -> Ask:
    """A number or an address of the card; another one stands there once it is taken, and is a draft until then."""
    was, place = card_entries.text_of(customer, kind, key), f"{card_drafts.REWORDED}{key}"
    offer = Offer([REMOVE, SAY_WHAT], -1, "Enter puts it on the card. Down: more that can be done with it.")

    def store(name: str, text: str) -> None:
        draft = "" if text == was else text
        if card_drafts.read(desk, customers.get(desk, customer.id)).get(place, "") != draft:
            card_drafts.keep(desk, customer, place, draft)

    def done(values: dict[str, str], chosen: str) -> Next:
        if chosen == "kind":
            return label_of(desk, customer, kind, key)
        if chosen == "remove":
            return _removed(desk, customer, kind, key)
        typed = values["text"].strip()
        if typed != was:
            card_entries.set_text(desk, customer, kind, key, typed, shared=chosen == SHARED)
        store("text", was)
        return ""

    def react(values: dict[str, str]) -> Offer:
        is_new = values["text"].strip() != was
        return elsewhere(desk, customer, kind, values["text"], offer, key) if is_new else offer

    return Ask(
        title=ENTRY_LABELS[kind],
        fields=[("text", ENTRY_LABELS[kind], card_drafts.read(desk, customer).get(place, was))],
        store=store,
        react=react,
        edits=True,
        done=done,
    )


def _removed(desk: Desk, customer: Customer, kind: Entries, key: str) -> str:
    card_entries.remove(desk, customer, kind, key)
    return f"Taken off. {slots.press('undo')} to bring it back."


def warning(desk: Desk, customer: Customer) -> Ask:
    """A fact that the next person should know, and until when."""
    until = (clock.today(desk.now()) + REVIEW_AFTER).isoformat()

    def done(values: dict[str, str], chosen: str) -> str:
        on = read_day(desk, values["review"])
        customers.add_warning(desk, customer, values["fact"], on)
        until = day(on, clock.today(desk.now()))
        return f"On the card until {until}, as a symbol; {slots.key('card_notes')} shows the text."

    asked = Ask(
        title="Warning",
        fields=[("fact", "Know", ""), ("review", "Review on", until)],
        react=lambda values: Offer(hint="Facts only, no word about the person. Tab goes on to the date."),
        done=done,
        placeholders=("", EXAMPLES),
    )
    return drafted(desk, customer, offering(desk, customer, "fact", asked), "warnings")


def label_of(desk: Desk, customer: Customer, kind: Literal["phones", "emails"], key: str) -> Ask:
    """Whether a number or an address is of the work, of the home, or whatever else is written."""
    known = [Choice(one, one.capitalize()) for one in (PHONE_LABELS if kind == "phones" else EMAIL_LABELS)]

    name = f"label {key}"

    def react(values: dict[str, str]) -> Offer:
        typed = values[name].strip()
        fitting = [one for one in known if one.value.startswith(typed.casefold())]
        return Offer(fitting, 0 if typed and fitting else -1, "Down chooses; or write a word of your own.")

    def done(values: dict[str, str], chosen: str) -> str:
        after = card_entries.set_label(desk, customer, kind, key, chosen or values[name])
        return f"{card_entries.text_of(after, kind, key)}: {chosen or values[name] or 'no label'}"

    return Ask(title="Label", fields=[(name, "It is", "")], react=react, done=done)


def taste_of(desk: Desk, customer: Customer, key: str, words: str = "") -> Ask:
    """What a preference is: a drink, a need, an allergy; with other `words` for it, which are then put on the card."""
    before = customer.preferences[key]
    item = " ".join(words.split()) or before.item
    is_safety = "allergy" in (guessed(item).stance, before.stance if words else "")

    def react(values: dict[str, str]) -> Offer:
        typed = values["kind"].strip().casefold()
        fitting = [one for one in TASTES if one.group and (typed in one.label.casefold() or typed == one.letter)]
        first = typed or ("a" if is_safety else "")
        fitting.sort(key=lambda one: one.letter != first)
        was = f" It was an allergy: {before.item}." if words and before.stance == "allergy" else ""
        return Offer([Choice(one.letter, one.label) for one in fitting], 0, f"What is it: {item}?{was}", bool(was))

    def done(values: dict[str, str], chosen: str) -> str:
        if not chosen:
            raise RefusedError("There is no such kind.", "Choose one of the list.")
        kind = BY_LETTER[chosen]
        if words:
            card_entries.reword(desk, customer, key, item, kind.group, kind.stance)
            card_drafts.forget(desk, customer, f"{card_drafts.REWORDED}{key}")
        else:
            card_entries.set_taste(desk, customer, key, kind.group, kind.stance)
        return f"{kind.label.partition(',')[0]}: {item}"

    return Ask(title="Kind", fields=[("kind", "It is", "")], react=react, done=done, rows=len(TASTES), passing=FINDS)


def review(desk: Desk, customer: Customer, key: str) -> Ask:
    """Another review date for a warning."""
    name = f"review {key}"

    def done(values: dict[str, str], chosen: str) -> str:
        on = read_day(desk, values[name])
        card_entries.review(desk, customer, key, on)
        return f"On the card until {day(on, clock.today(desk.now()))}."

    return Ask(
        title="Review",
        fields=[(name, "Review on", "in 6 months")],
        react=lambda values: Offer(hint=EXAMPLES),
        done=done,
    )
