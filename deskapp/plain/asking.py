"""What plain mode asks before a command is run, because the command line would refuse to guess it."""

from deskapp.desk import safety
from deskapp.desk.tastes import against, against_words, guessed, may_be_allergy, read_taste
from deskapp.model.customer import STANCES, Customer
from deskapp.model.interaction import CustomerRef
from deskapp.plain import visiting
from deskapp.plain.session import Session


def stance(session: Session, card: Customer | None, words: str) -> str | None:
    """What words are that may be an allergy, as it was said; "" where they need no question, None where none was given.

    What the card says they must not have is asked about too.

    Enter alone says that they are an allergy: the safe answer is the short one.
    """
    named, text = read_taste(words)
    if named:
        return ""
    if not may_be_allergy(text):
        allergy = against(card, guessed(text), text) if card else ""
        return _all_the_same(session, against_words(card, allergy)) if card and allergy else ""
    session.say("That may be an allergy or an illness.")
    question = "Enter alone: it is. Or say: likes, dislikes, needs, or no to leave it off the card. "
    while typed := session.ask(question).casefold():
        if found := next((one for one in STANCES if one.startswith(typed)), None):
            return found
        if typed in ("no", "none"):
            session.say("Nothing was put on the card.")
            return None
        session.say(f"First about “{text}”: is it an allergy?")
    return "allergy"


def _all_the_same(session: Session, told: str) -> str | None:
    """Whether they like it although the card speaks against it; None where they don't."""
    if session.ask(f"{told} Do they like this all the same? y or n: ").casefold().startswith("y"):
        return "likes"
    session.say("Nothing was put on the card.")
    return None


def note(session: Session, rest: str) -> None:
    """A note, kept whatever is in it; what may be an allergy is asked about, and goes on the card as well."""
    one = visiting.here(session)
    words = rest or (session.ask("Note? ") if one else "")
    if one is None or not words or not session.perform("note", {"interaction": one.id, "text": words}):
        return
    if item := safety.to_offer(session.desk, one.customer, words):
        session.say(f"The note is kept. “{item}” may be an allergy.")
        if one.customer is None:
            session.say("who NAME says whose it is, then d a: WORDS puts it on their card.")
        else:
            _offer(session, one.customer, item)
    session.step()


def _offer(session: Session, person: CustomerRef, item: str) -> None:
    """Ask once whether it is an allergy; another line typed there leaves it in the note, and is done next."""
    answer = session.ask(f"Enter alone: it goes on the card of {person.name}. n: it is no allergy. ")
    if answer.casefold() in ("", "y", "yes"):
        session.do("preference", "--stance=allergy", "--", person.id, item)
        return
    session.say("It stays in the note only.")
    if answer.casefold() not in ("n", "no"):
        session.next_line = answer
