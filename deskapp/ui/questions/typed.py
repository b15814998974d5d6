"""What becomes of words while they are typed: kept, coached, read as a time, and told where another card has them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, Literal

from deskapp.commands.promises import IN_A_FIELD, TIMES
from deskapp.desk.cards import customers, held_elsewhere
from deskapp.desk.cards.held_elsewhere import HeldElsewhereError
from deskapp.desk.drafts import card_drafts, drafts
from deskapp.desk.session import Session
from deskapp.desk.times import habits
from deskapp.desk.visits import log
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.text import typed_when, when
from deskapp.text.hours import PLAIN, Habits
from deskapp.text.phones import WHOLE_NUMBER, digits
from deskapp.ui.questions.choosing import in_hours
from deskapp.ui.render.coach import spotted
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions

__all__ = ["IN_A_FIELD", "TIMES"]
BREAK = " | "
SHARED = "shared"
TOMORROW = "tomorrow"
Values = dict[str, str]
Fields = Sequence[tuple[str, str, str]]
Done = Callable[[Values, str], NextStep]
Reacts = Callable[[Values], Suggestions]


def says(hint: str, rows: Sequence[Choice] = (), selected: int = -1, *, bad: bool = False) -> Reacts:
    """The same offer whatever is typed."""
    return lambda values: Suggestions(rows, selected, hint, bad)


def void(result: object) -> None:
    """Drop a result where only the effect is wanted."""


def in_one_line(text: str) -> str:
    """A text of several lines as it stands in a field; `split_lines` brings the lines back."""
    return BREAK.join(text.splitlines())


def split_lines(typed: str) -> str:
    """What stands in a field, as text of several lines where it has the sign for them."""
    return "\n".join(part.strip() for part in typed.split(BREAK)) if BREAK in typed else typed


def stored(
    title: str,
    fields: Sequence[tuple[str, str]],
    reads: Callable[[], Mapping[str, str]],
    writes: Callable[[str, str], object],
    on_change: Reacts = lambda values: Suggestions(),
    done: Done | None = None,
    *,
    may_be_empty: bool = False,
    **more: Any,
) -> Question:
    """A question on what the book holds, by (name, label); it is written as it is typed, and once more when it is done.

    `reads` gives what is held now. Where it must not be empty, an empty field changes nothing while it is typed.
    """
    held = reads()

    def store(name: str, text: str) -> None:
        if may_be_empty or text.strip():
            writes(name, text)

    def submit(values: Values, chosen: str) -> NextStep:
        for name, text in values.items():
            writes(name, text.strip())
        return ""

    stand = [(name, label, held[name]) for name, label in fields]
    return Question(title, stand, done or submit, on_change, store, edits=True, holds=reads, **more)


def on_visit(
    desk: Session, visit: Interaction | None, title: str, fields: Fields, submit: Done, on_change: Reacts, **more: Any
) -> Question:
    """A question whose words are drafts of a visit until it is done, where there is one.

    An empty field that is left forgets its draft; what was typed is kept for the next time.
    """
    if visit is None:
        return Question(title, fields, submit, on_change, **{"subject": "", **more})

    def left() -> None:
        kept = log.get(desk, visit.id).drafts
        for name, _, _ in fields:
            if name in kept and not kept[name].strip():
                log.draft(desk, visit, name, "")

    stand = [(name, label, visit.drafts.get(name, "") or text) for name, label, text in fields]
    keeps = partial(log.draft, desk, visit)
    return Question(title, stand, submit, on_change, **{"store": keeps, "left": left, "subject": visit.id, **more})


def drafted(desk: Session, customer: Customer, asked: Question, place: str) -> Question:
    """A question about a card with what was typed for it before; its words stay on the card until it is done.

    They are no step for undo.
    """
    kept = card_drafts.read(desk, customer)
    fields = [(name, label, kept.get(f"{place} {name}", text)) for name, label, text in asked.fields]
    usual = {name: text for name, _, text in asked.fields}

    def store(name: str, text: str) -> None:
        card_drafts.keep(desk, customer, f"{place} {name}", "" if text == usual[name] else text)

    def submit(values: Values, chosen: str) -> NextStep:
        result = asked.submit(values, chosen)
        card_drafts.forget(desk, customer, place)
        return result

    return replace(asked, fields=fields, store=store, submit=submit, usual=usual)


def rewords(desk: Session, customer: Customer, entry: str, text: str) -> None:
    """Keep other words for one thing on the card that are not put there yet; none are kept where the text is empty."""
    place, card = f"{card_drafts.REWORDED}{entry}", customers.get(desk, customer.id)
    if card_drafts.read(desk, card).get(place, "") != text:
        card_drafts.keep(desk, customer, place, text)


def reworded(desk: Session, customer: Customer, entry: str, text: str) -> str:
    """The words for one thing on the card as they stand in its field: those that are not put there yet, else `text`."""
    return in_one_line(card_drafts.read(desk, customer).get(f"{card_drafts.REWORDED}{entry}", text))


def changed_words(desk: Session, place: drafts.DraftPlace, filled: str) -> tuple[str, Callable[[str], None]]:
    """How a filled text was changed for one person before, "" where it was not; and what keeps it as it is changed.

    Keeping the text as it was filled forgets the change.
    """
    return drafts.read(desk, place).get("text", ""), lambda text: drafts.keep(
        desk, place, "text", "" if text == filled else text
    )


def coached(question: Question) -> Question:
    """The same question with what is better said in another way underlined; nothing is blocked.

    Its hint gives way to the better twin of the last such phrase in its first field.
    """
    first, on_change = question.fields[0][0], question.on_change

    def reacted(values: Values) -> Suggestions:
        offer, phrases = on_change(values), spotted(values[first])
        return replace(offer, hint=f"Rather: {phrases[-1].phrase.say}", bad=True) if phrases else offer

    return replace(question, on_change=reacted, marks=lambda text: [(spot.start, spot.end) for spot in spotted(text)])


def elsewhere(
    desk: Session, card: Customer, kind: Literal["phones", "emails"], typed: str, offer: Suggestions, key: str = ""
) -> Suggestions:
    """The offer for a number or an address that is typed, with who has it already and the row that says they share it.

    Enter alone then puts it nowhere.
    """
    is_whole = len(digits(typed)) >= WHOLE_NUMBER if kind == "phones" else "@" in typed.strip()[1:]
    if not is_whole:
        return offer
    try:
        held_elsewhere.check(desk, card, kind, typed, key=key)
    except HeldElsewhereError as error:
        rows = [Choice(SHARED, f"They share it: put it on the card of {card.name} too"), *offer.choices]
        return replace(offer, choices=rows, selected=-1, hint=f"{error.sentence} Down says so.", bad=True)
    except RefusedError as error:
        return replace(offer, hint=error.sentence, bad=True)
    return offer


def resolved_time(typed: str, now: datetime, known: Habits = PLAIN, *, then: str = "Enter promises it") -> Suggestions:
    """What a typed time comes to at a desk and what decided that, or why it cannot be read.

    Of an hour that has passed tomorrow's is offered.
    """
    if not typed.strip():
        return Suggestions(hint=f"By when? {TIMES}")
    try:
        reading = typed_when.read(typed, now, known)
        shown = " ".join(filter(None, (f"That is {when.describe(reading.at, now)}.", reading.why)))
        return Suggestions(hint=f"{shown} {then}.")
    except typed_when.PassedError as error:
        choice = Choice(TOMORROW, when.tomorrow_at(error.tomorrow, now))
        return Suggestions([choice], -1, f"{error.sentence} Down, then Enter takes tomorrow.", bad=True)
    except RefusedError as error:
        return Suggestions(hint=str(error) if error.next_step != typed_when.EXAMPLES else error.sentence, bad=True)


def meant(typed: str, chosen: str) -> str:
    """The time as it was typed, or with the day that was chosen for it."""
    words = typed.strip()
    if chosen != TOMORROW:
        return words
    return f"{TOMORROW} {words[3:] if words.casefold().startswith(('by ', 'at ')) else words}"


def by_when(desk: Session, name: str, then: Callable[[datetime, str, bool], NextStep], **more: Any) -> Question:
    """By when; `then` gets the time, how it was typed, and whether it is meant though the desk is closed."""

    def submit(values: Values, chosen: str) -> NextStep:
        typed = meant(values[name], chosen)
        return in_hours(desk, habits.read(desk, typed).at, lambda due, closed: then(due, typed, closed))

    def on_change(values: Values) -> Suggestions:
        return resolved_time(values[name], desk.now(), habits.of(desk))

    return Question("By when", [(name, "By when", "")], submit, on_change, placeholders=(IN_A_FIELD,), **more)
