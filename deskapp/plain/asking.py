"""What plain mode asks before a command is run, because the command line would refuse to guess it."""

from deskapp.desk.cards import allergies
from deskapp.model.interaction import CustomerRef
from deskapp.plain import visiting
from deskapp.plain.session import PlainSession


def note(session: PlainSession, rest: str) -> None:
    """A note, kept whatever is in it; what may be an allergy is asked about, and goes on the card as well."""
    one = visiting.here(session)
    words = rest or (session.ask("Note? ") if one else "")
    if one is None or not words or not session.perform("note", {"interaction": one.id, "text": words}):
        return
    if item := allergies.to_offer(session.desk, one.customer, words):
        session.say(f"The note is kept. “{item}” may be an allergy.")
        if one.customer is None:
            session.say("who NAME says whose it is, then d a: WORDS puts it on their card.")
        else:
            _offer(session, one.customer, item)
    session.step()


def _offer(session: PlainSession, person: CustomerRef, item: str) -> None:
    """Ask once whether it is an allergy; another line typed there leaves it in the note, and is done next."""
    answer = session.ask(f"Enter alone: it goes on the card of {person.name}. n: it is no allergy. ")
    if answer.casefold() in ("", "y", "yes"):
        session.do("preference", "--stance=allergy", "--", person.id, item)
        return
    session.say("It stays in the note only.")
    if answer.casefold() not in ("n", "no"):
        session.next_line = answer
