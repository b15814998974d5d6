"""Who it is, by lines: a sure card is taken, of several one is asked for, and no second card is made unasked."""

from deskapp.desk.cards import customers
from deskapp.desk.cards.held_elsewhere import HeldElsewhereError
from deskapp.desk.cards.recognising import may_be_words, recognise
from deskapp.desk.visits import naming, numbers
from deskapp.desk.visits.log import get
from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.plain.declared import Does, about_visit
from deskapp.plain.session import PlainSession
from deskapp.plain.typed import EndOfInputError

ENDING = 4


@about_visit()
def who(session: PlainSession, visit: Interaction, rest: str) -> None:
    """Who the one that is spoken of is; asked for where it is missing."""
    typed = rest or session.ask(said("Who is it? "))
    if typed and name(session, visit.id, typed):
        session.step()


def name(session: PlainSession, visit: str, typed: str) -> bool:
    """Say who a visit is with, asking which card is meant where that is not sure; whether that was said."""
    session.refresh()
    session.begun.goes_on(visit, f"who {typed}")
    cards = recognise(session.desk, typed, get(session.desk, visit).phone).may_be
    if not cards:
        return _identified(session, visit, typed) and _offer_number(session, visit)
    session.say(may_be_words(typed, cards))
    session.number([_told(card) for card in cards])
    known = "One" if len(cards) == 1 else str(len(cards))
    question = f"{known} may be meant. A number takes that card, n makes a new one, Enter none: "
    try:
        answer = _which(session, question, len(cards), typed)
    except EndOfInputError:
        _identified(session, visit, typed, no_card=True)
        raise
    if answer.isdecimal():
        return _identified(session, visit, cards[int(answer) - 1].id) and _offer_number(session, visit)
    return _identified(session, visit, typed, new=bool(answer), no_card=not answer)


def _identified(session: PlainSession, visit: str, text: str, **said: bool) -> bool:
    return session.perform("who", {"who": visit, "text": text, **said}) is not None


def _which(session: PlainSession, question: str, count: int, typed: str) -> str:
    """The number of one of so many cards, `n`, or nothing; asked again until it is one of these."""
    while answer := session.ask(question).casefold():
        if answer in ("n", "new") or (answer.isdecimal() and 1 <= int(answer[:3]) <= count):
            return answer
        session.say(said("First say who “{typed:.40}” is.", typed=typed))
    return ""


def _offer_number(session: PlainSession, visit: str) -> bool:
    """Ask once whether the number that they call from goes on the card that was taken."""
    session.refresh()
    named = get(session.desk, visit)
    card = customers.of(session.desk, named.customer.id) if named.customer else None
    number = naming.number_to_add(session.desk, named, card) if card else ""
    if (
        card
        and number
        and session.agrees(said("Add {number} to {name}'s card? y or n: ", number=number, name=card.name))
    ):
        shared = _is_shared(session, card, number)
        if shared is not None:
            _identified(session, visit, card.id, add_number=True, shared=shared)
    return True


def _is_shared(session: PlainSession, card: Customer, number: str) -> bool | None:
    """Whether a number goes on a second card, which is asked; None where it is not wanted."""
    try:
        numbers.refuse_elsewhere(session.desk, card, number)
    except HeldElsewhereError as error:
        if session.agrees(said("{sentence} Do they share it? y or n: ", sentence=error.sentence)):
            return True
        session.say(said("Nothing was put on the card."))
        return None
    except RefusedError:  # the command says what is wrong with it
        pass
    return False


def _told(card: Customer) -> str:
    """A card in one line: name, company, the end of its number, allergies."""
    phone = next((phone.typed for phone in card.phones.values()), "")
    allergies = ", ".join(preference.item for preference in card.with_stance("allergy"))
    parts = [card.name, card.company, f"phone ending {phone[-ENDING:]}" if phone else ""]
    return ", ".join(part for part in (*parts, f"ALLERGY {allergies}" if allergies else "") if part)


def begin(kind: str) -> Does:
    """Somebody is here: begins now, with a name or without; who it is, is asked when the clock runs."""

    def does(session: PlainSession, rest: str) -> None:
        if not session.perform("log_visit", {"kind": kind, "name": rest, "no_card": bool(rest)}):
            return
        if typed := rest or session.ask(said("Who? Enter alone leaves them unnamed: ")):
            name(session, session.selected, typed)
        session.step()

    return does


walk_in, call, message = begin("walk-in"), begin("call"), begin("message")
