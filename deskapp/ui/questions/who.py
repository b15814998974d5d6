"""Who is it? Finds cards while the name or the number is typed, of a visit or to promise something to."""

from collections.abc import Sequence
from dataclasses import replace

from deskapp import slots
from deskapp.desk.cards import customers, held_elsewhere
from deskapp.desk.cards.duplicates import among
from deskapp.desk.cards.recognising import MayBeKnownError, refuse_duplicates
from deskapp.desk.cards.typed_card import read_line
from deskapp.desk.find import meant
from deskapp.desk.find.finder import Finder, Match
from deskapp.desk.session import Session
from deskapp.desk.visits import already_here, log, naming
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer, Whom
from deskapp.model.interaction import Interaction
from deskapp.text.phones import is_number
from deskapp.ui.questions.cards_alike import Rows
from deskapp.ui.questions.choosing import by_letter
from deskapp.ui.questions.typed import SHARED, elsewhere, says
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions

WHICH = ("Which one is it?", "Down chooses; Ctrl+N makes a new card of what you typed.")

ALL_THE_SAME = "Ctrl+N makes a new card all the same."
NO_CARD = "none"
STILL_READING = "Still reading the cards: more may be found in a moment. Enter waits for that."


def of_visit(desk: Session, finder: Finder, visit: Interaction, rows: int) -> Question:
    """The question who it is; once that is known it tells of another open visit of the same person.

    Where something more is asked then, it is told in that question, and again once that is done or left.
    """

    def also() -> str:
        sentence = already_here.told(desk, log.get(desk, visit.id))
        return f"{sentence} {slots.key('other_visit')} goes there." if sentence else ""

    def told(result: NextStep) -> NextStep:
        if isinstance(result, Question):
            known, more = also(), result
            offers = more.on_change
            if known:
                more = replace(more, left=lambda: known, on_change=lambda values: _after(known, offers(values)))
            return telling(more)
        return f"{also()} {result or ''}".strip() if result is None or isinstance(result, str) else result

    def telling(question: Question) -> Question:
        submit, make_new = question.submit, question.makes_new
        makes = (lambda values: told(make_new(values))) if make_new else None
        return replace(question, submit=lambda values, chosen: told(submit(values, chosen)), makes_new=makes)

    def left() -> str:
        said = question.left()
        return f"{also()} {said if isinstance(said, str) else ''}".strip()

    question = who(desk, finder, visit, rows=rows)
    return replace(telling(question), left=left)


def _after(sentence: str, offer: Suggestions) -> Suggestions:
    """An offer whose hint follows on a sentence."""
    return replace(offer, hint=f"{sentence} {offer.hint}")


def who(desk: Session, finder: Finder, interaction: Interaction, *, rows: int) -> Question:
    """Take the selected card, make a new one of what was typed, or leave the person without a card."""
    shown, at = Rows(desk), naming.AtWho(desk, interaction)

    def on_change(values: dict[str, str]) -> Suggestions:
        typed, visit = values["who"].strip(), at.visit
        if not typed and (visit.customer or not visit.phone):
            return _nothing_typed(visit)
        matches = finder.search(typed or visit.phone, limit=rows)
        if not typed:
            hint = _of_number(visit.phone, matches) if finder.is_full else STILL_READING
            return Suggestions(shown.of(matches) if finder.is_full else (), hint=hint)
        selected = meant.selected(matches)
        offer = _offer(typed, matches, selected, shown.of(matches, are_rivals=selected < 0))
        if finder.is_full and not matches and not is_number(typed):
            refusal = _refusal(desk, typed)
            offer = Suggestions(hint=f"{refusal} {ALL_THE_SAME}", bad=True) if refusal else offer
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
        try:
            return _made(desk, naming.new_card(desk, visit, typed))
        except MayBeKnownError as error:
            raise RefusedError(error.sentence, ALL_THE_SAME) from error

    return Question(
        *("Who?", [("who", "Who?", naming.typed(interaction))], submit, on_change),
        store=lambda name, text: at.keep(text),
        makes_new=lambda values: _make_new(desk, at.visit, values),
        left=lambda: naming.leave(desk, at.visit),
        rows=rows,
        left_words="",
    )


def _refusal(desk: Session, typed: str) -> str:
    """Why a new card is refused for what was typed, as they may have one already; "" where it is not."""
    try:
        refuse_duplicates(desk, typed)
    except MayBeKnownError as error:
        return error.sentence
    return ""


def _make_new(desk: Session, visit: Interaction, values: dict[str, str]) -> NextStep:
    """Make a new card of what was typed, whatever is selected."""
    typed = values["who"].strip()
    if not typed:
        raise RefusedError("Nothing was typed.", "Type their name first.")
    if is_number(typed):
        return name_for(desk, naming.take_number(desk, visit, typed))
    return _made(desk, naming.new_card(desk, visit, typed, although=True))


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
    rows = [Choice("yes", f"Add {number} to {customer.name}'s card"), Choice("no", "Leave the card as it is")]
    offer = elsewhere(desk, customer, "phones", number, Suggestions(rows, 0))
    hint, usual = f"Add {number} to {customer.name}'s card? Enter: yes. Esc: no.", 0
    is_elsewhere = any(row.value == SHARED for row in offer.choices)
    if is_elsewhere:
        rows, hint, usual = [offer.choices[0], rows[1]], f"{offer.hint} Esc: no.", -1

    def taken(chosen: str) -> str:
        if chosen not in ("yes", SHARED):
            return ""
        naming.add_number(desk, visit, customer, shared=chosen == SHARED)
        return f"{number} is on the card of {customer.name} now."

    return by_letter("Number", "Add it?", rows, taken, hint, usual=usual, bad=is_elsewhere, rows=2)


def name_for(desk: Session, visit: Interaction) -> Question:
    """Whose number it is, for a new card with that number."""

    def made(values: dict[str, str]) -> NextStep:
        return _made(desk, naming.new_card(desk, visit, values["name"], although=True))

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if refusal := _refusal(desk, values["name"]):
            raise RefusedError(refusal, ALL_THE_SAME)
        return made(values)

    offer = says(f"Whose number is {visit.phone}? Enter makes the card.")
    return Question("New card", [("name", "Name", "")], submit, offer, makes_new=made, subject=visit.id)


def to_promise(desk: Session, finder: Finder) -> Question:
    """Promise to somebody who is not here: first their card, then what and by when."""
    from deskapp.ui.questions.declared import ask

    shown = Rows(desk)

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["whom"].strip()
        if not typed:
            return Suggestions(hint="Type a name, a company or a number. Enter alone: to nobody named.")
        matches = finder.search(typed, limit=6)
        if not matches:
            return Suggestions(hint=f"Nobody is found. {slots.key('new_card')} makes a card.")
        selected = meant.selected(matches)
        rows = shown.of(matches, are_rivals=selected < 0)
        return Suggestions(rows, selected, "Enter takes the selected card; Down chooses another.")

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        typed = values["whom"].strip()
        chosen = chosen or (meant.unread(finder, typed) if typed else "")
        if typed and not chosen:
            raise RefusedError("No card is selected.", f"Down chooses one; {slots.key('new_card')} makes a new one.")
        return ask(desk, "promise", {"who": Whom(None, customers.get(desk, chosen) if chosen else None)})

    return Question("Promise", [("whom", "To whom", "")], submit, on_change, subject="")


def _offer(typed: str, matches: Sequence[Match], selected: int, choices: Sequence[Choice]) -> Suggestions:
    """The cards found, and what Enter does with them."""
    if selected >= 0:
        return Suggestions(choices, selected, "Enter takes the selected card. Ctrl+N makes a new one.")
    fitting = [match for match in matches if match.fit and match.fit.may_be_selected]
    if len(fitting) > 1:
        return Suggestions(choices, -1, f"{len(fitting)} cards fit. Down chooses one; Ctrl+N makes a new card.")
    if likely := among(typed, matches):
        words = f"{symbols().soon} {likely[0].card.name}: {likely[0].why}. Down chooses; Ctrl+N makes a new card."
        return Suggestions(choices, -1, words, bad=True)
    if matches:
        return Suggestions(choices, -1, "Down chooses one of these. Ctrl+N makes a new card.")
    if is_number(typed):
        return Suggestions(hint="Nobody has this number. Enter keeps it; Ctrl+N makes a card with it.")
    told = read_line(typed).told
    return Suggestions(hint="Enter makes a new card." if told == typed else f"Enter makes a new card: {told}.")


def _of_number(number: str, matches: Sequence[Match]) -> str:
    """What is said of the number that they call from, before anything is typed."""
    theirs = [match for match in matches if match.fit and match.fit.may_be_selected]
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
