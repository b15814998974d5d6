"""Calls by lines: a missed one is rung back, and the channel of an answer is said or changed."""

from deskapp.desk import channels, customers, missed, numbers
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.model.reply import CHANNELS
from deskapp.plain.naming import keep_number
from deskapp.plain.session import Session
from deskapp.text.phones import looks_like_a_number


def card_of(session: Session, visit: Interaction) -> Customer | None:
    """The card of a visit, if it has one."""
    return customers.of(session.desk, visit.customer.id) if visit.customer else None


def ring_back(session: Session, rest: str) -> None:
    """`B`: the call to somebody whose call was missed begins, or nobody needs to ring back any more."""
    if rest:
        session.do("ring-back", *rest.split(), shown=True)
        return
    visit = _chosen(session)
    if visit is None:
        return
    how = session.ask("Enter begins the call to them now, d says that nobody needs to ring back: ").casefold()
    if how == "":
        session.do("ring-back", "--", visit.id)
    elif how == "d":
        session.do("ring-back", "--settled", "--", visit.id)
    else:
        session.say("It stays as it is.")


def _chosen(session: Session) -> Interaction | None:
    """The one missed call, or the one whose number is typed."""
    visits = [visit for visit in session.day.ended_newest() if visit.is_to_ring_back]
    if not visits:
        session.say("Nobody has to be rung back.")
        return None
    for number, visit in enumerate(visits, start=1):
        prefix = f"{number}, " if len(visits) > 1 else ""
        session.say(f"{prefix}{missed.sentence(visit, session.desk.now())}")
    if len(visits) == 1:
        return visits[0]
    typed = session.ask("Which one? Its number: ")
    if typed.isascii() and typed.isdigit() and 1 <= int(typed[:6]) <= len(visits):
        return visits[int(typed[:6]) - 1]
    session.say("None was chosen.")
    return None


def channel(session: Session, rest: str) -> None:
    """`V`: how the one that is spoken of wants the answer."""
    visit = session.one
    if visit is None:
        session.say("Nobody is here.")
        return
    if liked := channels.preference_words(card_of(session, visit)):
        session.say(liked)
    words = rest or session.ask(f"How do they want the answer? {', '.join(CHANNELS)} or none: ")
    if words:
        session.do("channel", "--", visit.id, words)


def ask_number(session: Session, visit: Interaction, what: str) -> None:
    """After a promise to call back where no number is known: which one it is. Any other line is done as a line."""
    if channels.in_promise(what) != "call" or numbers.known(visit, card_of(session, visit)):
        return
    name = visit.name or "them"
    typed = session.ask(f"No number of {name} is known. Which number do you call? Enter alone leaves it out: ")
    if looks_like_a_number(typed) or typed.replace(" ", "").isdecimal():
        keep_number(session, visit, typed)
    else:
        session.next_line = typed
