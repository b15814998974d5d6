"""Who is it? Finds cards while the name or the number is typed."""

from collections.abc import Sequence
from dataclasses import replace

from deskapp.desk.cards import customers, held_elsewhere
from deskapp.desk.cards.duplicates import among
from deskapp.desk.cards.recognising import MayBeKnownError, refuse_duplicates
from deskapp.desk.cards.typed_card import read_line
from deskapp.desk.find import meant
from deskapp.desk.find.finder import Finder, Match
from deskapp.desk.session import Session
from deskapp.desk.visits import log, naming
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.text.phones import is_number
from deskapp.ui.questions.elsewhere import SHARED, elsewhere
from deskapp.ui.questions.tell_apart import Rows
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions
from deskapp.ui.widgets.question import FINDS

WHICH = ("Which one is it?", "Down chooses; Ctrl+N makes a new card of what you typed.")

ALL_THE_SAME = "Ctrl+N makes a new card all the same."
NO_CARD = "none"
STILL_READING = "Still reading the cards: more may be found in a moment. Enter waits for that."


def who(desk: Session, finder: Finder, interaction: Interaction, *, rows: int) -> Question:
    """Take the selected card, make a new one of what was typed, or leave the person without a card."""
    shown, at = Rows(desk), naming.AtWho(desk, interaction)

    def on_change(values: dict[str, str]) -> Suggestions:
        typed, visit = values["who"].strip(), at.visit
        if not typed and (visit.customer or not visit.phone):
            return _nothing_typed(visit)
        found = finder.search(typed or visit.phone, limit=rows)
        if not typed:
            return _reading(finder) or Suggestions(shown.of(found), hint=_of_number(visit.phone, found))
        selected = meant.selected(found)
        offer = _offer(typed, found, selected, shown.of(found, are_rivals=selected < 0))
        if finder.is_full and not found and not is_number(typed):
            offer = _of_duplicates(desk, typed) or offer
        return offer if finder.is_full or selected >= 0 else replace(offer, hint=STILL_READING, bad=True)

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        typed, visit = values["who"].strip(), at.visit
        if chosen == NO_CARD:
            log.leave_unnamed(desk, visit)
            return "No card any more."
        if chosen := chosen or (meant.unread(finder, typed) if typed else ""):
            number = typed if is_number(typed) and not visit.phone else ""
            return take(desk, visit, customers.get(desk, chosen), phone=number)
        if not typed:
            if visit.customer is None:
                log.leave_unnamed(desk, visit)
            return ""
        if finder.search(typed, limit=1):
            raise RefusedError(*WHICH)
        if is_number(typed):
            taken = naming.take_number(desk, visit, typed)
            return f"{taken.phone} is kept with this {taken.kind}."
        return _new(desk, visit, typed)

    return Question(
        title="Who?",
        fields=[("who", "Who?", naming.typed(interaction))],
        on_change=on_change,
        store=lambda name, text: void(at.keep(text)),
        submit=submit,
        makes_new=lambda values: _make_new(desk, at.visit, values),
        left=lambda: naming.leave(desk, at.visit),
        rows=rows,
        left_words="",
    )


def _new(desk: Session, visit: Interaction, typed: str) -> NextStep:
    """The visit gets a new card; where they may have one already, the key that makes one all the same is named."""
    try:
        return _made(desk, naming.new_card(desk, visit, typed))
    except MayBeKnownError as error:
        raise RefusedError(error.sentence, ALL_THE_SAME) from error


def _of_duplicates(desk: Session, typed: str) -> Suggestions | None:
    """What is said where Enter would refuse a new card, by the test that Enter makes; None where it makes one."""
    try:
        refuse_duplicates(desk, typed)
    except MayBeKnownError as error:
        return Suggestions(hint=f"{error.sentence} {ALL_THE_SAME}", bad=True)
    return None


def _make_new(desk: Session, visit: Interaction, values: dict[str, str]) -> NextStep:
    """Make a new card of what was typed, whatever is selected."""
    typed = values["who"].strip()
    if not typed:
        raise RefusedError("Nothing was typed.", "Type their name first.")
    if is_number(typed):
        return name_for(desk, naming.take_number(desk, visit, typed))
    return _made(desk, naming.new_card(desk, visit, typed, although=True))


def _reading(finder: Finder) -> Suggestions | None:
    """What is said while it cannot be known yet whose number rings; None once all cards are read."""
    return None if finder.is_full else Suggestions(hint=STILL_READING)


def _nothing_typed(visit: Interaction) -> Suggestions:
    """What can be done before anything is typed, where no number tells who it may be."""
    if visit.customer is None:
        return Suggestions(hint="Type a name, a company or a number. Esc leaves them unnamed.")
    off = Choice(NO_CARD, f"It is not {visit.customer.name}: no card")
    return Suggestions([off], hint=f"Type who it is. Enter alone keeps {visit.customer.name}.")


def take(desk: Session, visit: Interaction, customer: Customer, *, phone: str = "") -> NextStep:
    """The visit is with that customer, and has the `phone` that was typed; one that their card lacks is offered to it.

    `visit` is as it was before anything was typed.
    """
    named = log.identify(desk, visit, customer, phone=phone)
    number = naming.number_to_add(desk, named, customer)
    return add_number(desk, named, customer) if number else ""


def add_number(desk: Session, visit: Interaction, customer: Customer) -> Question:
    """Whether the number that they call from goes on their card."""
    number = visit.phone
    choices = [Choice("yes", f"Add {number} to {customer.name}'s card"), Choice("no", "Leave the card as it is")]
    asked = elsewhere(desk, customer, "phones", number, Suggestions(choices, 0))
    is_elsewhere = any(one.value == SHARED for one in asked.choices)

    def submit(values: dict[str, str], chosen: str) -> str:
        if chosen not in ("yes", SHARED):
            return ""
        naming.add_number(desk, visit, customer, shared=chosen == SHARED)
        return f"{number} is on the card of {customer.name} now."

    offer = replace(asked, hint=f"Add {number} to {customer.name}'s card? Enter: yes. Esc: no.", bad=False)
    if is_elsewhere:
        offer = replace(asked, choices=[asked.choices[0], choices[1]], hint=f"{asked.hint} Esc: no.")
    return Question(
        title="Number",
        fields=[("add", "Add it?", "")],
        on_change=lambda values: offer,
        submit=submit,
        rows=2,
        passing=FINDS,
    )


def name_for(desk: Session, visit: Interaction) -> Question:
    """Whose number it is, for a new card with that number."""

    def made(values: dict[str, str]) -> NextStep:
        return _made(desk, naming.new_card(desk, visit, values["name"], although=True))

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        try:
            refuse_duplicates(desk, values["name"])
        except MayBeKnownError as error:
            raise RefusedError(error.sentence, ALL_THE_SAME) from error
        return made(values)

    return Question(
        title="New card",
        fields=[("name", "Name", "")],
        makes_new=made,
        on_change=lambda values: Suggestions(hint=f"Whose number is {visit.phone}? Enter makes the card."),
        submit=submit,
        subject=visit.id,
    )


def _offer(typed: str, found: Sequence[Match], selected: int, choices: Sequence[Choice]) -> Suggestions:
    """The cards found, and what Enter does with them."""
    if selected >= 0:
        return Suggestions(choices, selected, "Enter takes the lit card. Ctrl+N makes a new one.")
    fitting = [one for one in found if one.fit and one.fit.may_be_selected]
    if len(fitting) > 1:
        return Suggestions(choices, -1, f"{len(fitting)} cards fit. Down chooses one; Ctrl+N makes a new card.")
    if likely := among(typed, found):
        words = f"{symbols().soon} {likely[0].card.name}: {likely[0].why}. Down chooses; Ctrl+N makes a new card."
        return Suggestions(choices, -1, words, bad=True)
    if found:
        return Suggestions(choices, -1, "Down chooses one of these. Ctrl+N makes a new card.")
    if is_number(typed):
        return Suggestions(hint="Nobody has this number. Enter keeps it; Ctrl+N makes a card with it.")
    told = read_line(typed).told
    return Suggestions(hint="Enter makes a new card." if told == typed else f"Enter makes a new card: {told}.")


def _of_number(number: str, found: Sequence[Match]) -> str:
    """What is said of the number that they call from, before anything is typed."""
    theirs = [one for one in found if one.fit and one.fit.may_be_selected]
    if len(theirs) > 1:
        return f"{len(theirs)} cards have the number {number}. Down chooses one."
    if theirs:
        return f"They ring from {number}. Down, then Enter, takes {theirs[0].name}."
    return f"They ring from {number}; it goes on the new card of who you type."


def _made(desk: Session, visit: Interaction) -> NextStep:
    """What is said of a new card; whether the number that they call from goes on it too where another card has it."""
    card = customers.get(desk, visit.customer.id) if visit.customer else None
    if card and naming.number_to_add(desk, visit, card) and held_elsewhere.holders(desk, "phones", visit.phone):
        return add_number(desk, visit, card)
    return f"New card: {visit.name}"


def void(result: object) -> None:
    """Drop a result where only the effect is wanted."""
