"""Questions about what a card has several of: add one, change its words, say what it is, or take it off."""

from collections.abc import Callable
from datetime import timedelta

from deskapp import clock, slots
from deskapp.desk.cards import allergies, customers, entries
from deskapp.desk.cards.customers import Entries
from deskapp.desk.cards.preferences import BY_LETTER, TASTES, guessed
from deskapp.desk.session import Session
from deskapp.desk.times.days import EXAMPLES, read_day
from deskapp.errors import RefusedError
from deskapp.model.card_fields import those
from deskapp.model.customer import Customer
from deskapp.text.when import day
from deskapp.ui.questions.preferences import offering, preference
from deskapp.ui.questions.typed import SHARED, drafted, elsewhere, reworded, rewords, says, split_lines
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions
from deskapp.ui.widgets.question import FINDS

ENTRY_LABELS = {field.name: field.label for field in those(kind="entries")}
KNOWN_LABELS = {"phones": ("mobile", "work", "home", "main", "work fax", "pager"), "emails": ("work", "home")}
REVIEW_AFTER = timedelta(days=182)
FACTS_ONLY = "Facts only, no word about the person. Tab goes on to the date."
REMOVE, SAY_WHAT = Choice("remove", "Take it off the card"), Choice("kind", "Say what it is")
ROWS: dict[str, list[Choice]] = {
    "phones": [REMOVE, SAY_WHAT],
    "emails": [REMOVE, SAY_WHAT],
    "addresses": [REMOVE],
    "preferences": [Choice("confirm", "Asked again: still true"), REMOVE, SAY_WHAT],
    "warnings": [Choice("review", "Another review date"), REMOVE],
}
"""What can be done with an entry of each kind, besides other words for it."""


def add(desk: Session, customer: Customer, kind: Entries) -> Question:
    """A further entry of a kind; what is typed for it stays until it is done."""
    if kind == "preferences":
        return preference(desk, customer)
    if kind == "warnings":
        return warning(desk, customer)
    label = ENTRY_LABELS[kind]
    hint = "Street, town; a | between spaces begins a new line."
    if kind != "addresses":
        hint = "As they say it; any format is found again." if kind == "phones" else "Enter puts it on the card."

    def submit(values: dict[str, str], chosen: str) -> None:
        if kind == "addresses":
            entries.add_address(desk, customer, split_lines(values["text"]))
        else:
            put = entries.add_phone if kind == "phones" else entries.add_email
            put(desk, customer, values["text"], shared=chosen == SHARED)

    def on_change(values: dict[str, str]) -> Suggestions:
        offer = Suggestions(hint=hint)
        return elsewhere(desk, customer, kind, values["text"], offer) if kind != "addresses" else offer

    return drafted(desk, customer, Question(label, [("text", label, "")], submit, on_change), kind)


def entry(desk: Session, customer: Customer, kind: Entries, key: str) -> Question:
    """An entry of the card: change its words, confirm it, or take it off.

    Another number or address stands there once it is taken, other words are kept as they are typed; those that a person
    has to say something about are a draft until then.
    """
    was, is_reached = entries.text_of(customer, kind, key), kind in KNOWN_LABELS

    def waits(typed: str) -> bool:
        card = customers.get(desk, customer.id)
        return is_reached or (kind == "preferences" and allergies.must_be_asked(card.preferences[key], typed))

    def store(name: str, text: str) -> None:
        typed, awaits = split_lines(text), waits(split_lines(text))
        rewords(desk, customer, key, typed if awaits and typed != was else "")
        if text.strip() and not awaits and typed != entries.text_of(customers.get(desk, customer.id), kind, key):
            entries.set_text(desk, customer, kind, key, typed)

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if chosen in AFTER:
            return AFTER[chosen](desk, customer, kind, key)
        typed = split_lines(values["text"].strip())
        if kind == "preferences" and allergies.must_be_asked(customer.preferences[key], typed):
            return preference_of(desk, customer, key, typed)
        if typed != was:
            entries.set_text(desk, customer, kind, key, typed, shared=chosen == SHARED)
        if is_reached:
            rewords(desk, customer, key, "")
        return ""

    begins = "Enter puts it on the card" if is_reached else "It is kept as you type"
    offer = Suggestions(ROWS[kind], -1, f"{begins}. Down: more that can be done with it.")

    def on_change(values: dict[str, str]) -> Suggestions:
        if (kind == "phones" or kind == "emails") and values["text"].strip() != was:
            return elsewhere(desk, customer, kind, values["text"], offer, key)
        return offer

    label = ENTRY_LABELS[kind]
    fields = [("text", label, reworded(desk, customer, key, was))]
    return Question(label, fields, submit, on_change, store, edits=True)


def _confirmed(desk: Session, customer: Customer, kind: Entries, key: str) -> str:
    customers.confirm_preference(desk, customer, key)
    return "Confirmed today."


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

    fields, offer = [("fact", "Know", ""), ("review", "Review on", until)], says(FACTS_ONLY)
    asked = Question("Warning", fields, submit, offer, placeholders=("", EXAMPLES))
    return drafted(desk, customer, offering(desk, customer, "fact", asked), "warnings")


def label_of(desk: Session, customer: Customer, kind: Entries, key: str) -> Question:
    """Whether a number or an address is of the work, of the home, or whatever else is written; what a preference is."""
    if kind == "preferences":
        return preference_of(desk, customer, key)
    name = f"label {key}"

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values[name].strip()
        rows = [Choice(word, word.capitalize()) for word in KNOWN_LABELS[kind] if word.startswith(typed.casefold())]
        return Suggestions(rows, 0 if typed and rows else -1, "Down chooses; or write a word of your own.")

    def submit(values: dict[str, str], chosen: str) -> str:
        after = entries.set_label(desk, customer, kind, key, chosen or values[name])
        return f"{entries.text_of(after, kind, key)}: {chosen or values[name] or 'no label'}"

    return Question("Label", [(name, "It is", "")], submit, on_change)


def preference_of(desk: Session, customer: Customer, key: str, words: str = "") -> Question:
    """What a preference is: a drink, a need, an allergy; with other `words` for it, which are then put on the card."""
    before = customer.preferences[key]
    item = " ".join(words.split()) or before.item
    is_safety = "allergy" in (guessed(item).stance, before.stance if words else "")
    was = f" It was an allergy: {before.item}." if words and before.stance == "allergy" else ""

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["kind"].strip().casefold()
        fitting = [
            taste for taste in TASTES if taste.group and (typed in taste.label.casefold() or typed == taste.letter)
        ]
        first = typed or ("a" if is_safety else "")
        rows = [Choice(taste.letter, taste.label) for taste in sorted(fitting, key=lambda taste: taste.letter != first)]
        return Suggestions(rows, 0, f"What is it: {item}?{was}", bool(was))

    def submit(values: dict[str, str], chosen: str) -> str:
        if not chosen:
            raise RefusedError("There is no such kind.", "Choose one of the list.")
        kind = BY_LETTER[chosen]
        if words:
            entries.reword(desk, customer, key, item, kind.group, kind.stance)
            rewords(desk, customer, key, "")
        else:
            entries.set_preference(desk, customer, key, kind.group, kind.stance)
        return f"{kind.label.partition(',')[0]}: {item}"

    return Question("Kind", [("kind", "It is", "")], submit, on_change, rows=len(TASTES), passing=FINDS)


def review(desk: Session, customer: Customer, key: str) -> Question:
    """Another review date for a warning."""
    name = f"review {key}"

    def submit(values: dict[str, str], chosen: str) -> str:
        on = read_day(desk, values[name])
        entries.review(desk, customer, key, on)
        return f"On the card until {day(on, clock.today(desk.now()))}."

    return Question("Review", [(name, "Review on", "in 6 months")], submit, says(EXAMPLES))


AFTER: dict[str, Callable[[Session, Customer, Entries, str], NextStep]] = {
    "confirm": _confirmed,
    "kind": label_of,
    "review": lambda desk, customer, kind, key: review(desk, customer, key),
    "remove": _removed,
}
"""What each row of an entry does."""
