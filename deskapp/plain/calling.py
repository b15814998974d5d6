"""Calls by lines: a missed one is rung back."""

from deskapp.desk.visits import missed
from deskapp.model.interaction import Interaction
from deskapp.plain.session import PlainSession


def ring_back(session: PlainSession, rest: str) -> None:
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


def _chosen(session: PlainSession) -> Interaction | None:
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
