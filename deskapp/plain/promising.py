"""Promises by lines: made, kept, moved; what is missing is asked for."""

from contextlib import suppress

from deskapp.desk import channels, follows, habits, promises
from deskapp.errors import RefusedError
from deskapp.plain.calling import ask_number, card_of
from deskapp.plain.closed import in_hours
from deskapp.plain.session import Session
from deskapp.text import when


def promise(session: Session, rest: str) -> None:
    """`p WHAT by WHEN`, to the one that is spoken of."""
    one = session.one
    if one is None:
        session.say("Nobody is here to promise to. promise NAME WHAT --by WHEN is for somebody with a card.")
        return
    if liked := channels.preference_words(card_of(session, one)):
        session.say(liked)
    what, _, due = rest.rpartition(" by ") if " by " in rest else (rest, "", "")
    what = what.strip() or session.ask("What do you promise? ")
    due = due.strip() or (session.ask_when("By when? ") if what else "")
    due, closed = in_hours(session, due) if what else ("", ())
    if not due:
        session.say("Nothing was promised.")
        return
    if session.do("promise", f"--by={due}", *closed, "--", one.id, what):
        ask_number(session, one, what)


def keep(session: Session, rest: str) -> None:
    """`k`: the one promise to the one that is spoken of, or the one with these words."""
    chosen = _chosen(session, rest)
    if chosen:
        session.do("keep", "--", chosen)


def move(session: Session, rest: str) -> None:
    """`v WORDS to WHEN`; whether the customer knows is asked (practice D4)."""
    what, due = _parted(session, f" {rest}")
    chosen = _chosen(session, what.strip())
    due = due.strip() or (session.ask_when("To when? ") if chosen else "")
    due, closed = in_hours(session, due) if chosen else ("", ())
    if chosen and not due:
        session.say("Nothing was moved.")
    if not due:
        return
    told = session.ask("Do they know? y or n: ").casefold().startswith("y")
    session.do("move", f"--by={due}", *closed, "--told" if told else "--not-told", "--", chosen)


def _parted(session: Session, rest: str) -> tuple[str, str]:
    """The words and the time of `WORDS to WHEN`; a time may have a `to` of its own (`quarter to 4`)."""
    for link in (" to ", " by "):
        pieces = rest.split(link)
        ways = [(link.join(pieces[:cut]), link.join(pieces[cut:])) for cut in range(1, len(pieces))]
        for what, due in ways:
            with suppress(RefusedError):
                habits.read(session.desk, due)
                return what, due
        if ways:
            return ways[-1]
    return rest, ""


def _chosen(session: Session, words: str) -> str:
    """The id of the promise that is meant, or the words that find it; "" where none was chosen."""
    if words:
        return words
    one, found = session.one, session.day.promises_by_due()
    theirs = follows.owed(session.desk, one, found) if one else []
    if len(theirs) == 1:
        return theirs[0].id
    among = theirs or found
    if not among:
        session.say("No promise is open.")
        return ""
    if one and not theirs:
        session.say(f"{one.known_as or f'This {one.kind}'} has no open promise. These are the others.")
    for number, it in enumerate(among, start=1):
        session.say(f"{number}, {promises.named(it)}, {when.describe(it.due, session.desk.now())}")
    number_typed = session.ask("Which one? Its number: ")
    if number_typed.isascii() and number_typed.isdigit() and 1 <= int(number_typed[:6]) <= len(among):
        return among[int(number_typed[:6]) - 1].id
    session.say("None was chosen.")
    return ""
