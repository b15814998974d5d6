"""Who it is, by lines: a sure card is taken, of several one is asked for, and no second card is made unasked."""

from collections.abc import Callable

from deskapp.desk.cards import customers
from deskapp.desk.cards.held_elsewhere import HeldElsewhereError
from deskapp.desk.cards.recognising import may_be_words, recognise
from deskapp.desk.visits import naming, numbers
from deskapp.desk.visits.log import get
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer
from deskapp.plain.session import PlainSession
from deskapp.plain.typed import EndOfInputError

ENDING = 4
NOBODY = "Nobody is here. w NAME begins a walk-in, c NAME a call."


def who(session: PlainSession, rest: str) -> None:
    """Who the one that is spoken of is; asked for where it is missing."""
    one = session.one
    if one is None:
        session.say(NOBODY)
        return
    typed = rest or session.ask("Who is it? ")
    if typed and name(session, one.id, typed):
        session.step()


def name(session: PlainSession, visit: str, typed: str) -> bool:
    """Say who a visit is with, asking which card is meant where that is not sure; whether that was said."""
    session.refresh()
    session.begun.goes_on(visit, f"who {typed}")
    phone = get(session.desk, visit).phone
    cards = recognise(session.desk, typed, phone).may_be
    if not cards:
        return session.do("identify", "--", visit, typed) and _offer_number(session, visit)
    session.say(may_be_words(typed, cards))
    for place, card in enumerate(cards, start=1):
        session.say(f"{place}, {_told(card)}")
    known = "One" if len(cards) == 1 else str(len(cards))
    question = f"{known} may be meant. A number takes that card, n makes a new one, Enter none: "
    try:
        answer = _which(session, question, len(cards), typed)
    except EndOfInputError:
        session.do("identify", "--no-card", "--", visit, typed)
        raise
    if answer.isdecimal():
        return session.do("identify", "--", visit, cards[int(answer) - 1].id) and _offer_number(session, visit)
    return session.do("identify", "--new" if answer else "--no-card", "--", visit, typed)


def _which(session: PlainSession, question: str, count: int, typed: str) -> str:
    """The number of one of so many cards, `n`, or nothing; asked again until it is one of these."""
    while answer := session.ask(question).casefold():
        if answer in ("n", "new") or (answer.isdecimal() and 1 <= int(answer[:3]) <= count):
            return answer
        session.say(f"First say who “{typed:.40}” is.")
    return ""


def _offer_number(session: PlainSession, visit: str) -> bool:
    """Ask once whether the number that they call from goes on the card that was taken."""
    session.refresh()
    one = get(session.desk, visit)
    card = customers.of(session.desk, one.customer.id) if one.customer else None
    number = naming.number_to_add(session.desk, one, card) if card else ""
    if card and number and session.ask(f"Add {number} to {card.name}'s card? y or n: ").casefold() in ("y", "yes"):
        shared = is_shared(session, lambda: numbers.refuse_elsewhere(session.desk, card, number))
        if shared is not None:
            session.do("identify", "--add-number", *shared, "--", visit, card.id)
    return True


def is_shared(session: PlainSession, check: Callable[[], None]) -> list[str] | None:
    """The option by which a number or an address goes on a second card, once asked; None where it is not wanted."""
    try:
        check()
    except HeldElsewhereError as error:
        if session.ask(f"{error.sentence} Do they share it? y or n: ").casefold() in ("y", "yes"):
            return ["--shared"]
        session.say("Nothing was put on the card.")
        return None
    except RefusedError:  # the command says what is wrong with it
        return []
    return []


def _told(card: Customer) -> str:
    """A card in one line: name, company, the end of its number, allergies."""
    phone = next((one.typed for one in card.phones.values()), "")
    allergies = ", ".join(one.item for one in card.with_stance("allergy"))
    parts = [card.name, card.company, f"phone ending {phone[-ENDING:]}" if phone else ""]
    return ", ".join(part for part in (*parts, f"ALLERGY {allergies}" if allergies else "") if part)
