"""What plain mode asks before a command is run, because the command line would refuse to guess it."""

from deskapp.desk.tastes import may_be_allergy, read_taste
from deskapp.model.customer import STANCES
from deskapp.plain.session import Session


def stance(session: Session, words: str) -> str | None:
    """What words are that may be an allergy, as it was said; "" where they need no question, None where none was given.

    Enter alone says that they are an allergy: the safe answer is the short one.
    """
    named, text = read_taste(words)
    if named or not may_be_allergy(text):
        return ""
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
