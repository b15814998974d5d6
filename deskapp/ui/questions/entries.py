"""Questions about what a card has several of: add one, change its words, say what it is, or take it off."""

from datetime import timedelta
from typing import Literal

from deskapp import clock, slots
from deskapp.desk.cards import allergies, customers, entries
from deskapp.desk.cards.customers import Entries
from deskapp.desk.cards.preferences import BY_LETTER, TASTES, guessed
from deskapp.desk.drafts import card_drafts
from deskapp.desk.session import Session
from deskapp.desk.times.days import EXAMPLES, read_day
from deskapp.errors import RefusedError
from deskapp.model.card_fields import those
from deskapp.model.customer import Customer
from deskapp.text.when import day
from deskapp.ui.questions.allergy import offering
from deskapp.ui.questions.card import in_one_line, split_lines
from deskapp.ui.questions.drafted import drafted
from deskapp.ui.questions.elsewhere import SHARED, elsewhere
from deskapp.ui.questions.preferences import preference
from deskapp.ui.questions.who import void
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions
from deskapp.ui.widgets.question import FINDS

ENTRY_LABELS = {field.name: field.label for field in those(kind="entries")}
PHONE_LABELS = ("mobile", "work", "home", "main", "work fax", "pager")
EMAIL_LABELS = ("work", "home")
REVIEW_AFTER = timedelta(days=182)
REMOVE, SAY_WHAT = Choice("remove", "Take it off the card"), Choice("kind", "Say what it is")


def add(desk: Session, customer: Customer, kind: Entries) -> Question:
    """A further entry of a kind; what is typed for it stays until it is done."""
    if kind == "preferences":
        return preference(desk, customer)
    if kind == "warnings":
        return warning(desk, customer)
    label = ENTRY_LABELS[kind]
    if kind == "phones" or kind == "emails":
        return drafted(desk, customer, _reached(desk, customer, kind), kind)
    asked = Question(
        title=label,
        fields=[("text", label, "")],
        submit=lambda values, chosen: void(entries.add_address(desk, customer, split_lines(values["text"]))),
        on_change=lambda values: Suggestions(hint="Street, town; a | between spaces begins a new line."),
    )
    return drafted(desk, customer, asked, kind)


def _reached(desk: Session, customer: Customer, kind: Literal["phones", "emails"]) -> Question:
    """A further number or address; one that is on another card goes on this one too where somebody says so."""
    label = ENTRY_LABELS[kind]
    hint = "As they say it; any format is found again." if kind == "phones" else "Enter puts it on the card."

    def submit(values: dict[str, str], chosen: str) -> None:
        put = entries.add_phone if kind == "phones" else entries.add_email
        put(desk, customer, values["text"], shared=chosen == SHARED)

    return Question(
        title=label,
        fields=[("text", label, "")],
        submit=submit,
        on_change=lambda values: elsewhere(desk, customer, kind, values["text"], Suggestions(hint=hint)),
    )


def entry(desk: Session, customer: Customer, kind: Entries, key: str) -> Question:
    """An entry of the card: change its words, confirm it, or take it off."""
    if kind == "phones" or kind == "emails":
        return _reached_entry(desk, customer, kind, key)
    was, place = entries.text_of(customer, kind, key), f"{card_drafts.REWORDED}{key}"
    choices = [REMOVE]
    if kind == "preferences":
        choices = [Choice("confirm", "Asked again: still true"), REMOVE, SAY_WHAT]
    if kind == "warnings":
        choices.insert(0, Choice("review", "Another review date"))

    def store(name: str, text: str) -> None:
        typed, card = split_lines(text), customers.get(desk, customer.id)
        waits = kind == "preferences" and allergies.must_be_asked(card.preferences[key], typed)
        if card_drafts.read(desk, card).get(place, "") != (typed if waits else ""):
            card_drafts.keep(desk, customer, place, typed if waits else "")
        if text.strip() and not waits and typed != entries.text_of(card, kind, key):
            entries.set_text(desk, customer, kind, key, typed)

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if chosen == "confirm":
            customers.confirm_preference(desk, customer, key)
            return "Confirmed today."
        if chosen == "kind":
            return preference_of(desk, customer, key)
        if chosen == "review":
            return review(desk, customer, key)
        if chosen == "remove":
            return _removed(desk, customer, kind, key)
        typed = split_lines(values["text"].strip())
        if kind == "preferences" and allergies.must_be_asked(customer.preferences[key], typed):
            return preference_of(desk, customer, key, typed)
        if typed != was:
            entries.set_text(desk, customer, kind, key, typed)
        return ""

    return Question(
        title=ENTRY_LABELS[kind],
        fields=[("text", ENTRY_LABELS[kind], in_one_line(card_drafts.read(desk, customer).get(place, was)))],
        store=store,
        on_change=lambda values: Suggestions(
            choices, -1, "It is kept as you type. Down: more that can be done with it."
        ),
        edits=True,
        submit=submit,
    )


def _reached_entry(desk: Session, customer: Customer, kind: Literal["phones", "emails"], key: str) -> Question:
    """A number or an address of the card; another one stands there once it is taken, and is a draft until then."""
    was, place = entries.text_of(customer, kind, key), f"{card_drafts.REWORDED}{key}"
    offer = Suggestions([REMOVE, SAY_WHAT], -1, "Enter puts it on the card. Down: more that can be done with it.")

    def store(name: str, text: str) -> None:
        draft = "" if text == was else text
        if card_drafts.read(desk, customers.get(desk, customer.id)).get(place, "") != draft:
            card_drafts.keep(desk, customer, place, draft)

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if chosen == "kind":
            return label_of(desk, customer, kind, key)
        if chosen == "remove":
            return _removed(desk, customer, kind, key)
        typed = values["text"].strip()
        if typed != was:
            entries.set_text(desk, customer, kind, key, typed, shared=chosen == SHARED)
        store("text", was)
        return ""

    def on_change(values: dict[str, str]) -> Suggestions:
        is_new = values["text"].strip() != was
        return elsewhere(desk, customer, kind, values["text"], offer, key) if is_new else offer

    return Question(
        title=ENTRY_LABELS[kind],
        fields=[("text", ENTRY_LABELS[kind], card_drafts.read(desk, customer).get(place, was))],
        store=store,
        on_change=on_change,
        edits=True,
        submit=submit,
    )


def _removed(desk: Session, customer: Customer, kind: Entries, key: str) -> str:
    entries.remove(desk, customer, kind, key)
    return f"Taken off. {slots.press('undo')} to bring it back."


def warning(desk: Session, customer: Customer) -> Question:
    """A fact that the next person should know, and until when."""
    until = (clock.today(desk.now()) + REVIEW_AFTER).isoformat()

    def submit(values: dict[str, str], chosen: str) -> str:
        on = read_day(desk, values["review"])
        customers.add_warning(desk, customer, values["fact"], on)
        until = day(on, clock.today(desk.now()))
        return f"On the card until {until}, as a symbol; {slots.key('card_notes')} shows the text."

    asked = Question(
        title="Warning",
        fields=[("fact", "Know", ""), ("review", "Review on", until)],
        on_change=lambda values: Suggestions(hint="Facts only, no word about the person. Tab goes on to the date."),
        submit=submit,
        placeholders=("", EXAMPLES),
    )
    return drafted(desk, customer, offering(desk, customer, "fact", asked), "warnings")


def label_of(desk: Session, customer: Customer, kind: Literal["phones", "emails"], key: str) -> Question:
    """Whether a number or an address is of the work, of the home, or whatever else is written."""
    known = [Choice(one, one.capitalize()) for one in (PHONE_LABELS if kind == "phones" else EMAIL_LABELS)]

    name = f"label {key}"

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values[name].strip()
        fitting = [one for one in known if one.value.startswith(typed.casefold())]
        return Suggestions(fitting, 0 if typed and fitting else -1, "Down chooses; or write a word of your own.")

    def submit(values: dict[str, str], chosen: str) -> str:
        after = entries.set_label(desk, customer, kind, key, chosen or values[name])
        return f"{entries.text_of(after, kind, key)}: {chosen or values[name] or 'no label'}"

    return Question(title="Label", fields=[(name, "It is", "")], on_change=on_change, submit=submit)


def preference_of(desk: Session, customer: Customer, key: str, words: str = "") -> Question:
    """What a preference is: a drink, a need, an allergy; with other `words` for it, which are then put on the card."""
    before = customer.preferences[key]
    item = " ".join(words.split()) or before.item
    is_safety = "allergy" in (guessed(item).stance, before.stance if words else "")

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["kind"].strip().casefold()
        fitting = [one for one in TASTES if one.group and (typed in one.label.casefold() or typed == one.letter)]
        first = typed or ("a" if is_safety else "")
        fitting.sort(key=lambda one: one.letter != first)
        was = f" It was an allergy: {before.item}." if words and before.stance == "allergy" else ""
        return Suggestions(
            [Choice(one.letter, one.label) for one in fitting], 0, f"What is it: {item}?{was}", bool(was)
        )

    def submit(values: dict[str, str], chosen: str) -> str:
        if not chosen:
            raise RefusedError("There is no such kind.", "Choose one of the list.")
        kind = BY_LETTER[chosen]
        if words:
            entries.reword(desk, customer, key, item, kind.group, kind.stance)
            card_drafts.forget(desk, customer, f"{card_drafts.REWORDED}{key}")
        else:
            entries.set_preference(desk, customer, key, kind.group, kind.stance)
        return f"{kind.label.partition(',')[0]}: {item}"

    return Question(
        title="Kind",
        fields=[("kind", "It is", "")],
        on_change=on_change,
        submit=submit,
        rows=len(TASTES),
        passing=FINDS,
    )


def review(desk: Session, customer: Customer, key: str) -> Question:
    """Another review date for a warning."""
    name = f"review {key}"

    def submit(values: dict[str, str], chosen: str) -> str:
        on = read_day(desk, values[name])
        entries.review(desk, customer, key, on)
        return f"On the card until {day(on, clock.today(desk.now()))}."

    return Question(
        title="Review",
        fields=[(name, "Review on", "in 6 months")],
        on_change=lambda values: Suggestions(hint=EXAMPLES),
        submit=submit,
    )
